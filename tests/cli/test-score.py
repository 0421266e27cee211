#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: scores, profiles and the offer."""

import csv
import io
import json

from desk import SAMPLES, Desk, check, main, test


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


main()
