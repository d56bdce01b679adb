# SPDX-License-Identifier: Apache-2.0
"""Second readings: a sheet tells no value, an answer that agrees is recorded, one that does not is kept and printed.

usage: readings_test.py ROOT PROGRAM
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT, PROGRAM = Path(sys.argv[1]), sys.argv[2]
TOOL = ROOT / "lib/knowledge/readings.py"
sys.path.insert(0, str(TOOL.parent))
sys.dont_write_bytecode = True
import readings  # noqa: E402
READER = "somebody new"
SOURCE = {"title": "A label", "publisher": "", "address": "https://example.org/label", "kind": "label",
          "jurisdiction": ""}


class Readings(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = Path(folder.name) / "data"
        shutil.copytree(ROOT / "lib/knowledge/data", self.data)
        # Each row of one drug read once at most.
        self.path = self.data / "substances/sertraline.json"
        text = json.loads(self.path.read_text())
        for row in text["rows"]:
            row["readings"] = row["readings"][:1]
            row.setdefault("unverified", "second reading of the label")
        readings.write_rows(self.path, text)

    def run_tool(self, *arguments):
        done = subprocess.run([sys.executable, "-B", TOOL, "--data", self.data, *arguments], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def sheet(self):
        return json.loads(self.run_tool("ask", "--by", READER, "sertraline"))

    def rows(self):
        return {row["id"]: row for row in json.loads(self.path.read_text())["rows"]}

    def answers(self, **changes):
        """What a reader who agrees with every row that was read would say, with the changes."""
        rows = {readings.question_id(row): row for row in self.rows().values()}
        answers = []
        for asked in self.sheet():
            before = rows[asked["q"]]["readings"]
            seen = before[0]["figures"] if before else {}
            filled = {name: changes.get(name, seen.get(name)) for name in asked["fill"]}
            answers.append({"q": asked["q"], "figures": filled, "place": "", "source": SOURCE})
        path = self.data.parent / "answers.json"
        path.write_text(json.dumps(answers))
        return path

    def test_every_number_of_a_row_is_a_figure(self):
        row = {"id": "g/mdd/x", "kind": "line", "line": 2, "sessions_low": 8, "place": "table 1", "readings": [],
               "when": "age_years > 60"}
        self.assertEqual(readings.figures(row),
                         {"line": 2, "sessions_low": 8, "age_years": 60, "age_years_bound": "above"})

    def test_a_sheet_tells_no_value(self):
        for asked in self.sheet():
            for blank in asked["fill"].values():
                self.assertRegex(blank, r"^(number.*|word|true\|false: .*|.*\|.*)$")
            self.assertNotRegex(asked["about"], r"\d")

    def test_answers_that_agree_verify_the_rows(self):
        once = [row for row in self.rows().values() if len(row["readings"]) == 1]
        self.assertGreater(len(once), 20)
        self.run_tool("merge", "--by", READER, self.answers())
        after = self.rows()
        for row in once:
            self.assertEqual(len(after[row["id"]]["readings"]), 2, row["id"])
            self.assertNotIn("unverified", after[row["id"]])
        done = subprocess.run([PROGRAM, "kb", "check", "--knowledge", self.data], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        asked = {one["q"] for one in self.sheet()}
        self.assertFalse(asked & {readings.question_id(row) for row in once})

    def test_answers_that_do_not_agree_are_kept_and_printed(self):
        printed = self.run_tool("merge", "--by", READER, self.answers(effect="escalate", at_most_mg=1, days=1000))
        changed = [row for row in self.rows().values()
                   if row["kind"] in ("rule", "washout", "daily_dose_limit") and row["readings"]]
        self.assertGreater(len(changed), 20)
        for row in changed:
            self.assertEqual(len(row["readings"]), 1)
            self.assertTrue(row["disagreement"])
            self.assertIn(row["id"], printed)

    def merged(self, effect, read, had):
        """How often a statement with this effect is read after a reader says otherwise."""
        row = {"id": "x/us/y", "kind": "rule", "effect": effect, "when": "age_years > 60", "readings": had}
        answer = {"q": "", "figures": {"effect": read, "age_years": 60}, "source": SOURCE}
        readings.merge_row(row, answer, argparse.Namespace(by=READER, date="2026-11-29"), {"rows": []})
        return row

    def test_a_milder_grade_agrees_beside_a_reader_of_the_same_and_is_kept_as_read(self):
        same = [{"by": "a", "document": "d", "figures": {"effect": "caution", "age_years": 60}}]
        row = self.merged("caution", "inform", list(same))
        self.assertEqual(row["readings"][1]["figures"], {"effect": "inform", "age_years": 60})
        informed = [{**same[0], "figures": {"effect": "inform", "age_years": 60}}]
        self.assertEqual(self.merged("inform", "caution", list(informed))["readings"], informed)
        for effect, read, had in [("caution", "inform", []), ("caution", "avoid", same), ("avoid", "caution", same)]:
            self.assertEqual(self.merged(effect, read, list(had))["readings"], had)

    def test_the_wording_of_a_limit_may_be_left_open_but_not_be_another(self):
        row = {"id": "x/us/y", "kind": "rule", "effect": "avoid", "when": "age_years > 60", "readings": []}
        options = argparse.Namespace(by=READER, date="2026-11-29")
        answer = {"q": "", "figures": {"effect": "avoid", "age_years": 60, "age_years_bound": "at_least"},
                  "source": SOURCE}
        self.assertIn("age_years_bound", readings.merge_row(row, answer, options, {"rows": []}))
        answer["figures"]["age_years_bound"] = "absent"
        self.assertFalse(readings.merge_row(row, answer, options, {"rows": []}))
        self.assertNotIn("age_years_bound", row["readings"][0]["figures"])

    def test_a_reading_of_a_limits_wording_alone_verifies_nothing(self):
        row = {"id": "x/us/y", "kind": "rule", "effect": "avoid", "when": "age_years > 60", "readings": []}
        answer = {"q": "", "figures": {"age_years_bound": "above"}, "source": SOURCE}
        readings.merge_row(row, answer, argparse.Namespace(by=READER, date="2026-11-29"), {"rows": []})
        self.assertEqual(row["readings"][0]["figures"], {"age_years_bound": "above"})
        self.assertEqual(readings.readers(row), set())

    def test_a_text_for_another_country_confirms_nothing(self):
        path = self.answers()
        answers = json.loads(path.read_text())
        path.write_text(json.dumps([{**one, "source": {**SOURCE, "jurisdiction": "AU"}} for one in answers]))
        before = self.rows()
        self.run_tool("merge", "--by", READER, path)
        after = self.rows()
        for was in before.values():
            if was["readings"]:
                self.assertEqual(after[was["id"]] == was, was.get("jurisdiction", "AU") != "AU", was["id"])

    def test_merging_twice_changes_nothing_more(self):
        path = self.answers(days=1)
        self.run_tool("merge", "--by", READER, "--date", "2026-11-28", path)
        once = self.path.read_text(), (self.data / "sources.json").read_text()
        self.run_tool("merge", "--by", READER, "--date", "2026-11-28", path)
        self.assertEqual((self.path.read_text(), (self.data / "sources.json").read_text()), once)

    def test_rows_that_nobody_answered_keep_their_bytes(self):
        path = self.data.parent / "none.json"
        path.write_text("[]")
        before = {one: one.read_bytes() for one in self.data.rglob("*.json")}
        self.run_tool("merge", "--by", READER, path)
        self.assertEqual({one: one.read_bytes() for one in before}, before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
