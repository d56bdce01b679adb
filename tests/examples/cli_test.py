# SPDX-License-Identifier: Apache-2.0
"""The command line as its user meets it: help, answers, exit codes, typos, no colour in a pipe, colour on a terminal.

usage: cli_test.py ROOT PROGRAM
"""
import json
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

root, program = Path(sys.argv[1]), sys.argv[2]
patients = root / "examples/patients"
washout = patients / "maoi_washout.json"
sertraline = patients / "depression_on_sertraline.json"
day = ["--as-of", "2026-11-23"]


def run(*words, **options):
    return subprocess.run([program, *map(str, words)], text=True, capture_output=True, **options)


def expect(result, code, *parts):
    said = result.stdout + result.stderr
    assert result.returncode == code, (result.args, result.returncode, said[:500])
    for part in parts:
        assert part in said, (result.args, part, said[:2000])
    return said


def on_a_terminal(*words, **environment):
    """What the program writes when standard output is a terminal of 100 columns."""
    master, slave = pty.openpty()
    import fcntl, struct, termios
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen([program, *map(str, words)], stdout=slave, env={**os.environ, **environment})
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 1 << 16)
        except OSError:
            break
        if not part:
            break
        written += part
    process.wait()
    return written.decode()


# Help, versions, commands.
expect(run("--help"), 0, "advise FILE", "Exit codes")
expect(run("advise", "--help"), 0, "--jurisdiction", "gzip -dc", "Exit codes")
expect(run("explain", "--help"), 0, "--candidate")
expect(run("kb", "--help"), 0, "kb show")
expect(run("--version"), 0, "euthymia ")
expect(run(), 1, "usage")
expect(run("advize"), 1, "did you mean 'advise'")

# Arguments that are wrong: what was meant is said.
expect(run("advise"), 1, "name the file")
expect(run("advise", washout, "--profil", "x"), 1, "did you mean --profile")
expect(run("advise", washout, "--format", "jsn"), 1, "did you mean 'json'")
expect(run("advise", washout, "--as-of", "yesterday"), 1, "2026-11-23")
expect(run("advise", washout, "--as-of"), 1, "as-of")
expect(run("advise", washout, washout), 1)
expect(run("advise", washout, *day, "--profile", "nice-ng22"), 1, "--profile", "did you mean 'nice-ng222'")
expect(run("advise", washout, *day, "--jurisdiction", "USA"), 1, "--jurisdiction", "did you mean 'US'")
expect(run("explain", washout, *day), 1, "--candidate")
expect(run("explain", washout, *day, "--candidate", "sertralin"), 1, "did you mean 'sertraline'")
expect(run("explain", washout, *day, "--candidate", "bupropion"), 1, "did you mean 'bupropion.")
expect(run("advise", washout, *day, "--profile", "canmat"), 1, "did you mean 'canmat-2023'")

# Input that is wrong: where, and what to do; never what it says.
expect(run("advise", "nowhere.json"), 2, "cannot be read")
expect(run("advise", root), 2, "cannot be read")
expect(run("advise", "-", input='{\n "a": }'), 2, "malformed_text", "line 2", "NDJSON")
expect(run("advise", "-", input='{"a":1,"a":2}'), 2, "duplicate_key", "take one out")
fact = '{"euthymia":"patient/1","facts":[{"fact":"seizure_disordr","value":true}]}'
expect(run("advise", "-", input=fact), 2, "/facts/0/fact", "seizure_disorder")
said = expect(run("advise", "-", input='{"resourceType":"Patient","birthDate":"Jane Roe"} x'), 2)
assert "Jane" not in said, "a patient's value in a complaint"
expect(run("advise", washout, "--knowledge", patients), 3)

# Answers.
said = expect(run("advise", washout, *day), 0, "without phenelzine", "not yet verified", "A draft for the clinician")
assert said.index("To start") < said.index("Not to start") < said.index("Ask next")
expect(run("advise", washout, "--jurisdiction", "US"), 0, "(today; --as-of sets another)")
said = expect(run("advise", sertraline, *day), 0, "continue sertraline", "Not read", "MOOD-7", "1200 mg a day")
assert "How to leave it: stop" not in said, "a drug that may be taken reads as one to stop"
expect(run("advise", patients / "diagnosis_only.json", *day), 0, "ask first", "waits for", "Ask directly")
expect(run("explain", washout, *day, "--candidate", "sertraline"), 0, "as of 2026-11-23", "source:", "holds")
expect(run("explain", patients / "diagnosis_only.json", *day, "--candidate", "citalopram"), 0, "could be settled by:")
said = expect(run("check", washout, *day, "--jurisdiction", "US", "--order", "meperidine 50 mg"), 0, "contraindicated")
assert said.index("contraindicate") < said.index("A draft")
expect(run("check", washout, *day), 1, "--order")
expect(run("check", washout, *day, "--order", "no such medicine"), 1, "--order", "no medicine of that name")
expect(run("check", washout, *day, "--order", "linezolid", "--format", "jsn"), 1, "did you mean 'json'")
order = json.loads(run("check", washout, *day, "--order", "linezolid", "--format", "json").stdout)
assert order["euthymia"] == "order-check/1" and order["medicine"] == "linezolid" and order["notes"]
urgent = '{"euthymia":"patient/1","facts":[{"fact":"phq9_item9","value":2,"when":"2026-11-20"}]}'
said = expect(run("advise", "-", *day, "--jurisdiction", "US", input=urgent), 10, "URGENT", "988", "911")
assert said.index("URGENT") < said.index("Ask next")
answer = json.loads(run("advise", sertraline, *day, "--format", "json").stdout)
assert answer["euthymia"] == "advice/1" and answer["as_of"] == "2026-11-23"

# The knowledge base.
said = expect(run("kb", "check"), 0, "statements", "--list unverified prints the ")
rows = [line for line in said.splitlines() if re.match(r"[a-z0-9_/-]+ +(\d+/\d+|\.)( +(\d+/\d+|\.))+$", line)]
assert len(rows) > 60 and len(said.splitlines()) - len(rows) < 13, "more than a table and counts"
unverified = re.search(r"--list unverified prints the (\d+) statements", said).group(1)
said = expect(run("kb", "check", "--list", "unverified"), 0, "verified/all")
assert len(re.findall(r"^unverified  ", said, re.M)) == int(unverified)
assert said.count("unverified  ") == run("kb", "list", "--unverified").stdout.count("unverified  ")
expect(run("kb", "check", "--list", "unverifed"), 1, "did you mean 'unverified'")
for part in ("by condition: ", "by guideline: ", "by gene: "):
    assert part in said, part
said = run("kb", "check", "--list", "documents").stdout.split("to be opened\n")[1]
assert sum(int(line.split()[1]) for line in said.splitlines()) == int(unverified), "each waits for one document"
said = expect(run("kb", "evidence", "--condition", "panic", "--about", "combined"), 0, "risk ratio", "95% CI", "trials")
expect(run("kb", "evidence", "--about", "combind-treatment"), 1, "did you mean 'combined_treatment'")
expect(run("kb", "evidence", "--subject", "ssri"), 0, "SSRI")
assert "nothing like that" in run("kb", "evidence", "--subject", "no such drug").stderr
said = expect(run("kb", "compare", "--subject", "mirtazapine"), 0, "weight", "+++", "no table read")
assert [line.split()[0] for line in said.splitlines()[1:2]] == ["mirtazapine"], said
assert "did you mean 'mirtazapine'" in run("kb", "compare", "--subject", "mirtazapin0").stderr
expect(run("kb", "list", "--subject", "citalopram", "--safety"), 0, "citalopram/us/limit-age")
said = expect(run("kb", "list", "--condition", "panic-disorder", "--profile", "canadian-2014", "--line", "first"), 0)
drugs = ["citalopram", "escitalopram", "fluoxetine", "fluvoxamine", "paroxetine", "sertraline", "venlafaxine"]
assert said.startswith("canadian-anxiety-2014: panic disorder\n  first line"), said
assert [said.find(drug) > 0 for drug in drugs] == [True] * 7 and "mirtazapine" not in said, said
said = expect(run("kb", "list", "--condition", "panic-disorder", "--profile", "canadian-2014"), 0, "not recommended")
assert said.index("first line") < said.index("second line") < said.index("third line") < said.index("not recommended")
expect(run("kb", "list", "--condition", "panik-disorder"), 1, "did you mean 'panic_disorder'")
expect(run("kb", "list", "--profile", "nice"), 1, "nice-cg159, ")
expect(run("kb", "list", "--line", "fist"), 1, "did you mean 'first'")
expect(run("kb", "list", "--subject", "citalopran"), 0, "did you mean 'citalopram'")
expect(run("kb", "self-check"), 0, "statements", "cases asked")
expect(run("kb", "show", "citalopram/us/limit-age"), 0, "age_years > 60")
expect(run("kb", "show", "citalopram/us/limit-agee"), 1, "did you mean 'citalopram/us/limit-age'")
with tempfile.TemporaryDirectory() as folder:
    target = Path(folder) / "new" / "cql"
    expect(run("kb", "export", "--cql", target), 0, "libraries of CQL in")
    citalopram = (target / "EuthymiaSubstancesCitalopram.cql").read_text()
    assert 'define "citalopram/us/limit-age": "known age_years" > 60' in citalopram, citalopram[:2000]
    occupied = Path(folder) / "file"
    occupied.write_text("")
    expect(run("kb", "export", "--cql", occupied), 2, "cannot make the folder")
    (target / "EuthymiaDefinitions.cql").unlink()
    (target / "EuthymiaDefinitions.cql").mkdir()
    expect(run("kb", "export", "--cql", target), 2, "cannot write", "EuthymiaDefinitions.cql")
expect(run("kb", "export"), 1, "say where to")
expect(run("kb", "show", "setraline"), 1, "did you mean one of 'sertraline'", "  sertraline/")
expect(run("kb", "show", "setraline/us/limit-general"), 1, "did you mean 'sertraline/us/limit-general'")
expect(run("kb", "show", "citalopran/no-such-thing"), 1, "did you mean one of 'citalopram'")
expect(run("kb", "show", "zzz"), 1, "euthymia kb list names them all")
expect(run("kb", "shwo"), 1, "did you mean 'show'")
expect(run("kb", "facts", "--subject", "age_years"), 0, "age_years  age  (number")

unborn = '{"euthymia":"patient/1","patient":{"born":"2130-01-01"}}'
said = expect(run("advise", "-", *day, input=unborn), 0, "age not recorded")

# Several persons in one record.
two = "\n".join(json.dumps(one) for one in (
    {"resourceType": "Patient", "id": "1", "birthDate": "1980-01-01"},
    {"resourceType": "Patient", "id": "2", "birthDate": "1950-01-01"},
    {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/2"}, "code": {"coding": [
        {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "F33.1"}]}}))
expect(run("advise", "-", *day, input=two), 2, "Patient/1", "Patient/2", "--patient", "--all-patients")
expect(run("advise", "-", *day, "--patient", "Patient/2", input=two), 0, "76 years, major depression")
expect(run("advise", "-", *day, "--patient", "Patient/3", input=two), 2, "Patient/2")
expect(run("advise", "-", *day, "--all-patients", input=two), 0, "46 years", "76 years, major depression")
lines = run("advise", "-", *day, "--all-patients", "--format", "json", input=two).stdout.splitlines()
with tempfile.TemporaryDirectory() as folder:
    counts = os.path.join(folder, "counts.json")
    expect(run("advise", "-", *day, "--all-patients", "--heartbeat", counts, input=two), 0, "46 years")
    with open(counts, encoding="utf-8") as file:
        heartbeat = json.load(file)
    assert heartbeat["answers"] == 2 and any(rule["fired"] for rule in heartbeat["rules"]), heartbeat["answers"]
    expect(run("advise", "-", *day, "--all-patients", "--heartbeat", folder, input=two), 1, "cannot be written")
assert [json.loads(line)["patient"] for line in lines] == ["Patient/1", "Patient/2"]
assert json.loads(lines[1])["advice"]["conditions"] == ["major depression"]

# What README.md and the help show can be typed as it stands.
shown = re.findall(r"^build/release/bin/euthymia (.*)$", (root / "README.md").read_text(), re.M)
shown += [line.strip().removeprefix("euthymia ") for words in ([], ["kb"]) for line in
          run(*words, "--help").stdout.splitlines() if line.startswith("  euthymia ")]
shown = [line for line in shown if "patient.json" not in line and "my-edition" not in line]
assert len(shown) >= 8, shown
with tempfile.TemporaryDirectory() as folder:  # some of them write
    (Path(folder) / "examples").symlink_to(root / "examples")
    for line in shown:
        expect(run(*shlex.split(line), cwd=folder), 0)
# Occupancy: a published fit, both ways, and clear words for what cannot be answered.
told = run("occupancy", "--drug", "citalopram", "--daily-dose", "20mg", "--share", "75.2%")
expect(told, 0)
assert re.search(r"SERT +striatum +sorensen-2022\?? +75\.2 % +20 mg", told.stdout), told.stdout
assert "Celexa" not in told.stdout and "citalopram" in run("occupancy", "--drug", "Celexa").stdout
for wrong, said in [(["--drug", "citalopran"], "citalopram"), ([], "--drug"),
                    (["--drug", "citalopram", "--daily-dose", "twenty"], "twenty"),
                    (["--drug", "citalopram", "--daily-dose", "-5 mg"], "-5 mg"),
                    (["--drug", "citalopram", "--share", "0"], "above 0"),
                    (["--drug", "citalopram", "--daily-dose", "0mg"], "above 0"),
                    (["--drug", "citalopram", "--share", "100.1"], "up to 100"),
                    (["--drug", "citalopram", "--share", "half"], "half"),
                    (["--drug", "citalopram", "--model", "sorensen-2023"], "sorensen-2022"),
                    (["--drug", "lithium", "--model", "sorensen-2022"], "it has none")]:
    result = run("occupancy", *wrong)
    expect(result, 1)
    assert said in result.stderr, result.stderr
expect(run("occupancy", "--drug", "citalopram", "--share", "100"), 0)
assert "does not mean" in run("occupancy", "--drug", "lithium").stdout

# Tapers: dispensable doses to nothing, as text and as CSV, and clear words for what cannot be planned.
taper = ["plan", "taper", "--start", "2026-12-01", "--drug", "paroxetine"]
told = run(*taper, "--daily-dose", "20mg", "--weeks", "16", "--forms", "tablet,liquid")
expect(told, 0)
assert "2027-03-23" in told.stdout and "Draft for the prescriber's approval" in told.stdout, told.stdout
lines = run(*taper, "--daily-dose", "20mg", "--weeks", "4", "--forms", "tablet", "--format", "csv").stdout.splitlines()
assert lines[0] == "from,to,mg_per_day,taken_as,occupancy,step,method,country,release,edition,hash,status", lines
assert lines[1].startswith('2026-12-01,2026-12-14,10,"1 tablet of 10 mg",0.622'), lines
assert lines[-1].startswith("2026-12-29,,0,\"nothing\",0.000000,"), lines
assert "Swallowed whole" in run(*taper, "--daily-dose", "25mg", "--release", "cr").stdout or \
    "swallowed whole" in run(*taper, "--daily-dose", "25mg", "--release", "cr").stdout
assert "of 150 mg" in run("plan", "taper", "--drug", "Wellbutrin XL", "--daily-dose", "300mg", "--weeks", "4").stdout
for wrong, said in [(["--daily-dose", "21mg", "--forms", "tablet"], "20 mg"), (["--daily-dose", "0mg"], "above 0"),
                    (["--daily-dose", "20mg", "--weeks", "0"], "--weeks"),
                    (["--daily-dose", "20mg", "--weeks", "half"], "half"),
                    (["--daily-dose", "20mg", "--weeks", "4", "--largest-step", "5"], "not both"),
                    (["--daily-dose", "20mg", "--weeks", "3", "--interval-days", "28"], "abrupt stop"),
                    (["--daily-dose", "20mg", "--forms", "tablets"], "tablet"),
                    (["--daily-dose", "20mg", "--release", "xl"], "ir"),
                    (["--daily-dose", "20mg", "--method", "lineer"], "linear"),
                    (["--daily-dose", "20mg", "--jurisdiction", "AU"], "US"),
                    (["--daily-dose", "20mg", "--largest-step", "1"], "smallest possible"),
                    (["--daily-dose", "20mg", "--start", "tomorrow"], "--start"),
                    (["--daily-dose", "20mg", "--format", "cvs"], "csv"), (["--weeks", "4"], "--daily-dose")]:
    result = run(*taper, *wrong)
    expect(result, 1)
    assert said in result.stderr, (wrong, result.stderr)
expect(run("plan", "--help"), 0)
assert "taper" in run("plan", "tapr").stderr.split("did you mean")[1]

# Plans for a record: doses, reasons where there are none, and clear words for a slip.
reviewed = patients / "reviewed_on_paroxetine.json"
switch = ["plan", "switch", reviewed, *day, "--from", "paroxetine"]
said = expect(run(*switch, "--to", "mirtazapine", "--jurisdiction", "US"), 0, "mirtazapine in place of paroxetine",
              "Way: ", "When to look", "Sources", "Draft for the prescriber")
assert "No plan" not in said
expect(run(*switch, "--to", "phenelzine", "--jurisdiction", "US"), 0, "14 days without either", "phenelzine")
lines = run(*switch, "--to", "mirtazapine", "--format", "csv").stdout.splitlines()
assert lines[0].startswith("from,to,candidate,mg_per_day"), lines[0]
assert all("draft for the prescriber's approval" in line for line in lines[1:]) and len(lines) > 1
answer = json.loads(run(*switch, "--to", "mirtazapine", "--format", "json").stdout)
assert answer["euthymia"] == "plan/1" and answer["possible"] and answer["doses"][-1]["until"] is None
expect(run("plan", "switch", sertraline, *day, "--from", "sertraline", "--to", "bupropion"), 11, "No plan", "Ask first",
       "seizure")
expect(run(*switch), 1, "say which medicine replaces which")
expect(run(*switch, "--to", "mirtazapin"), 1, "--to", "did you mean 'mirtazapine'")
expect(run(*switch, "--to", "paroxetine"), 1, "--to", "it is the drug that is taken")
expect(run(*switch, "--to", "sertraline", "--way", "crosstaper"), 1, "did you mean 'cross-taper'")
expect(run(*switch, "--to", "sertraline", "--start", "2026-11-01"), 1, "--start", "2026-11-23")
expect(run(*switch, "--to", "sertraline", "--from-daily-dose", "33.333mg"), 1, "--from-daily-dose", "nearest below")
expect(run("plan", "switch", washout, *day, "--from", "sertraline", "--to", "mirtazapine"), 1, "--from", "record")
titrate = ["plan", "titrate", reviewed, *day, "--drug"]
expect(run(*titrate, "Wellbutrin XL", "--target", "300mg", "--jurisdiction", "US"), 0, "bupropion extended release",
       "300 mg", "Raised by", "To watch on these days")
expect(run(*titrate, "venlafaxine XR"), 11, "No plan", "plan a switch")
expect(run(*titrate, "sertraline", "--target", "500mg"), 1, "--target", "200 mg")
expect(run(*titrate, "paroxetine"), 1, "--drug", "taken already")
expect(run(*titrate[:-1]), 1, "say which medicine")
expect(run("plan", "titrate", washout, *day, "--drug", "sertraline"), 11, "No plan", "phenelzine")
lines = run("plan", "titrate", washout, *day, "--drug", "sertraline", "--format", "csv").stdout.splitlines()
assert len(lines) == 1, lines  # no doses where there is no plan
expect(run("plan", "taper", reviewed, *day, "--drug", "paroxetine"), 0, "20 mg a day, to nothing")
expect(run("plan", "taper", reviewed, *day, "--drug", "citalopram", "--daily-dose", "20mg"), 1, "--drug", "record")
expect(run("plan", "switch", "--help"), 0, "--from-daily-dose", "cross-taper")
expect(run("plan", "titrate", "--help"), 0, "--target")
told = run(*taper, "--daily-dose", "20mg", "--weeks", "12", "--interval-days", "3")
expect(told, 0)
flat = " ".join(told.stdout.split())
for said in ["kept 7 days at least", "1.4.17 [not yet verified]", "from the NICE page), 1.4.17 The person",
             "Occupancy: sorensen-2022", "vMax and k", "10 mg a day at weekly intervals"]:
    assert said in flat, said
assert "weekly intervals" not in " ".join(run(*taper, "--daily-dose", "25mg", "--release", "cr").stdout.split())
assert "look at the tablet in hand" in \
    " ".join(run(*taper, "--daily-dose", "20mg", "--weeks", "12", "--forms", "tablet").stdout.split())

# The whole name of a kind means that kind alone.
told = run("kb", "list", "--kind", "continuation").stdout
assert "canmat-2023/mdd/continuation" in told and "discontinuation" not in told, told
assert "discontinuation" in run("kb", "list", "--kind", "continu").stdout

# The shares of verified statements, in words.
counts = re.search(r"statements (\d+), verified by two readings (\d+); safety statements (\d+), verified (\d+)",
                   run("kb", "check").stdout).groups()
every, verified, safety, safe = map(int, counts)
assert 0.77 < verified / every < 0.85 and 0.84 < safe / safety < 0.92, (counts, "README.md tells other shares")

table = run("kb", "check").stdout.splitlines()
counted = next(line for line in table if line.startswith("all ")).split()[1:]
told = re.findall(r"^\| ([a-z -]+) \| (\d+) \| (\d+) \|$", (root / "README.md").read_text(), re.M)
assert [f"{some}/{every}" for _, some, every in told] == [cell for cell in counted if cell != "."], "README.md: table"
head = next(line for line in table if line.startswith("verified/all"))
assert all(kind in head for kind, _, _ in told), told

# Layout.
for width in (50, 60, 80, 110):
    for file in sorted(patients.glob("*.json")):
        for more in ([], ["--all"]):
            result = run("advise", file, *day, *more, env={"COLUMNS": str(width)})
            assert max(map(len, result.stdout.splitlines())) <= width, (file, width, "lines longer than the terminal")
            assert "\x1b" not in result.stdout, "colour in a pipe"
hostile = json.dumps({"resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "order",
                      "medicationCodeableConcept": {"text": "\x1b]0;gotcha\x07unheard-of"}})
said = expect(run("advise", "-", *day, input=hostile), 0, "unheard-of")
assert "\x1b" not in said and "\x07" not in said, "a record steers the terminal"
try:
    coloured = on_a_terminal("advise", washout, *day, NO_COLOR="")
    plain = on_a_terminal("advise", washout, *day, NO_COLOR="1")
except OSError as error:  # a bare chroot has no pseudo-terminals
    print("colour on a terminal: not tested,", error)
else:
    assert "\x1b[1;31mcontraindicated" in coloured, "no colour on a terminal"
    assert "\x1b" not in plain, "colour in spite of NO_COLOR"
print("the command line does what its help says")
