#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the running window as assistive technology sees it: whatever takes the focus has a name."""

import os
import subprocess
import sys
import tempfile
import time

import pyatspi

VIEWS = ["leads", "duplicates", "import", "enrichment", "scoring", "models", "activity"]
LEAST = 15  # controls that the frame of the window has alone


def find_application(process, name, seconds=30):
    """The application once it is on the accessibility bus; asking is the only news there is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        desktop = pyatspi.Registry.getDesktop(0)
        for child in desktop:
            if child is not None and child.name == name and child.childCount > 0:
                return child
        time.sleep(0.1)
    return None


def walk(node, depth=0):
    yield node
    if depth < 40:
        for child in node:
            if child is not None:
                yield from walk(child, depth + 1)


def is_name(name):
    """GTK 4.8 falls back to the name of the class, which is no name."""
    return bool(name) and not name.startswith(("Gtk", "Adw", "Assay"))


def has_words(node):
    """Buttons and rows are named by what is written on them, or by what they are the button of."""
    if node.parent is not None and is_name(node.parent.name):
        return True
    return any(is_name(child.name) for child in walk(node) if child is not node)


def controls(application):
    """(role, name) of everything shown that takes the focus."""
    found = []
    for node in walk(application):
        try:
            states = node.getState()
            # GTK 4.8 tells "visible", never "showing".
            if states.contains(pyatspi.STATE_FOCUSABLE) and states.contains(pyatspi.STATE_VISIBLE):
                entry = (node.getRoleName(), node.name or "", node.description or "")
                if is_nameless(*entry) and has_words(node):
                    entry = (entry[0], "", "named by its words")
                found.append(entry)
        except Exception as error:  # it went away while we looked
            print(f"# {error}")
    return found


def is_nameless(role, name, description):
    if role in ("scroll pane", "frame", "filler", "panel", "list", "table", "tree table", "unknown", "label"):
        return False
    return not is_name(name) and not description


def settled(application, seconds=30):
    """What is shown once it does not change any more: a view reads before it shows something."""
    end = time.monotonic() + seconds
    found = []
    while time.monotonic() < end:
        before, found = found, controls(application)
        if len(found) > LEAST and len(found) == len(before):
            break
        time.sleep(0.2)
    return found


def show(program, workspace, view, home):
    """A window that opens where it was left: in that view."""
    settings = os.path.join(home, "config", "glib-2.0", "settings")
    os.makedirs(settings, exist_ok=True)
    with open(os.path.join(settings, "keyfile"), "w", encoding="utf-8") as file:
        file.write(f"[io/github/assay_desktop/Assay]\nview='{view}'\nsidebar-visible=true\n")
    environment = dict(os.environ, XDG_DATA_HOME=home, XDG_CONFIG_HOME=os.path.join(home, "config"),
                       GSETTINGS_BACKEND="keyfile", GTK_A11Y="atspi")
    return subprocess.Popen([program, workspace], env=environment)


def check(number, program, workspace, view, home):
    process = show(program, workspace, view, home)
    try:
        application = find_application(process, "assay-gtk")
        if application is None:
            print(f"not ok {number} {view}: the window is on the accessibility bus")
            return False
        found = settled(application)
        nameless = [entry for entry in found if is_nameless(*entry)]
        right = any(role == "list item" and name.lower().startswith(view) for role, name, _ in found)
        good = len(found) > LEAST and not nameless and right
        for role, name, _ in found if not good else []:
            print(f"# {role}: {name}")
        print(f"{'ok' if good else 'not ok'} {number} {view}: {len(found)} controls, all with a name {nameless[:5]}")
        return good
    finally:
        process.terminate()
        process.wait(10)


def main():
    program, cli, sample = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, XDG_DATA_HOME=home)
        workspace = os.path.join(home, "leads.assay")
        for command in (["import", sample], ["enrich"], ["match"]):
            subprocess.run([cli, "-q", "-w", workspace, *command], check=True, stdout=subprocess.DEVNULL,
                           env=environment)
        print(f"1..{len(VIEWS)}")
        good = [check(i + 1, program, workspace, view, home) for i, view in enumerate(VIEWS)]
        return 0 if all(good) else 1


sys.exit(main())
