#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the built command line as a person would and compares what it says and leaves behind.

test-cli.py PROGRAM SOURCE_ROOT [--update]   (--update writes the golden files anew)
"""

import contextlib
import csv
import io
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(sys.argv[2])
UPDATE = "--update" in sys.argv
GOLDEN = ROOT / "tests" / "cli" / "golden"
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared" / "data"
NOW = "2026-11-21T09:00:00Z"

BACKTEST = ["profile", "version", "outcome", "leads", "converted", "open", "unscored", "dated", "auc", "auc_interval",
            "pr_auc", "brier", "brier_base", "lift", "buckets", "bands", "violations", "monotone", "calibration"]

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


@test
def usage_and_help():
    with Desk() as desk:
        golden("usage.txt", desk.run("help", workspace=False).out, desk)
        golden("help-import.txt", desk.run("help", "import", workspace=False).out, desk)
        check("assay " in desk.run("--version", workspace=False).out, "no version")


@test
def wrong_usage_is_two():
    cases = [(), ("nonsense",), ("undo",), ("undo", "seven"), ("import",), ("jobs", "--colour"),
             ("import", SAMPLES / "leads.csv", "--mode", "replace"),
             ("import", SAMPLES / "leads.csv", "--then", "magic"),
             ("leads", "--where", "score >="), ("leads", "--where", "no_such_field is 1"),
             ("leads", "--sort", "no_such_field"), ("leads", "--columns", "no_such_field"),
             ("score", SAMPLES / "leads.csv", "--profile", "no-such-profile")]
    with Desk() as desk:
        for words in cases:
            result = desk.run(*words, status=2)
            check(result.err.startswith("assay: ") or words == (), f"{words}: {result.err!r}")


@test
def duplicates_are_found_merged_and_split():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv", "--then", "nothing")
        golden("match.txt", desk.run("match").out, desk)
        golden("duplicates.txt", desk.run("duplicates", "--limit", "3").out, desk)
        pairs = desk.json("duplicates", "--band", "sure", "--limit", "2")
        check(set(pairs[0]) >= {"cluster", "a", "b", "probability", "bits"}, f"names: {pairs[0]}")
        before = desk.export()
        merged = desk.json("merge", pairs[0]["a"], pairs[0]["b"])
        again = desk.json("merge", pairs[0]["a"], pairs[1]["a"])
        check(desk.export() != before, "merging changed nothing")
        check("first" in desk.run("unmerge", merged["job"], status=1).err, "split under a later merge")
        desk.run("unmerge", again["job"])
        desk.run("unmerge", merged["job"])
        check(desk.export() == before, "splitting did not give back what was there")
        desk.run("label", pairs[0]["a"], pairs[0]["b"], "different")
        left = desk.json("duplicates", "--lead", pairs[0]["a"], "--band", "sure")
        check(all(pair["b"] != pairs[0]["b"] for pair in left), "offered again")
        desk.run("label", pairs[0]["a"], pairs[0]["a"], "same", status=2)
        desk.run("match", "--across", "country", status=2)
        desk.run("match", "--compare", "email=nonsense", status=2)


@test
def a_workspace_from_beginning_to_end():
    with Desk() as desk:
        golden("import.json", desk.run("--json", "import", SAMPLES / "leads.csv").out, desk)
        golden("import-events.json",
               desk.run("--json", "import", SAMPLES / "events.csv", "--kind", "events").out, desk)
        golden("leads.txt", desk.run("leads", "--limit", "10").out, desk)
        golden("leads.json", desk.run("leads", "--limit", "3", "--format", "json", "--columns",
                                      "id,name,company,score,temperature,grade,intent").out, desk)
        golden("show.json", desk.run("--json", "show", "L-0002").out, desk)
        golden("fields.txt", desk.run("fields").out, desk)
        golden("jobs.txt", desk.run("jobs").out, desk)
        golden("profiles.txt", desk.run("profiles").out, desk)
        check("whole" in desk.run("audit", "verify").out, "audit")
        check(desk.json("info", "--check")["sound"], "not sound")


@test
def the_same_file_twice_adds_nothing():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        again = desk.json("import", SAMPLES / "leads.csv")
        check((again["added"], again["updated"]) == (0, 0), f"{again}")
        nameless = desk.write("plain.csv", "colour,size\nred,1\nblue,2\n")
        desk.run("import", nameless)
        result = desk.run("--json", "import", nameless, status=None)
        leads = desk.json("info")["counts"]["leads"]
        check(leads == 502, f"{leads} leads: {result.out} {result.err}")


@test
def the_same_leads_after_their_events_change_nothing():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        desk.run("import", SAMPLES / "events.csv", "--kind", "events")
        before = desk.export()
        again = desk.json("import", SAMPLES / "leads.csv")
        check((again["added"], again["updated"]) == (0, 0), f"{again}")
        check(desk.export() == before, "something changed")


@test
def natural_update_rules_and_others():
    with Desk() as desk:
        head = "external_id,email,created_at,last_activity_at,role\n"
        desk.run("import", desk.write("a.csv", head + "A1,ann@x.example,2026-03-01,2026-04-01,CEO\n"))
        columns = ("--columns", "external_id,created_at,last_activity_at,role", "--format", "csv")
        for row, rule, expected in (
                ("B9,ann@x.example,2026-05-01,2026-01-01,Clerk", (),
                 "A1,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,Clerk"),
                ("B9,ann@x.example,2026-02-01,2026-06-01,CEO", (),
                 "A1,2026-02-01T00:00:00Z,2026-06-01T00:00:00Z,CEO"),
                ("B9,ann@x.example,2026-07-01,2026-01-01,CTO",
                 ("--rule", "created_at=newest", "--rule", "last_activity_at=earliest",
                  "--rule", "external_id=newest", "--rule", "role=keep"),
                 "B9,2026-07-01T00:00:00Z,2026-01-01T00:00:00Z,CEO")):
            path = desk.write("b.csv", head + row + "\n")
            desk.run("import", path, "--key", "email", *rule)
            found = desk.run("leads", *columns).out.splitlines()[1:]
            check(found == [expected], f"{row}: {found}")
        desk.run("import", path, "--key", "email", "--rule", "role=sometimes", status=2)


@test
def undo_restores_byte_for_byte():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        before = desk.export()
        changes = desk.write("more.csv", "Email,Job Title,Shoe size\n"
                             + "".join(f"p{i}@x.example,CEO,{i}\n" for i in range(50))
                             + "juanita@nimbuswater-software-sample.com,Owner,44\n")
        job = desk.json("import", changes)["job"]
        check(desk.export() != before, "the import changed nothing")
        desk.run("undo", job)
        check(desk.export() == before, "undo left a trace")
        edit = desk.json("set", "1", "role=Chief Everything", "deal_value=12.5")["job"]
        check(desk.export() != before, "the edit changed nothing")
        desk.run("undo", edit)
        check(desk.export() == before, "undo of an edit left a trace")
        desk.run("undo", edit, status=1)


@test
def dry_run_tells_the_same_and_writes_nothing():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        before = desk.export()
        dry = desk.json("import", SAMPLES / "messy-trade-fair.csv", "--dry-run")
        check(desk.export() == before, "a dry run wrote something")
        wet = desk.json("import", SAMPLES / "messy-trade-fair.csv")
        dry.pop("job"), wet.pop("job")
        check(dry == wet, f"{dry} != {wet}")


@test
def rejected_rows_are_told():
    with Desk() as desk:
        path = desk.write("rows.csv", 'name,email\nAda,ada@x.example\nToo,many@x.example,cells\n'
                          'Max,max@x.example\nOpen,"never closed\n')
        result = desk.json("import", path, "--rejects", desk.folder / "rejects.csv", status=3)
        check(result["rejected"] >= 1, f"{result}")
        rows = list(csv.reader(io.StringIO((desk.folder / "rejects.csv").read_text())))
        check(len(rows) == result["rejected"] + 1, f"{rows}")


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
def headers_that_name_little_or_much():
    with Desk() as desk:
        path = desk.write("gaps.csv", "name,,email,,\nAnn,foo,a@x.example,bar,baz\nBob,f,b@x.example,q,z\n")
        result = desk.json("import", path)
        check([column["field"] for column in result["columns"]][::2] == ["name", "email", "column_5"],
              f"{result}")
        path = desk.write("long.csv", f"email,{'long ' * 2000},{'long ' * 2001}\na@x.example,1,2\n")
        keys = [column["field"] for column in desk.json("import", path)["columns"]]
        check(len(set(keys)) == 3 and max(map(len, keys)) < 80, f"{keys}")


@test
def days_of_mixed_orders_are_no_phones():
    with Desk() as desk:
        path = desk.write("days.csv", "email,seen\n" + "".join(
            f"p{i}@x.example,{day}\n" for i, day in enumerate(["13/02/2024", "02/13/2024"] * 20)))
        kinds = {column["field"]: column["kind"] for column in desk.json("import", path)["columns"]}
        check(kinds["seen"] in ("text", "category"), f"{kinds}")


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


@test
def json_is_json():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv", "--json")
        check(len(desk.json("leads", "--limit", "2", "--columns", "id,email")) == 2, "leads")
        check(desk.run("--json", "leads", "--limit", "1", "--format", "csv", "--columns",
                       "id").out.splitlines()[0] == "id", "csv")


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


def scores(desk, path, *words):
    return [(lead["score"], lead.get("name"), lead.get("company"))
            for lead in desk.json("score", path, "--limit", "0", *words)["leads"]]


@test
def one_shot_scores_any_dialect_and_encoding():
    rows = [("Name", "Job Title", "Company", "Industry", "Bio", "Größe"),
            ("Zoë Müller", "CEO", "Straße & Söhne", "SaaS", "Gründerin;\nmit Zeilenumbruch", "1,5"),
            ("José Ñandú", "VP Marketing", "Éclair, SA", "technology", 'says "hi"', "2,5"),
            ("Ann Smith", "HR Manager", "Shop", "retail", "plain", "10,25"),
            ("Bo Åkesson", "Director", "Råd AB", "consulting", "", "7")]
    variants = []
    for delimiter in ",;\t|":
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            variants.append((delimiter, encoding, "", text.getvalue()))
        variants.append((delimiter, "utf-8", "Leads of the fair\nMade on 2026-11-01\n\n", text.getvalue()))
    with Desk() as desk:
        expected = None
        for delimiter, encoding, title, text in variants:
            path = desk.write("leads.csv", title + text, encoding)
            found = scores(desk, path)
            expected = expected or found
            check(found == expected, f"{delimiter!r} {encoding} {title!r}: {found} != {expected}")
        check([score for score, *_ in expected] == [95, 70, 50, 35], f"{expected}")


@test
def the_seeds_examples_hold():
    with Desk() as desk:
        path = desk.write("seed.csv", "name,role,company,industry,location,linkedin_bio\n"
                          "John Smith,CEO,TechCorp,saas,San Francisco,Scaling SaaS platforms\n"
                          "Sarah Johnson,VP Marketing,DataTech,technology,Seattle,Growth leader\n"
                          "Mike Chen,HR Manager,RetailCorp,retail,Chicago,Human resources\n"
                          "A,Director,B,none,C,D\nE,Coordinator,F,none,G,H\n")
        found = {name: (score, band) for score, name, band in
                 [(lead["score"], lead["name"], lead["band"])
                  for lead in desk.json("score", path)["leads"]]}
        check(found["John Smith"] == (95, "high"), found)
        check(found["Sarah Johnson"] == (70, "medium"), found)
        check(found["Mike Chen"] == (35, "low"), found)
        check(found["A"] == (40, "low"), found)
        check(found["E"] == (15, "low"), found)


@test
def files_with_forty_unknown_columns():
    with Desk() as desk:
        header = ["name", "email"] + [f"Unknown {i}" for i in range(40)]
        text = ",".join(header) + "\n" + "".join(
            ",".join([f"P{r}", f"p{r}@x.example"] + [f"v{r}-{c}" for c in range(40)]) + "\n"
            for r in range(100))
        result = desk.json("import", desk.write("wide.csv", text))
        check(result["added"] == 100 and len(result["columns"]) == 42, f"{result}")
        check(desk.json("info")["counts"]["custom_fields"] == 40, "fields")


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
        import datetime
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
def events_by_hand_change_scores_and_can_be_undone():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        before = desk.json("show", "1")
        result = desk.json("event", "1", "form_submitted", "--at", "2026-11-20T08:00:00Z", "--value", "3",
                           "--label", "Demo request", "--channel", "web", "--campaign", "autumn")
        check(result["added"], f"{result}")
        after = desk.json("show", "1")
        check(after["events"][0]["label"] == "Demo request", f"{after['events']}")
        check(after["scores"][0]["score"] > before["scores"][0]["score"], "the score did not follow")
        check(not desk.json("event", "1", "form_submitted", "--at", "2026-11-20T08:00:00Z", "--value", "3",
                            "--label", "Demo request")["added"], "the same event twice")
        desk.run("undo", result["job"])
        again = desk.json("show", "1")
        check(again["events"] == [] and again["scores"][0]["score"] == before["scores"][0]["score"],
              "undo of an event left a trace")
        shown = desk.json("job", "show", result["job"])
        check(shown["state"] == "undone" and "Demo" not in json.dumps(shown.get("parameters", {})),
              f"{shown}")
        desk.run("event", "nobody@x.example", "call", status=1)


@test
def leads_are_found_by_number_email_and_external_id():
    with Desk() as desk:
        path = desk.write("two.csv", "External ID,Name,Email\nA-1,Ada,Ada@X.example\n77,Max,max@x.example\n")
        desk.run("import", path)
        check(desk.json("show", "1")["fields"]["name"] == "Ada", "number")
        check(desk.json("show", "ada@x.EXAMPLE")["id"] == 1, "email")
        check(desk.json("show", "A-1")["id"] == 1, "external id")
        check(desk.json("show", "77")["id"] == 2, "external id that is a number")
        check("no such lead" in desk.run("show", "nobody", status=1).err, "nobody")


@test
def edits_are_checked():
    with Desk() as desk:
        desk.run("import", desk.write("one.csv", "Name,Deal Value,Outcome Date\nAda,5,2026-01-02\n"))
        for words, says in ((("deal_value=much",), "number"), (("outcome_at=soon",), "date"),
                            (("colour=red",), "no field"), (("name=a", "name=b"), "twice")):
            result = desk.run("set", "1", *words, status=None)
            check(result.returncode in (1, 2) and says in result.err, f"{words}: {result.err}")
        check(desk.json("set", "1", "deal_value=12.5", "name=")["changed"], "not changed")
        check(not desk.json("set", "1", "deal_value=12.5")["changed"], "changed to the same")
        fields = desk.json("show", "1")["fields"]
        check(fields["deal_value"] == 12.5 and "name" not in fields, f"{fields}")


@test
def many_leads_change_as_one_job():
    with Desk() as desk:
        rows = "".join(f"Person {n},{'new' if n % 2 else 'won'},p{n}@x.example\n" for n in range(1, 11))
        desk.run("import", desk.write("ten.csv", "Name,Stage,Email\n" + rows))
        before = desk.export()
        desk.json("segment", "save", "Won deals", "--where", "stage is won")
        done = desk.json("set", "--segment", "won deals", "--except", "2,4", "owner=Nora", "--add-tag", "VIP")
        check((done["leads"], done["changed"]) == (3, 3), f"{done}")
        found = desk.json("leads", "--where", "owner is Nora and tags is vip", "--columns", "id", "--format", "json")
        check(sorted(lead["id"] for lead in found) == [6, 8, 10], f"{found}")
        check(len(desk.json("leads", "--where", f"changed_by_job is {done['job']}", "--columns", "id",
                            "--format", "json")) == 3, "changed_by_job")
        out = desk.folder / "won.csv"
        desk.run("export", str(out), "--segment", "won-deals", "--ids", "1-6", "--columns", "id")
        check(out.read_text().split() == ["id", "2", "4", "6"], out.read_text())
        desk.run("undo", str(done["job"]))
        check(desk.export() == before, "undo")
        for words, says in ((("stage=x",), "Which leads"), (("1", "--all", "stage=x"), "not both"),
                            (("--all",), "Nothing to set"), (("--all", "--add-tag", "a,b"), "tag"),
                            (("--ids", "x", "stage=y"), "numbers"), (("--segment", "no", "stage=y"), "no segment")):
            result = desk.run("set", *words, status=None)
            check(result.returncode in (1, 2) and says in result.err, f"{words}: {result.err}")
        check(desk.export() == before, "refused and yet changed")
        desk.run("segment", "rename", "won deals", "Closed")
        check([s["name"] for s in desk.json("segments")] == ["Closed"], "rename")
        desk.run("segment", "remove", "closed")
        check(desk.json("segments") == [], "remove")


@test
def profiles_are_drafted_checked_published_and_undone():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        desk.run("profile", "export", "crm-classic", desk.folder / "classic.json")
        document = json.loads((desk.folder / "classic.json").read_text())
        document["groups"][0]["factors"][0]["points"] = 1
        draft = desk.write("draft.json", json.dumps(document))
        desk.run("profile", "check", draft)
        before = desk.json("show", "1")["scores"][0]
        desk.run("profile", "import", draft)
        check(desk.json("show", "1")["scores"][0]["score"] == before["score"], "a draft counts already")
        job = desk.json("profile", "publish", "crm-classic")
        after = desk.json("show", "1")["scores"][0]
        check((after["version"], after["score"]) == (2, before["score"] - 9), f"{before} {after}")
        check(desk.json("profile", "show", "crm-classic")["version"] == 2, "version")
        undo = desk.json("undo", job["job"])["job"]
        check(desk.json("show", "1")["scores"][0]["score"] == before["score"], "undo of publishing")

        def in_use():
            return [(profile["key"], profile.get("primary")) for profile in desk.json("profiles")
                    if profile.get("active")]
        used = in_use()
        job = desk.json("profile", "publish", "saas", "--primary")["job"]
        with_saas = in_use()
        check(with_saas[0] == ("saas", True) and len(with_saas) == len(used) + 1, f"{with_saas}")
        redo = desk.json("undo", job)["job"]
        check(in_use() == used, f"undo of bringing into use: {in_use()}")
        desk.run("undo", redo)
        check(in_use() == with_saas, f"undo of undo: {in_use()}")
        job = desk.json("profile", "publish", "saas", "--off")["job"]
        check(in_use() == used, "off")
        desk.run("undo", job)
        check(in_use() == with_saas, f"undo of off: {in_use()}")

        broken = [('{"key":"x"', "Line 1"), ("[]", "object"), ('{"key":"x","name":"X"}', "groups"),
                  (json.dumps(dict(document, surprise=1)), "surprise")]
        document["groups"][1]["factors"][0]["points"] = "ten"
        broken.append((json.dumps(document), "groups[1].factors[0].points"))
        for text, says in broken:
            result = desk.run("profile", "import", desk.write("broken.json", text), status=None)
            check(result.returncode != 0 and says in result.err, f"{text[:60]}: {result.err}")
        check(desk.json("profile", "show", "crm-classic")["version"] == 1, "the old version is active")


@test
def the_offer_changes_what_a_target_is():
    with Desk() as desk:
        desk.run("import", desk.write("one.csv", "Name,Role,Company,Industry,Bio\nA,CEO,B,Fishing,C\n"))

        def intent():
            return [score for score in desk.json("show", "1")["scores"]
                    if score["profile"] == "lead-intent"][0]["score"]
        check(intent() == 20 + 0 + 10 + 25, intent())
        offer = desk.write("offer.json", json.dumps({"name": "Nets", "target_industries": ["fishing"]}))
        job = desk.json("offer", "import", offer)["job"]
        check(intent() == 95, intent())
        check(desk.json("offer", "show")["offer"]["name"] == "Nets", "offer")
        desk.run("undo", job)
        check(intent() == 55, intent())
        desk.run("offer", "set", "name=Ropes")
        check("Ropes" in desk.run("offer", "show").out, "offer set")
        wrong = desk.write("offer.json", json.dumps({"name": 5}))
        check("name" in desk.run("offer", "import", wrong, status=None).err, "wrong offer")


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
def outcomes_and_agents_come_in_and_go():
    with Desk() as desk:
        desk.run("import", desk.write("leads.csv", "Lead ID,Name,Email\nX1,Ada,ada@x.example\n"))
        before = desk.export()
        outcomes = desk.write("outcomes.csv", "Email,Result,Closed,Amount\n"
                              "ada@x.example,lost,2026-01-01,1\nADA@x.example,won,2026-02-01,1200\n"
                              "nobody@x.example,won,2026-02-01,5\n")
        dry = desk.json("import", outcomes, "--kind", "outcomes", "--dry-run", status=3)
        result = desk.json("import", outcomes, "--kind", "outcomes", status=3)
        names = ("rows_read", "added", "updated", "unchanged", "rejected", "columns")
        check([dry[name] for name in names] == [result[name] for name in names], f"{dry} {result}")
        check([result[name] for name in names[:5]] == [3, 0, 1, 1, 1], f"{result}")
        rejects = pathlib.Path(result["rejects"]).read_text()
        check("nobody@x.example" in rejects and "no lead has this" in rejects, rejects)
        fields = desk.json("show", "1")["fields"]
        check((fields["outcome"], fields["deal_value"]) == ("won", 1200), f"{fields}")
        desk.run("undo", result["job"])
        check(desk.export() == before, "undo of outcomes")

        check("no agents" in desk.run("agents").out, "nobody yet")
        agents = desk.write("agents.csv", "Name,Email,Territory,Languages,Capacity\n"
                            "Kim Vale,kim@x.example,\"DE, AT\",de,20\nLou,,,,\n")
        job = desk.json("import", agents, "--kind", "agents")["job"]
        listed = desk.json("agents")
        check([(one["name"], one["capacity"], one["countries"]) for one in listed]
              == [("Kim Vale", 20, ["AT", "DE"]), ("Lou", None, [])], f"{listed}")
        golden("agents.txt", desk.run("agents").out, desk)
        desk.run("undo", job)
        check(desk.json("agents") == [], "undo of agents")


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


@test
def completion_offers_commands_and_options():
    with Desk() as desk:
        check("import" in desk.run("complete", "--", "imp", workspace=False).out.split(), "commands")
        check("--dry-run" in desk.run("complete", "--", "import", "--d", workspace=False).out.split(),
              "options")
        check("verify" in desk.run("complete", "--", "audit", "", workspace=False).out.split(), "words")


@test
def text_from_files_cannot_steer_the_terminal():
    with Desk() as desk:
        path = desk.write("evil.csv", 'name,role,industry\n"\x1b]0;owned\x07Ada \u202egnp.exe",CEO,saas\n')
        out = desk.run("score", path).out
        check("\x1b" not in out and "\u202e" not in out and "\x07" not in out, repr(out))


LEARNED = ("leaks", "verdict", "rows", "positives", "metrics", "folds", "features", "drift", "algorithm", "model")


@test
def train_predict_and_forecast():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        desk.run("import", SAMPLES / "events.csv", "--kind", "events")
        trained = desk.json("train", "--outcome", "outcome is yes")
        for name in LEARNED:
            check(name in trained, f"train: no {name}")
        check(trained["promoted"] and trained["verdict"] == "useful", f"train: {trained['verdict']}")
        left_out = {leak["field"] for leak in trained["leaks"] if leak["excluded"]}
        for field in ("email", "deal_value", "outcome_at", "notes"):
            check(field in left_out, f"train: {field} is not left out")
        again = desk.json("train", "--outcome", "outcome is yes")
        check(again["digest"] == trained["digest"], "train: not the same model from the same leads")
        check(not again["promoted"], "train: the same model took over from itself")
        predicted = desk.json("predict")
        check(predicted["predicted"] == 500, f"predict: {predicted}")
        one = desk.json("predict", "7")
        check(1 <= one["score"] <= 99 and len(one["for"]) <= 5 and len(one["against"]) <= 5, f"predict 7: {one}")
        shown = [score for score in desk.json("show", "7")["scores"] if score["profile"] == "predictive"]
        check(len(shown) == 1 and shown[0]["score"] == one["score"], "show 7: another prediction")
        forecast = desk.json("forecast", "--weeks", "4")
        check(len(forecast["weeks"]) == 4 and forecast["open"] > 0, f"forecast: {forecast}")
        check([model["model"] for model in desk.json("models")] == [2, 1], "models")
        card = desk.folder / "card.html"
        desk.run("model", "card", "-o", card)
        check("<h1>Model 1</h1>" in card.read_text(encoding="utf-8"), "model card")
        desk.run("model", "export", "-o", desk.folder / "model")
        check(json.loads((desk.folder / "model" / "recipe.json").read_text())["format"] == 1, "model export")


@test
def profiles_are_tested_fitted_and_compared():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        desk.run("import", SAMPLES / "events.csv", "--kind", "events")
        desk.run("profile", "backtest", "crm-classic", status=2)
        tested = desk.json("profile", "backtest", "crm-classic", "--outcome", "outcome is yes")
        for name in BACKTEST:
            check(name in tested, f"backtest: no {name}")
        check(sum(bucket["leads"] for bucket in tested["buckets"]) == tested["leads"], "buckets lose leads")
        check(sum(band["leads"] for band in tested["bands"]["temperature"]) == tested["leads"], "bands lose leads")
        golden("backtest.txt", desk.run("profile", "backtest", "crm-classic", "--against", "lead-intent").out, desk)
        shown = desk.json("show", "7")["scores"][0]
        check(0 <= shown["conversion"]["probability"] <= 1, f"show: {shown.get('conversion')}")
        fitted = desk.json("profile", "fit", "crm-classic")
        check(all(name in fitted for name in ("factors", "comparison", "penalty")), f"fit: {list(fitted)}")
        points = {factor["key"]: factor["to"] for factor in fitted["factors"]}
        golden("fit.txt", desk.run("profile", "fit", "crm-classic").out, desk)
        desk.run("profile", "show", "crm-classic", "--version", "0", status=2)
        desk.run("profile", "fit", "crm-classic", "--accept", "nothing", status=2)
        desk.run("profile", "fit", "crm-classic", "--accept", "demographic.company", "--accept", "clicked")
        draft = desk.json("profile", "show", "crm-classic", "--version", "0")["document"]
        kept = {f"{group['key']}.{factor['key']}": factor["points"]
                for group in draft["groups"] for factor in group["factors"]}
        check(kept["engagement.clicked"] == points["engagement.clicked"], f"{kept} {points}")
        check(kept["behavioural.inbound"] == 12, f"more than was accepted: {kept}")
        desk.run("profile", "backtest", "crm-classic", "--version", "0", "--against-version", "1")
        spread = desk.json("profile", "distribution", "crm-classic")
        check(sum(step["leads"] for step in spread["histogram"]) == spread["leads"] == 500, "distribution")
        golden("distribution.txt", desk.run("profile", "distribution", "crm-classic").out, desk)


@test
def profiles_are_copied_and_removed():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        desk.run("profile", "copy", "crm-classic", "lead-intent", status=2)
        desk.run("profile", "copy", "nobody", "ours", status=None)
        desk.run("profile", "copy", "crm-classic", "ours", "--name", "Ours")
        check(desk.json("profile", "show", "ours", "--version", "0")["document"]["name"] == "Ours", "copy")
        desk.run("profile", "publish", "ours")
        check(any(score["profile"] == "ours" for score in desk.json("show", "1")["scores"]), "publish")
        job = desk.json("profile", "remove", "ours")["job"]
        check(all(score["profile"] != "ours" for score in desk.json("show", "1")["scores"]), "remove")
        desk.run("undo", job)
        check(any(score["profile"] == "ours" for score in desk.json("show", "1")["scores"]), "undo")
        desk.run("profile", "remove", "ours", "--draft", status=None)


@test
def wrong_outcomes():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        result = desk.run("train", "--outcome", "outcome is purple", status=2)
        check("yes (" in result.err and "no (" in result.err, f"no values are listed: {result.err}")
        check("no field" in desk.run("train", "--outcome", "outcome is yes", "--exclude", "nothing", status=2).err,
              "an unknown field is excluded without a word")
        desk.run("train", status=2)
        desk.run("train", "--outcome", "no_such_field is 1", status=2)
        desk.run("predict", status=1)
        desk.run("model", "show", "9", status=1)


@test
def public_data_is_judged_honestly():
    """What real lists are known to hide is found, without being told."""
    path = SHARED / "learn" / "xeducation.dev.csv"
    if not path.exists():
        return
    with Desk() as desk:
        desk.run("import", path, "--then", "nothing")
        trained = desk.json("train", "--outcome", "Converted is 1")
        left_out = {leak["field"] for leak in trained["leaks"] if leak["excluded"]}
        known = {"tags", "lead_quality", "lead_profile", "last_notable_activity", "external_id", "lead_number",
                 "asymmetrique_activity_index", "asymmetrique_profile_index", "asymmetrique_activity_score",
                 "asymmetrique_profile_score"}
        check(known <= left_out, f"not found: {known - left_out}")
        check("last_activity" not in left_out, "last_activity is left out")
        check(trained["metrics"]["auc"] >= 0.895, f"AUC {trained['metrics']['auc']}")
        check(trained["metrics"]["calibration_error"] <= 0.03, "badly calibrated")
        check(trained["verdict"] == "useful", trained["verdict"])


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
    return 1 if failed else 0


sys.exit(main())
