#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the manual page: what a person wrote, and the commands as the program describes them.

Usage: make-man.py ASSAY VERSION TEMPLATE OUTPUT"""

import os
import subprocess
import sys

assay, version, template, output = sys.argv[1:]
commands = subprocess.run([assay, "manual"], env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout.rstrip("\n")
with open(template, encoding="utf-8") as page:
    text = page.read()
with open(output, "w", encoding="utf-8") as page:
    page.write(text.replace("@VERSION@", version).replace("@COMMANDS@", commands))
