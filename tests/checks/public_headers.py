# SPDX-License-Identifier: Apache-2.0
"""Public headers include the standard library and each other only, and each compiles alone.

usage: public_headers.py ROOT CXX_COMPILER C_COMPILER
"""
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tree

STANDARD = set("""
algorithm any array atomic barrier bit bitset charconv chrono cmath compare complex concepts condition_variable
coroutine cstddef cstdint cstdlib cstring deque exception execution expected filesystem forward_list functional future
initializer_list iterator latch limits list map memory memory_resource mutex new numbers numeric optional queue
random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span stack stdexcept stop_token
string string_view system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility
valarray variant vector version stddef.h stdint.h
""".split())
# Standard headers that would make every consumer pay for streams or static constructors.
UNWANTED = {"iostream", "fstream", "sstream", "iomanip", "istream", "ostream", "regex", "locale"}
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]


def check_includes(root):
    complaints = []
    headers = tree.sources(root, "include")
    for path in headers:
        place = path.relative_to(root).as_posix()
        for number, kind, name in tree.includes(path.read_text()):
            if kind == '"' and not name.startswith("euthymia/"):
                complaints.append(f'{place}:{number}: "{name}" is no public header')
            elif kind == "<" and (name in UNWANTED or name not in STANDARD):
                complaints.append(f"{place}:{number}: <{name}> does not belong into a public header")
    return complaints, len(headers)


def compile_alone(root, command, language, header):
    # Twice, so that a missing include guard shows.
    program = f'#include "euthymia/{header}"\n#include "euthymia/{header}"\n'
    if language == "c":
        program += "int euthymia_check_is_not_empty;\n"
    done = subprocess.run([*command, "-x", language, "-fsyntax-only", *WARNINGS, "-I", f"{root}/include", "-"],
                          input=program, text=True, capture_output=True)
    return "" if done.returncode == 0 else f"{header} does not compile alone as {' '.join(command[1:])}:\n{done.stderr}"


def check_alone(root, cxx, cc):
    headers = [p.name for p in tree.sources(root, "include")]
    jobs = [([cxx, "-std=c++20"], "c++", name) for name in headers]
    jobs += [([cc, "-std=c11"], "c", name) for name in headers if name.endswith(".h")]
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda job: compile_alone(root, *job), jobs)
    return [result for result in results if result]


if __name__ == "__main__":
    top = Path(sys.argv[1])
    found, looked_at = check_includes(top)
    tree.finish("public headers", found + check_alone(top, *sys.argv[2:4]), looked_at)
