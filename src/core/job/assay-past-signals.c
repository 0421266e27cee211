/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-past-signals.h"

/* A field that changed after its lead is looked at. */
typedef struct
{
  const AssayField *field;
  GByteArray *value; /* (owned): what it was */
} Changed;

typedef struct
{
  GArray *fields; /* (element-type Changed) */
  gint64 at;      /* of the first change */
} Row;

struct _AssayPastSignals
{
  GHashTable *rows; /* row + 1 → Row */
};

static const AssaySignalDeriver *deriver;

/**
 * assay_past_signals_set_deriver:
 * @wanted: static data
 *
 * At start-up, once.
 */
void
assay_past_signals_set_deriver (const AssaySignalDeriver *wanted)
{
  deriver = wanted;
}

static void
changed_clear (gpointer data)
{
  g_byte_array_unref (((Changed *) data)->value);
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_array_unref (row->fields);
  g_free (row);
}

AssayPastSignals *
assay_past_signals_new (void)
{
  AssayPastSignals *self = g_new0 (AssayPastSignals, 1);

  self->rows = g_hash_table_new_full (NULL, NULL, NULL, row_free);
  return self;
}

void
assay_past_signals_free (AssayPastSignals *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_free (self);
}

static Row *
row_of (AssayPastSignals *self,
        gsize             row)
{
  Row *found = g_hash_table_lookup (self->rows, GSIZE_TO_POINTER (row + 1));

  if (found == NULL)
    {
      found = g_new0 (Row, 1);
      found->fields = g_array_new (FALSE, FALSE, sizeof (Changed));
      g_array_set_clear_func (found->fields, changed_clear);
      g_hash_table_insert (self->rows, GSIZE_TO_POINTER (row + 1), found);
    }
  return found;
}

/**
 * assay_past_signals_add:
 * @value: the newest change of a lead first
 */
void
assay_past_signals_add (AssayPastSignals     *self,
                        const AssayPastValue *value)
{
  Row *row;
  Changed *changed = NULL;

  if (deriver == NULL || !deriver->reads (value->field->key))
    return;
  row = row_of (self, value->row);
  row->at = value->at;
  for (guint i = 0; i < row->fields->len && changed == NULL; i++)
    if (g_array_index (row->fields, Changed, i).field == value->field)
      changed = &g_array_index (row->fields, Changed, i);
  if (changed == NULL)
    {
      Changed added = { value->field, g_byte_array_new () };

      g_array_append_val (row->fields, added);
      changed = &g_array_index (row->fields, Changed, row->fields->len - 1);
    }
  g_byte_array_set_size (changed->value, 0);
  assay_value_pack (&value->old_value, changed->value);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gsize x = GPOINTER_TO_SIZE (a), y = GPOINTER_TO_SIZE (b);

  return (x > y) - (x < y);
}

typedef struct
{
  gsize row;
  gint64 at;
  AssayPastSignalFunc func;
  gpointer user_data;
} Telling;

static void
tell (const char       *key,
      const AssayValue *value,
      gpointer          data)
{
  const Telling *telling = data;

  telling->func (&(AssayPastSignal) { telling->row, key, *value, telling->at }, telling->user_data);
}

static gboolean
derive (gpointer       deriving,
        AssayPastLead *lead,
        const Row     *row,
        Telling       *telling,
        GError       **error)
{
  g_autofree AssayPastField *fields = g_new0 (AssayPastField, row->fields->len + 1);

  for (guint i = 0; i < row->fields->len; i++)
    {
      const Changed *changed = &g_array_index (row->fields, Changed, i);
      const guint8 *p = changed->value->data;

      fields[i].field = changed->field;
      if (!assay_value_unpack (&fields[i].value, &p, p + changed->value->len))
        g_return_val_if_reached (FALSE);
    }
  lead->fields = fields;
  lead->n_fields = row->fields->len;
  telling->at = row->at;
  return deriver->derive (deriving, lead, tell, telling, error);
}

/**
 * assay_past_signals_foreach:
 * @leads: (array length=n): ids
 * @as_of: (array length=n): the instant that each is looked at from
 * @func: (scope call): called for each signal that was, or may have been, another one then
 */
gboolean
assay_past_signals_foreach (AssayPastSignals   *self,
                            AssayConnection    *connection,
                            AssayFieldRegistry *fields,
                            const gint64       *leads,
                            const gint64       *as_of,
                            gsize               n,
                            AssayPastSignalFunc func,
                            gpointer            user_data,
                            GError            **error)
{
  g_autoptr (GList) rows = NULL;
  gpointer deriving;
  gboolean ok = TRUE;

  if (deriver == NULL)
    return TRUE;
  deriving = deriver->begin (connection, fields, error);
  if (deriving == NULL)
    return FALSE;
  for (gsize row = 0; row < n; row++)
    {
      gint64 decided = deriver->decided (deriving, leads[row]);

      if (decided > as_of[row])
        {
          Row *found = row_of (self, row);

          found->at = found->at != 0 ? MIN (found->at, decided) : decided;
        }
    }
  rows = g_list_sort (g_hash_table_get_keys (self->rows), compare_rows);
  for (GList *item = rows; item != NULL && ok; item = item->next)
    {
      gsize row = GPOINTER_TO_SIZE (item->data) - 1;
      AssayPastLead lead = { .id = leads[row], .as_of = as_of[row] };
      Telling telling = { .row = row, .func = func, .user_data = user_data };

      ok = derive (deriving, &lead, g_hash_table_lookup (self->rows, item->data), &telling, error);
    }
  deriver->end (deriving);
  return ok;
}
