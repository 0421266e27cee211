#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations: what is translated is sound, and how much that is.

Usage: test-po.py ROOT. Writes TAP. A broken or fuzzy entry fails; a text that is not translated yet is
only counted, because whoever writes it need not know the language. With --self-test, checks the
rules on made-up files.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dcgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3"]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n' \
         '"Project-Id-Version: x\\n"\n"Last-Translator: x\\n"\n"Language-Team: x\\n"\n' \
         '"Language: de\\n"\n"MIME-Version: 1.0\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n' \
         '"PO-Revision-Date: 2026-01-01 00:00+0000\\n"\n' \
         '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def tool(*words, **more):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL="C.UTF-8"), **more)


def complaint(po):
    """What is wrong with a translation, or None."""
    checked = tool("msgfmt", "--check", "-o", "/dev/null", po)
    if checked.returncode != 0:
        return checked.stderr.strip()
    fuzzy = tool("msgattrib", "--only-fuzzy", "--no-obsolete", po).stdout
    if "\nmsgid " in fuzzy.replace('msgid ""\n', "", 1):
        return "fuzzy entries:\n" + fuzzy
    return None


def cut_messages(pot):
    """Texts that end where a macro begins that xgettext cannot read: they are never translated."""
    text = pathlib.Path(pot).read_text(encoding="utf-8")
    return [found for found in re.findall(r'^msgid(?:_plural)? "(.*)"$', text, re.MULTILINE)
            if re.search(r"(?<!%)%[-+ #0'0-9.]*$", found)]


def extract(root, pot):
    return tool("xgettext", "--from-code=UTF-8", "--no-wrap", *[f"--keyword={word}" for word in KEYWORDS],
                "-o", pot, "-f", root / "po" / "POTFILES.in", cwd=root)


def coverage(po, pot):
    merged = tool("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", "-", po, pot)
    counted = tool("msgfmt", "--statistics", "-o", "/dev/null", "-", input=merged.stdout)
    numbers = dict((word, int(n)) for n, word in re.findall(r"(\d+) (translated|untranslated)", counted.stderr))
    done, left = numbers.get("translated", 0), numbers.get("untranslated", 0)
    return done, done + left


def self_test():
    cases = [("sound", 'msgid "a %s"\nmsgstr "ein %s"\n', True),
             ("untranslated", 'msgid "a"\nmsgstr ""\n', True),
             ("another format", '#, c-format\nmsgid "a %s"\nmsgstr "ein %d"\n', False),
             ("fuzzy", '#, fuzzy\nmsgid "a"\nmsgstr "b"\n', False),
             ("no plural", 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', False),
             ("half a message", 'msgid "a\nmsgstr "b"\n', False),
             ("twice", 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', False)]
    print(f"1..{len(cases) + 1}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "x.po")
        for number, (name, text, sound) in enumerate(cases, 1):
            file.write_text(HEADER + "\n" + text, encoding="utf-8")
            ok = (complaint(file) is None) == sound
            failed += not ok
            print(f"{'ok' if ok else 'not ok'} {number} {name}")
        file.write_text('msgid "100 %%"\n\nmsgid "Job %"\n\nmsgid "%\'"\n\nmsgid "%s"\n', encoding="utf-8")
        ok = cut_messages(file) == ["Job %", "%'"]
        failed += not ok
        print(f"{'ok' if ok else 'not ok'} {len(cases) + 1} messages that were cut")
    return 1 if failed else 0


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    lines = (root / "po" / "LINGUAS").read_text(encoding="utf-8").splitlines()
    languages = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    failed = 0
    print(f"1..{len(languages) + 2}")
    there = sorted(file.stem for file in (root / "po").glob("*.po"))
    ok = sorted(languages) == there
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} 1 LINGUAS lists the translations there are: {' '.join(there)}")
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder, "assay.pot")
        extracted = extract(root, pot)
        cut = cut_messages(pot) if pot.exists() else [extracted.stderr]
        failed += bool(cut)
        print(f"{'not ok' if cut else 'ok'} 2 messages are whole (PRId64 instead of G_GINT64_FORMAT)")
        for text in cut:
            print(f"# {text}")
        for number, language in enumerate(languages, 3):
            po = root / "po" / f"{language}.po"
            wrong = complaint(po)
            failed += wrong is not None
            done, all_of_them = coverage(po, pot)
            print(f"{'ok' if wrong is None else 'not ok'} {number} {language}: {done} of {all_of_them} texts")
            if wrong is not None:
                print("# " + wrong.replace("\n", "\n# ")[:2000])
    return 1 if failed else 0


sys.exit(self_test() if "--self-test" in sys.argv else main())
