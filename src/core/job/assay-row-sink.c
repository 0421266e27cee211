/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-row-sink.h"

#include <string.h>

static GPtrArray *classes; /* (element-type AssayRowSinkClass) (not owned) */

/**
 * assay_row_sink_register:
 * @klass: (transfer none): static data
 *
 * Makes a kind of rows one that can be imported. Called by the engine at start-up, from the main
 * thread; twice does nothing.
 */
void
assay_row_sink_register (const AssayRowSinkClass *klass)
{
  if (classes == NULL)
    classes = g_ptr_array_new ();
  if (!g_ptr_array_find (classes, klass, NULL))
    g_ptr_array_add (classes, (gpointer) klass);
}

/**
 * assay_row_sink_find:
 *
 * Returns: (nullable) (transfer none): who takes rows of that kind
 */
const AssayRowSinkClass *
assay_row_sink_find (const char *kind)
{
  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      const AssayRowSinkClass *klass = g_ptr_array_index (classes, i);
      if (strcmp (klass->kind, kind) == 0)
        return klass;
    }
  return NULL;
}

/**
 * assay_row_sink_find_target:
 *
 * Returns: (nullable) (transfer none): the target of that key
 */
const AssayRowTarget *
assay_row_sink_find_target (const AssayRowSinkClass *klass,
                            const char              *key)
{
  for (gsize i = 0; i < klass->n_targets; i++)
    if (strcmp (klass->targets[i].key, key) == 0)
      return &klass->targets[i];
  return NULL;
}

/**
 * assay_row_value:
 * @column: the target's place, or −1
 *
 * Returns: (transfer none): its value; an absent one where the file has no such column
 */
const AssayValue *
assay_row_value (const AssayValue *values,
                 int               column)
{
  static const AssayValue absent = { .kind = ASSAY_VALUE_NULL };

  return column >= 0 ? &values[column] : &absent;
}

/**
 * assay_row_dup_text:
 * @column: the target's place, or −1
 *
 * Returns: (transfer full) (nullable): its text; %NULL where it has none
 */
char *
assay_row_dup_text (const AssayValue *values,
                    int               column)
{
  const AssayValue *value = assay_row_value (values, column);

  return value->kind == ASSAY_VALUE_TEXT ? g_strndup (value->text, value->length) : NULL;
}
