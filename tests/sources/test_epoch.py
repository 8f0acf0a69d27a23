"""Epoch AI's tables, small ones in its form; the faults are those of the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.reading import Read, read, write

from trendgraph.claims import Claim, Status
from trendgraph.errors import SourceError
from trendgraph.namespaces import TG
from trendgraph.sources.epoch.forms import FORMS, form_of

NOTABLE = (
    "\ufeffModel,Organization,Publication date,Domain,Parameters,Training compute (FLOP),Training dataset,"
    "Training dataset size (total),Confidence,Country (of organization),Organization categorization,Training hardware,"
    "Training compute cost (2023 USD),Training power draw (W),Base model,Finetune compute (FLOP),Model accessibility,"
    "Training code accessibility\n"
)
LARGE = "Model,Domain,Organization,Publication date,Parameters,Training compute (FLOP),Confidence,Model accessibility\n"
ALL = "Model,Domain,Organization,Publication date,Parameters,Confidence,Country (from Organization),Foundation model\n"
CHIPS = (
    "Hardware name,Manufacturer,Release date,TDP (W),Tensor-FP16/BF16 performance (FLOP/s),"
    "FP16 (half precision) performance (FLOP/s)\n"
)
SITES = "Handle,Title,Owner,Users\n"
POWER = "Date,Data center,Power (MW)\n"
DISTILLED = "model,distilled,confidence,notes\n"
RUNS = "id,task,model,Status\n"
INDEX = "Model version,ECI Score,Release date,Organization,Country,Model accessibility,Confidence,Model name\n"
SWAN = (
    '"Swan\n1","Lakeside,Pond Lab",2026-03-01,"Language,Vision",975000000000.0,1.845e+24,'
    '"Reeds (Short, Long),Unspecified unreleased",45000000000000,Likely,"France,France",Industry,Chip 9,1000.5,'
    "4672690.3,Swan 0,1e21,Open weights (restricted use),Unreleased\n"
)


def notable(folder: Path, *rows: str, name: str = "notable_ai_models.2026-07.csv") -> Path:
    return write(folder, {name: NOTABLE + "".join(rows)})


def row(**cells: str) -> str:
    """Gives a row of the notable table with a few cells filled."""
    defaults = {"Model": "Swan 1", "Organization": "Lakeside", "Publication date": "2026-03-01", "Domain": "Language"}
    filled = defaults | {name.replace("_", " "): text for name, text in cells.items()}
    return ",".join(f'"{filled.get(name, "")}"' for name in NOTABLE.lstrip("\ufeff").strip().split(",")) + "\n"


def epoch(path: Path) -> Read:
    return read("epoch", path)


def test_a_whole_row_with_mark_line_break_and_joined_names(tmp_path: Path) -> None:
    found = epoch(notable(tmp_path, SWAN))
    assert found.facts() == [
        "Swan 1 developedBy Lakeside",
        "Swan 1 developedBy Pond Lab",
        "Lakeside locatedIn France",
        "Pond Lab locatedIn France",
        "Swan 1 releasedOn 2026-03-01",
        "Swan 1 weightsOpenness partlyOpen",
        "Swan 1 codeOpenness closed",
        "Swan 1 trainedOn Reeds (Short, Long)",
        "Swan 1 dataOpenness closed",
        "Swan 1 hasModality modality/text",
        "Swan 1 hasModality modality/image",
        "Swan 1 parameterCount 975000000000",
        "Swan 1 trainingCompute 1845000000000000000000000",
        "Swan 1 trainingCost 1000.5",
        "Swan 1 trainingPower 4.67269",
        "Swan 1 trainedWith Chip 9",
        "Swan 1 fineTunedFrom Swan 0",
    ]
    assert found.reasons() == ["Swan 1 tokens.unit"]
    (source,) = found.sources
    assert (source.identifier, str(source.issued), str(source.accessed)) == (
        "epoch.notable-ai-models",
        "2026-07",
        "2026-07-31",
    )
    assert found.claims[-1].evidence[0].selector.text == "notable_ai_models.2026-07.csv, row Swan 1, column Base model"


@pytest.mark.parametrize(
    ("word", "confidence", "status"),
    [
        ("Confident", "0.9", Status.ACCEPTED),
        ("Likely", "0.7", Status.ACCEPTED),
        ("Speculative", "0.4", Status.PROPOSED),
        ("Unknown", "0.5", Status.ACCEPTED),
        ("Unverified", "0.5", Status.ACCEPTED),
        ("", "0.5", Status.ACCEPTED),
        ("Fairly", "0.5", Status.ACCEPTED),
    ],
)
def test_how_sure_the_publisher_is_of_a_number_is_kept(
    tmp_path: Path, word: str, confidence: str, status: Status
) -> None:
    found = epoch(notable(tmp_path, row(Confidence=word, Parameters="7e9")))
    number = claim(found, "parameterCount")
    assert (str(number.confidence), number.status) == (confidence, status)
    assert str(claim(found, "developedBy").confidence) == "0.9", "names are no estimates"
    assert found.reasons() == (["Swan 1 confidence.unknown"] if word == "Fairly" else [])


def claim(found: Read, predicate: str) -> Claim:
    return next(each for each in found.claims if each.predicate == TG + predicate)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Publication_date": "1970-01-01"}, "date.placeholder"),
        ({"Publication_date": "2029-01-01"}, "date.future"),
        ({"Publication_date": "2026-08-01"}, "date.future"),
        ({"Parameters": "-7"}, "number.negative"),
        ({"Domain": "Vision"}, "domain.other"),
        ({"Domain": ""}, "domain.missing"),
        ({"Model": " "}, "row.nameless"),
        ({"Confidence": "Wrong"}, "confidence.wrong"),
        ({"Model_accessibility": "By post"}, "openness.unknown"),
        ({"Organization": "A,B", "Country_(of_organization)": "France,France,Italy"}, "country.ambiguous"),
        ({"Country_(of_organization)": "Multinational"}, "country.multinational"),
    ],
)
def test_cells_that_make_no_claim_are_counted(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    found = epoch(notable(tmp_path, row(**cells)))
    assert found.log.skipped == {reason: 1}
    assert not found.facts("parameterCount")


def test_one_organisation_in_two_countries(tmp_path: Path) -> None:
    found = epoch(notable(tmp_path, row(**{"Country_(of_organization)": "France,Italy"})))
    assert found.facts("locatedIn") == ["Lakeside locatedIn France", "Lakeside locatedIn Italy"]


@pytest.mark.parametrize(
    ("access", "predicate"), [("API access", "releasedOn"), ("Unreleased", "announcedOn"), ("", "announcedOn")]
)
def test_only_what_can_be_had_was_released(tmp_path: Path, access: str, predicate: str) -> None:
    assert epoch(notable(tmp_path, row(Model_accessibility=access))).facts(predicate)


def test_a_row_that_comes_twice_counts_once_and_a_new_column_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path, {"large.2026-04.csv": LARGE.replace("\n", ",Colour\n") + "S,Language,L,2026-01-01,1,2,,,red\n" * 2}
    )
    found = epoch(path)
    assert found.reasons() == ["header column.unknown", "S row.duplicate"]
    assert found.facts("parameterCount") == ["S parameterCount 1"]


def test_tables_meet_under_one_name_and_older_editions_give_way(tmp_path: Path) -> None:
    found = epoch(
        write(
            tmp_path,
            {
                "notable.2026-07.csv": NOTABLE + row(Parameters="7e9"),
                "notable.2026-04.csv": NOTABLE + row(Parameters="6e9"),
                "all.2025-04.csv": ALL + "Swan 1,Language,Lakeside,2024,7e9,Confident,Italy,True\n",
            },
        )
    )
    assert [source.identifier for source in found.sources] == ["epoch.all-ai-models", "epoch.notable-ai-models"]
    assert found.facts("parameterCount") == ["Swan 1 parameterCount 7000000000"] * 2
    assert found.log.skipped == {"file.superseded": 1}


def test_processors(tmp_path: Path) -> None:
    found = epoch(
        write(tmp_path, {"ml_hardware.2026-07.csv": CHIPS + "Chip 9,Pond,2025-03,700,,9.89e14\nChip X,,,,,\n"})
    )
    assert found.facts() == [
        "Chip 9 developedBy Pond",
        "Chip 9 releasedOn 2025-03-01",
        "Chip 9 peakPerformance 989000000000000",
        "Chip 9 thermalDesignPower 700",
    ]
    assert claim(found, "thermalDesignPower").unit == "http://qudt.org/vocab/unit/W"


def test_power_of_a_data_centre_from_step_to_step_and_into_the_future(tmp_path: Path) -> None:
    steps = ["2024-01-01,North,0.0", "2025-01-01,North,100", "2025-06-01,North,100.0", "2026-01-01,North,150"]
    rows = "\n".join([*steps, "2028-01-01,North,900", ",North,5"])
    found = epoch(
        write(
            tmp_path,
            {
                "chips.2026-07.csv": CHIPS,
                "timelines.csv": POWER + rows + "\n",
                "sites.csv": SITES + 'North,North Campus,"Pond #likely, Reed #speculative",\n',
            },
        )
    )
    power = [each for each in found.claims if each.predicate == TG + "powerCapacity"]
    assert [(str(each.valid_from), str(each.valid_to), each.object.lexical, each.status) for each in power] == [
        ("2025-01-01", "2026-01-01", "100", Status.ACCEPTED),
        ("2026-01-01", "2028-01-01", "150", Status.ACCEPTED),
        ("2028-01-01", "None", "900", Status.PROPOSED),
    ]
    assert found.facts("operatedBy") == ["North operatedBy Pond", "North operatedBy Reed (proposed)"]
    assert found.log.skipped == {"number.zero": 1, "power.same": 1, "row.nameless": 1}


def test_distillation_affirmed_denied_and_guessed(tmp_path: Path) -> None:
    rows = "swan-mini_16K,TRUE,high,\nheron,FALSE,low,\ngoose,PERHAPS,high,\n"
    found = epoch(write(tmp_path, {"distilled_models.2025-12.csv": DISTILLED + rows}))
    assert found.facts() == [
        "swan-mini usesTechnique technique/knowledge-distillation",
        "heron not usesTechnique technique/knowledge-distillation (proposed)",
    ]
    assert found.reasons() == ["goose distilled.unknown"]


def test_runs_and_the_index(tmp_path: Path) -> None:
    found = epoch(
        write(
            tmp_path,
            {
                "runs.2025-12.csv": RUNS + "a,Pond QA,swan-1_high,Success\nb,Pond QA,swan-1,Error\n",
                "eci.2025-11.csv": INDEX
                + "swan-1_high,149.63,2025-08-07,Lakeside,France,API access,Confident,Swan 1\nswan-1,,,,,,,Swan 1\n",
            },
        )
    )
    assert found.facts("evaluatedOn") == ["Swan 1 evaluatedOn Pond QA"]
    assert found.facts("capabilityIndex") == ["Swan 1 capabilityIndex 149.63"]
    assert found.reasons() == ["b run.failed", "swan-1 score.missing"]


def test_what_is_no_table_of_epochs_names_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, {"x.csv": "Model,Organisation,Publication date,Domain,Training compute (FLOP)\n"})
    with pytest.raises(SourceError, match="lacks Organization") as caught:
        epoch(path)
    assert "Organisation" in caught.value.suggestions


def test_a_workbook_called_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notable.csv").write_bytes(b"PK\x03\x04...")
    with pytest.raises(SourceError, match="Excel workbook"):
        epoch(tmp_path)


@pytest.mark.snapshots
def test_every_published_table_is_recognised_and_every_row_accounted_for(snapshots: Path) -> None:
    folder = snapshots / "epoch"
    assert {form_of(path).name for path in folder.rglob("*.csv")} == {form.name for form in FORMS}
    found = epoch(folder)
    assert found.log.rows > 5_000
    assert len(found.claims) > 20_000
    assert not any("column.unknown" in reason for reason in found.reasons())
    assert sum(found.log.skipped.values()) == len(found.rejects)
