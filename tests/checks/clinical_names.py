# SPDX-License-Identifier: Apache-2.0
"""C++ below the adapters names no drug, therapy or disease: those are rows. Comments may.

The names are the ids of substances, therapies and treated conditions in lib/knowledge/data.
usage: clinical_names.py ROOT
"""
import json
import re
import sys
from pathlib import Path

import tree

LOOKED_AT = ["include", "lib/core", "lib/pk", "lib/knowledge", "lib/rules", "lib/weigh", "lib/plan", "lib/advise"]
# Shorter names are words of English or of the language ("lead").
SHORTEST = 5


def ids_below(value):
    """Every "id" of objects that say they are a substance, therapy or condition."""
    if isinstance(value, list):
        for item in value:
            yield from ids_below(item)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for key, item in value.items():
            if key in {"substance", "substances", "therapy", "therapies", "condition", "conditions"}:
                yield from ids_below(item)


def clinical_names(root):
    names = set()
    data = Path(root) / "lib/knowledge/data"
    for folder in ("substances", "therapies", "conditions"):
        for path in sorted((data / folder).rglob("*.json")):
            names.add(path.stem)
            names.update(ids_below(json.loads(path.read_text())))
    for name in ("therapies.json", "conditions.json", "substances.json"):
        if (data / name).exists():
            names.update(ids_below(json.loads((data / name).read_text())))
    return {n for n in names if re.fullmatch(r"[a-z][a-z_]*", n) and len(n) >= SHORTEST}


def check(root, names):
    complaints, count = [], 0
    pattern = re.compile(r"(?<![a-z])(" + "|".join(sorted(map(re.escape, names))) + r")(?![a-z])", re.IGNORECASE)
    for folder in LOOKED_AT:
        for path in tree.sources(root, folder):
            count += 1
            for number, line in enumerate(tree.without_comments(path.read_text()).split("\n"), 1):
                match = pattern.search(line)
                if match:
                    place = path.relative_to(root).as_posix()
                    said = f'names "{match.group()}", which belongs into the knowledge base'
                    complaints.append(f'{place}:{number}: {said}')
    return complaints, count


if __name__ == "__main__":
    top = Path(sys.argv[1])
    known = clinical_names(top)
    if not known:
        tree.finish("clinical names", ["no names found under lib/knowledge/data"], 0)
    tree.finish("clinical names", *check(top, known))
