/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-outcome-sink.h"

#include "base/assay-hash.h"
#include "import/assay-import-stage-private.h"
#include "import/assay-key-index-private.h"
#include "import/assay-lead-locator-private.h"
#include "store/assay-lead-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows of what became of leads. Of several rows about one lead the newest by date counts, of the same
 * date the last; what a lead has of a later date stays. So a file says the same in any order, and
 * twice says nothing new. */

enum
{
  FIELD_OUTCOME,
  FIELD_OUTCOME_AT,
  FIELD_DEAL_VALUE,
  FIELD_CURRENCY,
  N_FIELDS
};

#define FIRST_FIELD ASSAY_N_LEAD_LOCATOR_TARGETS
#define N_TARGETS (FIRST_FIELD + N_FIELDS)
#define NO_DATE G_MININT64

static const AssayRowTarget targets[N_TARGETS] = {
  ASSAY_LEAD_LOCATOR_TARGETS,
  { "outcome", N_ ("Outcome"), ASSAY_FIELD_TYPE_TEXT },
  { "outcome_at", N_ ("Outcome date"), ASSAY_FIELD_TYPE_DATETIME },
  { "deal_value", N_ ("Deal value"), ASSAY_FIELD_TYPE_NUMBER },
  { "currency", N_ ("Currency"), ASSAY_FIELD_TYPE_TEXT },
};

typedef struct
{
  AssayRowIntake *intake; /* (not owned) */
  int columns[N_FIELDS];
  AssayLeadLocator *locator;   /* (owned) */
  AssayImportStage *stage;     /* (owned): what the newest row of each lead says */
  AssayKeyIndex *records;      /* (owned): lead → place in @stage */
  GArray *dates;               /* (element-type gint64) (owned): by record */
  AssayFieldRegistry *registry; /* (owned) */
  const AssayField *fields[N_FIELDS]; /* (not owned): of @registry */
  AssayLeadWriter *writer;     /* (owned) */
} OutcomeSink;

static void
outcome_sink_close (gpointer sink)
{
  OutcomeSink *self = sink;

  g_clear_pointer (&self->locator, assay_lead_locator_free);
  g_clear_pointer (&self->stage, assay_import_stage_free);
  g_clear_pointer (&self->writer, assay_lead_writer_free);
  g_clear_pointer (&self->registry, assay_field_registry_unref);
  assay_key_index_free (self->records);
  g_array_unref (self->dates);
  g_free (self);
}

static gboolean
prepare (OutcomeSink *self,
         const int   *columns,
         GError     **error)
{
  AssayWorkspace *workspace = assay_row_intake_get_workspace (self->intake);

  self->registry = assay_workspace_get_fields (workspace);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->columns[i] = columns[FIRST_FIELD + i];
      self->fields[i] = assay_field_registry_find (self->registry, targets[FIRST_FIELD + i].key);
    }
  self->writer = assay_lead_writer_new (self->registry, assay_row_intake_get_job (self->intake),
                                        ASSAY_LEAD_WRITER_DEFAULT);
  self->stage = assay_import_stage_new (assay_workspace_get_path (workspace), error);
  self->locator = self->stage != NULL ? assay_lead_locator_new (self->intake, columns, error) : NULL;
  return self->locator != NULL;
}

static gpointer
outcome_sink_open (AssayRowIntake *intake,
                   const int      *columns,
                   GError        **error)
{
  OutcomeSink *self;

  if (columns[FIRST_FIELD + FIELD_OUTCOME] < 0)
    {
      g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                           "A file of outcomes needs a column for the outcome; say which with "
                           "--map 'Column=outcome'");
      return NULL;
    }
  self = g_new0 (OutcomeSink, 1);
  self->intake = intake;
  self->records = assay_key_index_new (0);
  self->dates = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (prepare (self, columns, error))
    return self;
  outcome_sink_close (self);
  return NULL;
}

/* What the workspace says of a lead; absent where the lead is gone. Texts last as long as @statement. */
static gboolean
load_stored (OutcomeSink    *self,
             gint64          lead,
             AssayValue     *values,
             AssayStatement **out_statement,
             GError        **error)
{
  gboolean row;

  *out_statement = assay_connection_prepare (
    assay_row_intake_get_connection (self->intake),
    "SELECT outcome, outcome_at, deal_value, currency FROM lead WHERE id = ?1", error);
  if (*out_statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (*out_statement, 1, lead);
  if (!assay_statement_step (*out_statement, &row, error))
    return FALSE;
  for (int i = 0; i < N_FIELDS; i++)
    {
      values[i] = ASSAY_VALUE_INIT_NULL;
      if (row)
        assay_statement_get_value (*out_statement, i, &values[i]);
    }
  return TRUE;
}

static gint64
date_of (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_INTEGER ? value->integer : NO_DATE;
}

static const char *
find_fault (const AssayValue *values)
{
  const AssayValue *deal_value = &values[FIELD_DEAL_VALUE];

  if (values[FIELD_OUTCOME].kind == ASSAY_VALUE_NULL)
    return "the outcome is missing";
  if (values[FIELD_OUTCOME_AT].kind != ASSAY_VALUE_NULL
      && values[FIELD_OUTCOME_AT].kind != ASSAY_VALUE_INTEGER)
    return "the date is not a date";
  if (deal_value->kind == ASSAY_VALUE_TEXT)
    return "the deal value is not a number";
  return NULL;
}

/* A row without a date cannot tell whether it is newer than what is known with one. */
static gboolean
check_undated (OutcomeSink      *self,
               gint64            lead,
               const AssayValue *values,
               const char      **out_reason,
               GError          **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  AssayValue stored[N_FIELDS];

  if (!load_stored (self, lead, stored, &statement, error))
    return FALSE;
  if (date_of (&stored[FIELD_OUTCOME_AT]) != NO_DATE
      && !assay_value_equal (&stored[FIELD_OUTCOME], &values[FIELD_OUTCOME]))
    *out_reason = "without a date it cannot be told whether it is newer than the outcome the lead has";
  return TRUE;
}

static guint64
hash_lead (gint64 lead)
{
  return assay_hash_bytes (&lead, sizeof lead, 0);
}

/* Keeps the row where it is the newest about its lead so far. */
static gboolean
keep (OutcomeSink      *self,
      gint64            lead,
      const AssayValue *values,
      GError          **error)
{
  gint64 date = date_of (&values[FIELD_OUTCOME_AT]), record;
  guint8 given[N_FIELDS];

  for (guint i = 0; i < N_FIELDS; i++)
    given[i] = values[i].kind != ASSAY_VALUE_NULL;
  if (!assay_key_index_find (self->records, hash_lead (lead), &record))
    {
      record = assay_import_stage_append (self->stage, lead, values, given, N_FIELDS, error);
      assay_key_index_set (self->records, hash_lead (lead), record);
      g_array_append_val (self->dates, date);
      return record >= 0;
    }
  assay_row_intake_count (self->intake, ASSAY_ROW_EFFECT_UNCHANGED);
  if (date < g_array_index (self->dates, gint64, record))
    return TRUE;
  g_array_index (self->dates, gint64, record) = date;
  return assay_import_stage_replace (self->stage, record, lead, values, given, N_FIELDS, error);
}

static gboolean
outcome_sink_take (gpointer           sink,
                   const AssayValue  *values,
                   const char       **out_reason,
                   GError           **error)
{
  OutcomeSink *self = sink;
  AssayValue row[N_FIELDS];
  gint64 lead;

  for (guint i = 0; i < N_FIELDS; i++)
    row[i] = *assay_row_value (values, self->columns[i]);
  if (!assay_lead_locator_find (self->locator, values, &lead, error))
    return FALSE;
  *out_reason = lead == 0 ? ASSAY_LEAD_LOCATOR_NOBODY : find_fault (row);
  if (*out_reason == NULL && date_of (&row[FIELD_OUTCOME_AT]) == NO_DATE
      && !check_undated (self, lead, row, out_reason, error))
    return FALSE;
  return *out_reason != NULL || keep (self, lead, row, error);
}

static gboolean
write_lead (OutcomeSink             *self,
            gint64                   lead,
            const AssayField *const *fields,
            const AssayValue        *values,
            guint                    n,
            GError                 **error)
{
  AssayTransaction *transaction = assay_row_intake_begin (self->intake, error);
  g_autoptr (GError) failure = NULL;

  if (transaction == NULL)
    return FALSE;
  assay_lead_writer_set_transaction (self->writer, transaction);
  /* Somebody deleted the lead meanwhile: there is nothing to update any more. */
  if (!assay_lead_writer_update (self->writer, lead, fields, values, n, NULL, &failure)
      && !g_error_matches (failure, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return assay_row_intake_wrote (self->intake, error);
}

static gboolean
outcome_sink_flush (gpointer   sink,
                    GError   **error)
{
  assay_lead_writer_set_transaction (((OutcomeSink *) sink)->writer, NULL);
  return TRUE;
}

/* What the newest row about a lead changes. */
static gboolean
apply (OutcomeSink *self,
       gint64       record,
       GError     **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  AssayValue stored[N_FIELDS], row[N_FIELDS], values[N_FIELDS];
  const AssayField *fields[N_FIELDS];
  guint8 given[N_FIELDS];
  gint64 lead;
  guint n = 0;

  if (!assay_import_stage_read (self->stage, record, &lead, row, given, N_FIELDS, error)
      || !load_stored (self, lead, stored, &statement, error))
    return FALSE;
  if (!given[FIELD_OUTCOME_AT] || row[FIELD_OUTCOME_AT].integer >= date_of (&stored[FIELD_OUTCOME_AT]))
    for (guint i = 0; i < N_FIELDS; i++)
      if (given[i] && !assay_value_equal (&row[i], &stored[i]))
        {
          fields[n] = self->fields[i];
          values[n++] = row[i];
        }
  assay_row_intake_count (self->intake,
                          n > 0 ? ASSAY_ROW_EFFECT_UPDATED : ASSAY_ROW_EFFECT_UNCHANGED);
  return n == 0 || assay_row_intake_is_dry (self->intake)
         || write_lead (self, lead, fields, values, n, error);
}

static gboolean
outcome_sink_finish (gpointer   sink,
                     GError   **error)
{
  OutcomeSink *self = sink;

  for (guint record = 0; record < self->dates->len; record++)
    if (!apply (self, record, error))
      return FALSE;
  return TRUE;
}

const AssayRowSinkClass assay_outcome_sink_class = {
  .kind = "outcomes",
  .phrase = N_ ("Importing outcomes"),
  .targets = targets,
  .n_targets = N_TARGETS,
  .open = outcome_sink_open,
  .take = outcome_sink_take,
  .flush = outcome_sink_flush,
  .finish = outcome_sink_finish,
  .close = outcome_sink_close,
};
