# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the ISO 3166-2 code of a first-level division of GeoNames, which has codes of its own."""

import pathlib
import re

from place_names import fold, listed, variants

GENERIC = re.compile(r"\b(?:province|provincia|provincie|provinz|region|region of|regione|regiao|state|state of|estado|estado de|oblast|"
                     r"governorate|prefecture|department|departamento|departement|county|canton|canton of|kanton|district|"
                     r"city|municipality|voivodeship|wojewodztwo|republic of|krai|kray|respublika|autonomous|metropolitan|"
                     r"parish|division|emirate of|emirate|al|muhafazat|the|lan|fylke|maakond|apskritis|okrug)\b")


class Regions:
    def __init__(self, iso, called, more, admin1):
        self.by_name, self.parent, self.geonames = {}, {}, {}
        for code, (parent, name) in iso.items():
            self.parent[code] = parent
            names = [form for other in called.get(code, []) + [name] for form in variants(other)]
            for form in names + listed(more.get(code, "")):
                for each in (form, self.plain(form)):
                    # The larger division of a name comes first.
                    if each and (len(parent) == 2 or (code[:2], each) not in self.by_name):
                        self.by_name[code[:2], each] = code
        for line in pathlib.Path(admin1).read_text(encoding="utf-8").splitlines():
            key, name, ascii_name = line.split("\t")[:3]
            self.geonames[key] = (name, ascii_name)

    @staticmethod
    def plain(folded):
        return " ".join(GENERIC.sub(" ", folded).split())

    def name(self, country, region):
        return self.geonames.get(f"{country}.{region}", ("", ""))[0]

    def top(self, code):
        """The division of the first level that has this one."""
        while len(self.parent.get(code, "")) > 2:
            code = self.parent[code]
        return code

    def find(self, country, region):
        names = self.geonames.get(f"{country}.{region}")
        code = f"{country}-{region}"
        if country in ("US", "CH", "BE", "GB") and code in self.parent:
            return self.top(code)
        for name in names or ():
            for form in (fold(name), self.plain(fold(name))):
                if (country, form) in self.by_name:
                    return self.top(self.by_name[country, form])
        return ""
