#!/usr/bin/env bash
# Fetches the servers that the tests start for real, and Graphviz. Does nothing that is done already; needs root for packages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jars=${TRENDGRAPH_SERVERS:-$HOME/.cache/trendgraph/servers}

packages=()
command -v javac >/dev/null 2>&1 || packages+=(default-jdk-headless)
command -v mvn >/dev/null 2>&1 || packages+=(maven)
command -v virtuoso-t >/dev/null 2>&1 || packages+=(virtuoso-opensource-7-bin)
command -v dot >/dev/null 2>&1 || packages+=(graphviz)
if [ ${#packages[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

# group:artifact:version:form of each file that jars.sha256 names
mkdir -p "$jars"
for artifact in org.apache.jena:jena-fuseki-server:5.6.0:jar org.eclipse.rdf4j:rdf4j-http-server:5.0.3:war \
  com.heroku:webapp-runner:9.0.85.0:jar; do
  name=$(echo "$artifact" | cut -d: -f2-3 | tr : -).${artifact##*:}
  [ -f "$jars/$name" ] || mvn -q -B dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$jars"
done
(cd "$jars" && sha256sum --check --quiet "$here/jars.sha256")

# Neo4j's test harness with all it needs, some two hundred jars
neo4j=$jars/neo4j-harness-5.26.0
if [ ! -d "$neo4j" ]; then
  mvn -q -B -f "$here/neo4j/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$neo4j.part"
  mv "$neo4j.part" "$neo4j"
fi
