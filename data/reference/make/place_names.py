# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts for places share: how names are folded, and how a table is written.

Folding is the same as in src/core/enrich/assay-place-fold.c: lower case without accents, words separated by
one space, marks within words gone, St, Ste, Ft and Mt spelt out beside other words."""

import json
import pathlib
import re
import unicodedata

SPELT = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
         "ə": "e", "&": " and "}
DROPPED = "'’‘ʼʻʹʺ`´.\u00ad·"
WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def fold(text):
    out = []
    for whole in text:
        parts = whole if "\uac00" <= whole <= "\ud7a3" else unicodedata.normalize("NFKD", whole)
        for char in parts:
            char = char.lower()[:1]
            if char in SPELT:
                out.append(SPELT[char])
            elif char in DROPPED or unicodedata.category(char) == "Mn":
                pass
            elif unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Mc":
                out.append(char)
            else:
                out.append(" ")
    words = "".join(out).split()
    return " ".join(WORDS.get(word, word) for word in words) if len(words) > 1 else "".join(words)


def variants(name):
    """The folded name, and as Germans spell it without umlauts."""
    found = [fold(name)]
    if re.search("[äöüÄÖÜ]", name):
        spelt = name.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("Ä"): "Ae", ord("Ö"): "Oe",
                                ord("Ü"): "Ue"})
        found.append(fold(spelt))
    return found


def listed(names):
    """The names of a list like "Holland|The Netherlands", folded."""
    return [fold(name) for name in names.split("|")]


def unique(names):
    return [name for name in dict.fromkeys(names) if name and "|" not in name]


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def cities(path):
    """Rows of GeoNames' cities15000.txt."""
    columns = ("id name ascii alternates lat lon class code country cc2 region region2 region3 region4 population "
               "elevation dem zone date").split()
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        yield dict(zip(columns, line.split("\t")))


class Zones:
    """Names of time zones as zone.tab has them, and which of them the most people of a place live in."""

    def __init__(self, zoneinfo):
        folder = pathlib.Path(zoneinfo)
        self.of_country, self.links = {}, {}
        for line in (folder / "zone.tab").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                country, _, zone = line.split("\t")[:3]
                self.of_country.setdefault(country, []).append(zone)
        self.known = {zone for zones in self.of_country.values() for zone in zones}
        for line in (folder / "tzdata.zi").read_text(encoding="utf-8").splitlines():
            if line.startswith("L "):
                _, target, name = line.split()
                self.links[name] = target

    def current(self, zone):
        return zone if zone in self.known else self.links.get(zone, zone)

    @staticmethod
    def clock(zone):
        """What tells zones apart: how far from UTC they are in winter and in summer."""
        import datetime
        import zoneinfo

        return tuple(datetime.datetime(2026, month, 1, 12, tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset()
                     for month in (1, 7))

    def shared(self, people, share):
        """The zone of `people` (zone: number) whose clock at least `share` of them have, or an empty text."""
        if not people:
            return ""
        by_clock = {}
        for zone, number in people.items():
            by_clock.setdefault(self.clock(zone), {})[zone] = number
        best = max(by_clock.values(), key=lambda zones: sum(zones.values()))
        if sum(best.values()) < share * sum(people.values()):
            return ""
        return max(best, key=best.get)


def write(path, header, rows):
    lines = [f"# {key}: {value}" for key, value in header.items()]
    lines += ["\t".join(row).rstrip("\t") for row in rows]
    pathlib.Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
