#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: how many of the duplicates in sets of many kinds are found, imported and matched by default."""

import collections

from desk import Desk, check, main, test
from paper_sets import libraries, references
from record_sets import historical, patients, restaurants


def pairs_of(things):
    return sum(n * (n - 1) // 2 for n in collections.Counter(things).values())


def measure(found, least):
    """Pair F1 of what is listed as more likely the same than not."""
    things = sum(found.things, [])
    with Desk() as desk:
        for file in range(len(found.rows)):
            path = desk.write(f"{file}.csv", found.text(file))
            desk.run("import", path, "--mode", "add", "--then", "nothing")
        matched = desk.json("match", *(["--across", "import"] if len(found.rows) > 1 else []))
        listed = [pair for pair in desk.json("duplicates", "--limit", "0") if pair["probability"] >= 0.5]
        check(matched["leads"] == len(things), "not every row became a lead")
    right = sum(things[pair["a"] - 1] == things[pair["b"] - 1] for pair in listed)
    true = pairs_of(things) - (sum(map(pairs_of, found.things)) if len(found.rows) > 1 else 0)
    f1 = 2 * right / (len(listed) + true)
    print(f"# F1 {f1:.4f}: {right} right of {len(listed)} found, {true} true")
    check(f1 >= least, f"F1 {f1:.4f}, expected {least}")


@test
def patients_with_few_copies_and_few_errors():
    measure(patients(11, 800, 200, 5, 4, "poisson"), 0.99)


@test
def patients_with_skewed_copies():
    measure(patients(12, 400, 600, 5, 6, "zipf"), 0.99)


@test
def patients_with_many_copies_and_many_errors():
    measure(patients(13, 200, 800, 9, 10, "uniform"), 0.99)


@test
def people_of_past_centuries():
    measure(historical(14, 1800), 0.95)


@test
def restaurants_of_two_guides():
    measure(restaurants(15, 533, 331, 112), 0.97)


@test
def restaurants_in_one_file():
    found = restaurants(16, 533, 331, 112)
    found.rows, found.things = [sum(found.rows, [])], [sum(found.things, [])]
    measure(found, 0.96)


@test
def libraries_of_the_same_papers():
    measure(libraries(17, 450, (.98, .86), 0), 0.97)


@test
def libraries_with_values_in_wrong_places():
    measure(libraries(18, 450, (.98, .86), .5), 0.95)


@test
def references_to_few_papers():
    measure(references(19, 24), 0.95)


main()
