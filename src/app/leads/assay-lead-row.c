/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-row.h"

#include "assay-format.h"

#include <math.h>
#include <string.h>

/**
 * AssayLeadRow:
 *
 * A place of the lead list that someone looks at. It is a slot: when the list is sorted or filtered
 * it stays and gets another lead.
 */
struct _AssayLeadRow
{
  GObject parent_instance;

  guint position;
  gint64 lead;
  gboolean stale;
  AssayLeadValues *values; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AssayLeadRow, assay_lead_row, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * assay_lead_values_new:
 * @columns: (element-type AssayLeadColumn): referenced
 * @values: one a column; copied
 */
AssayLeadValues *
assay_lead_values_new (gint64            lead,
                       GPtrArray        *columns,
                       const AssayValue *values)
{
  gsize size = sizeof (AssayLeadValues) + columns->len * sizeof (AssayValue);
  AssayLeadValues *self;
  char *texts;

  for (guint i = 0; i < columns->len; i++)
    if (values[i].kind == ASSAY_VALUE_TEXT)
      size += values[i].length + 1;
  self = g_malloc0 (size);
  self->lead = lead;
  self->columns = g_ptr_array_ref (columns);
  self->values = (AssayValue *) (self + 1);
  texts = (char *) (self->values + columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      self->values[i] = values[i];
      if (values[i].kind != ASSAY_VALUE_TEXT)
        continue;
      memcpy (texts, values[i].text, values[i].length);
      self->values[i].text = texts;
      texts += values[i].length + 1;
    }
  return self;
}

void
assay_lead_values_free (AssayLeadValues *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * assay_lead_values_get:
 * @key: as it was asked for
 * @out_type: (out) (optional): the column's type
 *
 * Returns: (transfer none) (nullable): the value; a text is terminated
 */
const AssayValue *
assay_lead_values_get (const AssayLeadValues *self,
                       const char            *key,
                       AssayFieldType        *out_type)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AssayLeadColumn *column = g_ptr_array_index (self->columns, i);

      if (strcmp (column->key, key) != 0)
        continue;
      if (out_type != NULL)
        *out_type = column->type;
      return &self->values[i];
    }
  return NULL;
}

static void
assay_lead_row_finalize (GObject *object)
{
  assay_lead_values_free (ASSAY_LEAD_ROW (object)->values);
  G_OBJECT_CLASS (assay_lead_row_parent_class)->finalize (object);
}

static void
assay_lead_row_class_init (AssayLeadRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_lead_row_finalize;

  /**
   * AssayLeadRow::changed:
   *
   * Another lead, or other values.
   */
  signals[CHANGED] = g_signal_new ("changed", ASSAY_TYPE_LEAD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
assay_lead_row_init (AssayLeadRow *self)
{
}

AssayLeadRow *
assay_lead_row_new (guint  position,
                    gint64 lead)
{
  AssayLeadRow *self = g_object_new (ASSAY_TYPE_LEAD_ROW, NULL);

  self->position = position;
  self->lead = lead;
  self->stale = TRUE;
  return self;
}

guint
assay_lead_row_get_position (AssayLeadRow *self)
{
  return self->position;
}

gint64
assay_lead_row_get_lead (AssayLeadRow *self)
{
  return self->lead;
}

/**
 * assay_lead_row_set_lead:
 * @lead: the lead that stands here now; its values have to be read
 */
void
assay_lead_row_set_lead (AssayLeadRow *self,
                         gint64        lead)
{
  self->stale = TRUE;
  if (lead == self->lead)
    return;
  self->lead = lead;
  g_clear_pointer (&self->values, assay_lead_values_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * assay_lead_row_take_values:
 * @values: (transfer full): what was read; dropped when they are another lead's
 */
void
assay_lead_row_take_values (AssayLeadRow    *self,
                            AssayLeadValues *values)
{
  if (values->lead != self->lead)
    {
      assay_lead_values_free (values);
      return;
    }
  g_clear_pointer (&self->values, assay_lead_values_free);
  self->values = values;
  self->stale = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * assay_lead_row_set_stale:
 *
 * Its values are shown on, but have to be read again.
 */
void
assay_lead_row_set_stale (AssayLeadRow *self)
{
  self->stale = TRUE;
}

/**
 * assay_lead_row_set_gone:
 *
 * Its lead does not exist any more; the row stays empty until the list is queried again.
 */
void
assay_lead_row_set_gone (AssayLeadRow *self)
{
  g_clear_pointer (&self->values, assay_lead_values_free);
  self->stale = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
assay_lead_row_is_loaded (AssayLeadRow *self)
{
  return !self->stale;
}

const AssayLeadValues *
assay_lead_row_get_values (AssayLeadRow *self)
{
  return self->values;
}

/**
 * assay_lead_row_dup_text:
 *
 * Returns: (transfer full): the value for people; empty while it is not read yet
 */
char *
assay_lead_row_dup_text (AssayLeadRow *self,
                         const char   *key)
{
  AssayFieldType type = ASSAY_FIELD_TYPE_TEXT;
  const AssayValue *value
    = self->values != NULL ? assay_lead_values_get (self->values, key, &type) : NULL;

  return value != NULL ? assay_format_value (value, type) : g_strdup ("");
}

/**
 * assay_lead_row_get_number:
 *
 * Returns: the value as a number, or NaN
 */
double
assay_lead_row_get_number (AssayLeadRow *self,
                           const char   *key)
{
  const AssayValue *value
    = self->values != NULL ? assay_lead_values_get (self->values, key, NULL) : NULL;

  if (value == NULL)
    return NAN;
  if (value->kind == ASSAY_VALUE_REAL)
    return value->real;
  return value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer : NAN;
}
