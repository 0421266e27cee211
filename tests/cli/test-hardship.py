#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: bad files, full disks, locked folders, hostile input."""

import contextlib
import os
import resource
import shutil
import signal

from desk import SAMPLES, Desk, check, main, test


@test
def bad_files_have_a_message_and_leave_nothing():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        before = desk.export()
        desk.write("empty.csv", "")
        desk.write("binary.csv", bytes(range(256)) * 64)
        desk.write("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
        (desk.folder / "folder.csv").mkdir()
        for name in ("empty.csv", "binary.csv", "picture.csv", "folder.csv", "missing.csv"):
            result = desk.run("import", name, status=1)
            check(name in result.err or "file" in result.err.lower(), f"{name}: {result.err}")
            check("Traceback" not in result.err and len(result.err) < 500, result.err)
        header = desk.write("header.csv", "name,email,company\n")
        check(desk.json("import", header)["rows_read"] == 0, "rows in a header")
        check(desk.export() == before, "a bad file changed leads")


@test
def a_pipe_is_told_and_not_waited_for():
    with Desk() as desk:
        os.mkfifo(desk.folder / "pipe.csv")
        check("pipe" in desk.run("import", "pipe.csv", status=1).err, "pipe")
        check("pipe" in desk.run("score", "/dev/null", status=1).err, "device")


@test
def people_are_in_the_leads_and_nowhere_else():
    with Desk() as desk:
        desk.env["G_MESSAGES_DEBUG"] = "all"
        path = desk.write("people.csv", "email,name,notes,deal_value\n"
                          "hush@hidden.example,Hush Hidden,hush,hush\nhush-no-email,Hush Two,hush,1\n")
        os.umask(0o022)
        said = [desk.run(*words, status=None).err for words in (
            ("import", path), ("import", path, "--again", "--key", "email", "--rejects", "rejects.csv"),
            ("set", "hush@hidden.example", "notes=hush again"),
            ("set", "hush@hidden.example", "deal_value=hush"),
            ("set", "hush@nobody.example", "notes=hush"),
            ("event", "hush@hidden.example", "call_in", "--value", "hush"),
            ("event", "hush@hidden.example", "call_in"),
            ("score", "--where", 'name is "Hush Hidden"'),
            ("leads", "--where", 'deal_value > "hush'),
            ("export", "out.csv", "--where", 'name is "Hush Hidden"'), ("export", "out.xlsx"),
            ("jobs", "--limit", "0"), ("--json", "jobs", "--limit", "0"))]
        said.append(desk.run("--json", "jobs", "--limit", "0").out)
        check(not any("hush" in text.lower() for text in said), f"{said}")
        import sqlite3
        with contextlib.closing(sqlite3.connect(desk.workspace)) as db:
            for table in ("job", "audit"):
                rows = str(db.execute(f"SELECT * FROM {table}").fetchall()).lower()
                check("hush" not in rows, f"{table}: {rows}")
        modes = {file.name: file.stat().st_mode & 0o777 for file in desk.folder.iterdir()
                 if file.is_file() and file != path}
        check({"out.csv", "out.xlsx", "rejects.csv", "team.assay"} <= set(modes), f"{modes}")
        check(set(modes.values()) == {0o600}, f"{modes}")


@test
def patterns_that_explode_match_nothing():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv", "--then", "nothing")
        explosive = "^(([a-z])+.)+[A-Z]([a-z])+$"
        for pattern, some in ((explosive, False), ("(*LIMIT_MATCH=99999999)" + explosive, False),
                              ("^(?=.*a)(?=.*e).*$", True), (r"\\bsoft.*are", True), ("", True)):
            found = desk.json("leads", "--where", f'bio matches "{pattern}"', "--columns", "id")
            check(bool(found) == some, f"{pattern}: {len(found)}")


def as_nobody():
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


@test
def no_permission_is_told():
    with Desk() as desk:
        secret = desk.write("secret.csv", "name\nAda\n")
        os.chmod(secret, 0)
        os.chmod(desk.folder, 0o777)
        result = desk.run("import", secret, status=1, preexec=as_nobody)
        check("ermission" in result.err or "may not" in result.err, result.err)
        desk.run("import", SAMPLES / "leads.csv", workspace=False, status=None)
        locked = desk.folder / "locked"
        locked.mkdir(mode=0o500)
        desk.workspace = locked / "team.assay"
        result = desk.run("info", status=1, preexec=as_nobody)
        check("ermission" in result.err or "cannot be made" in result.err, result.err)


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))


@test
def a_full_disk_loses_nothing():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        before = desk.export()
        rows = "".join(f"Person {i},p{i}@x.example,{'x' * 200}\n" for i in range(30000))
        large = desk.write("large.csv", "name,email,notes\n" + rows)
        result = desk.run("import", large, status=1, preexec=small_files)
        check(any(word in result.err for word in ("disk", "written", "too large")), result.err)
        check(desk.export() == before, "a failed import left a trace")
        check(desk.json("info", "--check")["sound"], "not sound")
        result = desk.run("export", "/dev/full", status=1)
        check("full" in result.err or "space" in result.err or "written" in result.err, result.err)


@test
def other_workspaces_are_refused():
    with Desk() as desk:
        desk.run("info")
        newer = desk.folder / "newer.assay"
        shutil.copy(desk.workspace, newer)
        import sqlite3
        with contextlib.closing(sqlite3.connect(newer)) as db:
            db.execute("UPDATE module SET version = 99")
            db.commit()
        desk.workspace = newer
        check("newer" in desk.run("info", status=1).err, "newer")
        desk.workspace = desk.write("text.assay", "this is no workspace " * 100)
        check("not an Assay workspace" in desk.run("info", status=1).err, "text")
        desk.workspace = desk.folder
        check("folder" in desk.run("info", status=1).err, "folder")


main()
