#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes legal-forms.tsv out of GLEIF's list of entity legal forms (ISO 20275).

    python3 data/reference/make/legal-forms.py ISO-20275-2026-02-19.csv > data/reference/legal-forms.tsv
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict

# How a form is written in the end; the key is its letters alone.
SPELLED = """
GmbH; AG; KG; OHG; UG; GbR; eG; e.V.; e.K.; KGaA; SE; PartG; PartG mbB; gGmbH; mbH; GmbH & Co. KG; GmbH & Co. KGaA;
AG & Co. KG; AG & Co. KGaA; UG & Co. KG; SE & Co. KG; SE & Co. KGaA; GmbH & Co. OHG; Stiftung & Co. KG;
UG (haftungsbeschränkt); Inc.; Corp.; Co.; Ltd; LLC; LLP; LP; PLC; PLLC; P.C.; PC; Pty Ltd; Pte Ltd; Pvt Ltd; Co., Ltd.;
S.A.; SAS; SASU; SARL; EURL; SNC; SCA; SCI; SELARL; S.r.l.; S.r.l.s.; S.p.A.; S.a.s.; S.n.c.; S.L.; S.L.U.; S.A.U.; Lda.; Ltda.;
EIRELI; B.V.; N.V.; BVBA; V.O.F.; C.V.; Oy; Oyj; AB; AS; ASA; A/S; ApS; I/S; K/S; ehf.; hf.; Sp. z o.o.; Sp. k.; Sp. j.; S.A. de C.V.;
S. de R.L. de C.V.; S.A.P.I. de C.V.; s.r.o.; a.s.; d.o.o.; d.d.; j.d.o.o.; Kft.; Zrt.; Nyrt.; Bt.; S.R.L.; S.C.A.; EOOD; OOD; AD; A.Ş.; Ltd. Şti.;
OOO; OAO; ZAO; PAO; UAB; SIA; OÜ; MB; Sdn Bhd; Bhd; PT; Tbk; K.K.; G.K.; S.C.; E.I.R.L.; S.A.C.; S.A.S. de C.V.; Limitada
"""
COUNTRY_OF = {  # where one country has nearly all of the companies of that form
    "GmbH": "DE", "GmbH & Co. KG": "DE", "UG": "DE", "UG (haftungsbeschränkt)": "DE", "KGaA": "DE", "GmbH & Co. KGaA": "DE",
    "AG & Co. KG": "DE", "UG & Co. KG": "DE", "SE & Co. KG": "DE", "SE & Co. KGaA": "DE", "e.K.": "DE", "OHG": "DE",
    "gGmbH": "DE", "LLC": "US", "S.p.A.": "IT", "B.V.": "NL", "Pty Ltd": "AU", "Pte Ltd": "SG", "Pvt Ltd": "IN",
    "Sdn Bhd": "MY", "Bhd": "MY", "S.A. de C.V.": "MX", "S. de R.L. de C.V.": "MX", "Sp. z o.o.": "PL", "Oy": "FI", "Oyj": "FI",
    "AB": "SE", "ASA": "NO", "ApS": "DK", "A/S": "DK", "SAS": "FR", "SASU": "FR", "SARL": "FR", "EURL": "FR", "SNC": "FR", "SCI": "FR",
    "Lda.": "PT", "Ltda.": "BR", "EIRELI": "BR", "S.L.": "ES", "S.L.U.": "ES", "Kft.": "HU", "Zrt.": "HU", "Nyrt.": "HU", "A.Ş.": "TR",
    "Ltd. Şti.": "TR", "UAB": "LT", "SIA": "LV", "OÜ": "EE", "BVBA": "BE", "OOO": "RU", "ООО": "RU", "ПАО": "RU", "ЗАО": "RU", "K.K.": "JP",
    "株式会社": "JP", "有限会社": "JP", "合同会社": "JP", "주식회사": "KR", "유한회사": "KR", "PT": "ID", "Tbk": "ID", "EOOD": "BG", "OOD": "BG",
    "股份有限公司": "CN", "有限责任公司": "CN", "ehf.": "IS", "hf.": "IS", "ТОВ": "UA", "S.A.S. de C.V.": "MX", "S.A.P.I. de C.V.": "MX",
    "s.r.o.": "CZ", "S.n.c.": "IT", "S.r.l.s.": "IT", "PLLC": "US",
}
MORE = {  # spellings beside those of the list
    "GmbH & Co. KG": ["GmbH & Co KG", "GmbH & Cie. KG", "GmbH und Co. KG", "GmbH u. Co. KG", "GmbH+Co. KG", "GmbH & Co.", "mbH & Co. KG",
                      "GmbH u Co KG", "GmbH & Co. Kommanditgesellschaft", "GmbH Co KG", "Ges.m.b.H. & Co. KG", "GesmbH & Co KG"],
    "GmbH & Co. KGaA": ["GmbH und Co. KGaA"], "AG & Co. KG": ["AG und Co. KG"], "AG & Co. KGaA": ["AG und Co. KGaA"],
    "UG & Co. KG": ["UG (haftungsbeschränkt) & Co. KG", "UG und Co. KG"], "SE & Co. KG": ["SE und Co. KG"],
    "SE & Co. KGaA": ["SE und Co. KGaA"], "GmbH & Co. OHG": ["GmbH und Co. OHG"], "Stiftung & Co. KG": [],
    "UG (haftungsbeschränkt)": ["UG haftungsbeschränkt", "UG (haftungsbeschraenkt)", "UG (h.b.)", "Unternehmergesellschaft (haftungsbeschränkt)"],
    "GmbH": ["G.m.b.H.", "Ges.m.b.H.", "GesmbH", "gesellschaft mbH", "GmbH Wirtschaftsprüfungsgesellschaft", "GmbH Steuerberatungsgesellschaft", "GmbH Rechtsanwaltsgesellschaft", "Gesellschaft m.b.H.", "Gesellschaft mit beschränkter Haftung"],
    "mbH": ["m.b.H."], "gGmbH": ["gemeinnützige GmbH"], "AG": ["Aktiengesellschaft"], "KG": ["Kommanditgesellschaft"], "e.K.": ["e.Kfm.", "e.Kfr.", "eingetragener Kaufmann"],
    "e.V.": ["eingetragener Verein"], "OHG": ["oHG", "offene Handelsgesellschaft"], "GbR": ["Gesellschaft bürgerlichen Rechts", "GdbR"],
    "eG": ["e.G.", "eingetragene Genossenschaft"], "KGaA": ["Kommanditgesellschaft auf Aktien"],
    "Inc.": ["Incorporated", "Incorporation"], "Corp.": ["Corporation"], "Co.": ["Company", "& Co.", "& Company", "and Company", "and Co", "& Cie", "et Cie", "& C.", "Compagnie"],
    "Ltd": ["Limited", "Ltd.", "Ltd Co", "Limited Company"], "Co., Ltd.": ["Co Ltd", "Company Limited", "Co. Limited", "Company Ltd", "Public Co. Ltd.", "Public Company Limited"],
    "LLC": ["L.L.C.", "Limited Liability Company", "Ltd. Liability Co."], "LLP": ["Limited Liability Partnership"], "LP": ["Limited Partnership"],
    "PLC": ["Public Limited Company", "P.L.C."], "PLLC": ["P.L.L.C."], "P.C.": ["Professional Corporation"],
    "Pty Ltd": ["Pty. Ltd.", "Pty Limited", "Proprietary Limited", "(Pty) Ltd", "Pty"], "Pte Ltd": ["Pte. Ltd.", "Pte Limited", "Private Limited Singapore"],
    "Pvt Ltd": ["Pvt. Ltd.", "Private Limited", "P Ltd", "(P) Ltd", "Pvt Limited", "Private Ltd", "(Pvt) Ltd"],
    "S.A.": ["SA", "Société Anonyme", "Sociedad Anónima", "Sociedade Anónima", "S/A", "Soc. An."], "SAS": ["S.A.S.", "Société par actions simplifiée"],
    "SARL": ["S.à r.l.", "S.a.r.l.", "Sàrl", "Société à responsabilité limitée"], "S.r.l.": ["Srl", "Società a responsabilità limitata", "a r.l.", "s.r.l. unipersonale"],
    "S.p.A.": ["SpA", "Società per azioni"], "S.L.": ["SL", "Sociedad Limitada", "S.L", "S.R.L. España"], "S.Coop.": ["S. Coop.", "Soc. Coop.", "Società cooperativa"], "ASBL": ["VZW"], "S.L.U.": ["SLU", "Sociedad Limitada Unipersonal"], "S.A.U.": ["SAU"],
    "Lda.": ["Lda", "Limitada Lda", "Unipessoal Lda"], "Ltda.": ["Ltda", "Limitada", "Ltda ME", "Ltda - ME", "Ltda EPP"], "EIRELI": ["EIRELI ME"],
    "B.V.": ["BV", "Besloten vennootschap"], "N.V.": ["NV", "Naamloze vennootschap"], "V.O.F.": ["VOF"], "C.V.": [], "BVBA": ["B.V.B.A.", "SPRL"],
    "Oy": ["Osakeyhtiö", "Oy Ab", "Oy Ltd"], "Oyj": ["Oyj Abp", "Abp"], "AB": ["Aktiebolag", "Aktiebolaget", "AB (publ)"], "AS": ["Aksjeselskap"], "A/S": ["Aktieselskab"], "ApS": ["Anpartsselskab"],
    "Sp. z o.o.": ["Sp z oo", "Sp. z o. o.", "Spółka z o.o.", "Spółka z ograniczoną odpowiedzialnością", "spzoo", "Sp. z oo sp. k.", "Sp. z o.o. Sp. k."],
    "S.A. de C.V.": ["SA de CV"], "S. de R.L. de C.V.": ["S de RL de CV", "S. de R.L."], "S.A.P.I. de C.V.": ["SAPI de CV"],
    "s.r.o.": ["spol. s r.o.", "spol. s r. o.", "spoločnosť s ručením obmedzeným", "společnost s ručením omezeným"], "a.s.": ["akciová společnost"], "d.o.o.": ["doo"],
    "d.d.": [], "Kft.": ["Korlátolt Felelősségű Társaság"], "Zrt.": [], "Nyrt.": [], "A.Ş.": ["Anonim Şirketi", "AŞ"], "Ltd. Şti.": ["Ltd Sti", "Limited Şirketi", "San. ve Tic. Ltd. Şti.", "San. ve Tic. A.Ş.", "Tic. Ltd. Şti."],
    "Sdn Bhd": ["Sdn. Bhd.", "Sendirian Berhad"], "Bhd": ["Berhad"], "Tbk": ["Tbk."], "K.K.": ["Kabushiki Kaisha", "Kabushiki Gaisha"], "G.K.": ["Godo Kaisha"],
    "SE": ["Societas Europaea"], "S.C.": [], "ООО": [], "ОАО": [], "ЗАО": [], "ПАО": [], "АО": [], "ТОВ": [], "ИП": [], "ФОП": [], "ПрАТ": [],
    "בע״מ": ["בע\"מ", "בעמ"], "Est.": ["FZE", "FZCO", "FZ LLC", "FZ-LLC", "DMCC", "WLL", "W.L.L.", "FZC"],
    "CC": [], "NPC": [], "SAL": ["S.A.L."], "SNC": [], "SCI": [], "SASU": [], "EURL": [], "HF": [], "eGbR": [], "PartG mbB": ["Part mbB"], "S.A.C.": ["SAC"], "E.I.R.L.": ["EIRL"],
    "I.K.E.": ["IKE"], "A.E.": ["AE"], "Ε.Π.Ε.": [], "Α.Ε.": [], "Jsc": ["JSC", "PJSC", "OJSC", "CJSC", "Joint Stock Company"], "Cía. Ltda.": ["Cia Ltda"], "C.A.": ["CA"],
}
FIRST = ["PT", "OOO", "OAO", "ZAO", "PAO", "AO", "ООО", "ОАО", "ЗАО", "ПАО", "АО", "ТОВ", "ФОП", "ПрАТ", "ИП", "UAB", "AB", "SIA", "AS", "OÜ", "SARL", "SAS", "EURL", "SCI",
         "SNC", "SELARL", "A/S", "SC", "Firma", "Fa.", "CV", "UD", "شركة", "Oy", "AD", "EOOD", "OOD", "MB", "K.K."]
AFFIXES = ["株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人", "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "주식회사", "유한회사", "유한책임회사"]
COUNTRIES = """
Deutschland; Germany; Österreich; Austria; Schweiz; Suisse; Svizzera; Switzerland; France; Frankreich; España; Spain; Spanien; Italia; Italy; Italien; Portugal;
Brasil; Brazil; Nederland; Netherlands; Niederlande; Belgium; België; Belgique; Belgien; Luxembourg; UK; U.K.; United Kingdom; Great Britain; England; Ireland; USA; U.S.A.;
US; U.S.; United States; America; Canada; Mexico; México; Polska; Poland; Polen; Czech Republic; Czechia; Česko; Slovakia; Hungary; Magyarország; Romania; România; Bulgaria; Greece;
Türkiye; Turkey; Türkei; Russia; Ukraine; Sweden; Sverige; Schweden; Norway; Norge; Denmark; Danmark; Dänemark; Finland; Suomi; India; China; Japan; Korea; Singapore; Malaysia;
Thailand; Indonesia; Vietnam; Philippines; Hong Kong; Taiwan; Australia; New Zealand; South Africa; Israel; UAE; Dubai; Saudi Arabia; Egypt; Nigeria; Kenya; Argentina; Chile; Colombia;
Peru; EMEA; APAC; DACH; LATAM; Europe; Europa; Nordic; Nordics; Benelux; International; Global; Worldwide; HQ; Headquarters; Zentrale; Head Office
"""
# Words that names are made of, too; and forms that are no company's.
NEVER = set("""
company trust bank fund association foundation cooperative coop club union society institute church group holding partnership branch office the and
of est ag und in an am do da de la le en es is it to no so me my we us be by or if on at as pa ma na ne ni no nu va ve vi bo ba bi se co sp ps pp ip io
ei ee ep ga gp jo js ka ko ks kb ky ll lo lu md me mi mk mo ms nk nr of oe op os ow ph pi pl pm po pr pt ra rc re ri ro rt ru sc sd sf sh sk si sm sn so sr ss st su
su sv sz ta te ti tk tm tn to tp ts uk un up ur usa vs war wsp za zo zp zs fi fa ii iii iv kom dao fc ic ec ao dc lc ct cu ed cb cp cs cl ck ft fe fo gf gk hb hs il kd kk
spa club stg ver fond bank fonds stiftung verein ong ngo dba self enterprise establishment entity state municipal public private individual sole trader agency
""".split())
SHORT = set("sa ag ab as oy nv bv kg se sl hf dd ug sc lp pc co ao ад оо ae cc ca kk pt".split())
KEYWORDS = re.compile(
    r"limited|liability|haftung|aktien|société|sociedad|società|sociedade|societate|spółka|společnost|spoločnosť|društvo|delniška|dioničko|akciové|akciová|"
    r"bendrovė|sabiedrība|osaühing|aktsiaselts|vennootschap|aksjeselskap|aktiebolag|osakeyhtiö|anparts|aktiesel|részvény|felelősségű|berhad|kaisha", re.I)


def plain(text):
    text = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    return re.sub(r"[^\w]+", "", "".join(c for c in text if not unicodedata.combining(c)))


def stands_at_the_end(term, key):
    """Whether an abbreviation that is not among ours is one that companies write behind their name."""
    if len(key) < 3 or len(key) > 12:
        return len(key) == 2 and key in SHORT
    if " " in term:
        return sum("." in word for word in term.split()) >= 2
    return "." in term or "/" in term or (term.isalpha() and not term.islower() and not term.istitle())


def main(path):
    spelled = {plain(s): s.strip() for s in SPELLED.split(";")}
    terms = defaultdict(dict)  # form → the spellings, in order
    countries = defaultdict(set)
    place_of = {}

    written_out = {r"\bpublic (limited )?company|public.*limited by shares": "PLC", r"\blimited liability company": "LLC",
                   r"\blimited (liability )?partnership": "LP", r"private.*(company|limited)|company limited by": "Ltd", r"\bcorporation\b": "Corp.",
                   r"soci[eé]t[eé] anonyme": "S.A.", r"responsabilit[eé] limit[eé]e": "SARL", r"sociedad an[oó]nima": "S.A.",
                   r"responsabilidad limitada": "S.R.L."}

    def add(form, term, country=None):
        term = re.sub(r"\s+", " ", term.strip(" ,\t\n"))
        if term:
            terms[form][term] = True
        if country:
            countries[form].add(country)

    for form, others in MORE.items():
        for term in [form] + others:
            add(form, term)
            place_of[plain(term)] = form
    for form in spelled.values():
        add(form, form)
        place_of.setdefault(plain(form), form)
    ours = set(place_of.values())
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) < 13 or len(row[2]) != 2 or row[1].startswith("Country"):
                continue
            country, name, latin = row[2], row[5], row[8]
            short = [a.strip() for a in re.split(r"[;,]", row[9] + ";" + row[10]) if a.strip()]
            short = [a for a in short if len(a) <= 24 and len(a.split()) <= 5]
            form = None
            for a in short:
                key = plain(a)
                known = place_of.get(key)
                if known is None and (key in NEVER or not stands_at_the_end(a, key)):
                    continue
                form = form or known or a
                place_of.setdefault(key, known or a)
                add(known or a, a, country)
            for full in {name, latin}:
                words = full.split()
                if form and 2 <= len(words) <= 8 and KEYWORDS.search(full) and plain(full) not in place_of:
                    place_of[plain(full)] = form
                    add(form, full.replace(";", " "))
                if plain(full) in place_of:
                    countries[place_of[plain(full)]].add(country)
                else:
                    for known in written_out:
                        if re.search(known, full, re.I):
                            countries[written_out[known]].add(country)
    print("# title: Legal forms of companies, how they are written, and where")
    print("# date: " + re.search(r"\d{4}-\d\d-\d\d", path).group())
    print("# licence: GLEIF Entity Legal Forms Code List, open data (CC0 1.0); spellings beside it made for Assay, GPL-3.0-or-later")
    print("# source: https://www.gleif.org/en/about-lei/code-lists/iso-20275-entity-legal-forms-code-list")
    print("# columns: place form country countries terms")
    print("# place: where it stands in the name; “weak” ones count in capitals or with dots alone; “affix” is joined to it, “country” rows are tails that are no part of a name")
    print("# country: the one that the form tells; countries: all that have it; terms: separated by “;”")
    for form in sorted(terms, key=lambda f: (f not in ("AS", "A/S"), f.casefold(), f)):
        where = sorted(countries[form])
        one = COUNTRY_OF.get(form) or (where[0] if len(where) == 1 else "")
        weak = form not in ours
        written = []
        for term in terms[form]:
            for spelling in (term, term.replace(".", " ").replace("/", " ")):
                if spelling.strip() and spelling.strip() not in written:
                    written.append(spelling.strip())
        print("\t".join(["weak" if weak else "end", form, one, " ".join(where), "; ".join(re.sub(r"\s+", " ", w).replace("|", " ") for w in written)]))
    for form in FIRST:
        known = form if form in terms else place_of.get(plain(form), form)
        print("\t".join(["start", known, COUNTRY_OF.get(known, ""), " ".join(sorted(countries[known])), form]))
    for form in AFFIXES:
        print("\t".join(["affix", form, COUNTRY_OF.get(form, ""), "", form]))
    print("\t".join(["country", "", "", "", "; ".join(c.strip() for c in COUNTRIES.split(";"))]))


if __name__ == "__main__":
    main(sys.argv[1])
