# SPDX-License-Identifier: Apache-2.0
"""The command line as its user meets it: help, answers, exit codes, typos, no colour in a pipe.

usage: cli_test.py ROOT PROGRAM
"""
import subprocess
import sys
from pathlib import Path

root, program = Path(sys.argv[1]), sys.argv[2]
patients = root / "examples/patients"
day = ["--as-of", "2026-11-23"]


def run(*words, **options):
    return subprocess.run([program, *map(str, words)], text=True, capture_output=True, **options)


def expect(result, code, *parts):
    said = result.stdout + result.stderr
    assert result.returncode == code, (result.args, result.returncode, said[:500])
    for part in parts:
        assert part in said, (result.args, part, said[:800])


expect(run("--help"), 0, "advise FILE", "Exit codes")
expect(run("advise", "--help"), 0, "--jurisdiction")
expect(run("--version"), 0, "euthymia ")
expect(run(), 1)
expect(run("advize"), 1, "advise, explain and kb")
expect(run("advise"), 1, "name the file")
expect(run("advise", "nowhere.json"), 2, "cannot be opened")
expect(run("advise", "-", input="{"), 2, "malformed_text")
expect(run("advise", "-", input='{"a":1,"a":2}'), 2, "duplicate_key")
expect(run("advise", patients / "maoi_washout.json", "--profil", "x"), 1, "profil")
expect(run("advise", patients / "maoi_washout.json", *day, "--profile", "nice-ng22"), 1, "did you mean", "nice-ng222")
expect(run("advise", patients / "maoi_washout.json", "--as-of", "yesterday"), 1, "2026-11-23")
expect(run("advise", patients / "maoi_washout.json", *day), 0, "contraindicated: start sertraline")
expect(run("explain", patients / "maoi_washout.json", *day, "--candidate", "sertralin"), 1, "did you mean")
expect(run("explain", patients / "maoi_washout.json", *day, "--candidate", "sertraline"), 0, "source:", "holds")
expect(run("kb", "check"), 0, "statements", "unverified")
expect(run("kb", "list", "--subject", "citalopram", "--safety"), 0, "citalopram/us/limit-age")
expect(run("kb", "show", "citalopram/us/limit-age"), 0, "age_years > 60")
expect(run("kb", "show", "citalopram/us/limit-agee"), 1, "citalopram/us/limit-age")
fact = '{"euthymia":"patient/1","facts":[{"fact":"seizure_disordr","value":true}]}'
expect(run("advise", "-", input=fact), 2, "/facts/0/fact", "seizure_disorder")
urgent = '{"euthymia":"patient/1","facts":[{"fact":"phq9_item9","value":2,"when":"2026-11-20"}]}'
expect(run("advise", "-", *day, "--jurisdiction", "US", input=urgent), 10, "URGENT", "988", "911")

wide = run("advise", patients / "depression_on_sertraline.json", *day, env={"COLUMNS": "60"})
assert max(map(len, wide.stdout.splitlines())) <= 60, "lines are longer than the terminal"
assert "\x1b" not in wide.stdout, "colour in a pipe"
print("the command line does what its help says")
