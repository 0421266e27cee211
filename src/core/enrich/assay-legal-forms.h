/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "enrich/assay-term-table.h"

G_BEGIN_DECLS

/**
 * AssayLegalForm:
 * @name: how it is written in the end
 * @country: the one that it tells, or an empty text
 * @countries: all that have it, separated by blanks
 * @weak: whether it is also a word, or an abbreviation of something else
 */
typedef struct
{
  char *name;
  char *country;
  char *countries;
  gboolean weak;
} AssayLegalForm;

typedef enum
{
  ASSAY_LEGAL_FORM_END,
  ASSAY_LEGAL_FORM_START,
  ASSAY_LEGAL_FORM_AFFIX,
  ASSAY_LEGAL_FORM_COUNTRY,
  ASSAY_LEGAL_FORM_N_PLACES,
} AssayLegalFormPlace;

/**
 * AssayLegalForms:
 * @forms: (element-type AssayLegalForm): by the numbers of the tables
 * @tables: where terms stand in a name
 *
 * `data/reference/legal-forms.tsv`. Immutable; any thread.
 */
typedef struct
{
  GArray *forms;
  AssayTermTable *tables[ASSAY_LEGAL_FORM_N_PLACES];
} AssayLegalForms;

AssayLegalForms      *assay_legal_forms_load (GError               **error);
void                  assay_legal_forms_free (AssayLegalForms       *forms);
const AssayLegalForm *assay_legal_forms_get  (const AssayLegalForms *forms,
                                              guint32                number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLegalForms, assay_legal_forms_free)

G_END_DECLS
