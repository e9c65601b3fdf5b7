#!/usr/bin/env bash
# Runs benchmarks: benchmarks/run.sh [--quick] [GROUP...]
# Standard output: a line of CSV for each comparison. Without --quick, docs/benchmarks.md is written, too.
# JAVA_HOME says which Java to use (17 or newer), else the one on the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

# compile and no more: the class path is that of the modules' target folders.
./mvnw --quiet --batch-mode -Pbenchmarks -pl benchmarks -am process-classes >&2

# Waiting OpenMP threads sleep, as in the program's launcher. The peers run without this.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx2g -Dorg.bytedeco.javacpp.maxbytes=6g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -Djava.awt.headless=true -cp "benchmarks/target/classes:$(<benchmarks/target/class-path.txt)" \
  dev.seq4j.benchmarks.Main "$@"
