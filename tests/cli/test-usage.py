#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: what the program says of itself, and wrong usage."""

from desk import SAMPLES, Desk, check, golden, main, test


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
def json_is_json():
    with Desk() as desk:
        desk.run("import", SAMPLES / "leads.csv", "--json")
        check(len(desk.json("leads", "--limit", "2", "--columns", "id,email")) == 2, "leads")
        check(desk.run("--json", "leads", "--limit", "1", "--format", "csv", "--columns",
                       "id").out.splitlines()[0] == "id", "csv")


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


main()
