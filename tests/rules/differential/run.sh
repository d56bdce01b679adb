#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Do our answers agree with those of two other CQL engines, for every rule and patient? The official translator reads
# the rules; cql-execution and, for fewer patients, the reference implementation answer them.
#
# usage: sh tests/rules/differential/run.sh BUILD_FOLDER [PATIENTS CANDIDATES RULES BATCHES REFERENCE_CASES]
# Needs node 20 and npm; installs two packages, of pinned versions, into BUILD_FOLDER/cql.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
patients=${2:-2000}
candidates=${3:-3}
rules=${4:-500}
batches=${5:-4}
# The reference implementation takes a hundred times as long.
reference_cases=${6:-40}

EUTHYMIA_CQL_PACKAGES=$build/cql
export EUTHYMIA_CQL_PACKAGES
mkdir -p "$EUTHYMIA_CQL_PACKAGES"
if ! cmp -s "$here/package.json" "$EUTHYMIA_CQL_PACKAGES/package.json" ||
    [ ! -d "$EUTHYMIA_CQL_PACKAGES/node_modules" ]; then
    cp "$here/package.json" "$EUTHYMIA_CQL_PACKAGES/package.json"
    (cd "$EUTHYMIA_CQL_PACKAGES" && npm install --no-audit --no-fund --loglevel=error)
fi

cases=$(mktemp -d "$EUTHYMIA_CQL_PACKAGES/cases.XXXXXX")
trap 'rm -rf "$cases"' EXIT
"$build/bin/euthymia_differential" "$cases" "$patients" "$candidates" "$rules" "$batches"
status=0
for folder in "$cases"/*; do
    node "$here/compare.mjs" "$folder" cql-execution || status=1
    node "$here/compare.mjs" "$folder" reference "$reference_cases" || status=1
done
exit $status
