# SPDX-License-Identifier: Apache-2.0
"""What the checks share: finding sources, taking comments and strings out, and how complaints are shown."""
import os
import re
import sys
from pathlib import Path

LAYERS = ["core", "pk", "knowledge", "rules", "weigh", "plan", "advise", "adapt"]
CPP = {".cpp", ".hpp", ".h"}

# Comments, string and character literals, raw strings. Digit separators (10'000) are no literals.
_TOKENS = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|R"(?P<tag>[^()\\ ]{0,16})\((?P<raw>.*?)\)(?P=tag)"'
    r'|(?P<text>"(?:[^"\\\n]|\\.)*")'
    r"|(?<![0-9a-fA-F])(?P<char>'(?:[^'\\\n]|\\.)*')",
    re.DOTALL)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """The code with strings, comments blanked; line numbers stay."""
    return _TOKENS.sub(lambda m: _blank(m.group()) if m.group("comment") else m.group(), text)


def code_only(text):
    """The code with comments and the insides of literals blanked, except the names in #include lines."""
    def replace(match):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if text[line_start:match.start()].lstrip().startswith("#include"):
            return match.group()
        return _blank(match.group())
    return _TOKENS.sub(replace, text)


def sources(root, folder, suffixes=CPP):
    """Files below a folder, sorted, without build folders and Python's caches."""
    found = []
    for place, folders, names in os.walk(Path(root) / folder):
        folders[:] = sorted(f for f in folders if f not in {"build", ".git", "__pycache__", "data", "corpus"})
        found += [Path(place) / name for name in sorted(names) if Path(name).suffix in suffixes]
    return found


def includes(text):
    """(line number, '"' or '<', name) of every include."""
    for number, line in enumerate(without_comments(text).split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield number, match.group(1), match.group(2)


def finish(name, complaints, looked_at):
    """Prints complaints one a line and ends the program; a check that looked at nothing has failed."""
    for complaint in complaints:
        print(complaint)
    if not looked_at:
        print(f"{name}: found nothing to look at")
        sys.exit(1)
    print(f"{name}: {looked_at} looked at, {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)
