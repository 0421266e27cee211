#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: profiles measured by outcomes, fitted, copied and removed."""

from desk import SAMPLES, Desk, check, golden, main, test


BACKTEST = ["profile", "version", "outcome", "leads", "converted", "open", "unscored", "dated", "auc", "auc_interval",
            "pr_auc", "brier", "brier_base", "lift", "buckets", "bands", "violations", "monotone", "calibration"]


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
        desk.run("profile", "publish", "crm-classic", "--primary", "--keep-draft")
        check(desk.json("profile", "show", "crm-classic")["version"] == 1, "the draft was published")
        check(desk.json("profile", "show", "crm-classic", "--version", "0")["document"] == draft, "the draft is gone")
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


main()
