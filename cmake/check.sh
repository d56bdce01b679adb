#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does everything work? Installs what the tests need, builds once with GCC and runs every test.
set -eu
cd "$(dirname "$0")/.."

usage() {
    cat <<'END'
usage: sh cmake/check.sh [--full] [--assurance] [--fuzz-seconds N]

  (nothing)       GCC build with static and shared library, every test through CTest
  --full          also: Clang build with address and undefined-behaviour sanitizers, every unit and scenario
                  test; Clang build with the thread sanitizer, the tests labelled threads
  --assurance     also: line and branch coverage (build/coverage/coverage.txt); our answers to every rule against
                  those of other CQL engines; each fuzz target for --fuzz-seconds (default 60) over its corpus
Missing system packages are installed with apt-get. Safe to run again.
END
}

full=no
assurance=no
fuzz_seconds=60
while [ $# -gt 0 ]; do
    case "$1" in
        --full) full=yes ;;
        --assurance) assurance=yes ;;
        --fuzz-seconds)
            fuzz_seconds=${2:-}
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
case "$fuzz_seconds" in
    "" | *[!0-9]*)
        echo "--fuzz-seconds takes a whole number" >&2
        exit 2
        ;;
esac

. cmake/stages.sh

packages="$build_packages gcc binutils pkgconf|pkg-config libgtest-dev librapidcheck-dev libbenchmark-dev
    python3 python3-jsonschema libtinyxml2-dev libz3-dev nlohmann-json3-dev"
if [ $full = yes ] || [ $assurance = yes ]; then
    packages="$packages clang libclang-rt-dev|libclang-rt-14-dev"
fi
if [ $assurance = yes ]; then
    packages="$packages gcovr"
    # Node need not come from a system package.
    command -v npm >/dev/null 2>&1 || packages="$packages nodejs npm"
fi

configure() {
    quietly "configure-$1" cmake --preset "$1" ||
        fail "CMake could not configure build/$1 (log: $logs/configure-$1.log)." "The lines above name what is missing."
}

build() {
    cmake --build --preset "$1" ||
        fail "the $1 build stopped." "The first error above is the one to read." \
            "To go on from there: cmake --build --preset $1"
}

run_tests() {
    ctest --preset "$1" -j "$cores" --output-log "$logs/ctest-$1.log" ||
        fail "tests of the $1 build failed; they are listed above (log: $logs/ctest-$1.log)." \
            "To run one again: ctest --preset $1 -R NAME"
}

check_build() {
    stage "$2: configure" configure "$1"
    stage "$2: build" build "$1"
    stage "$2: tests" run_tests "$1"
    tested="$tested $1"
}

coverage_report() {
    gcovr --root . --filter lib/ --filter include/ --exclude-throw-branches --branches \
        --exclude-unreachable-branches build/coverage >build/coverage/coverage.txt 2>"$logs/gcovr.log" ||
        fail "gcovr failed (log: $logs/gcovr.log)."
    gcovr --root . --filter lib/ --filter include/ --exclude-throw-branches \
        --exclude-unreachable-branches --print-summary --output /dev/null build/coverage 2>>"$logs/gcovr.log"
}

compare_engines() {
    quietly differential sh tests/rules/differential/run.sh build/debug ||
        fail "another CQL engine answers otherwise (log: $logs/differential.log)." \
            "To run it again: sh tests/rules/differential/run.sh build/debug"
    grep -E "comparisons" "$logs/differential.log"
}

fuzz_all() {
    for target in build/fuzz/bin/*_fuzz; do
        name=$(basename "$target" _fuzz)
        mkdir -p "build/fuzz/corpus/$name"
        echo "   $name: $fuzz_seconds s"
        quietly "fuzz-$name" "$target" -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=4096 \
            -print_final_stats=1 \
            -artifact_prefix="build/fuzz/$name-" "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" ||
            fail "the fuzz target $name found something (log: $logs/fuzz-$name.log)." \
                "The input is build/fuzz/$name-*; run $target on it."
        grep -E "stat::number_of_executed_units" "$logs/fuzz-$name.log" || true
    done
}

tested=""
# shellcheck disable=SC2086
stage "Packages" install_packages $packages
check_build debug "GCC"
if [ $full = yes ]; then
    check_build asan "Clang, address and undefined-behaviour sanitizers"
    check_build tsan "Clang, thread sanitizer"
fi
if [ $assurance = yes ]; then
    check_build coverage "Coverage"
    stage "Coverage: report" coverage_report
    stage "Other CQL engines" compare_engines
    stage "Fuzzing: configure" configure fuzz
    stage "Fuzzing: build" build fuzz
    stage "Fuzzing: run" fuzz_all
fi

show_times
for preset in $tested; do
    printf '\nbuild/%s:\n' "$preset"
    # CTest's own closing lines, once more.
    sed -n '/tests passed,/,$p' "$logs/ctest-$preset.log"
done
