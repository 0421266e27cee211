/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-name-words.h"

#include <string.h>

#include "enrich/assay-reference-table.h"

static const char *const kinds[] = { "title",    "suffix", "particle",     "lower",
                                     "given",    "family", "eastern",      "case",
                                     "compound", "role",   "organisation", "junk" };

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == ASSAY_NAME_IBERIAN);

/* The numbers of %ASSAY_NAME_CASE say how the word is spelled. */
static void
add_spellings (AssayNameWords *self, const char *terms)
{
  g_auto (GStrv) list = g_strsplit (terms, ";", -1);

  for (char **term = list; *term != NULL; term++)
    {
      assay_term_table_add (
          self->tables[ASSAY_NAME_CASE], g_strstrip (*term), self->spellings->len);
      g_ptr_array_add (self->spellings, g_strdup (*term));
    }
}

static gboolean
read_row (gpointer data, AssayReferenceTable *table, const char *const *cells, GError **error)
{
  AssayNameWords *self = data;
  for (guint kind = 0; kind < ASSAY_NAME_IBERIAN; kind++)
    {
      if (strcmp (cells[0], kinds[kind]) != 0)
        continue;
      if (kind == ASSAY_NAME_CASE)
        add_spellings (self, cells[2]);
      else
        assay_term_table_add_list (self->tables[kind], cells[2], 1);
      if (kind == ASSAY_NAME_FAMILY &&
          (strcmp (cells[1], "es") == 0 || strcmp (cells[1], "pt") == 0))
        assay_term_table_add_list (self->tables[ASSAY_NAME_IBERIAN], cells[2], 1);
      return TRUE;
    }
  return assay_reference_table_fail (table, error, "expected a kind of name word");
}

/**
 * assay_name_words_load:
 *
 * Returns: (transfer full) (nullable): the words; %NULL when the table cannot be read
 */
AssayNameWords *
assay_name_words_load (GError **error)
{
  g_autoptr (AssayNameWords) self = g_new0 (AssayNameWords, 1);

  for (guint kind = 0; kind < ASSAY_NAME_N_KINDS; kind++)
    self->tables[kind] = assay_term_table_new ();
  self->spellings = g_ptr_array_new_with_free_func (g_free);
  if (!assay_reference_table_read ("name-words.tsv", 3, read_row, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
assay_name_words_free (AssayNameWords *words)
{
  for (guint kind = 0; kind < ASSAY_NAME_N_KINDS; kind++)
    assay_term_table_free (words->tables[kind]);
  g_ptr_array_unref (words->spellings);
  g_free (words);
}

/**
 * assay_name_words_have:
 * @key: the plain word, lower case and without accents
 *
 * Returns: whether the word is of that kind
 */
gboolean
assay_name_words_have (const AssayNameWords *words,
                       AssayNameKind kind,
                       const char *key,
                       gsize length)
{
  guint32 value;

  return assay_term_table_find (words->tables[kind], key, length, &value);
}
