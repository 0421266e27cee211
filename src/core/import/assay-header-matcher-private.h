/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-header-matcher.h"

G_BEGIN_DECLS

#define ASSAY_HEADER_MAX_CANDIDATES 4

/**
 * AssayHeaderCandidates:
 * @fields: field keys a header may stand for, the likelier first
 */
typedef struct
{
  guint n;
  const char *fields[ASSAY_HEADER_MAX_CANDIDATES];
  double confidence;
} AssayHeaderCandidates;

/* One product's export: normalised header → field key, "" for none of ours. */
typedef struct
{
  char *name;
  GHashTable *fields;
} AssayHeaderExport;

struct _AssayHeaderMatcher
{
  GHashTable *synonyms;   /* (element-type utf8 AssayHeaderCandidates) */
  GHashTable *rows;       /* (element-type utf8 GHashTable): by kind of rows, the same of each */
  GPtrArray *exports;     /* (element-type AssayHeaderExport) */
  GHashTable *qualifiers; /* (element-type utf8) */
  GHashTable *type_words[ASSAY_FIELD_TYPE_URL + 1]; /* (nullable) (element-type utf8) */
};

gboolean assay_header_matcher_candidates (const AssayHeaderMatcher *self,
                                          const char               *header,
                                          AssayHeaderCandidates    *out);
char    *assay_header_squeeze            (const char               *header);

G_END_DECLS
