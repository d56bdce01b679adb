# SPDX-License-Identifier: Apache-2.0
"""Sources are ASCII, have the two header lines, keep to the line length, and are listed in the build.

usage: text_rules.py ROOT
"""
import re
import sys
from pathlib import Path

import tree

FOLDERS = ["include", "lib", "examples", "tests", "bench", "cmake"]
SUFFIXES = tree.CPP | {".py", ".sh", ".cmake", ".txt", ".in", ".map"}
LONGEST = 120
LICENCE = "SPDX-License-Identifier: Apache-2.0"
# Lists and templates whose first line is not free.
NO_HEADER = {"cmake/exported_symbols.txt", "cmake/euthymia.pc.in"}


def check_file(place, text):
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        bad = re.search(r"[^\x20-\x7e]", line)
        if bad:
            yield f"{place}:{number}: character U+{ord(bad.group()):04X}; sources are ASCII without tabs"
        if len(line) > LONGEST and place not in NO_HEADER:
            yield f"{place}:{number}: {len(line)} characters; {LONGEST} at most"
        if line != line.rstrip():
            yield f"{place}:{number}: white space at the end of the line"
    if text and not text.endswith("\n"):
        yield f"{place}: no newline at the end"
    if place in NO_HEADER:
        return
    first = 1 if lines[0].startswith("#!") else 0
    if LICENCE not in lines[first]:
        yield f"{place}:{first + 1}: the first line names the licence: {LICENCE}"
    elif Path(place).suffix in tree.CPP and not re.match(r"(//| \*|/\*) \S", lines[first + 1]):
        yield f"{place}:{first + 2}: the second line says what question the file answers"


def check_listed(root):
    """Every .cpp of the library and the tests is named in a build file."""
    listed = {
        "lib": (root / "lib/sources.cmake").read_text() + (root / "lib/CMakeLists.txt").read_text(),
        "tests": (root / "tests/sources.cmake").read_text()
                 + "".join(p.read_text() for p in sorted((root / "tests").rglob("CMakeLists.txt"))),
    }
    for folder, text in listed.items():
        words = set(re.findall(r"[\w./-]+", text))
        for path in tree.sources(root, folder, {".cpp"}):
            inside = path.relative_to(root / folder)
            if not {inside.as_posix(), "/".join(inside.parts[1:]), path.name} & words:
                yield f"{folder}/{inside.as_posix()}: no build file names it"


def check(root):
    complaints, count = [], 0
    for folder in FOLDERS:
        for path in tree.sources(root, folder, SUFFIXES):
            count += 1
            place = path.relative_to(root).as_posix()
            complaints += check_file(place, path.read_bytes().decode("utf-8", "replace"))
    return complaints + list(check_listed(root)), count


if __name__ == "__main__":
    tree.finish("text rules", *check(Path(sys.argv[1])))
