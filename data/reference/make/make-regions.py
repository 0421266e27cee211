#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes regions.tsv: the subdivisions of ISO 3166-2, what people call them, and their time zone where it is
not the country's.

Usage: make-regions.py CLDR ISO CITIES ADMIN1 COUNTRIES ZONEINFO OUTPUT DATE
  CLDR       folder with cldr-core and cldr-subdivisions-full (packages of these names of the npm registry)
  ISO        2.js of the npm package iso-3166
  CITIES     cities15000.txt of GeoNames
  ADMIN1     admin1Codes.txt of GeoNames
  COUNTRIES  countries.tsv, as make-countries.py wrote it
  ZONEINFO   folder of tzdata's zone.tab and tzdata.zi"""

import pathlib
import re
import sys

from place_names import Zones, cities, listed, load, unique, variants, write
from regions_of_geonames import Regions

LANGUAGES = "en de fr es it pt nl pl sv ca eu cs da fi nb hu ro ru uk ja zh ko tr el".split()

# Countries of their own, which ISO 3166-2 also lists under another.
COUNTRIES_TOO = set("US-AS US-GU US-MP US-PR US-UM US-VI CN-HK CN-MO CN-TW FR-BL FR-GF FR-GP FR-MF FR-MQ FR-NC FR-PF FR-PM "
                    "FR-RE FR-TF FR-WF FR-YT FR-971 FR-972 FR-973 FR-974 FR-976 NL-AW NL-BQ1 NL-BQ2 NL-BQ3 NL-CW NL-SX NO-21 NO-22 FI-01".split())

# Groups of divisions, by the names of the whole.
GROUPS = set("GB-GBN GB-UKM GB-EAW".split())

# What is in use beside the official names, abbreviations that are not the code's, and names in other
# languages; made for Assay.
MORE = {
    "AT-1": "burgenland", "AT-2": "carinthia", "AT-3": "lower austria", "AT-4": "upper austria", "AT-6": "styria",
    "AT-7": "tyrol|tirol", "AT-9": "vienna", "AU-ACT": "canberra act", "AU-NSW": "new south wales australia",
    "AU-QLD": "qld", "AU-TAS": "tassie", "AU-VIC": "vic", "BE-BRU": "brussels region|region de bruxelles capitale|bruxelles capitale",
    "BE-VLG": "flanders|flandern|flandres|vlaanderen", "BE-WAL": "wallonia|wallonie|wallonien",
    "BR-DF": "federal district brazil", "BR-RJ": "rio", "BR-SP": "sao paulo state|estado de sao paulo|sp",
    "CA-BC": "bc", "CA-NL": "newfoundland|labrador", "CA-ON": "ont", "CA-PE": "pei|prince edward isl",
    "CA-QC": "quebec|pq|que", "CH-BE": "kanton bern|canton of berne", "CH-GE": "canton de geneve", "CH-VD": "waadt|canton de vaud",
    "CH-ZH": "kanton zurich|canton of zurich", "CH-TI": "tessin", "CH-VS": "wallis",
    "DE-BB": "brandenburg", "DE-BW": "baden wurttemberg|baden wuerttemberg|bawu|bawue|wurttemberg|bade wurtemberg",
    "DE-BY": "bavaria|bayern|baviere|baviera|beieren|freistaat bayern", "DE-HE": "hesse|hessen|hesse allemagne|assia",
    "DE-MV": "mecklenburg western pomerania|mecklenburg west pomerania|mecklenburg vorpommern|meck pomm|mecklenburg",
    "DE-NI": "lower saxony|niedersachsen|basse saxe|nds", "DE-NW": "north rhine westphalia|northrhine westphalia|nordrhein westfalen|nrw|"
    "rhenanie du nord westphalie|renania del norte westfalia", "DE-RP": "rhineland palatinate|rheinland pfalz|rlp|rhenanie palatinat|renania palatinado",
    "DE-SL": "saarland|sarre", "DE-SN": "saxony|sachsen|saxe|sajonia|sassonia|freistaat sachsen",
    "DE-ST": "saxony anhalt|sachsen anhalt", "DE-TH": "thuringia|thuringen|thueringen|thuringe|turingia",
    "ES-AN": "andalusia|andalusien|andalousie", "ES-CT": "catalonia|katalonien|catalogne|catalogna|catalunya|cataluna",
    "ES-IB": "balearic islands|balearen|mallorca|majorca|ibiza", "ES-CN": "canary islands|kanarische inseln|kanaren|tenerife|gran canaria",
    "ES-MD": "community of madrid|comunidad de madrid", "ES-PV": "basque country|baskenland|pays basque|euskadi|pais vasco",
    "ES-VC": "valencian community|comunidad valenciana|comunitat valenciana",
    "FR-ARA": "auvergne rhone alpes|rhone alpes|auvergne", "FR-BFC": "bourgogne franche comte|burgundy|bourgogne|franche comte|burgund",
    "FR-BRE": "brittany|bretagne|bretana", "FR-CVL": "centre val de loire|centre val de loire region", "FR-20R": "corsica|corse|korsika",
    "FR-GES": "grand est|alsace|elsass|lorraine|champagne ardenne|lothringen", "FR-HDF": "hauts de france|nord pas de calais|picardie|picardy",
    "FR-IDF": "ile de france|paris region|region parisienne|idf|grand paris", "FR-NAQ": "nouvelle aquitaine|aquitaine|limousin|poitou charentes",
    "FR-NOR": "normandy|normandie|haute normandie|basse normandie", "FR-OCC": "occitanie|occitania|languedoc roussillon|midi pyrenees|languedoc",
    "FR-PAC": "provence alpes cote d azur|provence alpes cote dazur|paca|provence|cote dazur|french riviera",
    "FR-PDL": "pays de la loire", "GB-ENG": "england|inglaterra|angleterre|inghilterra|engeland|anglia|south east england|home counties",
    "GB-NIR": "northern ireland|nordirland|irlande du nord|ni|ulster", "GB-SCT": "scotland|schottland|ecosse|escocia|scozia|schotland|alba",
    "GB-WLS": "wales|cymru|pays de galles|gales|galles", "IN-DL": "delhi ncr|ncr|nct|national capital region|new delhi ncr|nct of delhi",
    "IN-KA": "karnataka india", "IN-MH": "maharashtra india", "IN-TN": "tamilnadu", "IN-OD": "orissa|odisha", "IN-UK": "uttaranchal|uttarakhand", "IN-JK": "kashmir",
    "IN-PY": "pondicherry", "IT-25": "lombardy|lombardei|lombardie|lombardia", "IT-21": "piedmont|piemont|piemonte",
    "IT-52": "tuscany|toskana|toscane|toscana", "IT-62": "latium|lazio|latium italy", "IT-75": "apulia|puglia|apulien", "IT-82": "sicily|sizilien|sicile|sicilia",
    "IT-88": "sardinia|sardinien|sardaigne|sardegna", "IT-32": "south tyrol|sudtirol|suedtirol|alto adige|trentino",
    "MX-CMX": "cdmx|ciudad de mexico|mexico city|df|d f|distrito federal", "MX-NLE": "nuevo leon|nl", "MX-JAL": "jal", "MX-MEX": "edomex|estado de mexico|state of mexico",
    "NL-NB": "noord brabant|north brabant|brabant", "NL-NH": "noord holland|north holland", "NL-ZH": "zuid holland|south holland",
    "NL-FR": "fryslan|friesland", "NO-03": "oslo", "PL-14": "masovia|mazowsze|mazowieckie|masovian voivodeship", "PL-12": "malopolska|malopolskie",
    "PL-02": "dolny slask|dolnoslaskie|lower silesian voivodeship", "PL-24": "slask|slaskie|silesian voivodeship",
    "PL-30": "wielkopolska|wielkopolskie", "PL-22": "pomorskie|pomeranian voivodeship", "PL-32": "west pomeranian voivodeship|zachodniopomorskie",
    "PL-18": "subcarpathian voivodeship|podkarpackie", "PL-28": "warmian masurian voivodeship|warminsko mazurskie", "PL-26": "swietokrzyskie",
    "CZ-10": "prague|praha|prag", "BG-22": "sofia capital", "KR-42": "gangwon do", "AR-C": "caba|capital federal|ciudad autonoma de buenos aires|buenos aires fd",
    "CO-DC": "bogota d c|bogota dc", "CN-NM": "inner mongolia", "IQ-BG": "mayorality of baghdad|baghdad", "DO-01": "nacional|distrito nacional",
    "ES-CL": "castille and leon|castilla y leon|castile and leon", "ES-CM": "castille la mancha|castilla la mancha", "ID-YO": "daerah istimewa yogyakarta|jogja",
    "UA-14": "donetsk", "UA-12": "dnipropetrovsk|dnipro", "UA-63": "kharkiv|kharkov", "UA-09": "luhansk", "UA-51": "odessa|odesa", "UA-23": "zaporizhia",
    "UA-46": "lviv|lvov", "UA-32": "kiev|kyiv oblast", "UA-30": "kyiv city|misto kyyiv", "UA-53": "poltava", "UA-68": "khmelnytskyi", "UA-48": "mykolaiv",
    "UA-59": "sumy", "UA-71": "cherkasy", "UA-05": "vinnytsia", "UA-61": "ternopil", "UA-56": "rivne", "UA-74": "chernihiv", "UA-65": "kherson",
    "UA-18": "zhytomyr", "UA-35": "kirovohrad", "UA-26": "ivano frankivsk", "RU-NIZ": "nizjnij novgorod|nizhny novgorod", "RU-VOR": "voronezj|voronezh",
    "RU-KHM": "khanty mansiyskiy avtonomnyy okrug", "RU-YAR": "jaroslavl|yaroslavl", "RU-TYU": "tjumen|tyumen", "RU-UD": "udmurtiya", "RU-BRY": "brjansk",
    "RU-CU": "chuvashia", "RU-RYA": "rjazan|ryazan", "KE-30": "nairobi area|nairobi", "KZ-75": "almaty|almaty qalasy", "UZ-TK": "toshkent shahri|tashkent", "RU-MOW": "moscow", "RU-SPE": "saint petersburg|spb",
    "SE-AB": "stockholms lan|stockholm county", "SE-M": "skane|skane lan", "SE-O": "vastra gotaland|vastra gotalands lan",
    "US-CA": "cali|calif|kalifornien|californie|norcal|socal|northern california|southern california",
    "US-DC": "district of columbia|washington dc|washington d c|dc|d c", "US-FL": "fla|floride|florida usa", "US-HI": "hawai", "US-IL": "ill",
    "US-MA": "mass", "US-NY": "new york state|ny state|upstate new york|ny", "US-PA": "penn|penna", "US-TX": "tex|texas usa", "US-WA": "washington state|wash",
    "US-NM": "nouveau mexique|nuevo mexico", "US-NC": "caroline du nord|north carolina usa", "US-VA": "virginie|nova", "US-GA": "georgia usa|ga usa",
    "ZA-GP": "gauteng", "ZA-FS": "orange free state", "ZA-KZN": "kzn|kwazulu natal|natal", "ZA-WC": "western cape|kapstadt region", "AE-DU": "dubai", "AE-AZ": "abu dhabi",
}


def iso_names(path, containment):
    """Code: (parent, name) of the npm package; parents rather by CLDR, where it has them."""
    found, parents = {}, {}
    for parent, entry in load(containment)["supplemental"]["subdivisionContainment"].items():
        for code in entry["_contains"]:
            parents[f"{code[:2]}-{code[2:]}".upper()] = (f"{parent[:2]}-{parent[2:]}" if parent[2:] else parent).upper()
    for entry in re.findall(r"\{([^{}]*)\}", pathlib.Path(path).read_text(encoding="utf-8")):
        values = dict(re.findall(r"(code|name|parent): (?:'((?:[^'\\]|\\.)*)'|\"[^\"]*\")", entry))
        double = dict(re.findall(r"(code|name|parent): \"([^\"]*)\"", entry))
        values.update(double)
        if "code" in values:
            found[values["code"]] = (parents.get(values["code"], values.get("parent", "")), values.get("name", "").replace("\\'", "'"))
    return found


def cldr_names(cldr):
    found = {}
    for language in LANGUAGES:
        path = pathlib.Path(cldr, "cldr-subdivisions-full", "subdivisions", language, language + ".json")
        if path.exists():
            names = load(path)["subdivisions"]["localeDisplayNames"]["subdivisions"]
            for code, name in names.items():
                found.setdefault(f"{code[:2]}-{code[2:]}".upper(), []).append(name)
    return found


def main():
    cldr, iso_path, cities_path, admin1, countries, zoneinfo, output, date = sys.argv[1:]
    iso, called, zones = iso_names(iso_path, pathlib.Path(cldr, "cldr-core", "supplemental", "subdivisionContainment.json")), cldr_names(cldr), Zones(zoneinfo)
    of_country = {row.split("\t")[0]: row.split("\t")[3]
                  for row in pathlib.Path(countries).read_text(encoding="utf-8").splitlines() if row[0] != "#"}
    regions, people, geonames = Regions(iso, called, MORE, admin1), {}, {}
    for city in cities(cities_path):
        region = regions.find(city["country"], city["region"])
        if region:
            zone = zones.current(city["zone"])
            of_region = people.setdefault(region, {})
            of_region[zone] = of_region.get(zone, 0) + int(city["population"])
            geonames.setdefault(region, set()).add(regions.name(city["country"], city["region"]))
    rows = []
    for code in sorted(set(iso) | set(called)):
        country, parent = code[:2], iso.get(code, ("", ""))[0]
        if code in COUNTRIES_TOO | GROUPS or country not in of_country or code not in iso:
            continue
        names = called.get(code, []) + [iso[code][1]] + sorted(geonames.get(code, ()))
        folded = [form for name in names for form in variants(re.sub(r" ?\[.*?\]|\*", "", name))]
        folded += listed(MORE.get(code, ""))
        # Of "Oblast Moskau" and "Kent County" people say the half.
        folded += [regions.plain(form) for form in folded]
        zone = zones.shared(people.get(code, {}), 0.6)
        if zone == of_country[country] or of_country[country] and zone \
                and zones.clock(zone) == zones.clock(of_country[country]):
            zone = ""
        rows.append([code, "" if len(parent) == 2 else parent, (called.get(code) or [iso[code][1]])[0], zone,
                     "|".join(unique(folded))])
    write(output, {
        "title": "Subdivisions of countries (ISO 3166-2), what people call them, and time zones other than the country's",
        "date": date,
        "licence": "Unicode-3.0 and MIT (codes, names), CC-BY-4.0 (population), public domain (time zones)",
        "source": "Unicode CLDR (npm cldr-subdivisions-full 48.2.0), npm iso-3166 4.4.0, GeoNames cities15000 and "
                  "admin1Codes, IANA tzdata; names in everyday use by the makers of Assay",
        "columns": "region parent name zone names",
    }, rows)


main()
