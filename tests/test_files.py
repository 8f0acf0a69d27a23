import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from trendgraph.errors import ExportError
from trendgraph.files import atomic_folder, atomic_writer, write_atomically


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), ValueError()]
)
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, failure: BaseException) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    expected = ExportError if isinstance(failure, OSError) else type(failure)

    def fail() -> None:
        with atomic_writer(path) as stream:
            stream.write(b"half")
            raise failure

    with pytest.raises(expected):
        fail()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_is_named() -> None:
    with pytest.raises(ExportError, match="No space left") as caught:
        write_atomically(Path("/dev/full"), b"x" * 100_000)
    assert caught.value.code == "export.write"
    assert Path("/dev/full").is_char_device(), "a device is written to, never replaced"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"through")
    reader.join(timeout=10)
    assert read == [b"through"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["missing/file", "."])
def test_places_that_cannot_be_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError) as caught:
        write_atomically(tmp_path / name, b"")
    assert caught.value.code == "export.folder"


WRITER = """
import sys, time
from pathlib import Path
from trendgraph.files import atomic_folder, atomic_writer
path = Path(sys.argv[1])
with atomic_folder(path, made_by_us="m") if sys.argv[2] == "folder" else atomic_writer(path) as place:
    if sys.argv[2] == "folder":
        (place / "m").write_text("other")
    else:
        place.write(b"other")
        place.flush()
    print("ready", flush=True)
    sys.stdin.read()
"""


def write(path: Path, kind: str) -> None:
    if kind == "file":
        write_atomically(path, b"mine")
    else:
        with atomic_folder(path, made_by_us="m") as folder:
            (folder / "m").write_bytes(b"mine")


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_process_left_is_swept_away_and_what_a_living_one_writes_is_not(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "a[1]"
    content = path if kind == "file" else path / "m"
    command = [sys.executable, "-c", WRITER, str(path), kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        at_work = {entry.name for entry in tmp_path.iterdir()}
        assert len(at_work) == 1
        write(path, kind)
        assert {entry.name for entry in tmp_path.iterdir()} == at_work | {path.name}, "it lives, so its work stays"
        other.stdin.close()
        assert other.wait(timeout=30) == 0
        assert content.read_bytes() == b"other"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        other.send_signal(signal.SIGKILL)
        other.wait(timeout=30)
    assert len(list(tmp_path.iterdir())) == 2
    write(path, kind)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert content.read_bytes() == b"mine"


def test_only_what_was_left_of_the_same_name_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".other.x.part").mkdir()
    (tmp_path / ".file.x.part").write_bytes(b"a file of somebody's")
    write_atomically(tmp_path / "file", b"new")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".file.x.part", ".other.x.part", "file"]
