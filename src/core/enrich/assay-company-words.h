/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-legal-forms.h"

G_BEGIN_DECLS

typedef enum
{
  ASSAY_COMPANY_WORD_ALIAS,        /* the name that counts follows */
  ASSAY_COMPANY_WORD_ALIAS_SLASHED, /* where a slash stands in it */
  ASSAY_COMPANY_WORD_TAIL,         /* the name ends before it */
  ASSAY_COMPANY_WORD_TAIL_SLASHED,
  ASSAY_COMPANY_WORD_BRANCH,       /* begins or ends what a branch adds to the name */
  ASSAY_COMPANY_WORD_BRACKET,      /* part of the name in brackets, too */
  ASSAY_COMPANY_WORD_JOINT,        /* stands between two names */
  ASSAY_COMPANY_WORD_NOTHING,      /* written where there is no company */
  ASSAY_COMPANY_WORD_N_PLACES,
} AssayCompanyWordPlace;

/**
 * AssayCompanyWords:
 * @forms: (owned): the legal forms
 * @tables: (owned): what else stands in and around names, by place
 *
 * What `data/reference/legal-forms.tsv` and `company-words.tsv` know. Immutable; any thread.
 */
typedef struct
{
  AssayLegalForms *forms;
  AssayTermTable *tables[ASSAY_COMPANY_WORD_N_PLACES];
} AssayCompanyWords;

AssayCompanyWords *assay_company_words_load (GError           **error);
void               assay_company_words_free (AssayCompanyWords *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCompanyWords, assay_company_words_free)

G_END_DECLS
