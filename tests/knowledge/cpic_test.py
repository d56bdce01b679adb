#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pharmacogenetic rows of five drugs against CPIC's own tables, row by row: the same words for every phenotype.

What CPIC says to avoid acts as a caution here and says "avoid": an unknown genotype, the usual case, must not hold back
every tricyclic.

The tables are read from the folder EUTHYMIA_SHARED_DATA, else from ../shared/data beside the source tree; without them
the test is skipped.
"""
import csv
import gzip
import json
import os
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("EUTHYMIA_SHARED_DATA") or ROOT.parent / "shared" / "data")
TABLES = SHARED / "pgx" / "cpic_recommendations.tsv.gz"

PHENOTYPES = {"Poor Metabolizer": "poor", "Intermediate Metabolizer": "intermediate", "Normal Metabolizer": "normal",
              "Rapid Metabolizer": "rapid", "Ultrarapid Metabolizer": "ultrarapid", "No Result": None}
NO_ADVICE = ("No recommendation", "No action", "xN is not")


def phenotype(gene, text):
    """The phenotype a table's cell means, None where the gene was not tested; "skip" for what no record can say."""
    if gene == "CYP2D6" and text != "No Result":
        score = re.fullmatch("\u2265?([\\d.]+)", text)  # "at least" this score
        if not score:
            return "skip"
        value = float(score[1])
        if value == 0:
            return "poor"
        return "intermediate" if value < 1.25 else "normal" if value <= 2.25 else "ultrarapid"
    return PHENOTYPES.get(text.removeprefix("Likely "), "skip")


def cpic_rows():
    with gzip.open(TABLES, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            genes = dict(part.split("=", 1) for part in row["gene_lookup"].split("; "))
            found = {gene.lower(): phenotype(gene, text) for gene, text in genes.items()}
            if "skip" not in found.values():
                yield row["drug"], found, row["recommendation"]


def our_rows():
    """By drug: the phenotypes a row is for, and the row."""
    data = ROOT / "lib" / "knowledge" / "data"
    for row in json.loads((data / "topics" / "pharmacogenetics.json").read_text())["rows"]:
        if row["id"].startswith("cpic/"):
            parts = [re.fullmatch(r"(\w+)_phenotype (?:= '(\w+)'|is null)", part)
                     for part in row["when"].split(" and ")]
            yield row["for"][0], {part[1]: part[2] for part in parts}, row


def advice(text):
    """What a recommendation comes to: the words that change a prescription, and the percentages."""
    own = text.split("Other Considerations")[0]
    standard = own.startswith("Initiate therapy")
    percents = [] if standard else sorted(set(re.findall(r"\d+(?=%|-\d+%)", own)))
    return {"caution": not standard, "avoid": bool(re.match("avoid", own, re.I)), "percents": percents,
            "higher": "higher target" in own}


def ours(row, messages):
    text = messages[row["message"]]
    return {"caution": row["effect"] != "inform", "avoid": "avoid" in text,
            "percents": sorted(set(re.findall(r"\d+(?= percent| to \d+ percent)", text))),
            "higher": "higher target" in text}


class Cpic(unittest.TestCase):
    @unittest.skipUnless(TABLES.exists(), f"CPIC's tables are not here: {TABLES}")
    def test_every_row_of_the_tables_is_said_as_they_say_it(self):
        messages = {row["id"]: row["text"] for row in
                    json.loads((ROOT / "lib/knowledge/data/messages.en.json").read_text())["rows"]}
        rows = list(our_rows())
        compared = 0
        met = set()
        for drug, phenotypes, text in cpic_rows():
            found = [row for one, when, row in rows if one == drug and when == phenotypes]
            if text.startswith(NO_ADVICE):
                self.assertEqual(found, [], (drug, phenotypes))
                continue
            if set(phenotypes.values()) == {None}:
                continue
            self.assertEqual(len(found), 1, (drug, phenotypes, text[:80]))
            self.assertEqual(ours(found[0], messages), advice(text), (found[0]["id"], text))
            met.add(found[0]["id"])
            compared += 1
        self.assertGreater(compared, 200)
        drugs = {drug for drug, _, _ in cpic_rows()}
        self.assertEqual(met, {row["id"] for drug, _, row in rows if drug in drugs}, "rows that the tables lack")


if __name__ == "__main__":
    unittest.main(argv=["cpic_test"])
