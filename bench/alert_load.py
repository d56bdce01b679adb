# SPDX-License-Identifier: Apache-2.0
"""How loud the advice is: alerts per patient by tier, and the ten loudest statements.

usage: euthymia advise RECORDS --all-patients --format json | python3 bench/alert_load.py

Counted are urgent items and, for each antidepressant that is taken, what is said of going on with it. What is said of
drugs that could be started is shown only to somebody who asks, and is counted apart.
"""
import collections
import json
import sys

TIERS = ("contraindicate", "avoid", "caution", "require", "monitor", "inform")
patients = on_treatment = 0
tiers, starts = collections.Counter(), collections.Counter()
loud = collections.defaultdict(set)
for line in sys.stdin:
    if not line.strip():
        continue
    advice = json.loads(line)
    advice = advice.get("advice", advice)
    patients += 1
    tiers["urgent"] += len(advice["alerts"])
    taken = [option for option in advice["options"] if option["action"] == "continue"]
    on_treatment += bool(taken)
    for alert in advice["alerts"]:
        for basis in alert["bases"]:
            loud[basis["rule"]].add(patients)
    for option in advice["options"]:
        if option["action"] not in ("continue", "start"):
            continue
        for finding in option["findings"]:
            settled = finding["holds"] == "yes"
            tier = finding["effect"] if settled else "ask first"
            (tiers if option["action"] == "continue" else starts)[tier] += 1
            if option["action"] == "continue" and settled and tier in ("contraindicate", "avoid", "caution"):
                loud[finding["basis"]["rule"]].add(patients)
if not patients:
    sys.exit("no advice on standard input")
print(f"{patients} patients, {on_treatment} of them on an antidepressant")
print("tier              of what is taken   per patient on one   of what could be started")
for tier in ("urgent", *TIERS, "ask first"):
    print(f"{tier:<16} {tiers[tier]:>17} {tiers[tier] / max(1, on_treatment):>20.2f} {starts[tier]:>26}")
print("loudest statements, by patients")
for rule, who in sorted(loud.items(), key=lambda item: (-len(item[1]), item[0]))[:10]:
    print(f"{len(who):>6}  {rule}")
