#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Count what Meson's test logs (testlog.json) say, as one plain line.

Each TAP point counts as one test, and each program without TAP as one. A program that failed without
a failed point (a crash, a time-out, a leak) counts as one failure more. Skipped points are named,
so that none goes missing silently. The exit status is 1 when anything failed or nothing ran."""

import json
import os
import re
import sys

POINT = re.compile(r"^(not )?ok\b[^#]*(#\s*(SKIP|TODO)?.*)?$", re.IGNORECASE)


def count(entry):
    passed = failed = 0
    skipped = []
    for line in (entry.get("stdout") or "").splitlines():
        point = POINT.match(line)
        if point is None:
            continue
        if (point.group(3) or "").upper() == "SKIP":
            skipped.append(line)
        elif point.group(1):
            failed += 1
        else:
            passed += 1
    good = entry["result"] in ("OK", "EXPECTEDFAIL")
    if entry["result"] == "SKIP" and not skipped:
        skipped.append("the whole program")
    elif good and passed + failed + len(skipped) == 0:
        passed = 1
    elif not good and entry["result"] != "SKIP" and failed == 0:
        failed = 1
    return passed, failed, [f"skipped: {entry['name']}: {line}" for line in skipped]


def reasons(entry, most=12):
    """The failed points, each with the line after it; else the last that the program said."""
    lines = (entry.get("stdout") or "").splitlines()
    failed = [line[:300] for i, line in enumerate(lines)
              if line.startswith("not ok") or (i > 0 and lines[i - 1].startswith("not ok"))]
    return failed[:most] or (lines + (entry.get("stderr") or "").splitlines())[-most:]


def main(paths):
    passed = failed = 0
    for path in paths:
        if not os.path.exists(path):
            print(f"failed: no tests ran for {path}")
            failed += 1
            continue
        with open(path, encoding="utf-8") as log:
            for line in log:
                entry = json.loads(line)
                good, bad, skipped = count(entry)
                passed, failed = passed + good, failed + bad
                for text in skipped:
                    print(text)
                if bad:
                    print(f"failed: {entry['name']} ({entry['result'].lower()}); see {path[:-5]}.txt")
                    print("".join(f"  {line}\n" for line in reasons(entry)), end="")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
