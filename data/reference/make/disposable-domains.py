#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes disposable-domains.tsv out of a published list of domains that hand out throw-away mailboxes.

Usage: disposable-domains.py LIST DATE > ../disposable-domains.tsv

LIST is `disposable_email_blocklist.conf` of github.com/disposable-email-domains/disposable-email-domains,
one domain a line; DATE is the day it was fetched, as YYYY-MM-DD."""

import datetime
import sys

if len(sys.argv) != 3:
    sys.exit(__doc__)
date = datetime.date.fromisoformat(sys.argv[2])
with open(sys.argv[1], encoding="utf-8") as file:
    domains = {line.strip().lower().rstrip(".") for line in file}
domains = sorted(domain.encode("idna").decode() for domain in domains if domain and not domain.startswith(("#", "//")))
if not domains:
    sys.exit("The list is empty: expected one domain a line")

print("# title: Domains of throw-away mailboxes")
print(f"# date: {date}")
print("# licence: CC0-1.0")
print("# source: https://github.com/disposable-email-domains/disposable-email-domains")
print("# columns: domain")
print("\n".join(domains))
