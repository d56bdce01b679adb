# SPDX-License-Identifier: Apache-2.0
"""Nothing under lib/ reads a clock, writes to a console, opens files or sockets, reads the environment or the
locale, or starts threads: neither in its text nor in its compiled objects. One file may open files.

usage: side_effects.py ROOT [NM OBJECT...]
"""
import re
import subprocess
import sys
from pathlib import Path

import tree

FILES = "opens files"
# The one reader of knowledge folders; and the build's own tool, which is no part of the library.
MAY = {"lib/knowledge/folder.cpp": {FILES}}
NOT_LIBRARY = {"lib/knowledge/pack_main.cpp"}

IN_TEXT = [
    ("reads a clock", r"\b(?:system_clock|steady_clock|high_resolution_clock|utc_clock)\s*::\s*now\b"
                      r"|\b(?:std::|::)?(?:time|clock|gmtime|localtime|mktime|clock_gettime|gettimeofday)\s*\("
                      r"|\bcurrent_zone\b|\b__(?:DATE|TIME|TIMESTAMP)__\b"),
    ("writes to a console", r"\bstd::(?:cout|cerr|clog|wcout|wcerr)\b|<iostream>|<cstdio>|<stdio\.h>|<print>"
                            r"|\b(?:printf|fprintf|vprintf|puts|putchar|fputs|perror|syslog)\s*\("),
    (FILES, r"<fstream>|<filesystem>|\bstd::(?:i|o)?fstream\b|\bstd::filesystem\b|\b(?:fopen|freopen|mmap)\s*\("),
    ("uses the network", r"<sys/socket\.h>|\b(?:socket|connect|getaddrinfo)\s*\("),
    ("reads the environment", r"\b(?:getenv|secure_getenv|setenv|putenv)\s*\("),
    ("depends on the locale", r"<locale>|<clocale>|<cctype>|\bsetlocale\s*\(|\bstd::(?:stod|stof|strtod|strtof|atof)\b"
                              r"|\b(?:isalpha|isdigit|isspace|isalnum|isupper|islower|toupper|tolower|strtod|atof)\s*\("
                              r"|\b(?:snprintf|sprintf|sscanf)\s*\("),
    ("starts threads or processes", r"<thread>|<future>|\bstd::(?:thread|jthread|async)\b"
                                    r"|\b(?:fork|popen|system|execv|pthread_create)\s*\("),
    ("ends the program", r"\bstd::(?:exit|abort|terminate|quick_exit|_Exit)\b|\b(?:exit|abort|quick_exit)\s*\("),
    ("draws numbers that differ between compilers", r"<random>|\bstd::(?:rand|random_device|mt19937)\b|\brand\s*\("),
]

# Undefined symbols of an object file, without version suffix. Template code of third parties cannot hide here.
IN_OBJECTS = {
    "reads a clock": {"time", "clock", "clock_gettime", "gettimeofday", "localtime", "localtime_r", "gmtime",
                      "gmtime_r", "mktime", "_ZNSt6chrono3_V212system_clock3nowEv",
                      "_ZNSt6chrono3_V212steady_clock3nowEv"},
    "writes to a console": {"printf", "fprintf", "puts", "putchar", "fputs", "fwrite", "perror", "syslog", "stdout",
                            "stderr", "write", "__printf_chk", "__fprintf_chk", "_ZSt4cout", "_ZSt4cerr", "_ZSt4clog"},
    FILES: {"fopen", "fopen64", "open", "open64", "openat", "mmap", "mmap64"},
    "uses the network": {"socket", "connect", "getaddrinfo", "send", "recv"},
    "reads the environment": {"getenv", "secure_getenv", "setenv", "putenv"},
    "depends on the locale": {"setlocale", "uselocale", "strtod", "strtof", "strtold", "atof", "isalpha", "isdigit",
                              "isspace", "toupper", "tolower", "__ctype_b_loc", "_ZNSt6localeC1Ev"},
    "starts threads or processes": {"pthread_create", "fork", "popen", "system", "execv", "execve", "posix_spawn",
                                    "_ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_State"
                                    "ESt14default_deleteIS1_EEPFvvE"},
    "ends the program": {"exit", "abort", "quick_exit", "_exit", "_Exit"},
}
FILE_STREAMS = re.compile(r"basic_(?:i|o)?fstream|basic_filebuf|filesystem")


def check_text(root):
    complaints, count = [], 0
    for path in tree.sources(root, "lib"):
        place = path.relative_to(root).as_posix()
        if place in NOT_LIBRARY:
            continue
        count += 1
        for number, line in enumerate(tree.code_only(path.read_text()).split("\n"), 1):
            for what, pattern in IN_TEXT:
                match = re.search(pattern, line)
                if match and what not in MAY.get(place, set()):
                    complaints.append(f"{place}:{number}: {what}: {match.group().strip()}")
    return complaints, count


def undefined_symbols(nm, path):
    command = [nm, "--undefined-only", "--format=posix", path]
    listing = subprocess.run(command, text=True, capture_output=True, check=True)
    return {line.split()[0].split("@")[0] for line in listing.stdout.splitlines() if line.strip()}


def check_object(nm, path):
    # CMake names the object of lib/core/mass.cpp ".../euthymia_objects.dir/core/mass.cpp.o".
    source = "lib/" + re.sub(r"^.*\.dir/(\./)?", "", path).removesuffix(".o").removesuffix(".obj")
    found = []
    symbols = undefined_symbols(nm, path)
    for what, names in IN_OBJECTS.items():
        if what not in MAY.get(source, set()):
            found += [f"{source} (compiled): {what}: {name}" for name in sorted(symbols & names)]
    if FILES not in MAY.get(source, set()):
        found += [f"{source} (compiled): {FILES}: {s}" for s in sorted(symbols) if FILE_STREAMS.search(s)]
    return found


if __name__ == "__main__":
    result, looked_at = check_text(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        for object_file in sys.argv[3:]:
            result += check_object(sys.argv[2], object_file)
            looked_at += 1
    tree.finish("side effects", result, looked_at)
