/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-apply-private.h"

#include "import/assay-import-targets-private.h"
#include "store/assay-search.h"

#include <glib/gi18n-lib.h>

/* architecture.md: no write transaction longer than 250 ms or 10,000 rows. */
#define TRANSACTION_ROWS 10000
#define AGE_EVERY 64
#define REPORT_EVERY 512
/* From this share of the leads on, the search index is made afterwards. */
#define BULK_SHARE 0.2

/* New leads on their way to the writer: what the stage reads lasts until it reads again. */
typedef struct
{
  AssayLeadRow rows[AGE_EVERY];
  guint n;
  AssayValue *values;  /* (owned) (array length=AGE_EVERY): by row, then target */
  GStringChunk *texts; /* (owned) */
} NewLeads;

typedef struct
{
  AssayImportRun *run;
  AssayImportStage *stage;        /* (not owned) */
  AssayImportTargets targets;
  guint n;                        /* targets */
  int email, phone;               /* their places; -1 */
  AssayLeadWriter *writer;        /* (owned) (nullable) */
  guint64 next, size;
  AssayValue *values;             /* (owned): of the record at hand */
  guint8 *given;                  /* (owned) */
  const AssayField **changed;     /* (owned) */
  NewLeads new_leads;
  GString *email_key, *phone_key; /* (owned) */
} Apply;

static void
apply_init (Apply                  *self,
            AssayImportRun         *run,
            AssayImportStage       *stage,
            const AssayLeadBuilder *builder)
{
  *self = (Apply) { .run = run, .stage = stage };
  self->n = assay_lead_builder_get_n_targets (builder);
  self->email = assay_lead_builder_find_target (builder, "email");
  self->phone = assay_lead_builder_find_target (builder, "phone");
  self->size = assay_import_stage_get_size (stage);
  self->values = g_new0 (AssayValue, self->n + 1);
  self->given = g_new0 (guint8, self->n + 1);
  self->changed = g_new0 (const AssayField *, self->n + 1);
  self->new_leads.values = g_new0 (AssayValue, (gsize) self->n * AGE_EVERY + 1);
  self->new_leads.texts = g_string_chunk_new (65536);
  self->email_key = g_string_new (NULL);
  self->phone_key = g_string_new (NULL);
}

static void
apply_clear (Apply *self)
{
  g_clear_pointer (&self->writer, assay_lead_writer_free);
  assay_import_targets_clear (&self->targets);
  g_free (self->values);
  g_free (self->given);
  g_free (self->changed);
  g_free (self->new_leads.values);
  g_string_chunk_free (self->new_leads.texts);
  g_string_free (self->email_key, TRUE);
  g_string_free (self->phone_key, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

static void
keep_text (Apply      *self,
           AssayValue *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    value->text = g_string_chunk_insert_len (self->new_leads.texts, value->text, value->length);
}

static gboolean
flush_new (Apply   *self,
           GError **error)
{
  guint n = self->new_leads.n;

  if (n == 0)
    return TRUE;
  self->new_leads.n = 0;
  if (!assay_lead_writer_insert_rows (self->writer, self->targets.fields, self->new_leads.rows,
                                      self->n, n, error))
    return FALSE;
  g_string_chunk_clear (self->new_leads.texts);
  return TRUE;
}

static gboolean
write_new (Apply   *self,
           GError **error)
{
  AssayValue *values = self->new_leads.values + (gsize) self->new_leads.n * self->n;
  AssayLeadRow *row = &self->new_leads.rows[self->new_leads.n++];

  *row = (AssayLeadRow) { .values = values };
  for (guint i = 0; i < self->n; i++)
    {
      values[i] = self->given[i] ? self->values[i] : ASSAY_VALUE_INIT_NULL;
      keep_text (self, &values[i]);
    }
  assay_lead_row_set_keys (row, self->email >= 0 ? &values[self->email] : NULL,
                           self->phone >= 0 ? &values[self->phone] : NULL, self->email_key,
                           self->phone_key);
  keep_text (self, &row->email_key);
  keep_text (self, &row->phone_key);
  return self->new_leads.n < AGE_EVERY || flush_new (self, error);
}

static gboolean
write_update (Apply   *self,
              gint64   lead,
              GError **error)
{
  g_autoptr (GError) failure = NULL;
  guint n_changed = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->given[i])
      {
        self->changed[n_changed] = self->targets.fields[i];
        self->values[n_changed++] = self->values[i];
      }
  if (assay_lead_writer_update (self->writer, lead, self->changed, self->values, n_changed, NULL,
                                &failure))
    return TRUE;
  /* Somebody deleted the lead meanwhile: there is nothing to update any more. */
  if (g_error_matches (failure, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* As many records as one transaction may take. */
static gboolean
write_records (Apply             *self,
               AssayTransaction  *transaction,
               GError           **error)
{
  for (guint rows = 0; self->next < self->size && rows < TRANSACTION_ROWS; rows++)
    {
      gint64 lead;
      if (rows % AGE_EVERY == AGE_EVERY - 1 && assay_transaction_should_end (transaction))
        break;
      if (!assay_import_stage_read_next (self->stage, self->next++, &lead, self->values, self->given,
                                         self->n, error)
          || !(lead == 0 ? write_new (self, error) : write_update (self, lead, error)))
        return FALSE;
      if (self->next % REPORT_EVERY == 0)
        assay_job_report (self->run->job,
                          ASSAY_IMPORT_STAGE_SHARE
                            + (1 - ASSAY_IMPORT_STAGE_SHARE) * (double) self->next
                                / (double) self->size,
                          _("Writing leads"));
    }
  return flush_new (self, error);
}

static gboolean
write_some (Apply             *self,
            AssayTransaction  *transaction,
            GError           **error)
{
  assay_lead_writer_set_transaction (self->writer, transaction);
  gboolean ok = write_records (self, transaction, error);
  assay_lead_writer_set_transaction (self->writer, NULL);
  return ok && assay_transaction_commit (transaction, error);
}

/* Leads that are looked up by what changes are taken out of the search index, or never get into it,
 * where that costs less than changing it one by one. */
static gboolean
prepare_search (const AssayImportTally *tally,
                AssayTransaction       *transaction,
                GError                **error)
{
  double share = BULK_SHARE * (double) tally->known;

  if (tally->found_anew > ASSAY_IMPORT_BULK_ROWS && (double) tally->found_anew > share)
    return assay_search_begin_rebuild (transaction, error);
  if (tally->added > ASSAY_IMPORT_BULK_ROWS && (double) tally->added > share)
    return assay_search_begin_bulk (transaction, error);
  return TRUE;
}

/**
 * assay_import_apply:
 *
 * Writes what was staged, in transactions that let others between.
 */
gboolean
assay_import_apply (AssayImportRun          *run,
                    AssayImportStage        *stage,
                    const AssayImportTally  *tally,
                    GError                 **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (run->plan);
  g_auto (Apply) self = { 0 };

  apply_init (&self, run, stage, builder);
  assay_import_stage_end (stage);
  while (self.next < self.size)
    {
      /* Each on the disk by itself: otherwise the edit that goes between waits for all of them. */
      g_autoptr (AssayTransaction) transaction
        = assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, run->cancellable, error);
      if (transaction == NULL)
        return FALSE;
      if (self.writer == NULL)
        {
          if (!prepare_search (tally, transaction, error)
              || !assay_import_targets_make (&self.targets, run, builder, transaction, error))
            return FALSE;
          self.writer = assay_lead_writer_new (self.targets.registry, assay_job_get_id (run->job),
                                               ASSAY_LEAD_WRITER_DEFAULT);
        }
      if (!write_some (&self, transaction, error))
        return FALSE;
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
    }
  return TRUE;
}
