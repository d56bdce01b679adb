#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a fresh clone to a first answer: installs what is missing, builds, and advises on a shipped example.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
    "") ;;
    -h | --help)
        echo "usage: sh cmake/quickstart.sh"
        echo "Installs the missing system packages (apt-get), builds the library and the command line in build/release,"
        echo "and runs \`euthymia advise\` on an example patient. Safe to run again."
        exit 0
        ;;
    *)
        echo "quickstart.sh takes no arguments (got \"$1\"); see --help" >&2
        exit 2
        ;;
esac

. cmake/stages.sh

example=examples/patients/depression_on_sertraline.json
program=build/release/bin/euthymia

configure() {
    # Tests, benchmarks and their packages are check.sh's business; warnings of a compiler we do not know
    # are no errors here.
    quietly configure-release cmake --preset release -D EUTHYMIA_TESTS=OFF -D EUTHYMIA_BENCHMARKS=OFF \
        -D EUTHYMIA_DEVELOPER=OFF ||
        fail "CMake could not configure the build (log: $logs/configure-release.log)." \
            "The lines above name what is missing." \
            "CMake 3.25, GCC 12, Boost 1.81, Eigen 3.4 and simdjson 3.0 or newer are needed."
}

build() {
    cmake --build --preset release ||
        fail "the build stopped." "The first error above is the one to read." \
            "Killed by the system? Give it more memory, or run: cmake --build --preset release -j 1"
}

advise() {
    echo "\$ $program advise $example --as-of 2026-11-23 --jurisdiction US"
    "$program" advise "$example" --as-of 2026-11-23 --jurisdiction US ||
        fail "the program ran but did not give advice (exit code $?)."
}

# shellcheck disable=SC2086
stage "Packages" install_packages $build_packages
stage "Configure" configure
stage "Build" build
stage "Advise on an example" advise
show_times

cat <<END

Program:         $(pwd)/$program
Shared library:  $(pwd)/build/release/lib/libeuthymia.so
Static library:  $(pwd)/build/release/lib/libeuthymia.a
Install it:      cmake --install build/release --prefix /where/you/like
Next:            $program --help
END
