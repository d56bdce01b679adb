#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints one table from the results of all rounds; fails when an engine's checksum is not the expected one.

usage: report.py RESULTS.tsv
"""
import statistics
import sys
from dataclasses import dataclass, field

OURS = ("Euthymia, one patient", "list of fired")


@dataclass
class Row:
    engine: str
    version: str
    answer: str
    patients: int
    fired: str = ""
    unknown: str = ""
    rounds: list = field(default_factory=list)

    @property
    def us(self):
        return statistics.median(self.rounds)

    @property
    def spread(self):
        """Half of the way between the slowest and the fastest round, in per cent of the median."""
        return 50 * (max(self.rounds) - min(self.rounds)) / self.us


class Results:
    def __init__(self, path):
        self.rows, self.expected, self.machine, self.missing = {}, {}, {}, {}
        self.failures = []
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                kind, *fields = line.rstrip("\n").split("\t")
                getattr(self, "read_" + kind)(*fields)

    def read_expected(self, patients, fired, unknown):
        self.expected[int(patients)] = (fired, unknown)

    def read_machine(self, name, value, unit):
        self.machine.setdefault((name, unit), []).append(float(value))

    def read_missing(self, engine, why):
        self.missing[engine] = why

    def read_result(self, engine, version, answer, patients, us, fired, unknown):
        row = self.rows.setdefault((engine, version, answer), Row(engine, version, answer, int(patients)))
        row.fired, row.unknown = fired, unknown
        row.rounds.append(float(us))
        self.check(row)

    def check(self, row):
        wanted = self.expected.get(row.patients, ("none known", "none known"))
        if row.fired != wanted[0] or row.unknown not in ("-", wanted[1]):
            self.failures.append(f"{row.engine}: {row.fired} and {row.unknown}, expected {wanted[0]} and {wanted[1]}")


def shown(number):
    """Three figures that mean something, thousands with commas."""
    for limit, decimals in ((1, 3), (10, 2), (100, 1)):
        if number < limit:
            return f"{number:.{decimals}f}"
    return f"{number:,.0f}"


def print_table(header, lines):
    widths = [max(len(line[i]) for line in [header, *lines]) for i in range(len(header))]
    right = (3, 4, 5, 6)
    for line in [header, ["-" * width for width in widths], *lines]:
        cells = [text.rjust(w) if i in right else text.ljust(w) for i, (text, w) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip())


def our_time(rows):
    """Of the fastest kernel."""
    return min((row.us for row in rows if (row.engine, row.answer) == OURS), default=None)


def main(path):
    results = Results(path)
    rows = sorted(results.rows.values(), key=lambda row: -row.us)
    ours = our_time(rows)
    header = ["engine", "version", "hands out", "us/patient", "+-%", "ratio", "patients", "fired", "unknown"]
    lines = []
    for row in rows:
        ratio = shown(row.us / ours) if ours else "-"
        lines.append([row.engine, row.version, row.answer, shown(row.us), f"{row.spread:.0f}", ratio,
                      f"{row.patients:,}", row.fired, row.unknown])
    lines += [[engine, "not run: " + why, "", "", "", "", "", "", ""] for engine, why in results.missing.items()]
    print_table(header, lines)
    print()
    for (name, unit), values in results.machine.items():
        print(f"this machine: {name}: {shown(statistics.median(values))} {unit}")
    print(f"ratio 1 is: {', '.join(OURS)}, fastest kernel")
    for failure in sorted(set(results.failures)):
        print("WRONG ANSWERS", failure)
    if results.failures or not rows:
        return 1
    print("all checksums are the expected ones")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
