# SPDX-License-Identifier: CC0-1.0
"""The invented people, companies, places and sayings of the sample files, with their shares."""

# country: (given names, first and second halves of surnames, cities, share of leads)
PEOPLE = {
    "Germany": (
        "Hannelise Jorin Svea Matthis Frauke Björn Jürgen Käthe Lennart Ulrike Sören Birgit".split(),
        "Brück Auer Halm Tann Stein Wolken Linden Öster Grün Feld".split(),
        "moor ling stedt hagen brecht furt inger bach kötter mühl".split(),
        "Kiel Leipzig Bochum Freiburg Ulm Rostock".split(),
        22,
    ),
    "United States": (
        "Avery Delia Marcus Tessa Quentin Rosalind Ike Juanita Wendell Priya Malik Corinne".split(),
        "Harrow Wood Mill Stone Black Fair Under Ash Ket Marl".split(),
        "brook wick ridge combe land vale worth more ley den".split(),
        "Tulsa Boise Dayton Raleigh Spokane Austin".split(),
        26,
    ),
    "United Kingdom": (
        "Alistair Imogen Rhys Nerys Gareth Saoirse Callum Philippa Desmond Anwen".split(),
        "Thorn Pen Llan Crow Hazel Wether Brock Ell Gor Quill".split(),
        "bury wyn field hurst by ton ford stow kirk holt".split(),
        "Leeds Bristol Cardiff Dundee Norwich".split(),
        17,
    ),
    "France": (
        "Éloïse Théo Maëlle Gaspard Anaïs Hervé Solène Bastien Océane François".split(),
        "Beau Clair Mont Fleur Roche Belle Haut Val Saint Gran".split(),
        "mare vigne bois court val fontaine lac puy combe tier".split(),
        "Lyon Nantes Lille Rennes Grenoble".split(),
        13,
    ),
    "Sweden": (
        "Åsa Göran Linnéa Torbjörn Maj Östen Ebba Rurik Siv".split(),
        "Berg Sjö Ek Lund Sund Häll Ring Strand Furu".split(),
        "vall mark löv kvist gren ström hed torp rud".split(),
        "Uppsala Malmö Umeå Gävle".split(),
        9,
    ),
    "Australia": (
        "Lachlan Kirra Bronte Darcy Tahlia Hamish Merindah Angus".split(),
        "Cooran Warra Nulla Marra Tinga Banks Coral Red".split(),
        "dale gum hill bend creek park mere way".split(),
        "Perth Hobart Geelong Cairns".split(),
        7,
    ),
    "Ireland": (
        "Aoife Cillian Niamh Tadhg Gráinne Oisín Róisín Eoin".split(),
        "O'Bral McDun O'Kerr Mac Kil Bally Dun O'Fall".split(),
        "lan negal rane tyre dare more garvan ish".split(),
        "Cork Galway Sligo Limerick".split(),
        6,
    ),
}
COMPANY_FIRST = (
    "Glanz Halm Torn Bright North Copper Vel Quar Lumen Ost Fern Sable Kelp Moss Tern Arden Brisk "
    "Cinder Dovetail Ember Flint Grove Heron Inkwell Juniper Krona Larch Mistral Nimbus Orchard "
    "Pylon Quill Rook Saffron Thistle Umber Violet Willow Yarrow Zephyr"
).split()
COMPANY_SECOND = {
    "SaaS": ["Cloud", "Desk", "Flow", "Stack"],
    "Software": ["Software", "Code", "Systems"],
    "Technology": ["Technologies", "Labs", "Robotics"],
    "Fintech": ["Pay", "Ledger", "Capital Tech"],
    "Healthcare tech": ["Health Tech", "Med Systems"],
    "EdTech": ["Learning", "Campus"],
    "Consulting": ["Consulting", "Advisory", "Partners"],
    "Professional services": ["Services", "& Sons", "Bureau"],
    "Finance": ["Insurance", "Bank", "Holdings"],
    "Healthcare": ["Clinic", "Pharma", "Care"],
    "Education": ["Academy", "College"],
    "Manufacturing": ["Werke", "Tools", "Metals", "Optik"],
    "Retail": ["Stores", "Market", "Outfitters"],
    "Logistics": ["Logistik", "Freight", "Carriers"],
    "Construction": ["Bau", "Builders"],
    "Hospitality": ["Hotels", "Kitchens"],
}
LEGAL_FORM = {
    "Germany": ["GmbH", "AG", "GmbH & Co. KG", ""],
    "United States": ["Inc.", "LLC", "Corp.", ""],
    "United Kingdom": ["Ltd", "plc", ""],
    "France": ["SAS", "SARL", ""],
    "Sweden": ["AB", ""],
    "Australia": ["Pty Ltd", ""],
    "Ireland": ["Ltd", "DAC", ""],
}

# name: (share of leads, pull towards conversion in log-odds)
INDUSTRIES = {
    "SaaS": (13, 0.9),
    "Software": (11, 0.7),
    "Technology": (8, 0.6),
    "Fintech": (6, 0.5),
    "Healthcare tech": (4, 0.4),
    "EdTech": (3, 0.1),
    "Consulting": (9, 0.2),
    "Professional services": (6, 0.0),
    "Finance": (8, 0.0),
    "Healthcare": (6, -0.2),
    "Education": (4, -0.5),
    "Manufacturing": (9, -0.2),
    "Retail": (6, -0.8),
    "Logistics": (4, -0.4),
    "Construction": (2, -0.9),
    "Hospitality": (1, -1.0),
}
SOURCES = {
    "Referral": (9, 1.2),
    "Word of mouth": (3, 0.9),
    "Partner": (6, 0.6),
    "Webinar": (8, 0.4),
    "Organic search": (16, 0.3),
    "Website": (12, 0.2),
    "Trade fair": (9, 0.0),
    "LinkedIn": (9, -0.1),
    "Google Ads": (10, -0.3),
    "LinkedIn Ads": (8, -0.3),
    "Newsletter": (4, -0.2),
    "Cold email": (6, -1.1),
}
ROLES = {
    "CEO": (5, 0.9),
    "Founder": (4, 0.9),
    "Co-Founder & CEO": (3, 1.0),
    "Chief Revenue Officer": (3, 1.2),
    "CTO": (3, 0.4),
    "CFO": (2, 0.5),
    "VP Sales": (5, 1.1),
    "V.P. Sales": (1, 1.1),
    "VP of Marketing": (4, 0.6),
    "Vice-President, Operations": (2, 0.6),
    "Head of Sales Operations": (5, 0.9),
    "Head of Marketing": (5, 0.4),
    "Sales Director": (7, 0.8),
    "Director of Finance": (3, 0.2),
    "Account Manager": (8, -0.1),
    "Sales Manager": (9, 0.3),
    "Product Manager": (5, -0.3),
    "HR Manager": (4, -1.0),
    "Project Coordinator": (4, -1.1),
    "Senior Developer": (5, -0.8),
    "Business Analyst": (5, -0.5),
    "Marketing Specialist": (4, -0.6),
    "Office Assistant": (3, -1.4),
    "Student": (2, -2.0),
}
LOCAL_ROLES = {
    ("Germany", "CEO"): "Geschäftsführer",
    ("Germany", "Sales Director"): "Vertriebsleiterin",
    ("France", "CEO"): "PDG",
    ("France", "Sales Director"): "Directeur commercial",
    ("Sweden", "CEO"): "VD",
}
TOOLS = {  # what the lead works with today, a column of this team's own
    "Spreadsheets": (40, 0.5),
    "In-house tool": (16, 0.1),
    "A competitor": (24, -0.5),
    "Nothing yet": (20, 0.0),
}
EMPLOYEES = [(1, 10, 18), (11, 50, 26), (51, 200, 28), (201, 1000, 20), (1001, 9000, 8)]
SIZE_PULL = [-0.6, 0.1, 0.6, 0.4, -0.2]

CAMPAIGNS = ["spring-launch", "webinar-forecasting", "autumn-offer", "benchmark-report"]

BIOS = [
    "Runs a team of {n} and reports weekly to the board.",
    "{n} years in {industry}, half of them in sales.",
    "Looks after planning and tooling at {company}.",
    "Speaker, mentor, and keeper of far too many spreadsheets.",
    "Builds sales processes that survive the quarter's end.",
    "Joined {company} to open the {country} market.",
]
NOTES_PLAIN = [
    "Asked for prices of the annual plan.",
    "Wants to see how forecasts are explained.",
    "Met at the fair, card on file.",
    "Budget is decided in January.",
    "Prefers e-mail to phone.",
    "Compares us with two others.",
    "No project this year.",
    "Left a message, no call back yet.",
]
NOTES_HARD = [
    "Call of Tuesday:\n- wants a demo\n- asked about \"single sign-on\"",
    "Said: \"Send it again in spring\", then hung up",
    "Two sites; the second one\nis still being built",
    "Decision by: CFO, head of sales; works council must agree",
    "=SUM of all hopes, he said (kept as written)",
]
