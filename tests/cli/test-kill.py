#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the command line in the middle of its work, at random points, and looks at what is left.

test-kill.py PROGRAM SOURCE_ROOT [SEED]

After each kill the next program to open the workspace has to find either the state before or the
finished one, with search and scores as they should be, a sound file and no files left over. Half of
the points are moments, half are sizes of the write-ahead log.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import desk as cli
from desk import PROGRAM, Failure, check

SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 7
POINTS = 17


class Desk(cli.Desk):
    """One that is put back, killed at, and looked at."""

    def line(self, words):
        return [PROGRAM, "-w", str(self.workspace), *map(str, words)]

    def put(self, base):
        for file in self.folder.glob("team.assay*"):
            file.unlink()
        if base is not None:
            shutil.copy(base, self.workspace)

    def state(self):
        """What a person can see: every lead with scores, what search finds, and what events say."""
        found = self.run("leads", "--search", "Ann 7", "--columns", "id,email", "--format", "csv").out
        active = self.run("leads", "--where", "events.email_open.count > 0", "--columns", "id",
                          "--format", "csv").out
        return self.export(), found, active, self.run("agents").out

    def start(self, words):
        return subprocess.Popen(self.line(words), stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, env=self.env)

    def wal(self):
        try:
            return os.stat(str(self.workspace) + "-wal").st_size
        except FileNotFoundError:
            return 0


def write_leads(path, first, n, word):
    path.write_text("Lead ID,Name,Email,Company,Job Title,Industry,Shoe size,Notes\n" + "".join(
        f'X{i},Ann {i} {word},p{i}@firm{i % 97}.example,Firm {i % 97},{"CEO" if i % 3 else "Clerk"},'
        f'Software,{i % 50},"note {word}\nline {i}"\n' for i in range(first, first + n)))
    return path


def write_events(path, n):
    types = ("email_open", "page_view", "form_submitted")
    path.write_text("Lead ID,Type,Time,Value\n" + "".join(
        f"X{i % 700},{types[i % 3]},2026-11-{1 + i % 20:02}T10:00:{i % 60:02}Z,{i % 7}\n"
        for i in range(n)))
    return path


def write_outcomes(path, n):
    path.write_text("Lead ID,Outcome,Outcome date,Deal value\n" + "".join(
        f"X{400 + i % 6000},{'won' if i % 3 else 'lost'},2026-{1 + i % 9:02}-01,{i % 900}\n" for i in range(n)))
    return path


def write_agents(path, n):
    path.write_text("Name,Email,Countries,Languages,Capacity\n" + "".join(
        f"Kim {i},kim{i}@x.example,\"DE, AT, C{i % 7}\",\"de, en\",{i % 40}\n" for i in range(n)))
    return path


def measure(desk, base, words):
    """How long it takes, how large its log grows, and the state it leaves."""
    desk.put(base)
    start, largest = time.monotonic(), 0
    process = desk.start(words)
    while process.poll() is None:
        largest = max(largest, desk.wal())
        time.sleep(0.001)
    check(process.returncode == 0, f"{words}: exit {process.returncode}")
    return time.monotonic() - start, largest, desk.state()


def kill(desk, words, seconds, size):
    process = desk.start(words)
    if seconds is not None:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
    else:
        while process.poll() is None and desk.wal() < size:
            time.sleep(0.0002)
    process.kill()
    return process.wait() != 0


def look(desk, before, after):
    state = desk.state()
    check(state in (before, after), f"neither before nor after: {[len(part) for part in state]}")
    check(desk.json("info", "--check")["sound"], "not sound")
    desk.run("audit", "verify")
    left = {file.name[len("team.assay"):] for file in desk.folder.glob("team.assay*")}
    check(left <= {"", ".lock", "-wal", "-shm"}, f"left over: {left}")
    jobs = desk.json("jobs", "--limit", "0")
    check(all(job["state"] != "running" for job in jobs), "a dead job counts as running")
    return state == after, jobs


def kill_often(desk, chance, base, words):
    desk.put(base)
    before = desk.state()
    seconds, size, after = measure(desk, base, words)
    finished = interrupted = killed = 0
    for point in range(POINTS):
        desk.put(base)
        died = kill(desk, words, *((chance.uniform(0, seconds), None) if point % 2
                                   else (None, chance.uniform(0, size))))
        if died and point % 4 == 0:
            # The one that cleans up may be killed too.
            kill(desk, ["info"], chance.uniform(0, 0.2), None)
        is_after, jobs = look(desk, before, after)
        check(died or is_after, "it ended and did not finish")
        killed += died
        finished += is_after
        interrupted += any(job["state"] == "interrupted" for job in jobs)
    print(f"# {killed} killed, {finished} had finished, {interrupted} with interrupted jobs")


def main():
    chance = random.Random(SEED)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="assay-kill-") as folder:
        desk = Desk()
        files = pathlib.Path(folder)
        first = write_leads(files / "first.csv", 0, 800, "first")
        more = write_leads(files / "more.csv", 400, 6000, "more")
        events = write_events(files / "events.csv", 6000)
        outcomes = write_outcomes(files / "outcomes.csv", 9000)
        agents = write_agents(files / "agents.csv", 3000)
        desk.run("-q", "import", first)
        base, undone = files / "base.assay", files / "undone.assay"
        shutil.copy(desk.workspace, base)
        job = desk.json("import", more)["job"]
        large = files / "large.assay"
        shutil.copy(desk.workspace, large)
        undo = desk.json("undo", job)["job"]
        shutil.copy(desk.workspace, undone)
        tests = [("import into an empty workspace", None, ["import", more]),
                 ("import into leads", base, ["import", more]),
                 ("import of events", base, ["import", events, "--kind", "events"]),
                 ("import of outcomes", large, ["import", outcomes, "--kind", "outcomes"]),
                 ("import of agents", base, ["import", agents, "--kind", "agents"]),
                 ("undo", large, ["undo", job]),
                 ("undo of undo", undone, ["undo", undo]),
                 ("score", large, ["score", "--as-of", "2027-03-01"])]
        print(f"1..{len(tests)}\n# seed {SEED}")
        for number, (name, start, words) in enumerate(tests, 1):
            try:
                kill_often(desk, chance, start, words)
                print(f"ok {number} {name}", flush=True)
            except (Failure, OSError, subprocess.TimeoutExpired) as failure:
                failed += 1
                print(f"not ok {number} {name}")
                print("# " + str(failure).replace("\n", "\n# ")[:1000], flush=True)
        shutil.rmtree(desk.folder, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
