/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-job-title.h"
#include "enrich/assay-term-table.h"

/* What the table says of a word, for those who read it and those who read titles with it. */

enum
{
  MATCH_WORD,
  MATCH_START,
  MATCH_END,
  N_MATCHES,
};

typedef enum
{
  MARK_NONE,
  MARK_AND,       /* joins two titles */
  MARK_AT,        /* what follows is the company */
  MARK_FORMER,    /* the title is of the past */
  MARK_ASSISTANT, /* works for whom the title names */
  MARK_KILL,      /* what follows is somebody else's title */
  MARK_LAST,      /* only where nothing follows: "partner", but not "partner manager" */
  MARK_UNSURE,    /* often something else */
  MARK_HEAD,      /* who somebody is, where an English title ends with it */
} Mark;

/* A term, packed into the number that the table keeps. */
typedef struct
{
  AssaySeniority seniority;
  int function;
  guint weight;
  Mark mark;
  gboolean english;
} Term;

#define N_LANGUAGES 8

/* What a short form is short for, by language: "dir" for "director", "directeur", "direttore". */
typedef struct
{
  const char *of[N_LANGUAGES];
} LongForms;

struct _AssayJobTitles
{
  AssayTermTable *tables[N_MATCHES];
  AssayTermTable *short_forms; /* places in long_forms */
  GArray *long_forms;          /* of LongForms */
  GStringChunk *texts;
};

static inline Term
unpack (guint32 value)
{
  return (Term){
    .seniority = value & 15,
    .function = (int) (value >> 4 & 63) - 1,
    .weight = value >> 10 & 7,
    .mark = value >> 13 & 15,
    .english = value >> 17 & 1,
  };
}

typedef enum
{
  ASSAY_COMPOUND_NONE,
  ASSAY_COMPOUND_TITLE,
  ASSAY_COMPOUND_STEM, /* only the start is known, and tells the function */
} AssayCompound;

AssayCompound assay_job_titles_take_apart (const AssayJobTitles *titles,
                                           const char           *text,
                                           gsize                 length,
                                           Term                 *out_term,
                                           gboolean             *out_has_subject);

gboolean assay_job_title_is_gender_ending (const AssayTermWords *words,
                                           guint                 at);
gboolean assay_job_title_is_hard_gap      (const AssayTermWords *words,
                                           guint                 at);
gboolean assay_job_title_is_trade         (const AssayTermWords *words);
gboolean assay_job_titles_find_singular   (const AssayJobTitles *titles,
                                           const AssayTermWord  *word,
                                           Term                 *out_term);
gboolean assay_job_titles_has_short       (const AssayJobTitles *titles,
                                           const AssayTermWords *words);
guint    assay_job_titles_match_short     (const AssayJobTitles *titles,
                                           const AssayTermWord  *words,
                                           guint                 left,
                                           guint32              *out_value);
guint    assay_job_titles_match           (const AssayJobTitles *titles,
                                           const AssayTermWord  *words,
                                           guint                 left,
                                           guint32              *out_value);
