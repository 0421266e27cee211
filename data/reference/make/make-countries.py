#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes countries.tsv: what people call each country, and the time zone that (nearly) all of it has.

Usage: make-countries.py CLDR CITIES ZONEINFO OUTPUT DATE
  CLDR      folder with cldr-core and cldr-localenames-full (packages of these names of the npm registry)
  CITIES    cities15000.txt of GeoNames
  ZONEINFO  folder of tzdata's zone.tab and tzdata.zi"""

import pathlib
import sys

from place_names import Zones, cities, listed, load, unique, variants, write

LANGUAGES = ("en de fr es it pt nl pl sv da nb nn fi is et lv lt cs sk sl hr sr sr-Latn bs mk sq hu ro bg el tr ru uk be "
             "ka hy az kk uz ar he fa hi bn ta ur ja zh zh-Hant ko vi th id ms fil sw ca gl eu ga cy mt lb af am my km "
             "lo ne si mn so rw ps tg tk ky dz ti").split()

# Codes that ISO 3166-1 keeps free for use like this.
RESERVED = {"AC": "ASC", "TA": "TAA", "XK": "XKX"}

# What is in use beside the official names; made for Assay.
MORE = {
    "AE": "uae|u a e|emirates|emirates of the gulf|dubai uae|vae", "AR": "argentine|argentine republic",
    "AT": "oesterreich|republik oesterreich|aut", "BA": "bosnia|bosnia herzegovina|bih",
    "BE": "kingdom of belgium|belgie belgique|belgique belgie", "BG": "republic of bulgaria",
    "BN": "brunei darussalam", "BO": "bolivia plurinational state of|plurinational state of bolivia",
    "BR": "federative republic of brazil|bra|brazilian", "BS": "the bahamas", "BY": "belorussia|byelorussia",
    "CA": "can|dominion of canada", "CD": "drc|dr congo|congo kinshasa|zaire|democratic republic of the congo|"
    "congo the democratic republic of the", "CG": "congo brazzaville|republic of the congo|congo",
    "CH": "schweiz suisse svizzera|swiss|swiss confederation|confoederatio helvetica|schweizerische eidgenossenschaft|"
    "helvetia", "CI": "cote divoire|ivory coast", "CN": "prc|peoples republic of china|mainland china|pr china|p r china|"
    "china mainland|china prc", "CV": "cape verde|cabo verde", "CZ": "czech republic|czechia|czech|ceska republika|cr",
    "DE": "brd|frg|bundesrepublik deutschland|federal republic of germany|deutschland germany|allemagne|ger|german",
    "DK": "kingdom of denmark|danmark", "EG": "arab republic of egypt|misr", "ES": "kingdom of spain|espana|esp",
    "FI": "suomi finland|republic of finland", "FM": "micronesia federated states of|federated states of micronesia",
    "FR": "french republic|republique francaise|metropolitan france|france metropolitaine",
    "GB": "uk|u k|great britain|britain|united kingdom of great britain and northern ireland|gt britain|gb uk|uk gb|"
    "united kingdom uk|england uk|england united kingdom|england and wales|gross britannien|ukgb|united kingdom gb|british",
    "GE": "republic of georgia|sakartvelo", "GM": "the gambia", "GR": "hellas|ellada|hellenic republic|ellas",
    "HK": "hong kong|hongkong|hong kong sar|hong kong china|hong kong sar china|hong kong s a r", "HR": "hrvatska",
    "HU": "magyarorszag", "IE": "eire|republic of ireland|ireland republic of|southern ireland|irish republic|roi",
    "IL": "state of israel", "IN": "bharat|republic of india|hindustan", "IR": "iran islamic republic of|persia|islamic republic of iran",
    "IS": "republic of iceland", "IT": "italian republic|repubblica italiana|ita", "JP": "nippon|nihon",
    "KP": "north korea|dprk|korea democratic peoples republic of|democratic peoples republic of korea|korea north",
    "KR": "korea|south korea|republic of korea|korea republic of|korea south|s korea|rok|korea rep|the republic of korea",
    "LA": "lao pdr|lao peoples democratic republic|laos", "LK": "ceylon", "LU": "grand duchy of luxembourg|letzebuerg",
    "LY": "libyan arab jamahiriya", "MD": "moldova republic of|republic of moldova",
    "MK": "macedonia|north macedonia|fyrom|macedonia the former yugoslav republic of|republic of north macedonia",
    "MM": "burma|myanmar burma", "MO": "macau|macao|macao sar|macau sar", "MX": "mejico|estados unidos mexicanos|united mexican states",
    "MY": "federation of malaysia", "NL": "holland|the netherlands|nederlands|netherland|kingdom of the netherlands|nld|"
    "the netherlands holland|niederlande holland|hollande|holanda|olanda", "NO": "kingdom of norway", "NZ": "aotearoa|new zealand aotearoa|nz",
    "PH": "republic of the philippines|the philippines|pinas|phils", "PK": "islamic republic of pakistan", "PL": "rzeczpospolita polska|republic of poland",
    "PS": "palestine|state of palestine|palestine state of|palestinian territory|west bank|gaza", "PT": "portuguese republic",
    "RO": "rumania|roumania", "RS": "republic of serbia", "RU": "russia|russian federation|russian fed|rossiya|rf",
    "SA": "ksa|kingdom of saudi arabia|saudi", "SE": "kingdom of sweden", "SG": "republic of singapore|spore",
    "SI": "republic of slovenia", "SK": "slovak republic|slovakia slovak republic", "SY": "syrian arab republic",
    "SZ": "swaziland|eswatini", "TH": "kingdom of thailand|siam", "TL": "east timor|timor leste",
    "TR": "turkey|turkiye|republic of turkey|tuerkiye", "TT": "trinidad", "TW": "taiwan|republic of china|roc|chinese taipei|taiwan province of china|taiwan roc",
    "TZ": "tanzania united republic of|united republic of tanzania", "UA": "the ukraine",
    "US": "us|usa|u s a|us of a|united states|united states of america|the united states of america|the states|america|"
    "estados unidos|etats unis damerique|vereinigte staaten|vsa|united states usa|usa united states|us usa|eeuu|ee uu|eua|stati uniti damerica|unites states|united state|american",
    "VA": "holy see|vatican|vatican city state|holy see vatican city state", "VC": "saint vincent",
    "VE": "venezuela bolivarian republic of|bolivarian republic of venezuela", "VG": "virgin islands british",
    "VI": "virgin islands us|us virgin islands|usvi", "VN": "viet nam|socialist republic of viet nam|vietnam",
    "XK": "kosova", "ZA": "rsa|republic of south africa|suedafrika|s africa",
}


def names(cldr):
    found, english = {}, {}
    for language in LANGUAGES:
        path = pathlib.Path(cldr, "cldr-localenames-full", "main", language, "territories.json")
        if not path.exists():
            continue
        for code, name in load(path)["main"][language]["localeDisplayNames"]["territories"].items():
            if len(code.split("-")[0]) == 2:
                found.setdefault(code[:2], []).append(name)
                if language == "en" and len(code) == 2:
                    english[code] = name
    return found, english


def main():
    cldr, cities_path, zoneinfo, output, date = sys.argv[1:]
    zones, people = Zones(zoneinfo), {}
    for city in cities(cities_path):
        zone = zones.current(city["zone"])
        of_country = people.setdefault(city["country"], {})
        of_country[zone] = of_country.get(zone, 0) + int(city["population"])
    codes = load(pathlib.Path(cldr, "cldr-core", "supplemental", "codeMappings.json"))["supplemental"]["codeMappings"]
    called, english = names(cldr)
    taken, rows = {}, []
    own = {form: code for code, name in english.items() for form in variants(name)}
    own.update({name: code for code, more in MORE.items() for name in listed(more)})
    for code in sorted(called):
        alpha3 = codes.get(code, {}).get("_alpha3") or RESERVED.get(code, "")
        if code in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "CP", "DG", "CQ", "EA", "IC") or not alpha3:
            continue
        have = zones.of_country.get("SH" if code in ("AC", "TA") else code, [])
        zone = have[0] if len(have) == 1 else zones.shared(people.get(code, {}), 0.9)
        mine = [form for name in called[code] for form in variants(name)] + listed(MORE.get(code, ""))
        for name in unique(mine):
            taken.setdefault(name, set()).add(code)
        rows.append([code, alpha3, english[code], zone, unique(mine)])
    for row in rows:
        # A name that two countries have in two languages says nothing, unless we know better.
        row[4] = "|".join(name for name in row[4]
                          if own.get(name) == row[0]
                          or len(taken[name]) == 1 and (len(name) > 3 or not name.isascii() and len(name) > 1))
    write(output, {
        "title": "Countries, what people call them in many languages, and the time zone of nine in ten of their people",
        "date": date,
        "licence": "Unicode-3.0 (names), CC-BY-4.0 (population), public domain (time zones)",
        "source": "Unicode CLDR (npm cldr-core and cldr-localenames-full 48.2.0), GeoNames cities15000, IANA tzdata; "
                  "names in everyday use by the makers of Assay",
        "columns": "country alpha3 name zone names",
    }, sorted(rows))


main()
