# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers as libraries and lists of references name them: titles, authors, venues in many forms, years."""

import random

from record_sets import GIVEN, RecordSet, skewed, typo, word

TERMS = """query database data efficient processing relational xml distributed index mining system object-oriented optimization
parallel management views spatial model join web temporal approach language semantic dynamic transaction large performance
algorithms storage access evaluation stream clustering multidimensional design queries integration schema concurrency
control similarity search caching active rules materialized recovery mobile scalable warehouse information structures
selectivity estimation approximate nearest neighbor graph learning networks recursive aggregation olap sampling adaptive
heterogeneous workflow benchmark replication nested incremental extensible knowledge discovery association patterns cost
estimating sequences time series memory disk buffer cluster server client architecture""".split()
SMALL = "of for in the with and using on a over to from".split()
VENUES = [("sigmod conference", "international conference on management of data"), ("vldb", "very large data bases"),
          ("sigmod record", "acm sigmod record"),
          ("acm trans. database syst.", "acm transactions on database systems (tods)"),
          ("vldb j.", "the vldb journal — the international journal on very large data bases")]
CITED = [("machine learning", "mach. learn.", "machine learning journal"),
         ("proceedings of the tenth national conference on artificial intelligence", "aaai-92", "proc. aaai"),
         ("advances in neural information processing systems 4", "nips", "in: advances in neural information processing"),
         ("journal of artificial intelligence research", "jair", "j. of ai research"),
         ("proceedings of the eighteenth annual acm symposium on theory of computing", "stoc", "18th acm symp. on theory of computing"),
         ("information processing letters", "inf. proc. lett.", "information proc. letters"),
         ("computational learning theory", "colt", "proc. 5th annual workshop on computational learning theory"),
         ("technical report, university of california", "tech. rep. 91-4", "ph.d. thesis, university of california"),
         ("neural computation", "neural comp.", "neural computation"), ("journal of the acm", "jacm", "j. acm")]
PLAIN = ["editorial", "guest editorial", "editor's notes", "chair's message", "reminiscences on influential papers",
         "book review column", "foreword", "research issues in databases"]


class Paper:
    def __init__(self, rng, authors):
        words = []
        for _ in range(rng.randint(3, 8)):
            words.append(rng.choice(TERMS[:30 + 70 * (rng.random() < .7)]) if rng.random() < .8 else word(skewed(rng, 900), 31))
            if rng.random() < .35:
                words.append(rng.choice(SMALL))
        if words[-1] in SMALL:
            words.pop()
        if rng.random() < .12:
            words.insert(0, word(rng.randrange(5000), 32) + ":")
        self.title = " ".join(words)
        self.authors = []
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5))):
            author = skewed(rng, authors)
            self.authors.append((GIVEN[author * 31 % len(GIVEN)] + (f" {LETTER(author)}." if author % 3 == 0 else ""),
                                 word(author, 33, 4)))
        self.venue = skewed(rng, len(VENUES))
        self.year = rng.randint(1994, 2003)


def LETTER(number):
    return "abcdefghijklmnoprstw"[number % 20]


def initials(given):
    return " ".join(f"{part[0]}." for part in given.split())


def libraries(seed, papers, shares, moved):
    """Two libraries of mostly the same papers, where values may have slipped into the title. Some papers were published again,
    some titles are many papers'."""
    rng = random.Random(seed)
    found = RecordSet(["id", "title", "authors", "venue", "year"], 2)
    everything = []
    while len(everything) < papers:
        paper = Paper(rng, 2500)
        if rng.random() < .05:
            paper.title = rng.choice(PLAIN)
            paper.authors = paper.authors[:1]
        everything.append(paper)
        if rng.random() < .03:
            again = Paper(rng, 2500)
            again.title, again.authors = paper.title, paper.authors
            again.venue, again.year = (paper.venue + rng.choice((1, 3))) % len(VENUES), paper.year + rng.randint(1, 2)
            everything.append(again)
    numbers = rng.sample(range(10**7), 2 * len(everything))
    for thing, paper in enumerate(everything):
        for file in range(2):
            if rng.random() < shares[file]:
                found.add(thing, entry(rng, paper, file, moved, numbers.pop()), file)
    found.shuffle(rng)
    return found


def entry(rng, paper, file, moved, number):
    authors, title = list(paper.authors), paper.title
    if file == 1:
        if rng.random() < .12:
            rng.shuffle(authors)
        if rng.random() < .04:
            authors = authors[:-1] or authors
        if rng.random() < .06:
            title = typo(rng, title)
        if rng.random() < .04:
            title = title.split(":")[-1].strip()
        if rng.random() < .06:
            authors = [(initials(given), family) for given, family in authors]
    cells = [", ".join(f"{given} {family}" for given, family in authors), VENUES[paper.venue][file], str(paper.year)]
    if file == 1 and rng.random() < .03:
        cells[0] = ""
    for i in range(3):
        if rng.random() < moved and cells[i]:
            title, cells[i] = f"{title} {cells[i]}", ""
    return [number, title] + cells


def references(seed, papers):
    """What many lists of references say of few papers: no two alike, and of one author's papers several much alike."""
    rng = random.Random(seed)
    found = RecordSet("authors title venue volume year pages publisher".split())
    before = None
    for thing in range(papers):
        paper = Paper(rng, 70)
        paper.venue = rng.randrange(len(CITED))
        if before is not None and rng.random() < .15:
            paper.authors = before.authors
            words = before.title.split()
            words[rng.randrange(len(words))] = rng.choice(TERMS)
            paper.title = " ".join(words) if rng.random() < .5 else paper.title
        before = paper
        paper.pages = (rng.randint(1, 700), rng.randint(5, 30))
        for _ in range(1 + skewed(rng, 120)):
            found.add(thing, reference(rng, paper))
    found.shuffle(rng)
    return found


def reference(rng, paper):
    shape = rng.randrange(4)
    names = [f"{initials(given)} {family}" if shape == 0 else f"{family}, {initials(given)}" if shape == 1
             else f"{given} {family}" if shape == 2 else f"{family}, {given}" for given, family in paper.authors]
    if len(names) > 2 and rng.random() < .1:
        names = [names[0], "et al."]
    authors = rng.choice([", ", "; ", " and "]).join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
    title = paper.title
    if rng.random() < .25:
        title = typo(rng, title)
    if rng.random() < .04:
        title = " ".join(title.split()[:-2]) or title
    venue = rng.choice(CITED[paper.venue])
    year = str(paper.year + (rng.choice((-1, 1)) if rng.random() < .08 else 0))
    start, length = paper.pages
    return [authors, f"{title}." if rng.random() < .4 else title, venue if rng.random() < .85 else "",
            f"vol. {paper.year - 1980}" if rng.random() < .3 else "",
            year if rng.random() < .4 else f"({year})" if rng.random() < .75 else "",
            rng.choice([f"pp. {start}-{start + length}", f"{start}--{start + length}", ""]),
            rng.choice(["", "", "morgan kaufmann", "acm press", "kluwer"])]
