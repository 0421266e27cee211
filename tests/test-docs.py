#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that the documents show do what the documents say.

Usage: test-docs.py ROOT ASSAY [--update]. Writes TAP. Every fenced block marked `console` in README.md
and help/*.md is run, file by file from top to bottom, in an empty folder with the sample files at
data/samples and with the clock at the samples' date. `console head=N` shows the first N lines of
each output. Durations may differ. --update writes what is true into the documents."""

import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT, ASSAY = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
UPDATE = "--update" in sys.argv[3:]
BLOCK = re.compile(r"^```console(?: head=(\d+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DURATION = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:ms|s|µs)\b")


def environment(folder):
    shim = folder / "bin"
    shim.mkdir()
    (shim / "assay").symlink_to(ASSAY)
    (folder / "home").mkdir()
    (folder / "data").symlink_to(ROOT / "data")
    kept = {key: value for key, value in os.environ.items()
            if key.startswith(("ASAN", "UBSAN", "LSAN", "LD_", "GCOV"))}
    return {**kept, "PATH": f"{shim}:{os.environ['PATH']}", "HOME": str(folder / "home"),
            "XDG_DATA_HOME": str(folder / "home" / "data"), "ASSAY_DATADIR": str(ROOT / "data"),
            "ASSAY_NOW": "2026-11-15T09:00:00Z", "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "100"}


def run_block(text, head, folder, env):
    """The block as it should read: each command with what it says now."""
    lines = []
    for command in (line for line in text.splitlines() if line.startswith("$ ")):
        ran = subprocess.run(["bash", "-c", command[2:]], cwd=folder, env=env, timeout=120, check=False,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = ran.stdout.decode("utf-8", "replace").replace(f"{folder}/", "")
        said = [line.rstrip() for line in output.splitlines()]
        lines.append(command)
        lines += said[:head] + ["…"] if head and len(said) > head else said
    return "\n".join(lines) + "\n"


def check(path):
    """Differences of a document from the truth."""
    text = path.read_text(encoding="utf-8")
    differences = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        env = environment(folder)

        def replace(match):
            head = int(match.group(1) or 0)
            true = run_block(match.group(2), head, folder, env)
            if DURATION.sub("?", true) == DURATION.sub("?", match.group(2)):
                return match.group(0)
            differences.extend(difflib.unified_diff(match.group(2).splitlines(), true.splitlines(),
                                                    "written", "true", lineterm="", n=1))
            return match.group(0).replace(match.group(2), true)

        true_text = BLOCK.sub(replace, text)
    if UPDATE and true_text != text:
        path.write_text(true_text, encoding="utf-8")
    return differences


documents = [ROOT / "README.md", *sorted((ROOT / "help").glob("*.md"))]
for number, document in enumerate(documents, 1):
    wrong = check(document)
    print(f"{'not ok' if wrong else 'ok'} {number} {document.relative_to(ROOT)}")
    for line in wrong:
        print(f"# {line}")
print(f"1..{len(documents)}")
