#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes calling-codes.tsv: what a phone number after its plus starts with, and the country that has it.

Usage: make-calling-codes.py COUNTRYINFO COUNTRIES OUTPUT DATE
  COUNTRYINFO  countryInfo.txt of GeoNames
  COUNTRIES    countries.tsv, as make-countries.py wrote it"""

import pathlib
import sys

from place_names import write

# Who has a code that several countries share, unless a longer one says otherwise; area codes of the North
# American plan outside the United States that GeoNames lacks; made for Assay.
MAIN = {"1": "US", "7": "RU", "39": "IT", "44": "GB", "47": "NO", "61": "AU", "64": "NZ", "212": "MA", "262": "RE", "290": "SH",
        "358": "FI", "500": "FK", "590": "GP", "599": "CW", "672": "NF"}
CANADA = ("204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 "
          "548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942").split()
MORE = {"76": "KZ", "77": "KZ", "35818": "AX", "447781": "GG", "447839": "GG", "447911": "GG", "441481": "GG", "441534": "JE", "447509": "JE",
        "447797": "JE", "441624": "IM", "447624": "IM", "447924": "IM", "3906698": "VA", "5993": "BQ", "5994": "BQ", "5997": "BQ",
        "262269": "YT", "262639": "YT", "4779": "SJ", "1829": "DO", "1849": "DO", "1939": "PR", "1658": "JM", "383": "XK", "211": "SS"}


def main():
    info, countries, output, date = sys.argv[1:]
    known = {row.split("\t")[0] for row in pathlib.Path(countries).read_text(encoding="utf-8").splitlines() if row[0] != "#"}
    codes = {}
    for line in pathlib.Path(info).read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 13 or cells[0] not in known:
            continue
        for code in cells[12].split(" and "):
            code = "".join(char for char in code if char.isdigit())
            # The Vatican is called as part of Italy; 870 is for ships.
            if code and code not in ("379", "870"):
                codes.setdefault(code, cells[0])
    codes.update(MAIN)
    codes.update({"1" + code: "CA" for code in CANADA})
    codes.update(MORE)
    write(output, {
        "title": "Country calling codes, with the first digits that tell countries of one code apart",
        "date": date,
        "licence": "CC-BY-4.0",
        "source": "GeoNames (www.geonames.org) countryInfo; area codes of shared calling codes by the makers of Assay",
        "columns": "prefix country",
    }, [[code, codes[code]] for code in sorted(codes)])


main()
