/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssayIndustry:
 * @code: NAICS 2022 code of two to six digits, or a range such as `31-33`; static as long as the index
 * @title: its title
 * @sector: the code's sector, as NAICS writes it
 * @confidence: 0–100
 */
typedef struct
{
  const char *code;
  const char *title;
  const char *sector;
  int confidence;
} AssayIndustry;

/**
 * AssayIndustries:
 *
 * NAICS 2022: its codes and titles, an inverted index of its index entries, and how people write industries.
 * Made of `industry-index.tsv` and `industry-words.tsv`. Immutable; any thread.
 */
typedef struct _AssayIndustries AssayIndustries;

/**
 * AssayIndustrySearch:
 *
 * What one thread needs to search the index.
 */
typedef struct _AssayIndustrySearch AssayIndustrySearch;

AssayIndustries     *assay_industries_load       (GError                **error);
void                 assay_industries_free       (AssayIndustries        *industries);
AssayIndustrySearch *assay_industry_search_new   (const AssayIndustries  *industries);
void                 assay_industry_search_free  (AssayIndustrySearch    *search);
gboolean             assay_industries_find_code  (const AssayIndustries  *industries,
                                                  const char             *text,
                                                  gsize                   length,
                                                  AssayIndustry          *out_industry);
gboolean             assay_industries_find_words (AssayIndustrySearch    *search,
                                                  const char             *text,
                                                  gsize                   length,
                                                  AssayIndustry          *out_industry);
gboolean             assay_industries_search     (AssayIndustrySearch    *search,
                                                  const char             *text,
                                                  gsize                   length,
                                                  AssayIndustry          *out_industry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayIndustries, assay_industries_free)

G_END_DECLS
