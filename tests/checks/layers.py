# SPDX-License-Identifier: Apache-2.0
"""Includes point downward only; adapters and examples use the public headers only.

usage: layers.py ROOT
"""
import sys
from pathlib import Path

import tree

BELOW = {
    "core": set(),
    "pk": {"core"},
    "knowledge": {"core"},
    "rules": {"core", "pk", "knowledge"},
    "weigh": {"core", "pk", "knowledge", "rules"},
    "plan": {"core", "pk", "knowledge", "rules", "weigh"},
    "advise": {"core", "pk", "knowledge", "rules", "weigh", "plan"},
    "adapt": set(),
}
# A program of the build, not a part of the library: it checks with everything that checks.
TOOLS = {"lib/knowledge/pack_main.cpp": {"core", "knowledge", "rules"}}


def complaint(place, layer, name, allowed):
    if name.startswith("euthymia/"):
        return None
    step = name.split("/")
    if step[0] != "lib":
        return f'{place}: include "{name}" by its full path, "lib/<layer>/..." or "euthymia/..."'
    if step[1] == layer or step[1] in allowed:
        return None
    may = ", ".join(sorted(allowed)) or "public headers only"
    return f'{place}: {layer} may not see {step[1]} ("{name}"); it may see: {may}'


def check(root):
    complaints, count = [], 0
    for layer, allowed in BELOW.items():
        for path in tree.sources(root, f"lib/{layer}"):
            name_of_file = path.relative_to(root).as_posix()
            count += 1
            for number, kind, name in tree.includes(path.read_text()):
                if kind == "<":
                    if name.startswith(("euthymia/", "lib/")):
                        complaints.append(f"{name_of_file}:{number}: our own header <{name}> takes quotes")
                    continue
                complaints.append(complaint(f"{name_of_file}:{number}", layer, name, TOOLS.get(name_of_file, allowed)))
    for path in tree.sources(root, "examples"):
        count += 1
        name_of_file = path.relative_to(root).as_posix()
        for number, kind, name in tree.includes(path.read_text()):
            if name.startswith("lib/") or "../" in name:
                complaints.append(f"{name_of_file}:{number}: examples see public headers and their own files ({name})")
    unknown = {p.name for p in (Path(root) / "lib").iterdir() if p.is_dir()} - set(BELOW)
    complaints += [f"lib/{name}: a folder that is no layer" for name in sorted(unknown)]
    return [c for c in complaints if c], count


if __name__ == "__main__":
    tree.finish("layers", *check(Path(sys.argv[1])))
