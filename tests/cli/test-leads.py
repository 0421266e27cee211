#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: finding, editing and linking leads."""

import json

from desk import SAMPLES, Desk, check, golden, main, test


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
def leads_are_found_by_number_email_and_external_id():
    with Desk() as desk:
        path = desk.write("two.csv", "External ID,Name,Email\nA-1,Ada,Ada@X.example\n77,Max,max@x.example\n")
        desk.run("import", path)
        check(desk.json("show", "1")["fields"]["name"] == "Ada", "number")
        check(desk.json("show", "ada@x.EXAMPLE")["id"] == 1, "email")
        check(desk.json("show", "A-1")["id"] == 1, "external id")
        check(desk.json("show", "77")["id"] == 2, "external id that is a number")
        check("no such lead" in desk.run("show", "nobody", status=1).err, "nobody")
        check("no such lead" in desk.run("show", "x@ada.example", status=1).err, "the words in another order")
        check("no such lead" in desk.run("show", '"@"', status=1).err, "quotes and no word")
        more = "".join(f"P{i},Ann {i},Straße{i}@x.example\n" for i in range(3000))
        desk.run("import", desk.write("more.csv", "External ID,Name,Email\n" + more), "--then", "nothing")
        check(desk.json("show", "STRASSE7@x.example")["fields"]["external_id"] == "P7", "not indexed yet")
        desk.run("score")
        check(desk.json("show", "straße7@X.example")["fields"]["external_id"] == "P7", "as it is written")
        check(desk.json("show", "STRASSE7@x.example")["fields"]["external_id"] == "P7", "folded otherwise")
        desk.run("import", desk.write("third.csv", "External ID,Name,Email\nC,Eve,other@x.example\nD,Eve,ada@x.example\n"),
                 "--mode", "add")
        check("Several leads" in desk.run("show", "ada@x.example", status=1).err, "two leads")


@test
def enrichment_keeps_to_its_scope():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv")
        check(desk.json("enrich", "--ids", "3,7-9")["checked"] == 4, "numbers")
        found = len(desk.json("leads", "--search", "imogen", "--limit", "0"))
        check(0 < found == desk.json("enrich", "--search", "imogen")["checked"], "words")
        check("no_such" in desk.run("enrich", "--where", "no_such is 1", status=2).err, "unknown field")
        check(desk.json("enrich")["checked"] == 0, "something was left to do")


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


main()
