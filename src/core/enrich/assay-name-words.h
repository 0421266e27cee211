/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "enrich/assay-term-table.h"

G_BEGIN_DECLS

/**
 * AssayNameKind:
 *
 * What `name-words.tsv` says of words; a word may be several things. %ASSAY_NAME_IBERIAN are the family names
 * of languages in which people have two.
 */
typedef enum
{
  ASSAY_NAME_TITLE,
  ASSAY_NAME_SUFFIX,
  ASSAY_NAME_PARTICLE,
  ASSAY_NAME_LOWER,
  ASSAY_NAME_GIVEN,
  ASSAY_NAME_FAMILY,
  ASSAY_NAME_EASTERN,
  ASSAY_NAME_CASE,
  ASSAY_NAME_COMPOUND,
  ASSAY_NAME_ROLE,
  ASSAY_NAME_ORGANISATION,
  ASSAY_NAME_JUNK,
  ASSAY_NAME_IBERIAN,
  ASSAY_NAME_N_KINDS,
} AssayNameKind;

/**
 * AssayNameWords:
 *
 * The words of person names: `data/reference/name-words.tsv`. Immutable; any thread.
 */
typedef struct
{
  AssayTermTable *tables[ASSAY_NAME_N_KINDS];
  GPtrArray *spellings; /* (element-type utf8): by the numbers of %ASSAY_NAME_CASE */
} AssayNameWords;

AssayNameWords *assay_name_words_load (GError              **error);
void            assay_name_words_free (AssayNameWords       *words);
gboolean        assay_name_words_have (const AssayNameWords *words,
                                       AssayNameKind         kind,
                                       const char           *key,
                                       gsize                 length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayNameWords, assay_name_words_free)

G_END_DECLS
