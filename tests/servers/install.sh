#!/usr/bin/env bash
# Fetches the servers that the tests start for real. Does nothing that is done already; needs root for packages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jars=${TRENDGRAPH_SERVERS:-$HOME/.cache/trendgraph/servers}

packages=()
command -v java >/dev/null 2>&1 || packages+=(default-jre-headless)
command -v mvn >/dev/null 2>&1 || packages+=(maven)
command -v virtuoso-t >/dev/null 2>&1 || packages+=(virtuoso-opensource-7-bin)
if [ ${#packages[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

# group:artifact:version of each jar that jars.sha256 names
mkdir -p "$jars"
for artifact in org.apache.jena:jena-fuseki-server:5.6.0; do
  name=$(echo "$artifact" | cut -d: -f2-3 | tr : -).jar
  [ -f "$jars/$name" ] || mvn -q -B dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$jars"
done
(cd "$jars" && sha256sum --check --quiet "$here/jars.sha256")
