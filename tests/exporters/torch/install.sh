#!/usr/bin/env bash
# Fetches PyTorch for the processor alone, which no wheel of PyPI holds: Debian's build for Python 3.11, unpacked in a
# folder of its own and never installed; and PyTorch Geometric beside it. Does nothing that is done already.
set -euo pipefail
torch=${TRENDGRAPH_TORCH:-$HOME/.cache/trendgraph/torch}
[ ! -d "$torch" ] || exit 0
part=$torch.part
rm -rf "$part"
mkdir -p "$part/debs/partial" "$part/root"

if [ -d /usr/lib/python3/dist-packages/torch ]; then
  rmdir "$part/root" && ln -s / "$part/root"
else
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends --download-only -o "Dir::Cache::archives=$part/debs" python3-torch
  find "$part/debs" -name '*.deb' -print0 |
    xargs -0 -P 2 -n 8 sh -c 'root=$1; shift; for package; do dpkg-deb --extract "$package" "$root"; done' _ "$part/root"
fi

# numpy as PyTorch 1.13 was built for; the newest PyTorch Geometric that still takes it
python3 -m venv "$part/tool"
"$part/tool/bin/pip" install -q --disable-pip-version-check --target "$part/site" numpy==1.26.4 torch_geometric==2.6.1
ln -s ../root/usr/lib/python3/dist-packages/torch "$part/site/torch"
rm -rf "$part/debs" "$part/tool"
mv "$part" "$torch"
