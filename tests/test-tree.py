#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules about files: sizes, licence lines, translations, no paths of one machine.

Usage: test-tree.py ROOT. Writes TAP.
With --write-potfiles after ROOT, lists the files with texts to translate in po/POTFILES.in instead."""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
SOFT_LINES, HARD_LINES = 500, 600
CODE = (".c", ".h", ".cpp")
TEXT = CODE + (".py", ".sh", ".md", ".ui", ".xml", ".in", ".json", ".css", ".yml", ".build", ".txt", ".1", "")
FOLDERS = ("src", "ui", "data", "po", "tests", "flatpak", "help", ".ci")
TRANSLATABLE_C = re.compile(r"\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*\"")
TRANSLATABLE_UI = re.compile(r"translatable=[\"'](?:yes|true|1)[\"']")
# Spelt in halves, or this file would find itself.
MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers"]) + r")/\w")

number = 0


def report(name, problems, notes=()):
    global number
    number += 1
    print(f"{'not ok' if problems else 'ok'} {number} {name}")
    for line in (*problems, *notes):
        print(f"# {line}")


def files(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def check_sizes():
    counts = {name_of(path): read(path).count("\n") for path in files("src") if path.suffix in CODE}
    report(f"no source file has more than {HARD_LINES} lines",
           [f"{name}: {lines}" for name, lines in counts.items() if lines > HARD_LINES],
           [f"{name}: {lines}, better split" for name, lines in counts.items() if lines > SOFT_LINES])


def check_licences():
    report("every source file names its licence in its first lines",
           [name_of(path) for path in files("src", "tests") if path.suffix in CODE + (".py", ".sh")
            and "SPDX-License-Identifier:" not in "\n".join(read(path).splitlines()[:3])])


def with_texts():
    """The files that hold texts to translate."""
    found = []
    for path in files("src", "ui", "data"):
        if path.suffix == ".c" and TRANSLATABLE_C.search(read(path)):
            found.append(name_of(path))
        elif path.suffix == ".ui" and TRANSLATABLE_UI.search(read(path)):
            found.append(name_of(path))
        elif path.name.endswith((".desktop.in", ".metainfo.xml.in")):
            found.append(name_of(path))
        elif path.name.endswith(".gschema.xml") and "<summary" in read(path):
            found.append(name_of(path))
    return sorted(found)


def listed_texts():
    lines = read(ROOT / "po" / "POTFILES.in").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def check_translations():
    found, listed = set(with_texts()), listed_texts()
    report("po/POTFILES.in lists the files with texts to translate",
           [f"missing: {name}" for name in sorted(found - set(listed))]
           + [f"nothing to translate: {name}" for name in listed if name not in found]
           + ([] if found == set(listed) else ["tests/test-tree.py . --write-potfiles writes it anew"]))
    languages = read(ROOT / "po" / "LINGUAS").split()
    report("every language of po/LINGUAS has its file",
           [name for name in languages if not (ROOT / "po" / f"{name}.po").exists()])


def check_machine_paths():
    problems = []
    top = [path for path in sorted(ROOT.iterdir()) if path.is_file()]
    for path in [*top, *files(*FOLDERS)]:
        if path.suffix not in TEXT or path.name in (".git", "COPYING"):
            continue
        for line, text in enumerate(read(path).splitlines(), 1):
            if MACHINE_PATH.search(text):
                problems.append(f"{name_of(path)}:{line}")
    report("no file names a path of one machine", problems)


def check_shared_json():
    """json_node_copy() counts users without a lock; documents are shared by threads (assay_json_copy())."""
    report("no code copies JSON in a way that threads trip over",
           [name_of(path) for path in files("src", "tests") if path.suffix == ".c"
            and re.search(r"\bjson_node_copy \(", read(path))])


def main():
    if "--write-potfiles" in sys.argv[2:]:
        header = "# Files with texts to translate; tests/test-tree.py . --write-potfiles writes this list.\n"
        (ROOT / "po" / "POTFILES.in").write_text(header + "\n".join(with_texts()) + "\n", encoding="utf-8")
        return
    check_sizes()
    check_licences()
    check_translations()
    check_machine_paths()
    check_shared_json()
    print(f"1..{number}")


main()
