#!/usr/bin/env python3
# SPDX-License-Identifier: CC0-1.0
"""The sample files are what their script makes, and hold what their README promises."""

import csv
import pathlib
import re
import subprocess
import sys
import tempfile

SCRIPT = pathlib.Path(sys.argv[1])
FOLDER = SCRIPT.parent
FILES = ("leads.csv", "events.csv", "messy-trade-fair.csv", "offer.json")
number = 0


def check(name, holds):
    global number
    number += 1
    print(f"{'ok' if holds else 'not ok'} {number} {name}")


def rows(name):
    with open(FOLDER / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


with tempfile.TemporaryDirectory() as made:
    subprocess.run([sys.executable, SCRIPT, made], check=True)
    for name in FILES:
        check(f"{name} is what the script makes",
              (FOLDER / name).read_bytes() == (pathlib.Path(made) / name).read_bytes())

leads, events = rows("leads.csv"), rows("events.csv")
emails = [lead["Email"] for lead in leads if re.fullmatch(r"[^@ ]+@[^@ ]+\.[a-z]+", lead["Email"])]
closed = [lead for lead in leads if lead["Outcome"]]
won = [lead for lead in closed if lead["Outcome"] == "yes"]

check("500 leads", len(leads) == 500)
check("lead ids are unique", len({lead["Lead ID"] for lead in leads}) == len(leads))
check("20 to 28 % of the closed leads converted", 0.20 <= len(won) / len(closed) <= 0.28)
check("a deal value and a date belong to converted leads alone",
      all(bool(lead["Deal Value"]) == bool(lead["Outcome Date"]) == (lead["Outcome"] == "yes")
          for lead in leads))
check("every address is in -sample.com", all(email.endswith("-sample.com") for email in emails))
check("event ids are unique", len({event["Event ID"] for event in events}) == len(events))
check("every event belongs to a lead", {event["Email"] for event in events} <= set(emails))
check("some events arrived late",
      0.01 < sum(a["Time"] > b["Time"] for a, b in zip(events, events[1:])) / len(events) < 0.2)
check("the files stay under 1 MB", sum((FOLDER / name).stat().st_size for name in FILES) < 1e6)
print(f"1..{number}")
