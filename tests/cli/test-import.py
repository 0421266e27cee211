#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: files that come in: rules, rejects, undo."""

import csv
import io
import pathlib

from desk import SAMPLES, Desk, check, golden, main, test


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


main()
