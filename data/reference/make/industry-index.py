#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes industry-index.tsv out of the index entries of NAICS 2012 and the codes of NAICS 2022.

    python3 data/reference/make/industry-index.py naics-2012-index.csv naics-2022-codes.csv > data/reference/industry-index.tsv

An entry whose 2012 code is no more goes to the 2022 code of the same subsector, else sector, whose title and
entries share most words with it.
"""

import csv
import re
import sys
from collections import defaultdict

# Industry groups that moved as a whole. Source: 2012 to 2022 NAICS concordances of the U.S. Census Bureau.
MOVED = {"5111": "5131", "5112": "5132", "5151": "5161", "5152": "5162", "517110": "517111", "517210": "517112", "517911": "517121",
         "519130": "516210", "519110": "516210", "519120": "519210", "519190": "519290", "454111": "455110", "454112": "459999", "454113": "455110",
         "4521": "4551", "4529": "4552", "452910": "455211", "4431": "4492", "443141": "449210", "443142": "449210", "4421": "4491",
         "446": "456", "447": "457", "448": "458", "451": "459", "453": "459", "454210": "445132", "454310": "457210", "454390": "459999"}


def words(text):
    return {re.sub(r"(ies|es|s|ing)$", "", w) for w in re.findall(r"[a-z]{3,}", text.lower())} - {"and", "the", "other", "except", "all"}


def sector(code):
    return {"31": "31", "32": "31", "33": "31", "44": "44", "45": "44", "48": "48", "49": "48"}.get(code[:2], code[:2])


def main(index, codes):
    with open(codes, encoding="utf-8-sig", newline="") as file:
        title = {row[0].strip(): row[1].strip() for row in list(csv.reader(file))[1:]}
    six = [c for c in title if len(c) == 6 and c.isdigit()]
    with open(index, encoding="utf-8-sig", newline="") as file:
        entries = list(csv.reader(file))[1:]
    known = {c: words(title[c]) for c in six}

    def find(code, text):
        if code in title:
            return code
        for length in range(6, 2, -1):
            if code[:length] in MOVED:
                target = MOVED[code[:length]]
                near = [c for c in six if c.startswith(target)]
                break
        else:
            near = [c for c in six if c[:3] == code[:3]] or [c for c in six if sector(c) == sector(code)]
        wanted = words(text)
        return max(near, key=lambda c: (len(known[c] & wanted) / (1 + len(known[c])), -int(c)))

    of = defaultdict(list)
    for code, name, entry in entries:
        of[find(code.strip(), name + " " + entry)].append(entry.strip())
    print("# title: Index entries of the North American Industry Classification System, by the codes of 2022")
    print("# date: 2022-01-01")
    print("# licence: public domain (work of the U.S. Census Bureau)")
    print("# source: https://www.census.gov/naics/ 2012 index file, 2022 codes and titles")
    print("# columns: code title entries")
    for code in sorted(title):
        if re.fullmatch(r"\d{2,6}|\d\d-\d\d", code):
            print("\t".join([code, title[code], "; ".join(e.replace(";", ",").replace("\t", " ") for e in of.get(code, []))]))


if __name__ == "__main__":
    main(*sys.argv[1:])
