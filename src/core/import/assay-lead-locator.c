/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-lead-locator-private.h"

#include "import/assay-key-index-private.h"

#include <math.h>

/* Of the targets all but the number are looked up by their hash. */
#define N_KEYS (ASSAY_N_LEAD_LOCATOR_TARGETS - 1)

static const char *const keys[N_KEYS] = { "external_id", "email", "phone" };

struct _AssayLeadLocator
{
  AssayRowIntake *intake; /* (not owned) */
  int id;
  int columns[N_KEYS];
  AssayKeyIndex *leads[N_KEYS]; /* (owned) (nullable) */
  GString *scratch;             /* (owned) */
};

static gboolean
load_leads (AssayLeadLocator *self,
            guint             which,
            GError          **error)
{
  static const char *const queries[N_KEYS] = {
    "SELECT id, external_id FROM lead WHERE external_id IS NOT NULL",
    "SELECT id, email FROM lead WHERE email IS NOT NULL",
    "SELECT id, phone FROM lead WHERE phone IS NOT NULL",
  };
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
    assay_row_intake_get_connection (self->intake), queries[which], error);
  gboolean row;

  self->leads[which] = assay_key_index_new (0);
  while (statement != NULL && assay_statement_step (statement, &row, error))
    {
      AssayValue value;
      guint64 hash;
      gint64 known;
      if (!row)
        return TRUE;
      assay_statement_get_value (statement, 1, &value);
      if (assay_key_hash (keys[which], &value, self->scratch, &hash) == ASSAY_KEY_OK
          && !assay_key_index_find (self->leads[which], hash, &known))
        assay_key_index_set (self->leads[which], hash, assay_statement_get_int64 (statement, 0));
    }
  return FALSE;
}

/**
 * assay_lead_locator_new:
 * @columns: (array): places of the values, in the order of %ASSAY_LEAD_LOCATOR_TARGETS
 *
 * Errors: %ASSAY_JOB_ERROR_FAILED where the file has none of them.
 *
 * Returns: (transfer full) (nullable): a locator
 */
AssayLeadLocator *
assay_lead_locator_new (AssayRowIntake *intake,
                        const int      *columns,
                        GError        **error)
{
  g_autoptr (AssayLeadLocator) self = g_new0 (AssayLeadLocator, 1);
  gboolean any = columns[0] >= 0;

  self->intake = intake;
  self->scratch = g_string_new (NULL);
  self->id = columns[0];
  for (guint i = 0; i < N_KEYS; i++)
    {
      self->columns[i] = columns[i + 1];
      any |= self->columns[i] >= 0;
      if (self->columns[i] >= 0 && !load_leads (self, i, error))
        return NULL;
    }
  if (any)
    return g_steal_pointer (&self);
  g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                       "The file needs a column for the lead (id, external_id, email or phone); say "
                       "which with --map 'Column=email'");
  return NULL;
}

void
assay_lead_locator_free (AssayLeadLocator *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_KEYS; i++)
    g_clear_pointer (&self->leads[i], assay_key_index_free);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

static gboolean
find_by_id (AssayLeadLocator *self,
            const AssayValue *value,
            gint64           *out_lead,
            GError          **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  gboolean row;

  if (value->kind == ASSAY_VALUE_INTEGER)
    *out_lead = value->integer;
  else if (value->kind == ASSAY_VALUE_REAL && value->real == floor (value->real)
           && fabs (value->real) < 9e15)
    *out_lead = (gint64) value->real;
  else
    return TRUE;
  statement = assay_connection_prepare (assay_row_intake_get_connection (self->intake),
                                        "SELECT 1 FROM lead WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, *out_lead);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    *out_lead = 0;
  return TRUE;
}

/**
 * assay_lead_locator_find:
 * @values: a row
 * @out_lead: (out): the lead, or 0
 */
gboolean
assay_lead_locator_find (AssayLeadLocator *self,
                         const AssayValue *values,
                         gint64           *out_lead,
                         GError          **error)
{
  guint64 hash;

  *out_lead = 0;
  if (!find_by_id (self, assay_row_value (values, self->id), out_lead, error))
    return FALSE;
  for (guint i = 0; i < N_KEYS && *out_lead == 0; i++)
    if (self->columns[i] >= 0
        && assay_key_hash (keys[i], &values[self->columns[i]], self->scratch, &hash) == ASSAY_KEY_OK
        && !assay_key_index_find (self->leads[i], hash, out_lead))
      *out_lead = 0;
  return TRUE;
}
