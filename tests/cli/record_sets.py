# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of records whose duplicates are known, of persons, places and papers, with the errors that such records have.

The same seed gives the same set. A set is one CSV text, or two that are to be linked, and for each record, in the
order of the rows, the thing that it stands for.
"""

import csv
import io
import random

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class RecordSet:
    def __init__(self, columns, files=1):
        self.columns = columns
        self.rows = [[] for _ in range(files)]
        self.things = [[] for _ in range(files)]

    def add(self, thing, row, file=0):
        self.rows[file].append(row)
        self.things[file].append(thing)

    def shuffle(self, rng):
        for file, rows in enumerate(self.rows):
            order = list(range(len(rows)))
            rng.shuffle(order)
            self.rows[file] = [rows[i] for i in order]
            self.things[file] = [self.things[file][i] for i in order]

    def text(self, file):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(["" if value is None else value for value in row] for row in self.rows[file])
        return out.getvalue()


def word(number, salt, longest=3):
    """The number-th of a made-up vocabulary."""
    rng = random.Random(number * 7919 + salt * 104729)
    starts = "b br c ch d f g gr h j k l m n p r s sh st t th tr v w".split()
    ends = ["", "", "n", "r", "l", "s", "ck", "nd", "rt", "m", "ll", "tt"]
    return "".join(rng.choice(starts) + rng.choice(["a", "e", "i", "o", "u", "ea", "ou", "ee"]) + rng.choice(ends)
                   for _ in range(rng.randint(min(2, longest), longest)))


def skewed(rng, count, power=1.0):
    """Numbers below count, of which the n-th is about n**-power as frequent as the first."""
    if power == 1:
        return min(count - 1, int(count ** rng.random()) - 1 if count > 1 else 0)
    return min(count - 1, int(count * rng.random() ** (1 / (1 - power))))


def typo(rng, text):
    if len(text) < 2:
        return text
    at = rng.randrange(len(text))
    letter = rng.choice("0123456789" if text[at].isdigit() else LETTERS)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1:]
    if kind == 1:
        return text[:at] + letter + text[at:]
    if kind == 2 or at + 1 == len(text):
        return text[:at] + letter + text[at + 1:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


GIVEN = """william john thomas george henry james charles robert edward mary elizabeth richard joseph arthur francis samuel
alexander frederick walter david anne sarah jane margaret alfred peter benjamin philip daniel hugh andrew edmund ernest
caroline albert harold percy herbert michael simon catherine emma alice florence ellen martha hannah harriet lucy charlotte
stephen christopher anthony nicholas patrick archibald reginald cecil lionel gilbert""".split()
SHORT = dict(zip("""william john thomas george henry james charles robert edward mary elizabeth richard joseph francis
samuel alexander frederick walter margaret alfred benjamin daniel andrew ernest catherine michael stephen
christopher anthony nicholas""".split(), """bill jack tom georgie harry jim charlie bob ted molly betty dick joe frank sam
alex fred wally peggy alf ben dan andy ernie kate mike steve chris tony nick""".split()))


def day(rng, first, last):
    return f"{rng.randint(first, last):04}", f"{rng.randint(1, 12):02}", f"{rng.randint(1, 28):02}"


def patients(seed, originals, duplicates, most, modifications, spread):
    """Persons with an address, a day of birth and a number, some of them up to `most` more times, with up to
    `modifications` in each copy."""
    rng = random.Random(seed)
    found = RecordSet("given_name surname street_number address_1 address_2 suburb postcode state date_of_birth "
                      "soc_sec_id".split())
    people = []
    for person in range(originals):
        state = skewed(rng, 8)
        suburb = skewed(rng, 900)
        ways = "street place circuit crescent close drive avenue court".split()
        people.append([
            word(skewed(rng, 700), 1), word(skewed(rng, 2500), 2, 4), str(skewed(rng, 250) + 1),
            f"{word(skewed(rng, 1500), 3)} {rng.choice(ways)}",
            " ".join(word(skewed(rng, 1200), 4 + i) for i in range(rng.randint(1, 2))),
            " ".join(word(suburb + 1000 * i, 6) for i in range(1 + suburb % 2)),
            str(2000 + suburb * 5 + rng.randrange(4)), ["nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt"][state],
            "".join(day(rng, 1900, 1999)), str(rng.randint(1000000, 9999999))])
        for column, share in ((0, .03), (1, .01), (2, .05), (3, .02), (4, .15), (6, .01), (7, .03), (8, .08)):
            if rng.random() < share:
                people[-1][column] = ""
        found.add(person, people[-1])
    while duplicates > 0:
        person = rng.randrange(originals)
        copies = {"uniform": lambda: rng.randint(1, most), "poisson": lambda: 1 + sum(rng.random() < .2 for _ in range(most - 1)),
                  "zipf": lambda: skewed(rng, most) + 1}[spread]()
        for _ in range(min(copies, duplicates)):
            found.add(person, modified(rng, people[person], people, rng.randint(1, modifications)))
            duplicates -= 1
    found.shuffle(rng)
    return found


def modified(rng, person, people, count):
    row = list(person)
    for _ in range(count):
        column = rng.choices(range(10), (10, 12, 7, 10, 10, 10, 8, 5, 10, 6))[0]
        kind = rng.random()
        if kind < .6:
            row[column] = typo(rng, row[column])
            if rng.random() < .3:
                row[column] = typo(rng, row[column])
        elif kind < .68:
            row[column] = ""
        elif kind < .76:
            row[0], row[1] = row[1], row[0]
        elif kind < .82:
            row[3], row[4] = row[4], row[3]
        elif kind < .9:
            row[column] = rng.choice(people)[column]
        elif kind < .95:
            row[column] = row[column].replace("ea", "ee").replace("ck", "k").replace("ll", "l").replace("s", "z", 1)
        else:
            row[column] = " ".join(reversed(row[column].split())) if " " in row[column] else row[column].replace("e", "e ", 1)
    return row


def historical(seed, count):
    """People of past centuries, about ten records of each: common names, titles taken for names, values that are missing or
    another one's, days of which only the year is known. The name stands in four columns."""
    rng = random.Random(seed)
    found = RecordSet("full_name first_and_surname first_name surname dob birth_place postcode gender occupation".split())
    jobs = [word(i, 11) for i in range(450)]
    person = 0
    while len(found.rows[0]) < count:
        given = [GIVEN[skewed(rng, len(GIVEN))] if rng.random() < .85 else word(skewed(rng, 900), 12)
                 for _ in range(rng.choice((1, 1, 2, 2, 3)))]
        family = word(skewed(rng, 4500, .7), 13, 4)
        if rng.random() < .04:
            family += " " + word(skewed(rng, 4500, .7), 13, 4)
        title = rng.choice(["baronet", "baron", "earl", "viscount"]) if rng.random() < .12 else ""
        seat = word(skewed(rng, 600), 14) if title else ""
        born = None if rng.random() < .08 else day(rng, 1600, 1910)
        vague = rng.random() < .45
        place = None if rng.random() < .1 else skewed(rng, 2300)
        area = f"{rng.choice(LETTERS)}{rng.choice(LETTERS)}{rng.randrange(1, 40)}"
        home = None if rng.random() < .15 else [f"{area} {rng.randrange(10)}{rng.choice(LETTERS)}{rng.choice(LETTERS)}"
                                                for _ in range(5)]
        work = None if rng.random() < .4 else [skewed(rng, 450), skewed(rng, 450)]
        gender = "female" if given[0] in ("mary", "elizabeth", "anne", "sarah", "jane", "margaret", "emma") else "male"
        for copy in range(rng.choices(range(1, 21), [3, 2, 2] + [1] * 12 + [2] * 5)[0]):
            found.add(person, sighting(rng, copy, given, family, title, seat, born, vague, place, home, work, gender, jobs))
        person += 1
    found.shuffle(rng)
    return found


def sighting(rng, copy, given, family, title, seat, born, vague, place, home, work, gender, jobs):
    wrong = min(1, .25 + copy / 14)
    names = list(given)
    if rng.random() < .3 * wrong:
        names[0] = SHORT.get(names[0], names[0])
    if len(names) > 1 and rng.random() < .45 * wrong:
        del names[rng.randrange(len(names)):]
        names = names or [given[-1]]
    elif len(names) > 1 and rng.random() < .15 * wrong:
        names[1] = names[1][0]
    last = family.split()
    if len(last) > 1 and rng.random() < .5:
        last = last[-1:]
    parts = names + last
    if title and rng.random() < .7:
        parts = rng.choice([["sir"] + names + last + [title], names + last + ["1st", title, seat], names + ["of", seat],
                            names + last + ["of", seat], [title, seat]])
    if rng.random() < .06 * wrong:
        parts = parts[1:] + parts[:1]
    if rng.random() < .1 * wrong and len(parts) > 1:
        del parts[rng.choice((0, -1))]
    parts = [typo(rng, part) if len(part) > 3 and rng.random() < .13 * wrong else part for part in parts]
    dob = born
    if dob is not None:
        if vague or rng.random() < .2 * wrong:
            dob = (dob[0], "01", "01")
        if rng.random() < .12 * wrong:
            dob = (f"{int(dob[0]) + rng.choice((-2, -1, 1, 2))}", dob[1], dob[2])
        dob = "-".join(dob)
        if rng.random() < .07 * wrong:
            dob = dob[:-1] + rng.choice("0123456789")
    return [" ".join(parts), f"{parts[0]} {parts[-1]}" if len(parts) > 1 else parts[0], parts[0],
            parts[-1] if len(parts) > 1 else None, None if rng.random() < .25 * wrong else dob,
            None if place is None or rng.random() < .08
            else word(place if rng.random() > .15 * wrong else skewed(rng, 2300), 15),
            None if home is None or rng.random() < .1
            else home[0] if rng.random() > .7 * wrong else rng.choice(home),
            gender if rng.random() < .78 else None,
            None if work is None or rng.random() < .2 else jobs[work[rng.random() < .3 * wrong]]]


CITIES = [("los angeles", "la"), ("new york", "new york city"), ("san francisco", "san francisco"), ("atlanta", "atlanta"),
          ("las vegas", "las vegas"), ("w. hollywood", "west hollywood"), ("santa monica", "santa monica"),
          ("beverly hills", "beverly hills"), ("los angeles", "studio city"), ("los angeles", "sherman oaks")]
CODES = [("213", "310"), ("212", "718"), ("415",), ("404", "770"), ("702",), ("310", "213"), ("310",), ("310",), ("818",),
         ("818",)]
WAYS = [("st.", "street"), ("blvd.", "boulevard"), ("ave.", "avenue"), ("dr.", "drive"), ("rd.", "road"), ("pl.", "pl.")]
CUISINES = """american italian french seafood steakhouses mexican chinese japanese californian continental delis coffee-shops
bbq indian thai mediterranean pizza hamburgers cafeterias southern""".split()


def restaurants(seed, first, second, both):
    """What two guides say of restaurants, some of them the same: other signs in phone numbers, shortened ways, other cuisines,
    branches of one name, several in one house."""
    rng = random.Random(seed)
    found = RecordSet(["id", "name", "addr", "city", "phone", "type"], 2)
    for thing in range(first + second - both):
        city = skewed(rng, len(CITIES))
        if thing > 0 and rng.random() < .05:
            owner = owner  # a branch
        else:
            owner = f"{word(rng.randrange(1500), 21)}" + rng.choice(
                ["", "", "'s", " cafe", " grill", " restaurant", f" {word(rng.randrange(300), 22)}", " house", " bar & grill"])
        way = skewed(rng, len(WAYS))
        if thing == 0 or rng.random() > .06:
            place = (rng.randint(1, 9900), word(skewed(rng, 160), 23), way, city, rng.choice(["", "", "", "n. ", "s. ", "e. ", "w. "]))
        city = place[3]
        phone = f"{rng.choice(CODES[city])} {rng.randint(200, 999)} {rng.randint(0, 9999):04}"
        cuisine = skewed(rng, len(CUISINES))
        if thing < first:
            found.add(thing, guide(rng, thing, owner, place, phone, cuisine, False), 0)
        if thing < both or thing >= first:
            found.add(thing, guide(rng, 1000 + thing, owner, place, phone, cuisine, True), 1)
    for file in range(2):
        order = list(zip(found.rows[file], found.things[file]))
        rng.shuffle(order)
        found.rows[file], found.things[file] = map(list, zip(*order))
    return found


def guide(rng, number, owner, place, phone, cuisine, other):
    house, street, way, city, side = place
    name, area = owner, CITIES[city][0]
    address = f"{house} {side}{street} {WAYS[way][0]}"
    code, start, end = phone.split()
    if other:
        draw = rng.random()
        if draw < .12:
            name = name.split()[0].replace("'s", "")
        elif draw < .2:
            name = f"{name} ({word(rng.randrange(90), 24)})"
        elif draw < .26:
            name = f"the {name}"
        elif draw < .3:
            name = typo(rng, name)
        elif draw < .34:
            name = f"{name} {area}"
        draw = rng.random()
        if draw < .3:
            address = f"{house} {street} {WAYS[way][1]}"
        elif draw < .4:
            address = f"{address} at {word(rng.randrange(160), 23)} st."
        elif draw < .45:
            address = f"{address}, {rng.choice(['1st fl.', 'suite 200', 'lobby level'])}"
        elif draw < .5:
            address = f"{rng.randint(1, 99)} {address.split(' ', 1)[1]}"
        area = CITIES[city][1] if rng.random() < .6 else area
        if rng.random() < .05:
            end = f"{rng.randint(0, 9999):04}"
        if rng.random() < .65:
            cuisine = skewed(rng, len(CUISINES))
    kind = CUISINES[cuisine]
    if other and rng.random() < .3:
        kind = f"{kind} (new)"
    return [number, name, address, area, f"{code}-{start}-{end}" if other else f"{code}/{start}-{end}", kind]
