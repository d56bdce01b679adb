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


def schema(path):
    text = json.loads((root / path).read_text())
    jsonschema.Draft202012Validator.check_schema(text)
    return jsonschema.Draft202012Validator(text)


patient = schema("lib/adapt/schema/patient.schema.json")
advice = schema("lib/adapt/schema/advice.schema.json")
knowledge = schema("lib/knowledge/schema/knowledge.schema.json")

records = [json.loads(p.read_text())["patient"] for p in sorted((root / "tests/scenarios/cases").glob("*.json"))]
records += [json.loads(p.read_text()) for p in sorted((root / "examples/patients").glob("*.json"))]
assert len(records) > 20
for record in records:
    if "euthymia" in record:
        patient.validate(record)
    run = subprocess.run([program, "advise", "-", "--as-of", "2026-11-23", "--format", "json"],
                         input=json.dumps(record), text=True, capture_output=True)
    assert run.returncode in (0, 10), run.stderr
    advice.validate(json.loads(run.stdout))
assert not patient.is_valid({"euthymia": "patient/1", "fact": []})
assert not advice.is_valid({"euthymia": "advice/1"})

files = sorted((root / "lib/knowledge/data").rglob("*.json"))
for path in files:
    knowledge.validate(json.loads(path.read_text()))
assert not knowledge.is_valid({"schema": "topic/1", "id": "x", "label": "x", "rows": [{"id": "x"}]})
print(len(records), "records and their advice,", len(files), "knowledge files: as the schemas say")
