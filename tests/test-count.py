#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count.py counts truly, on logs made up for it. Writes TAP."""

import json
import pathlib
import subprocess
import sys
import tempfile

COUNT = pathlib.Path(__file__).with_name("count.py")
CASES = [
    ("points of TAP are counted", [("OK", "1..2\nok 1 /a\nok 2 /b\n")], "2 passed, 0 failed", 0),
    ("a failed point fails", [("ERROR", "ok 1 /a\nnot ok 2 /b\n1..2\n")], "1 passed, 1 failed", 1),
    ("a crash after good points is one failure", [("ERROR", "1..3\nok 1 /a\nok 2 /b\n")],
     "2 passed, 1 failed", 1),
    ("a program without TAP is one test", [("OK", None), ("FAIL", "oh dear")], "1 passed, 1 failed", 1),
    ("a time-out is one failure", [("TIMEOUT", "")], "0 passed, 1 failed", 1),
    ("a skipped point is neither", [("OK", "ok 1 /a # SKIP no reason\nok 2 /b\n")], "1 passed, 0 failed", 0),
    ("a comment behind a point changes nothing", [("OK", "ok 1 /a # slow\n# not ok at all\n")],
     "1 passed, 0 failed", 0),
    ("nothing is not success", [], "0 passed, 0 failed", 1),
]

for number, (name, entries, line, status) in enumerate(CASES, 1):
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, "testlog.json")
        log.write_text("".join(json.dumps({"name": "made-up", "result": result, "stdout": stdout}) + "\n"
                               for result, stdout in entries))
        ran = subprocess.run([sys.executable, COUNT, log], capture_output=True, text=True, check=False)
    right = ran.stdout.splitlines()[-1] == line and ran.returncode == status
    print(f"{'ok' if right else 'not ok'} {number} {name}")
    if not right:
        print(f"# said {ran.stdout!r}, exit status {ran.returncode}")
print(f"1..{len(CASES)}")
