#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules about includes, read from the sources: who may know whom.

Usage: test-includes.py ROOT. Writes TAP. With --self-test, checks the rules on made-up includes."""

import pathlib
import re
import sys

FOUNDATION = ["base", "model", "stats", "store", "job"]
STAGES = ["lead", "import", "enrich", "match", "track", "score", "learn", "route", "connect", "privacy"]
RANK = {name: rank for rank, name in enumerate(FOUNDATION)}
RANK.update({name: len(FOUNDATION) for name in STAGES})
RANK["engine"] = len(FOUNDATION) + 1

# Header (by its start) and the only folders of src/ that may include it.
ONLY_IN = {
    "sqlite3.h": ["core/store"],
    "xgboost/": ["core/learn"],
    "phonenumbers/": ["core/enrich"],
    "libsoup/": ["core/connect", "serve"],
    "gtk/": ["app"],
    "gdk/": ["app"],
    "gsk/": ["app"],
    "adwaita.h": ["app"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def complaint(path, quote, header):
    """What is wrong with an include of the file at `path` (relative to src/), or None."""
    parts = path.split("/")
    for start, folders in ONLY_IN.items():
        if header.startswith(start) and not any(path.startswith(folder + "/") for folder in folders):
            return f"{header} belongs in {' or '.join(folders)} only"
    if quote == "<":
        return None
    target = header.split("/")[0]
    if parts[0] != "core":
        # A view may be called as a module is; then what is private there is its own.
        own_folder = len(parts) > 2 and target == parts[1]
        if target in RANK and header.endswith("-private.h") and not own_folder:
            return f"{header} is private to the core"
        own = not header.startswith("..") and (target == parts[0] or target not in ("core", "cli", "app", "serve"))
        return None if own else f"{header} is neither this room's nor the core's"
    module = parts[1]
    if module not in RANK:
        return f"{module} is no module of the core"
    if target not in RANK or "/" not in header:
        return f'{header} should be written "module/file.h"'
    if target != module and RANK[target] >= RANK[module]:
        return f"{module} may not know {target}"
    if module == "stats" and target not in ("stats", "base"):
        return "stats is about numbers and may know base alone"
    return None


def sources(root):
    for path in sorted(pathlib.Path(root, "src").rglob("*")):
        if path.suffix in (".c", ".h", ".cpp"):
            yield path


def check_tree(root):
    number = 0
    for path in sources(root):
        number += 1
        name = path.relative_to(pathlib.Path(root, "src")).as_posix()
        text = path.read_text(encoding="utf-8")
        wrong = [found for quote, header in INCLUDE.findall(text)
                 if (found := complaint(name, quote, header))]
        print(f"{'not ok' if wrong else 'ok'} {number} src/{name}")
        for line in wrong:
            print(f"# {line}")
    print(f"1..{number}")


def self_test():
    cases = [
        ("core/score/a.c", '"', "job/assay-job.h", True),
        ("core/score/a.c", '"', "score/b-private.h", True),
        ("core/score/a.c", '"', "import/assay-csv-reader.h", False),
        ("core/store/a.c", '"', "job/assay-job.h", False),
        ("core/base/a.c", '"', "model/assay-value.h", False),
        ("core/base/a.c", '"', "assay-clock.h", False),
        ("core/score/a.c", '"', "stats/assay-ranking.h", True),
        ("core/stats/a.c", '"', "base/assay-text.h", True),
        ("core/stats/a.c", '"', "model/assay-value.h", False),
        ("core/engine/a.c", '"', "score/assay-score-job.h", True),
        ("core/store/a.c", "<", "sqlite3.h", True),
        ("core/job/a.c", "<", "sqlite3.h", False),
        ("core/job/a.c", "<", "glib.h", True),
        ("app/a.c", "<", "gtk/gtk.h", True),
        ("cli/a.c", "<", "gtk/gtk.h", False),
        ("core/base/a.c", "<", "adwaita.h", False),
        ("app/a.c", '"', "assay-window.h", True),
        ("app/a.c", '"', "widgets/assay-chart.h", True),
        ("cli/a.c", '"', "cli/assay-cli.h", True),
        ("cli/a.c", '"', "app/assay-window.h", False),
        ("app/a.c", '"', "store/assay-workspace-private.h", False),
        ("app/import/a.c", '"', "import/assay-import-card-private.h", True),
        ("app/leads/a.c", '"', "import/assay-import-plan-private.h", False),
        ("cli/a.c", '"', "engine/assay.h", True),
        ("cli/a.c", '"', "../app/x.h", False),
        ("core/connect/a.c", "<", "libsoup/soup.h", True),
        ("core/enrich/a.c", "<", "libsoup/soup.h", False),
        ("core/learn/a.c", "<", "xgboost/c_api.h", True),
        ("core/score/a.c", "<", "xgboost/c_api.h", False),
    ]
    for number, (path, quote, header, allowed) in enumerate(cases, 1):
        right = (complaint(path, quote, header) is None) == allowed
        print(f"{'ok' if right else 'not ok'} {number} {path} {'may' if allowed else 'may not'} include {header}")
    print(f"1..{len(cases)}")


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        self_test()
    else:
        check_tree(sys.argv[1])
