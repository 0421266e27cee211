/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-industries.h"
#include "enrich/assay-term-table.h"

G_BEGIN_DECLS

/* How the index lies in memory: for those that make it and those that search it. */

/* Marks of a word, beside the place of its code. */
#define ASSAY_INDUSTRY_UNSURE (1u << 31)
#define ASSAY_INDUSTRY_HEAD (1u << 30)
#define ASSAY_INDUSTRY_MARKS (ASSAY_INDUSTRY_UNSURE | ASSAY_INDUSTRY_HEAD)
#define ASSAY_INDUSTRY_N_SECTORS 20

extern const char *const assay_industry_sectors[ASSAY_INDUSTRY_N_SECTORS];

typedef struct
{
  char *code;
  char *title;
  guint8 sector; /* place in sectors */
  guint32 length;
} AssayIndustryCode;

typedef struct
{
  guint16 code;
  float
      weight; /* while it is made, how often the term stands there; then what it adds to a score */
} AssayIndustryPosting;

typedef struct
{
  GArray *postings; /* (element-type AssayIndustryPosting) */
  float idf;
} AssayIndustryTerm;

struct _AssayIndustries
{
  GArray *codes;         /* (element-type AssayIndustryCode) */
  GPtrArray *entries;    /* (element-type utf8): index entries by code, until they are indexed */
  gsize indexed;         /* once somebody searches: most industries are among the words */
  AssayTermTable *names; /* code → place */
  AssayTermTable *stems; /* stem → place */
  GArray *terms;         /* (element-type AssayIndustryTerm) */
  AssayTermTable *words; /* how people write industries → place of the code */
  AssayTermTable *ends;  /* what words for an industry end in → place of the code */
  AssayTermTable *starts;
};

struct _AssayIndustrySearch
{
  const AssayIndustries *industries;
  float *scores; /* by code */
  guint16 *touched;
  guint n_touched;
};

void     assay_industries_index      (AssayIndustries *self);
guint8   assay_industry_sector_of    (const char *code);
gboolean assay_industry_is_stop_word (const char *text,
                                      gsize       length);
gsize    assay_industry_stem         (const char *text,
                                      gsize       length);

G_END_DECLS
