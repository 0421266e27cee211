#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: several programs on one workspace."""

import contextlib
import datetime
import subprocess
import time

from desk import PROGRAM, SAMPLES, Desk, check, main, test


@test
def an_edit_lands_while_a_large_import_runs():
    with Desk() as desk:
        desk.env.pop("ASSAY_NOW")
        rows = "".join(f"Person {i},p{i}@x.example,Company {i},CEO\n" for i in range(40000))
        first = desk.write("first.csv", "name,email,company,role\n" + rows)
        second = desk.write("second.csv", "name,email,company,role\n" + rows.replace("@x.", "@y."))
        desk.run("import", first)
        importer = subprocess.Popen([PROGRAM, "-w", str(desk.workspace), "-q", "import", str(second),
                                     "--then", "nothing"], env=desk.env)
        while importer.poll() is None:
            desk.run("set", "1", f"notes=edit at {time.monotonic()}", "-q")
        check(importer.returncode == 0, "the import failed")
        edits = [job for job in desk.json("jobs", "--limit", "0") if job["kind"] == "set"]
        waits = [(datetime.datetime.fromisoformat(job["finished_at"].rstrip("Z"))
                  - datetime.datetime.fromisoformat(job["started_at"].rstrip("Z"))).total_seconds()
                 for job in edits]
        print(f"# {len(waits)} edits, the longest took {max(waits) * 1000:.0f} ms")
        check(max(waits) < 0.5, f"an edit waited {max(waits)} s")


@test
def two_imports_at_once_add_nobody_twice():
    with Desk() as desk:
        header = "email,name,company\n"
        desk.run("import", desk.write("first.csv", header + "p1@x.example,Ann,Firm\n"))
        path = desk.write("more.csv", header + "".join(
            f"p{i}@x.example,Person {i},Firm {i % 9}\n" for i in range(8000)))
        plain = desk.write("plain.csv", "colour,size\n" + "".join(
            f"red {i},{i}\n" for i in range(3000)))
        for file, expected in ((path, 8000), (plain, 11000)):
            importers = [subprocess.Popen([PROGRAM, "-w", str(desk.workspace), "-q", "import",
                                           str(file), "--then", "nothing"], env=desk.env,
                                          stderr=subprocess.DEVNULL) for _ in range(3)]
            check([importer.wait(120) for importer in importers] == [0, 0, 0], "an import failed")
            leads = desk.json("info")["counts"]["leads"]
            check(leads == expected, f"{leads} leads, expected {expected}")
        states = {job["state"] for job in desk.json("jobs", "--limit", "0")}
        check(states == {"done"}, f"{states}")


@test
def an_import_and_an_undo_at_once_lose_no_row():
    with Desk() as desk:
        header = "email,name\n"
        desk.run("import", desk.write("keep.csv", header + "ann@x.example,Ann\n"))
        path = desk.write("more.csv", header + "".join(
            f"p{i}@x.example,Person {i}\n" for i in range(6000)))
        again = desk.write("again.csv", header + "".join(
            f"p{i}@x.example,Somebody {i}\n" for i in range(6000)))
        job = desk.json("import", path, "--then", "nothing")["job"]
        both = [subprocess.Popen([PROGRAM, "-w", str(desk.workspace), "-q", *words], env=desk.env,
                                 stderr=subprocess.DEVNULL)
                for words in (("import", str(again), "--then", "nothing"), ("undo", str(job)))]
        check([process.wait(120) for process in both] == [0, 0], "one failed")
        found = desk.json("leads", "--where", "name starts-with Somebody", "--format", "json",
                          "--columns", "id")
        check(len(found) == 6000, f"{len(found)} of 6000 rows of the import are there")


@test
def a_job_is_cancelled_from_another_program():
    with Desk() as desk:
        rows = "".join(f"Person {i},p{i}@x.example,Company {i},CEO\n" for i in range(120000))
        desk.run("import", desk.write("one.csv", "name,email\nAda,ada@x.example\n"))
        before = desk.export()
        large = desk.write("large.csv", "name,email,company,role\n" + rows)
        importer = subprocess.Popen([PROGRAM, "-w", str(desk.workspace), "-q", "import", str(large)],
                                    env=desk.env, stderr=subprocess.DEVNULL)
        running = []
        while not running and importer.poll() is None:
            running = [job["job"] for job in desk.json("jobs")
                       if job["kind"] == "import" and job["state"] == "running"]
        check(running, "the import was over before anybody saw it")
        asked = desk.run("job", "cancel", running[0], status=None)
        importer.wait(timeout=120)
        if asked.returncode == 0:
            check(importer.returncode == 130, f"exit {importer.returncode}")
            check(desk.json("job", "show", running[0])["state"] == "cancelled", "state")
            check(desk.export() == before, "a cancelled import left a trace")
        desk.run("job", "cancel", running[0], status=1)


@test
def a_job_that_was_interrupted_goes_on():
    with Desk() as desk:
        job = desk.json("import", SAMPLES / "leads.csv")["job"]
        check("nothing to resume" in desk.run("job", "resume", job, status=1).err, "a job that is done")
        scored = [one["job"] for one in desk.json("jobs") if one["kind"] == "score"][0]
        import sqlite3
        with contextlib.closing(sqlite3.connect(desk.workspace)) as db, db:
            db.execute("UPDATE job SET state = 'interrupted' WHERE id = ?", (scored,))
            db.execute("DELETE FROM score WHERE lead > 100 AND scorer > 0")
        result = desk.json("job", "resume", scored)
        check(result["resumed"] == scored and result["kind"] == "score", f"{result}")
        check("resumed" in desk.run("job", "resume", scored).out, "text")
        failed = desk.run("import", desk.folder / "absent.csv", status=None)
        last = desk.json("jobs")[0]
        if last["state"] == "failed":
            says = desk.run("job", "resume", last["job"], status=1).err
            check("assay import" in says and "absent.csv" in says, f"{says} {failed.err}")


main()
