#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes cities.tsv: the cities of at least 15,000 people, and what people call the large ones.

Usage: make-cities.py ISO CITIES ADMIN1 COUNTRIES REGIONS ZONEINFO OUTPUT DATE
  ISO        2.js of the npm package iso-3166
  CITIES     cities15000.txt of GeoNames
  ADMIN1     admin1Codes.txt of GeoNames
  COUNTRIES  countries.tsv, and
  REGIONS    regions.tsv, as the other scripts wrote them
  ZONEINFO   folder of tzdata's zone.tab and tzdata.zi"""

import pathlib
import re
import sys

from place_names import Zones, cities, fold, listed, unique, variants, write
from regions_of_geonames import Regions

OTHER_NAMES_FROM = 100000  # people

# What is in use beside the names that GeoNames has; made for Assay. By GeoNames' number.
MORE = {
    "5128581": "nyc|new york city|new york new york|manhattan|ny city", "5391959": "sf|san fran|frisco|san francisco bay|sf bay|bay area|silicon valley|san francisco bay area",
    "5368361": "los angeles county", "4140963": "washington dc|washington d c", "3530597": "cdmx|ciudad de mexico|mexico df|mexico d f",
    "2950159": "berlin city", "2867714": "munich|munchen|muenchen|minga", "2886242": "koln|koeln|cologne|colonia",
    "2925533": "frankfurt|frankfurt am main|frankfurt main|frankfurt a m|ffm|frankfurt am", "2911298": "hansestadt hamburg|hh",
    "1275339": "mumbai|bombay", "1277333": "bengaluru|bangalore|blr", "1264527": "chennai|madras", "1275004": "kolkata|calcutta",
    "1259229": "pune|poona", "1269843": "hyderabad", "1252948": "gurugram|gurgaon", "3448439": "sao paulo|sampa",
    "1566083": "ho chi minh|ho chi minh city|hcmc|saigon", "703448": "kyiv|kiev|kiew|kijow", "498817": "saint petersburg|spb|st petersburg russia",
    "2643743": "london uk|greater london|city of london|londres|londra", "2761369": "wien|vienna", "2657896": "zurich|zuerich",
    "2660646": "geneva|geneve|genf|ginevra", "2661604": "basel|bale|basle", "745044": "istanbul|constantinople", "1816670": "beijing|peking|pekin",
    "1796236": "shanghai", "292223": "dubai|dxb", "3173435": "milano|milan|mailand", "3169070": "roma|rome|rom", "3176959": "firenze|florence|florenz",
    "2759794": "amsterdam|adam", "2747373": "den haag|the hague|la haye|s gravenhage", "2800866": "brussels|bruxelles|brussel|bruessel",
    "1642911": "jakarta|dki jakarta", "1850147": "tokyo|tokio", "104515": "mecca", "108410": "riyadh|riad", "5506956": "vegas|las vegas nv",
    "4684888": "dallas fort worth|dfw|dallas fort worth metroplex",
}

# Names that have changed since.
RENAMED = {"703448": "Kyiv", "1277333": "Bengaluru", "1270642": "Gurugram", "698740": "Odesa", "1278994": "Prayagraj"}


def other_names(city):
    for name in city["alternates"].split(","):
        # Codes of airports and transcriptions by machine are what nobody writes.
        if not re.search(r"[0-9']|^[A-Z]{3,4}$|^[a-z]", name) and len(name) > (3 if name.isascii() else 1):
            yield name


def main():
    iso_path, cities_path, admin1, countries, regions_path, zoneinfo, output, date = sys.argv[1:]
    from_table = [row.split("\t") for row in pathlib.Path(regions_path).read_text(encoding="utf-8").splitlines()
                  if row[0] != "#"]
    iso = {row[0]: (row[1] or row[0][:2], row[2]) for row in from_table}
    names = {row[0]: row[4] for row in from_table if len(row) > 4}
    zone_of = {row[0]: row[3] for row in from_table}
    zone_of.update({row.split("\t")[0]: row.split("\t")[3]
                    for row in pathlib.Path(countries).read_text(encoding="utf-8").splitlines() if row[0] != "#"})
    regions, zones, rows = Regions(iso, {}, names, admin1), Zones(zoneinfo), []
    for city in cities(cities_path):
        country, people = city["country"], int(city["population"])
        if city["code"] == "PPLX" or not people:
            continue
        region, zone = regions.find(country, city["region"]), zones.current(city["zone"])
        usual = zone_of.get(region) or zone_of.get(country, "")
        name = RENAMED.get(city["id"], city["name"])
        forms = variants(name) + variants(city["name"]) + [fold(city["ascii"])]
        n_own = len(unique(forms))
        if people >= OTHER_NAMES_FROM:
            forms += [form for name in other_names(city) for form in variants(name)]
        forms += listed(MORE.get(city["id"], ""))
        rows.append((people, [name, country, region.partition("-")[2],
                              "" if usual and zones.clock(usual) == zones.clock(zone) else zone, str(people),
                              "|".join(name for i, name in enumerate(unique(forms)) if i < n_own or len(name) > 1)]))
    rows.sort(key=lambda row: (-row[0], row[1]))
    write(output, {
        "title": "Cities of at least 15,000 people, and what people call those of 100,000",
        "date": date,
        "licence": "CC-BY-4.0",
        "source": "GeoNames (www.geonames.org) cities15000 and admin1Codes as in Debian's libtimezonemap 0.4.6, "
                  "regions by ISO 3166-2, time zones (where not the region's) by IANA; names in everyday use by the makers of Assay",
        "columns": "name country region zone population names",
    }, [row for _, row in rows])


main()
