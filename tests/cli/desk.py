# SPDX-License-Identifier: GPL-3.0-or-later
"""For the tests of the command line: runs it as a person would, and compares what it says and leaves behind.

Each is called as test-NAME.py PROGRAM SOURCE_ROOT [--update]; --update writes the golden files anew.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(sys.argv[2])
UPDATE = "--update" in sys.argv
GOLDEN = ROOT / "tests" / "cli" / "golden"
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared" / "data"
NOW = "2026-11-21T09:00:00Z"

tests = []


def test(function):
    tests.append(function)
    return function


class Failure(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Failure(message)


class Desk:
    """A folder with a workspace of its own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="assay-cli-"))
        self.workspace = self.folder / "team.assay"
        self.env = dict(os.environ, ASSAY_DATADIR=str(ROOT / "data"), ASSAY_NOW=NOW, TZ="UTC",
                        LC_ALL="C.UTF-8", XDG_DATA_HOME=str(self.folder / "data"), USER="tester",
                        LOGNAME="tester", HOME=str(self.folder))
        self.env.pop("ASSAY_WORKSPACE", None)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words, status=0, preexec=None, workspace=True):
        line = [PROGRAM] + (["-w", str(self.workspace)] if workspace else []) + [str(w) for w in words]
        result = subprocess.run(line, capture_output=True, env=self.env, cwd=self.folder,
                                preexec_fn=preexec, timeout=300)
        result.out = result.stdout.decode("utf-8")
        result.err = result.stderr.decode("utf-8")
        if status is not None:
            check(result.returncode == status,
                  f"{' '.join(map(str, words))}: exit {result.returncode}, expected {status}: "
                  f"{result.err or result.out}")
        return result

    def json(self, *words, status=0):
        return json.loads(self.run("--json", *words, status=status).out)

    def write(self, name, content, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def export(self):
        path = self.folder / "export.csv"
        path.unlink(missing_ok=True)
        self.run("export", path)
        return path.read_bytes()


def golden(name, text, desk):
    text = text.replace(str(desk.folder), "FOLDER").replace(str(ROOT), "ROOT")
    path = GOLDEN / name
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != expected:
        for number, (a, b) in enumerate(zip(expected.splitlines(), text.splitlines()), 1):
            if a != b:
                raise Failure(f"{name}, line {number}: expected {a!r}, got {b!r}")
        raise Failure(f"{name}: expected {len(expected.splitlines())} lines, got {len(text.splitlines())}")


def main():
    print(f"1..{len(tests)}")
    failed = 0
    for number, function in enumerate(tests, 1):
        name = function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok {number} {name}", flush=True)
        except (Failure, KeyError, OSError, json.JSONDecodeError, subprocess.TimeoutExpired) as failure:
            failed += 1
            print(f"not ok {number} {name}")
            print("# " + str(failure).replace("\n", "\n# ")[:2000], flush=True)
    sys.exit(1 if failed else 0)
