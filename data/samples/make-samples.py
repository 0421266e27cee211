#!/usr/bin/env python3
# SPDX-License-Identifier: CC0-1.0
"""Make the sample files that ship with Assay. This script is their source.

    python3 data/samples/make-samples.py [FOLDER]

It uses the standard library only and one fixed seed, so it writes the same bytes each time.
People, companies and numbers are invented: the domains of addresses end in -sample.com, which nobody has, and phone
numbers lie in ranges that the regulators of their countries keep free for fiction. How the
outcomes come about is described in README.md.
"""

import csv
import datetime as dt
import io
import json
import math
import pathlib
import random
import sys
import unicodedata

from sample_words import (
    PEOPLE, COMPANY_FIRST, COMPANY_SECOND, LEGAL_FORM, INDUSTRIES, SOURCES, ROLES, LOCAL_ROLES,
    TOOLS, EMPLOYEES, SIZE_PULL, CAMPAIGNS, BIOS, NOTES_PLAIN, NOTES_HARD)

SEED = 20261115
TODAY = dt.datetime(2026, 11, 15, 9, 0, 0)
LEADS = 480  # before the duplicates are added
DUPLICATES = 20  # 4 %


def pick(rng, table):
    """A key of a table whose values start with a share."""
    keys = list(table)
    return rng.choices(keys, [table[key][0] for key in keys])[0]


def ascii_fold(text):
    """The way a name is written in an address: ö becomes oe, é becomes e."""
    for char, plain in (("ö", "oe"), ("ä", "ae"), ("ü", "ue"), ("å", "a"), ("ß", "ss")):
        text = text.replace(char, plain).replace(char.upper(), plain.capitalize())
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(char for char in text if char.isalnum())


def invented_phone(rng, country):
    """A number from the range that the country's regulator reserves for fiction, as
    people write it: Bundesnetzagentur, NANPA, Ofcom, Arcep, PTS, ACMA and ComReg."""
    n2, n3, n4 = rng.randrange(100), rng.randrange(1000), rng.randrange(10000)
    if country == "Germany":
        area, rest = rng.choice([("30", "23125"), ("69", "90009"), ("40", "66969"), ("89", "99998")])
        return rng.choice([f"+49 {area} {rest}{n3:03}", f"0{area}/{rest}{n3:03}",
                           f"0049 {area} {rest} {n3:03}"])
    if country == "United States":
        area = rng.choice(["212", "303", "404", "512", "918"])
        return rng.choice([f"+1 {area} 555 01{n2:02}", f"({area}) 555-01{n2:02}",
                           f"{area}-555-01{n2:02}", f"{area}.555.01{n2:02} ext. {rng.randrange(10, 99)}"])
    if country == "United Kingdom":
        return rng.choice([f"+44 20 7946 0{n3:03}", f"020 7946 0{n3:03}", f"07700 900{n3:03}",
                           f"+44 (0)113 496 0{n3:03}"])
    if country == "France":
        pair = f"{rng.randrange(100):02}"
        return rng.choice([f"+33 1 99 00 {n2:02} {pair}", f"01 99 00 {n2:02} {pair}",
                           f"06.39.98.{n2:02}.{pair}"])
    if country == "Sweden":
        return rng.choice([f"+46 8 465 004 {n2:02}", f"08-465 004 {n2:02}"])
    if country == "Australia":
        return rng.choice([f"+61 2 5550 {n4:04}", f"(02) 5550 {n4:04}", f"0491 570 {rng.choice(['006', '156', '157', '158', '159', '110'])}"])
    return rng.choice([f"+353 20 91{n3:03}{rng.randrange(10)}", f"020 91{rng.randrange(10)} {n4:04}"])


# --- leads ---------------------------------------------------------------------------------------

class Lead:
    """One invented person, with what the sample files need to know about them."""

    def __init__(self, rng, number, companies):
        self.number = number
        self.country = pick(rng, {key: (value[4],) for key, value in PEOPLE.items()})
        given, first, second, cities, _ = PEOPLE[self.country]
        self.first_name = rng.choice(given)
        self.last_name = rng.choice(first) + rng.choice(second)
        self.city = rng.choice(cities)
        self.industry = pick(rng, INDUSTRIES)
        self.company, self.domain = self._company(rng, companies)
        self.role_key = pick(rng, ROLES)
        self.role = LOCAL_ROLES.get((self.country, self.role_key), self.role_key)
        self.source = pick(rng, SOURCES)
        self.tool = pick(rng, TOOLS)
        size = rng.choices(range(5), [share for _, _, share in EMPLOYEES])[0]
        self.employees = rng.randint(EMPLOYEES[size][0], EMPLOYEES[size][1])
        self.seats = max(1, min(60, round(self.employees ** 0.5 * rng.uniform(0.3, 1.4))))
        self.newsletter = rng.random() < 0.4
        self.email = self._address(rng)
        self.phone = invented_phone(rng, self.country) if rng.random() < 0.78 else ""
        days_ago = int(365 * rng.random() ** 0.9) + 4
        self.created = TODAY - dt.timedelta(days=days_ago) + dt.timedelta(minutes=rng.randrange(600))
        self.interest = rng.gauss(0, 1)  # never written to a file: it drives both events and outcome
        self._decide(rng, size)
        self.has_linkedin = rng.random() < 0.6
        self.bio = self._bio(rng) if rng.random() < 0.72 else ""
        self.notes = self._notes(rng)
        self.events = []

    def _company(self, rng, companies):
        """Several leads may share a company; a company has one industry and country."""
        known = companies.setdefault((self.country, self.industry), [])
        if known and rng.random() < 0.25:
            return rng.choice(known)
        name = f"{rng.choice(COMPANY_FIRST)}{rng.choice(['', '', 'wood', 'bridge', 'field', 'water'])}"
        name = f"{name} {rng.choice(COMPANY_SECOND[self.industry])}"
        domain = ascii_fold(name.split()[0]).lower() + "-" + ascii_fold(name.split()[-1]).lower()
        legal = rng.choice(LEGAL_FORM[self.country])
        known.append((f"{name} {legal}".strip(), f"{domain}-sample.com"))
        return known[-1]

    def _address(self, rng):
        given, family = ascii_fold(self.first_name).lower(), ascii_fold(self.last_name).lower()
        local = rng.choice([f"{given}.{family}", f"{given[0]}.{family}", f"{given}", f"{family}.{given[0]}"])
        roll = rng.random()
        if roll < 0.05:
            return rng.choice(["info", "sales", "office"]) + "@" + self.domain
        if roll < 0.15:
            return f"{given}.{family}{rng.randrange(100)}@freemail-sample.com"
        return f"{local}@{self.domain}"

    def _decide(self, rng, size):
        """Conversion is drawn from a logistic model of role, industry, source, size, tool and
        the hidden interest; leads of the last weeks are mostly still open."""
        fit = ROLES[self.role_key][1] + INDUSTRIES[self.industry][1] + SOURCES[self.source][1]
        fit += SIZE_PULL[size] + TOOLS[self.tool][1]
        pull = -3.0 + 1.5 * fit + 1.2 * self.interest
        self.converted = rng.random() < 1 / (1 + math.exp(-pull))
        age = (TODAY - self.created).days
        span = int(min(age - 1, 14 + rng.gammavariate(2.2, 16)))
        self.converted_at = self.created + dt.timedelta(days=max(span, 1), minutes=rng.randrange(480))
        self.open = age < 45 and rng.random() < (0.9 if not self.converted else 0.5)
        self.deal_value = 0
        if self.converted and not self.open:
            mean = 6.9 + 0.42 * math.log(self.employees + 1)
            self.deal_value = round(math.exp(rng.gauss(mean, 0.45)) / 10) * 10

    def _bio(self, rng):
        return rng.choice(BIOS).format(n=rng.randint(3, 24), industry=self.industry.lower(),
                                       company=self.company, country=self.country)

    def _notes(self, rng):
        roll = rng.random()
        if roll < 0.5:
            return ""
        return rng.choice(NOTES_PLAIN) if roll < 0.92 else rng.choice(NOTES_HARD)


# --- events --------------------------------------------------------------------------------------

MARKETING_CHANNEL = {
    "Referral": "referral", "Word of mouth": "referral", "Partner": "partner", "Webinar": "event",
    "Organic search": "organic", "Website": "direct", "Trade fair": "event", "LinkedIn": "social",
    "Google Ads": "ads", "LinkedIn Ads": "ads", "Newsletter": "email", "Cold email": "email",
}


def add_events(rng, lead):
    """What the lead did between being created and today or the conversion. The number and depth
    of the events grow with the hidden interest."""
    end = lead.converted_at if lead.converted and not lead.open else TODAY
    span = max((end - lead.created).total_seconds() / 86400, 1)
    heat = math.exp(0.55 * lead.interest + (0.25 if lead.converted else 0))

    def some(mean):
        """A Poisson draw."""
        limit, count, product = math.exp(-min(mean, 30)), 0, rng.random()
        while product > limit:
            count, product = count + 1, product * rng.random()
        return count

    def when(skew=1.0):
        """A moment in the span, in office hours; skew below 1 leans to its end."""
        at = lead.created + dt.timedelta(days=span * rng.random() ** skew)
        return at.replace(hour=rng.randint(7, 18), minute=rng.randrange(60), second=rng.randrange(60))

    def note(kind, at, value="", channel="", campaign=""):
        if at <= TODAY:
            lead.events.append((at, kind, value, channel, campaign))

    note("form_submitted" if lead.source in ("Website", "Organic search", "Google Ads", "LinkedIn Ads",
                                              "Webinar") else "referral"
         if lead.source in ("Referral", "Word of mouth") else "page_view",
         lead.created + dt.timedelta(minutes=5), "", MARKETING_CHANNEL[lead.source],
         rng.choice(CAMPAIGNS) if lead.source in ("Webinar", "Google Ads", "LinkedIn Ads") else "")

    for _ in range(1 + some(1.4)):
        sent, campaign = when(), rng.choice(CAMPAIGNS)
        note("email_sent", sent, "", "email", campaign)
        if rng.random() < 0.03:
            note("email_bounced", sent + dt.timedelta(minutes=1), "", "email", campaign)
        elif rng.random() < min(0.85, 0.35 * heat):
            opened = sent + dt.timedelta(minutes=rng.randint(2, 3000))
            note("email_opened", opened, "", "email", campaign)
            if rng.random() < min(0.7, 0.3 * heat):
                note("email_clicked", opened + dt.timedelta(seconds=rng.randint(8, 300)), "", "email", campaign)
            if rng.random() < min(0.4, 0.08 * heat):
                note("email_replied", opened + dt.timedelta(hours=rng.randint(1, 40)), "", "email", campaign)
    if heat < 0.6 and rng.random() < 0.12:
        note("email_unsubscribed", when(), "", "email", rng.choice(CAMPAIGNS))
    for _ in range(some(1.5 * heat)):
        note("page_view", when(0.8), rng.randint(5, 400), rng.choice(["organic", "direct", "ads", "social"]))
    for kind, mean, channel in (("content_downloaded", 0.25, "organic"), ("chat", 0.12, "direct"),
                                ("call", 0.3, ""), ("inbound_contact", 0.1, "direct")):
        for _ in range(some(mean * heat)):
            note(kind, when(0.8), rng.randint(2, 45) if kind == "call" else "", channel)
    for _ in range(some(0.22 * heat)):
        booked = when(0.7)
        note("meeting_booked", booked)
        note("meeting_held" if rng.random() < 0.82 else "meeting_missed",
             booked + dt.timedelta(days=rng.randint(1, 6)), rng.choice([30, 45, 60]))
    if rng.random() < min(0.5, 0.1 * heat * heat):
        start = when(0.8)
        note("trial_started", start, lead.seats)
        for day in range(some(2.0 * heat)):
            note("product_used", start + dt.timedelta(days=day + rng.random()), rng.randint(1, 90))
    if lead.converted and not lead.open:
        note("purchase", lead.converted_at, lead.deal_value)


# --- making the leads untidy ---------------------------------------------------------------------

def typo(rng, text):
    """One slip of the keyboard: two letters swapped, one lost or one doubled."""
    if len(text) < 4:
        return text
    at = rng.randrange(1, len(text) - 2)
    return rng.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:],
                       text[:at] + text[at + 1:], text[:at] + text[at] + text[at:]])


HEADER = ["Lead ID", "First Name", "Last Name", "Email", "Phone", "Company", "Job Title", "Industry",
          "Employees", "City", "Country", "Website", "LinkedIn", "Lead Source", "Bio", "Notes",
          "Created", "Last Activity", "Current Tool", "Seats Wanted", "Newsletter", "Outcome",
          "Outcome Date", "Deal Value"]


def lead_row(rng, lead):
    """The lead as a row of leads.csv, with the gaps and the odd capitals of real lists."""
    slug = f"{ascii_fold(lead.first_name)}-{ascii_fold(lead.last_name)}-assay{lead.number:04}".lower()
    activity = max((at for at, kind, *_ in lead.events if kind not in
                    ("email_sent", "email_bounced", "email_unsubscribed")), default=None)
    won = lead.converted and not lead.open
    row = {
        "Lead ID": f"L-{lead.number:04}",
        "First Name": lead.first_name,
        "Last Name": lead.last_name,
        "Email": lead.email,
        "Phone": lead.phone,
        "Company": lead.company,
        "Job Title": lead.role,
        "Industry": lead.industry,
        "Employees": str(lead.employees),
        "City": lead.city,
        "Country": lead.country,
        "Website": f"https://www.{lead.domain}/" if rng.random() < 0.7 else "",
        "LinkedIn": f"https://www.linkedin.com/in/{slug}" if lead.has_linkedin else "",
        "Lead Source": lead.source,
        "Bio": lead.bio,
        "Notes": lead.notes,
        "Created": lead.created.strftime("%Y-%m-%d"),
        "Last Activity": activity.strftime("%Y-%m-%d") if activity else "",
        "Current Tool": lead.tool,
        "Seats Wanted": str(lead.seats) if rng.random() < 0.8 else "",
        "Newsletter": "yes" if lead.newsletter else "no",
        "Outcome": "" if lead.open else "yes" if won else "no",
        "Outcome Date": lead.converted_at.strftime("%Y-%m-%d") if won else "",
        "Deal Value": str(lead.deal_value) if won else "",
    }
    for key, share in (("Employees", 0.08), ("City", 0.1), ("Industry", 0.05), ("Job Title", 0.04),
                       ("Company", 0.03), ("Country", 0.03)):
        if rng.random() < share:
            row[key] = ""
    if rng.random() < 0.04:
        row["First Name"], row["Last Name"] = row["First Name"].upper(), row["Last Name"].upper()
    if rng.random() < 0.04:
        row["First Name"], row["Last Name"] = row["First Name"].lower(), row["Last Name"].lower()
    if rng.random() < 0.05:
        row["Lead Source"] = rng.choice([str.upper, str.lower])(row["Lead Source"])
    if rng.random() < 0.04:
        row["Company"] = "  " + row["Company"].upper() + " "
    if rng.random() < 0.04:
        row["Job Title"] = row["Job Title"].lower()
    return row


def duplicate_row(rng, row, number):
    """The same person once more, as a colleague typed them in from a card."""
    twin = dict(row)
    twin["Lead ID"] = f"L-{number:04}"
    field = rng.choice(["First Name", "Last Name", "Company"])
    twin[field] = typo(rng, twin[field])
    if rng.random() < 0.4:
        twin["Email"] = ""
    elif rng.random() < 0.4 and "@" in twin["Email"]:
        local, domain = twin["Email"].split("@", 1)
        twin["Email"] = f"{typo(rng, local)}@{domain}"
    if twin["Phone"] and rng.random() < 0.6:
        twin["Phone"] = twin["Phone"].replace(" ", "").replace("-", "")
    for field in ("Bio", "Notes", "LinkedIn", "Newsletter", "Seats Wanted", "Last Activity"):
        twin[field] = ""
    for field in ("Outcome", "Outcome Date", "Deal Value"):
        twin[field] = ""
    return twin


BROKEN_EMAILS = {31: "tessa.harrowbrook(at)larch-desk-sample.com", 77: "no email",
                 140: "cillian@", 203: "maelle..clairbois@quill-flow-sample.com",
                 268: "@heron-labs-sample.com", 355: "göran sjömark@tern-pay-sample.com", 402: "n/a"}
NON_DATES = {58: ("Created", "last week"), 191: ("Last Activity", "never"), 333: ("Created", "Q3")}


def make_leads(rng):
    companies = {}
    leads = []
    seen = set()
    while len(leads) < LEADS:
        lead = Lead(rng, len(leads) + 1, companies)
        if lead.email in seen:
            continue
        seen.add(lead.email)
        add_events(rng, lead)
        leads.append(lead)
    rows = [lead_row(rng, lead) for lead in leads]
    for index, address in BROKEN_EMAILS.items():
        rows[index]["Email"] = address
        leads[index].email = None
    for index, (field, text) in NON_DATES.items():
        rows[index][field] = text
    for index in rng.sample([i for i in range(LEADS) if i not in BROKEN_EMAILS], 12):
        rows[index]["Email"] = ""
        leads[index].email = None
    named = [row for row in rows if row["Email"] and row["Company"]]
    for extra, row in enumerate(rng.sample(named, DUPLICATES)):
        rows.insert(rng.randrange(40, len(rows)), duplicate_row(rng, row, LEADS + extra + 1))
    return leads, rows


def make_events(rng, leads):
    """Mostly in order of time, as a log is, with some that arrived late."""
    events = [(at + (dt.timedelta(days=rng.uniform(2, 30)) if rng.random() < 0.04 else dt.timedelta()),
               at, lead.email, kind, value, channel, campaign)
              for lead in leads if lead.email
              for at, kind, value, channel, campaign in lead.events]
    events.sort(key=lambda event: (event[0], event[2], event[3]))
    return [{"Event ID": f"E-{number:05}", "Email": email, "Type": kind,
             "Time": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "Value": value, "Channel": channel,
             "Campaign": campaign}
            for number, (_, at, email, kind, value, channel, campaign) in enumerate(events, 1)]


# --- a trade fair's list, as somebody mailed it ---------------------------------------------------

FAIR_HEADER = ["Vorname", "Nachname", "Firma", "Position", "E-Mail", "Telefon", "KdNr",
               "Letzter Kontakt", "Umsatz", "Messestand"]
FAIR_ROLES = ["Geschäftsführer", "Geschäftsführerin", "Leiterin Einkauf", "Vertriebsleiter",
              "Einkäufer", "Prokuristin", "Leiter IT", "Assistenz der Geschäftsleitung",
              "Außendienst", "Marketing – Leitung"]
FAIR_STANDS = ["Halle 4", "Halle 7", "B12", "B14", "A03", "Halle 1", "C21", "Foyer"]


def german_amount(value):
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def make_fair(rng, leads):
    given, first, second, _, _ = PEOPLE["Germany"]
    rows = []
    numbers = rng.sample(range(1, 2000), 120)
    known = [lead for lead in leads if lead.country == "Germany" and lead.email]
    for number in range(120):
        if number % 13 == 5 and known:  # some of them are in leads.csv too
            lead = known.pop(rng.randrange(len(known)))
            name, family, company, address = lead.first_name, lead.last_name, lead.company, lead.email
        else:
            name, family = rng.choice(given), rng.choice(first) + rng.choice(second)
            word = rng.choice(COMPANY_FIRST)
            branch = rng.choice(["Optik", "Agrar", "Logistik", "Bau", "Werke", "Druck & Söhne"])
            company = f"{word}hof {branch} {rng.choice(['GmbH', 'AG', 'KG', ''])}".strip()
            address = f"{ascii_fold(name)[0].lower()}.{ascii_fold(family).lower()}@{word.lower()}hof-sample.com"
        if number % 11 == 3:
            address = rng.choice(["", "", f"{family}@", "liegt vor"])
        phone = invented_phone(rng, "Germany")
        if number % 17 == 6:
            phone = rng.choice(["", "0555 0199", "siehe Karte"])
        day = dt.date(2026, 9, 1) + dt.timedelta(days=rng.randrange(70))
        date = day.strftime("%d.%m.%Y") if number % 29 != 8 else f"KW {day.isocalendar()[1]}"
        amount = "" if rng.random() < 0.25 else german_amount(round(rng.lognormvariate(8.7, 0.8), 2))
        if amount and number % 23 == 4:
            amount += " €"
        rows.append([name, family, company, rng.choice(FAIR_ROLES), address, phone,
                     f"{numbers[number]:05}", date, amount, rng.choice(FAIR_STANDS)])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Messekontakte Herbst 2026"])
    writer.writerow(["Stand 14.11.2026 – nur für den internen Gebrauch"])
    writer.writerow(FAIR_HEADER)
    writer.writerows(rows)
    return text.getvalue()


OFFER = {
    "name": "Brightwater Forecast",
    "description": "Sales planning for teams that have outgrown their spreadsheets.",
    "value_props": [
        "A forecast that explains itself, line by line",
        "Connects to the CRM in an afternoon",
        "Plans, quotas and commissions in one place",
    ],
    "ideal_use_cases": ["spreadsheets", "planning", "sales processes", "scale-up"],
    "target_industries": ["saas", "software", "technology", "tech"],
    "adjacent_industries": ["consulting", "services", "fintech", "healthcare tech", "edtech"],
    "neutral_industries": ["finance", "healthcare", "education", "manufacturing"],
    "countries": ["Germany", "United Kingdom", "Ireland", "France", "Sweden", "United States"],
    "company_size": [20, 1000],
    "price": 4800,
    "currency": "EUR",
}


def csv_text(header, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    rng = random.Random(SEED)
    leads, rows = make_leads(rng)
    files = {
        "leads.csv": csv_text(HEADER, rows).encode("utf-8"),
        "events.csv": csv_text(["Event ID", "Email", "Type", "Time", "Value", "Channel", "Campaign"],
                               make_events(rng, leads)).encode("utf-8"),
        "messy-trade-fair.csv": make_fair(rng, leads).encode("cp1252"),
        "offer.json": (json.dumps(OFFER, indent=2, ensure_ascii=False) + "\n").encode("utf-8"),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
