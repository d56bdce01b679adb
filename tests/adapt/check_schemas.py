# SPDX-License-Identifier: Apache-2.0
"""What the program reads and writes is what the published schemas say.

usage: check_schemas.py ROOT PROGRAM
"""
import json
import subprocess
import sys
from pathlib import Path

import jsonschema

root, program = Path(sys.argv[1]), sys.argv[2]


loaded = {}
for path in (root / "lib/adapt/schema").glob("*.json"):  # they refer to one another
    text = json.loads(path.read_text())
    loaded[text.get("$id", path.name)] = text


def schema(path):
    text = json.loads((root / path).read_text())
    jsonschema.Draft202012Validator.check_schema(text)
    loaded[text.get("$id", path)] = text
    resolver = jsonschema.RefResolver(text.get("$id", ""), text, store=loaded)
    return jsonschema.Draft202012Validator(text, resolver=resolver)


def answer(words, record):
    run = subprocess.run([program, *words, "--as-of", "2026-11-23", "--format", "json"],
                         input=json.dumps(record), text=True, capture_output=True)
    assert run.returncode in (0, 10, 11), run.stderr
    return json.loads(run.stdout)


patient = schema("lib/adapt/schema/patient.schema.json")
advice = schema("lib/adapt/schema/advice.schema.json")
order_check = schema("lib/adapt/schema/order-check.schema.json")
taper = schema("lib/adapt/schema/taper.schema.json")
plan = schema("lib/adapt/schema/plan.schema.json")
knowledge = schema("lib/knowledge/schema/knowledge.schema.json")

records = [json.loads(p.read_text())["patient"] for p in sorted((root / "tests/scenarios/cases").glob("*.json"))]
records += [json.loads(p.read_text()) for p in sorted((root / "examples/patients").glob("*.json"))]
assert len(records) > 20
for record in records:
    if "euthymia" in record:
        patient.validate(record)
    advice.validate(answer(["advise", "-"], record))
    order_check.validate(answer(["check", "-", "--order", "linezolid 600 mg"], record))
for words in (["paroxetine", "--daily-dose", "20mg"], ["mirtazapine", "--daily-dose", "30mg", "--weeks", "8"],
              ["agomelatine", "--daily-dose", "25mg", "--jurisdiction", "EU"]):
    run = subprocess.run([program, "plan", "taper", "--format", "json", "--start", "2026-12-01", "--drug", *words],
                         text=True, capture_output=True)
    assert run.returncode == 0, run.stderr
    taper.validate(json.loads(run.stdout))
paroxetine = json.loads((root / "examples/patients/reviewed_on_paroxetine.json").read_text())
for words in (["switch", "-", "--from", "paroxetine", "--to", "mirtazapine"],
              ["switch", "-", "--from", "paroxetine", "--to", "phenelzine", "--jurisdiction", "US"],
              ["switch", "-", "--from", "paroxetine", "--to", "agomelatine", "--jurisdiction", "UK"],
              ["titrate", "-", "--drug", "bupropion"]):
    plan.validate(answer(["plan", *words], paroxetine))
taper.validate(answer(["plan", "taper", "-", "--drug", "paroxetine"], paroxetine))
assert not plan.is_valid({"euthymia": "plan/1"})
assert not taper.is_valid({"euthymia": "taper/1"})
assert not patient.is_valid({"euthymia": "patient/1", "fact": []})
assert not advice.is_valid({"euthymia": "advice/1"})
assert not order_check.is_valid({"euthymia": "order-check/1"})

files = sorted((root / "lib/knowledge/data").rglob("*.json"))
for path in files:
    knowledge.validate(json.loads(path.read_text()))
assert not knowledge.is_valid({"schema": "topic/1", "id": "x", "label": "x", "rows": [{"id": "x"}]})
print(len(records), "records, their advice and a checked order,", len(files), "knowledge files: as the schemas say")
