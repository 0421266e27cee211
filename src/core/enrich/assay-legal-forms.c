/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-legal-forms.h"

#include <string.h>

#include "enrich/assay-reference-table.h"

static const struct
{
  const char *name;
  AssayLegalFormPlace place;
} places[] = {
  { "end", ASSAY_LEGAL_FORM_END },         { "weak", ASSAY_LEGAL_FORM_END },
  { "start", ASSAY_LEGAL_FORM_START },     { "affix", ASSAY_LEGAL_FORM_AFFIX },
  { "country", ASSAY_LEGAL_FORM_COUNTRY },
};

static void
form_clear (gpointer data)
{
  AssayLegalForm *form = data;

  g_free (form->name);
  g_free (form->country);
  g_free (form->countries);
}

static gboolean
read_row (gpointer data, AssayReferenceTable *table, const char *const *cells, GError **error)
{
  AssayLegalForms *self = data;
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      AssayLegalForm form;

      if (strcmp (cells[0], places[i].name) != 0)
        continue;
      form = (AssayLegalForm){
        .name = g_strdup (cells[1]),
        .country = g_strdup (cells[2]),
        .countries = g_strdup (cells[3]),
        .weak = strcmp (cells[0], "weak") == 0,
      };
      assay_term_table_add_list (self->tables[places[i].place], cells[4], self->forms->len);
      g_array_append_val (self->forms, form);
      return TRUE;
    }
  return assay_reference_table_fail (
      table, error, "expected a place of end, weak, start, affix or country");
}

/**
 * assay_legal_forms_load:
 *
 * Returns: (transfer full) (nullable): the forms; %NULL when the table cannot be read
 */
AssayLegalForms *
assay_legal_forms_load (GError **error)
{
  g_autoptr (AssayLegalForms) self = g_new0 (AssayLegalForms, 1);

  self->forms = g_array_new (FALSE, FALSE, sizeof (AssayLegalForm));
  g_array_set_clear_func (self->forms, form_clear);
  for (int i = 0; i < ASSAY_LEGAL_FORM_N_PLACES; i++)
    self->tables[i] = assay_term_table_new ();
  if (!assay_reference_table_read ("legal-forms.tsv", 5, read_row, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
assay_legal_forms_free (AssayLegalForms *forms)
{
  for (int i = 0; i < ASSAY_LEGAL_FORM_N_PLACES; i++)
    assay_term_table_free (forms->tables[i]);
  g_array_unref (forms->forms);
  g_free (forms);
}

/**
 * assay_legal_forms_get:
 * @number: what a table says of a term
 *
 * Returns: (transfer none): the form
 */
const AssayLegalForm *
assay_legal_forms_get (const AssayLegalForms *forms, guint32 number)
{
  return &g_array_index (forms->forms, AssayLegalForm, number);
}
