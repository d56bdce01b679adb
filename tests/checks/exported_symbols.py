# SPDX-License-Identifier: Apache-2.0
"""The shared library shows exactly the symbols of the committed list: the C functions and euthymia::v1.

usage: exported_symbols.py NM LIBRARY LIST [--update]
"""
import subprocess
import sys
from pathlib import Path

import tree

COMMENT = "# The symbols of libeuthymia.so. Written by: ninja -C build/debug update_exported_symbols\n"


def exported(nm, library):
    listing = subprocess.run([nm, "--dynamic", "--defined-only", "--demangle", "--format=posix", library],
                             text=True, capture_output=True, check=True)
    # "name type value size"; names hold blanks. Constructors have several symbols of one name.
    return sorted({line.rsplit(" ", 3)[0].strip() for line in listing.stdout.splitlines()})


def is_ours(symbol):
    bare = symbol
    for prefix in ("typeinfo for ", "typeinfo name for ", "vtable for "):
        bare = bare.removeprefix(prefix)
    return bare.startswith("euthymia_") or bare.startswith("euthymia::v1::")


def compare(found, expected):
    complaints = [f"not ours, yet shown: {s}" for s in found if not is_ours(s)]
    complaints += [f"new: {s}" for s in found if s not in expected]
    complaints += [f"gone: {s}" for s in expected if s not in found]
    if complaints:
        complaints.append("If that is meant: ninja -C build/debug update_exported_symbols, and say why in the commit.")
    return complaints


if __name__ == "__main__":
    symbols = exported(sys.argv[1], sys.argv[2])
    committed = Path(sys.argv[3])
    if "--update" in sys.argv:
        committed.write_text(COMMENT + "".join(f"{s}\n" for s in symbols))
        print(f"{committed}: {len(symbols)} symbols")
        sys.exit(0)
    lines = committed.read_text().splitlines() if committed.exists() else []
    listed = [line for line in lines if not line.startswith("#")]
    tree.finish("exported symbols", compare(symbols, listed), len(symbols))
