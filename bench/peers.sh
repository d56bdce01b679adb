#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How fast are other rule engines, on the same rules, on this machine? Builds, installs the engines, prints one table;
# fails when an engine's answers differ.
set -eu
cd "$(dirname "$0")/.."

usage() {
    cat <<'END'
usage: sh bench/peers.sh [--quick] [--candidates N] [--rounds N]

  --quick         one round with few passes: does it run, and is the order of magnitude right?
  --candidates N  default 40; 71 is the size of the real list
  --rounds N      default 3; the table shows medians over rounds
System packages that are missing are installed with apt-get, the engines for Node with npm into build/peers.
An engine that cannot be installed is named in the table and left out.
END
}

quick=""
candidates=40
rounds=3
while [ $# -gt 0 ]; do
    case "$1" in
        --quick)
            quick=--quick
            rounds=1
            ;;
        --candidates)
            candidates=${2:-}
            shift
            ;;
        --rounds)
            rounds=${2:-}
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *)
            usage >&2
            exit 2
            ;;
    esac
    shift
done
for number in "$candidates" "$rounds"; do
    case "$number" in
        "" | *[!0-9]* | 0)
            echo "--candidates and --rounds take a whole number above 0" >&2
            exit 2
            ;;
    esac
done
if [ "$candidates" -gt 128 ]; then
    echo "--candidates takes at most 128" >&2
    exit 2
fi

. cmake/stages.sh

folder=build/peers
results=$folder/results.tsv
EUTHYMIA_CQL_PACKAGES=$PWD/$folder/packages # where the engines' programs look for them
export EUTHYMIA_CQL_PACKAGES

build_programs() {
    quietly peers-configure cmake -S . -B "$folder/cmake" -G Ninja -D CMAKE_BUILD_TYPE=Release \
        -D EUTHYMIA_BENCHMARKS=ON -D EUTHYMIA_PROGRAMS=OFF -D EUTHYMIA_SHARED=OFF -D EUTHYMIA_INSTALL=OFF ||
        fail "CMake could not configure $folder/cmake (log: $logs/peers-configure.log)."
    cmake --build "$folder/cmake" --target euthymia_peers euthymia_bench_export || fail "the build stopped."
    "$folder/cmake/bin/euthymia_bench_export" workload "$folder/workload" "$candidates"
}

# Node's engines are optional dependencies, so that one that cannot be had does not take the others with it.
install_engines() {
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        echo "   node and npm are not there"
        return 0
    fi
    mkdir -p "$EUTHYMIA_CQL_PACKAGES"
    cp bench/peers/package.json "$EUTHYMIA_CQL_PACKAGES/package.json"
    (cd "$EUTHYMIA_CQL_PACKAGES" &&
        npm install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error) \
        >"$logs/peers-npm.log" 2>&1 || echo "   npm could not install them (log: $logs/peers-npm.log)"
}

missing() { printf 'missing\t%s\t%s\n' "$1" "$2" >>"$results"; }

# node_engine PROGRAM NAME PACKAGE: one round of one engine.
node_engine() {
    if ! command -v node >/dev/null 2>&1; then
        missing "$2" "Node is not installed"
    elif [ ! -d "$EUTHYMIA_CQL_PACKAGES/node_modules/$3" ]; then
        missing "$2" "npm did not install $3"
    elif ! node "bench/peers/$1.mjs" "$folder/workload" $quick >"$folder/one.tsv"; then
        # What it printed before it failed still counts.
        missing "$2" "it failed; see the lines above"
        broken=yes
        cat "$folder/one.tsv" >>"$results"
    else
        cat "$folder/one.tsv" >>"$results"
    fi
}

one_round() {
    "$folder/cmake/bin/euthymia_peers" $quick --candidates "$candidates" >>"$results" || broken=yes
    node_engine json_logic_engine json-logic-engine json-logic-engine
    node_engine zen_engine ZEN @gorules/zen-engine
    node_engine cql_execution cql-execution cql-execution
    node_engine json_rules_engine json-rules-engine json-rules-engine
    node_engine duckdb DuckDB @duckdb/node-api
}

print_machine() {
    printf '\n300 rules x %s candidates; %s; %s cores; load %s; rounds: %s\n\n' "$candidates" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$cores" \
        "$(cut -d ' ' -f 1 /proc/loadavg)" "$rounds"
}

broken=no
# Word splitting of the lists is meant.
# shellcheck disable=SC2086
stage "Packages" install_packages $build_packages libbenchmark-dev libclips-dev python3
stage "Build" build_programs
stage "Engines for Node" install_engines
: >"$results"
round=1
while [ "$round" -le "$rounds" ]; do
    stage "Round $round of $rounds" one_round
    round=$((round + 1))
done
print_machine
python3 bench/peers/report.py "$results" || broken=yes
[ $broken = no ]
