#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Second readings: asks a reader without showing what a row says, and records the answers in the rows.

ask    prints a sheet of questions about rows that fewer than two readers have read, as JSON. A question names the
       drug, the country, the subject and the figures to fill in, never their values. The reader finds a text and
       answers each: {"q": ..., "figures": {...}, "place": "section 4", "source": {"title", "publisher", "address",
       "kind", "jurisdiction"}, "note": "what the text says otherwise"}; "absent" for what the text does not say.
merge  records the answers. An answer that agrees with the row becomes a reading. One that does not is kept in the
       row as what another reader found and is printed, for a person to settle. One from a text for another country
       is left out. Safe to run twice.

Whether a limit itself is meant ("above 60", "60 and above") is asked as "..._bound" and may be left open; an answer
with nothing else is a reading of that wording alone. Texts do not keep informing, monitoring and caution apart: of
these a reader may find a milder one than the row has, if another reader found the row's own.
"""
import argparse
import datetime
import hashlib
import json
import re
import sys
from pathlib import Path

CHOICES = {
    "effect": "contraindicate|avoid|caution|require|monitor|inform|prefer",
    "status": "labelled|off_label|labelled_add_on|off_label_add_on|not_recommended|not_marketed",
    "taper": "yes|no",
    "role": "substrate_major|substrate_minor|inhibitor|inducer",
    "potency": "strong|moderate|weak",
    "grade": "lowered|none|low|moderate|high",
}
MILD = ("inform", "monitor", "caution")
BOUNDS = {">": "above", ">=": "at_least", "<": "below", "<=": "at_most"}  # whether a limit itself is meant
# They tell which statement is meant, as a phenotype does.
GIVEN = {"of", "direction", "enzyme", "aspect", "measure", "target", "dosing", "beside"}
TEXTS = [*CHOICES, *GIVEN]
SHOWN = ["condition", "of", "direction", "enzyme", "aspect", "form", "product_form", "on", "intervention", "comparator",
         "outcome", "measure", "population", "at_weeks", "target", "region", "model", "dosing", "beside"]
TIERS = [{"boxed_warning", "daily_dose_limit", "single_dose_limit", "washout", "escalation"}, {"contraindicate"},
         {"avoid", "require"}, {"caution", "monitor", "inform", "prefer"}]
NOTHING = (None, "", "absent", "not stated")


def rows_of(path):
    return json.loads(path.read_text())["rows"]


def files(data):
    for folder in ("substances", "therapies", "topics", "guidelines"):
        yield from sorted((data / folder).glob("*.json"))


def question_id(row):
    return hashlib.sha1(row["id"].encode()).hexdigest()[:10]


def tier(row):
    for at, members in enumerate(TIERS):
        if row["kind"] in members or row.get("effect") in members:
            return at
    return len(TIERS)


def condition_figures(condition):
    """What a reader must have seen for a condition: each number beside its name, each named fact."""
    found = {}

    def add(name, value):
        key, count = name, 1
        while key in found and found[key] != value:
            count += 1
            key = f"{name}_{count}"
        found[key] = value
        return ""

    text = re.sub(r"\w+ is (?:not )?null", "", condition)  # what nobody recorded is in no text
    unit = r"(?: '[^']*')?"
    text = re.sub(rf"(\w+) between ([\d.]+){unit} and ([\d.]+){unit}",
                  lambda m: add(m[1] + "_from", float(m[2])) + add(m[1] + "_to", float(m[3])), text)
    text = re.sub(rf"(\w+) (<=|>=|<|>|!=|=) ([\d.]+){unit}",
                  lambda m: add(m[1], float(m[3])) + (add(f"{m[1]}_bound", BOUNDS[m[2]]) if m[2] in BOUNDS else ""),
                  text)
    text = re.sub(r"(\w+) (?:=|!=) '(\w+)'", lambda m: add(m[1], m[2]), text)
    text = re.sub(r"\bnot \(?(\w+)\)?", lambda m: add(m[1], False), text)
    for name in re.findall(r"\b[a-z]\w+", text):
        if name not in ("or", "and", "not"):
            add(name, True)
    return found


def is_bound(name):
    return re.search(r"_bound(_\d+)?$", name) is not None


def is_of_bounds_alone(figures):
    return bool(figures) and all(is_bound(name) for name in figures)


def plain(value):
    return int(value) if isinstance(value, float) and value == int(value) else value


def figures(row):
    """The figures a reading of the row must have."""
    wanted = {name: value for name, value in row.items() if isinstance(value, (int, float)) or name in TEXTS}
    if "read_as" in row:
        wanted["effect"] = row["read_as"]  # the row acts more mildly than its texts and says why
    if "when" in row and row["kind"] != "washout":
        wanted.update(condition_figures(row["when"]))
    return {name: plain(value) for name, value in wanted.items()}


def blank(name, value, row, facts):
    """What may be filled in."""
    if name == "effect" and row["kind"] == "escalation":
        return "escalate (to be seen at once, the same day or at this visit)|require|caution|inform"
    if name == "effect" and row.get("on") == ["stop"]:
        return "require (it must be stopped)|avoid|caution|inform"
    if name in CHOICES:
        return CHOICES[name]
    fact = facts.get(re.sub(r"_(from|to|\d+)$", "", name), {})
    if is_bound(name):
        return "|".join(BOUNDS.values())
    if isinstance(value, bool):
        return "true|false: " + fact.get("label", name.replace("_", " "))
    if isinstance(value, (int, float)):
        return ("number " + fact.get("unit", "")).strip()
    return "|".join(fact.get("choices", [])) or "word"


def question(row, drug, sources, facts):
    source = sources.get(row["source"], {}) if row["readings"] else {}
    return {
        "q": question_id(row),
        "drug": ", ".join(row.get("for", [drug])),
        "country": row.get("jurisdiction", "any"),
        "kind": row["kind"],
        **{name: row[name] for name in SHOWN if name in row},
        "about": re.sub(r"\d+(\.\d+)?", "#", row.get("topic", row.get("about", ""))),
        **{name: value for name, value in figures(row).items() if name.endswith("_phenotype")},
        "fill": {name: blank(name, value, row, facts) for name, value in figures(row).items() if not is_given(name)},
        "one_text": " | ".join(source[name] for name in ("title", "publisher", "address") if source.get(name)),
    }


def is_given(name):
    return name in GIVEN or name.endswith("_phenotype")


def readers(row):
    """Who has read the statement; a reading of a limit's wording alone does not count."""
    return {reading["by"] for reading in row["readings"] if not is_of_bounds_alone(reading["figures"])}


def effects_read(row):
    return {reading["figures"].get("effect") for reading in row["readings"]}


def is_agreed(name, value, read, row):
    if is_bound(name):
        return read is None or read == value
    if name == "effect" and value in MILD and read in MILD[:MILD.index(value)] and value in effects_read(row):
        return True
    return same(value, read)


def ask(options):
    facts = {row["id"]: row for row in rows_of(options.data / "facts.json")}
    sources = {row["id"]: row for row in rows_of(options.data / "sources.json")}
    asked = []
    for path in files(options.data):
        if options.only and path.stem not in options.only:
            continue
        for row in rows_of(path):
            if "readings" not in row or len(readers(row)) >= 2 or options.by in readers(row):
                continue
            if tier(row) <= options.tier:
                asked.append((tier(row), question(row, path.stem, sources, facts)))
    asked.sort(key=lambda pair: pair[0])
    json.dump([one for _, one in asked], sys.stdout, indent=1, ensure_ascii=False)
    print(f"\n{len(asked)} questions", file=sys.stderr)


def source_of(text, register):
    """The register's id of the text an answer names; a text that is new is added. One address may hold many texts."""
    address = text.get("address", "").rstrip("/")
    for row in register["rows"]:
        if address and row["address"].rstrip("/") == address and row["title"] == text["title"]:
            return row["id"]
    name = "c-" + re.sub(r"[^a-z0-9]+", "-", text["title"].lower()).strip("-")[:60].strip("-")
    while any(row["id"] == name for row in register["rows"]):
        name += "-x"
    kind = text.get("kind") if text.get("kind") in ("label", "guideline", "paper") else "secondary"
    register["rows"].append({"id": name, "title": text["title"], "publisher": text.get("publisher") or "",
                             "revision": str(text.get("revision") or ""), "address": text.get("address", ""),
                             "kind": kind, "jurisdiction": text.get("jurisdiction") or ""})
    return name


def same(value, read):
    truth = {"true": "yes", "false": "no"}
    if isinstance(value, bool) or isinstance(read, bool):
        first, second = str(value).lower(), str(read).lower()
        return truth.get(first, first) == truth.get(second, second)
    if isinstance(value, (int, float)):
        try:
            return abs(value - float(read)) < 1e-9
        except (TypeError, ValueError):
            return False
    return str(value) == str(read)


def keep_disagreement(row, answer, wrong):
    said = ", ".join(f"{name.replace('_', ' ')} {'not found' if got is None else got}"
                     for name, (_, got) in wrong.items())
    note = (answer.get("note") or "").strip().rstrip(".")
    told = f"{said}{' (' + note + ')' if note else ''}; {answer['source']['title']}."
    if told not in row.get("disagreement", ""):
        row["disagreement"] = (row.get("disagreement", "") + " " + told).strip()


def is_elsewhere(row, source):
    """Whether a text speaks for another country than the row."""
    there = source.get("jurisdiction")
    return bool(there and row.get("jurisdiction") and there != row["jurisdiction"])


def merge_row(row, answer, options, register):
    """Returns the disagreement, by figure: what the row has and what was read."""
    has_read = any(reading["by"] == options.by for reading in row["readings"])
    if has_read or not answer.get("source") or not answer.get("figures"):
        return {}
    if is_elsewhere(row, answer["source"]):
        return {}
    wanted = figures(row)
    read = {name: value for name, value in answer["figures"].items() if value not in NOTHING}
    read.update({name: value for name, value in wanted.items() if is_given(name)})
    if is_of_bounds_alone(answer["figures"]):
        wanted = {name: value for name, value in wanted.items() if is_bound(name)}
        if not wanted.keys() & read.keys():
            return {}
    wrong = {name: (value, read.get(name)) for name, value in wanted.items()
             if not is_agreed(name, value, read.get(name), row)}
    if wrong:
        keep_disagreement(row, answer, wrong)
        return wrong
    row["readings"].append({"by": options.by, "document": source_of(answer["source"], register),
                            "place": answer.get("place") or "whole text", "date": options.date,
                            "figures": {name: read["effect"] if name == "effect" else value
                                        for name, value in wanted.items() if not is_bound(name) or name in read}})
    if len(readers(row)) >= 2:
        remark = row.pop("unverified", "")
        if remark and not remark.lower().startswith("second reading of"):
            row["note"] = f"{row['note']} {remark}" if "note" in row else remark
    return {}


def write_rows(path, data):
    """A row has a line of its own. Lines of rows that did not change stay as they are; new rows go to the end."""
    rows = {row["id"]: row for row in data["rows"]}
    old = {row["id"] for row in rows_of(path)}
    lines, last = [], 0
    for line in path.read_text().splitlines():
        row = json.loads(line.rstrip(",")) if line.startswith('  {"id": ') else {}
        if row.get("id") in old:
            new = rows.pop(row["id"])
            if new != row:
                line = "  " + json.dumps(new, ensure_ascii=False) + ("," if line.endswith(",") else "")
            last = len(lines)
        lines.append(line)
    if rows:
        lines[last] += ","
        lines[last + 1:last + 1] = [",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows.values())]
    path.write_text("\n".join(lines) + "\n")


def merge(options):
    answers = {}
    for name in options.answers:
        answers.update({answer["q"]: answer for answer in json.loads(Path(name).read_text())})
    register = json.loads((options.data / "sources.json").read_text())
    recorded = 0
    for path in files(options.data):
        data = json.loads(path.read_text())
        for row in data["rows"]:
            answer = answers.get(question_id(row))
            if "readings" not in row or not answer:
                continue
            had = len(row["readings"])
            wrong = merge_row(row, answer, options, register)
            recorded += len(row["readings"]) - had
            if wrong:
                print(f"{row['id']}: " + "; ".join(f"{name} is {value}, read {read}"
                                                   for name, (value, read) in wrong.items()))
        write_rows(path, data)
    write_rows(options.data / "sources.json", register)
    print(f"{recorded} readings recorded", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parent / "data",
                        help="the folder with the knowledge base (default: that beside this script)")
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("ask", help="print a sheet of questions")
    asking.add_argument("only", nargs="*", help="substances, therapies, topics or guidelines; all when none is named")
    asking.add_argument("--tier", type=int, default=len(TIERS),
                        help="0 limits, waits, boxes; 1 also contraindications; 2 avoid; 3 all rules; 4 all (default)")
    asking.set_defaults(run=ask)
    merging = commands.add_parser("merge", help="record answers")
    merging.add_argument("answers", nargs="+")
    merging.add_argument("--date", default=datetime.date.today().isoformat(), help="of the reading (default: today)")
    merging.set_defaults(run=merge)
    for command in (asking, merging):
        command.add_argument("--by", required=True, help="the reader's mark")
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
