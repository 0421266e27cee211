#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the running window as assistive technology sees it: whatever takes the focus has a name."""

import os
import subprocess
import sys
import tempfile
import time

import pyatspi


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


def controls(application):
    """(role, name) of everything shown that takes the focus."""
    found = []
    for node in walk(application):
        try:
            states = node.getState()
            # GTK 4.8 tells "visible", never "showing".
            if states.contains(pyatspi.STATE_FOCUSABLE) and states.contains(pyatspi.STATE_VISIBLE):
                found.append((node.getRoleName(), node.name or "", node.description or ""))
        except Exception as error:  # it went away while we looked
            print(f"# {error}")
    return found


def is_nameless(role, name, description):
    """GTK 4.8 falls back to the name of the class, which is no name."""
    if role in ("scroll pane", "frame", "filler", "panel", "list", "table", "tree table", "unknown"):
        return False
    return not (name or description) or name.startswith(("Gtk", "Adw", "Assay"))


def main():
    program, cli, sample = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, XDG_DATA_HOME=home, GTK_A11Y="atspi")
        workspace = os.path.join(home, "leads.assay")
        subprocess.run([cli, "-q", "-w", workspace, "import", sample], check=True,
                       stdout=subprocess.DEVNULL, env=environment)
        process = subprocess.Popen([program, workspace], env=environment)
        try:
            print("1..3")
            application = find_application(process, "assay-gtk")
            print("ok 1 the window is on the accessibility bus" if application
                  else "not ok 1 the window is on the accessibility bus")
            if application is None:
                return 1
            end = time.monotonic() + 30
            found = []
            while time.monotonic() < end:
                found = controls(application)
                if sum(role == "table row" for role, _, _ in found) > 5:
                    break
                time.sleep(0.2)
            nameless = [entry for entry in found if is_nameless(*entry)]
            for role, name, _ in found:
                print(f"# {role}: {name}")
            print(f"{'ok' if len(found) > 15 else 'not ok'} 2 the window has {len(found)} controls")
            print(f"{'ok' if not nameless else 'not ok'} 3 every control has a name: {nameless[:5]}")
            return 0 if len(found) > 15 and not nameless else 1
        finally:
            process.terminate()
            process.wait(10)


sys.exit(main())
