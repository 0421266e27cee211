/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-company-words.h"

#include <string.h>

#include "enrich/assay-reference-table.h"

static const char *const places[ASSAY_COMPANY_WORD_N_PLACES] = {
  [ASSAY_COMPANY_WORD_ALIAS] = "alias",     [ASSAY_COMPANY_WORD_ALIAS_SLASHED] = "alias/",
  [ASSAY_COMPANY_WORD_TAIL] = "tail",       [ASSAY_COMPANY_WORD_TAIL_SLASHED] = "tail/",
  [ASSAY_COMPANY_WORD_BRANCH] = "branch",
  [ASSAY_COMPANY_WORD_BRACKET] = "bracket", [ASSAY_COMPANY_WORD_JOINT] = "joint",
  [ASSAY_COMPANY_WORD_NOTHING] = "nothing",
};

static gboolean
read_row (gpointer data, AssayReferenceTable *table, const char *const *cells, GError **error)
{
  AssayCompanyWords *self = data;

  for (guint i = 0; i < ASSAY_COMPANY_WORD_N_PLACES; i++)
    if (strcmp (cells[0], places[i]) == 0)
      {
        assay_term_table_add_list (self->tables[i], cells[1], i);
        return TRUE;
      }
  return assay_reference_table_fail (
      table, error, "expected a place of alias, alias/, tail, tail/, branch, bracket, joint or nothing");
}

/**
 * assay_company_words_load:
 *
 * Returns: (transfer full) (nullable): the words; %NULL when a table cannot be read
 */
AssayCompanyWords *
assay_company_words_load (GError **error)
{
  g_autoptr (AssayCompanyWords) self = g_new0 (AssayCompanyWords, 1);

  for (guint i = 0; i < ASSAY_COMPANY_WORD_N_PLACES; i++)
    self->tables[i] = assay_term_table_new ();
  if ((self->forms = assay_legal_forms_load (error)) == NULL
      || !assay_reference_table_read ("company-words.tsv", 2, read_row, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
assay_company_words_free (AssayCompanyWords *words)
{
  for (guint i = 0; i < ASSAY_COMPANY_WORD_N_PLACES; i++)
    assay_term_table_free (words->tables[i]);
  g_clear_pointer (&words->forms, assay_legal_forms_free);
  g_free (words);
}
