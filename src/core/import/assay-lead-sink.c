/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-lead-sink-private.h"

#include "import/assay-stored-leads-private.h"
#include "import/assay-update-rule-private.h"
#include "store/assay-search.h"

#include <string.h>

/* New leads handed to the writer at once. */
#define PENDING_ROWS 512
#define KEPT_BYTES 65536

struct _AssayLeadSink
{
  AssayLeadSinkOptions options;
  guint n;                      /* targets */
  AssayUpdateRule *rules;       /* (owned) */
  AssayKeyIndex *keys;          /* (owned) (nullable) */
  AssayValue *current;          /* (owned) */
  AssayValue *merged;           /* (owned) */
  guint8 *changed;              /* (owned) */
  guint8 *given;                /* (owned) */
  AssayValue *record;           /* (owned) */
  gboolean keep;                /* of the lead of the row at hand, more rows may come */
  guint64 added, found_anew;
  guint8 *searched;             /* (owned) (array length=n): whether a search looks at it */
  GByteArray *waiting;          /* (owned): by record: direct: kept and not yet written */
  AssayKeyIndex *repeated;      /* (nullable) (not owned): direct: how many rows are still to come */

  AssayLeadWriter *writer;      /* (nullable) (not owned): direct */
  AssayLeadRow pending[PENDING_ROWS]; /* (not owned): direct: new leads not yet written */
  guint n_pending;
  int email, phone;             /* their targets; -1 */
  GString *email_key, *phone_key; /* (owned) */
  GPtrArray *kept_values;       /* (owned) (element-type AssayValue): of pending leads that were kept */
  GStringChunk *kept_texts;     /* (owned) */
  const AssayField *const *fields;
  AssayImportStage *stage;      /* (nullable) (not owned): staged */
  AssayStoredLeads *stored;     /* (nullable) (owned): staged */
};

static AssayLeadSink *
sink_new (const AssayLeadSinkOptions *options)
{
  AssayLeadSink *self = g_new0 (AssayLeadSink, 1);

  self->options = *options;
  self->waiting = g_byte_array_new ();
  self->email = assay_lead_builder_find_target (options->builder, "email");
  self->phone = assay_lead_builder_find_target (options->builder, "phone");
  self->email_key = g_string_new (NULL);
  self->phone_key = g_string_new (NULL);
  self->kept_values = g_ptr_array_new_with_free_func (g_free);
  self->kept_texts = g_string_chunk_new (KEPT_BYTES);
  self->n = assay_lead_builder_get_n_targets (options->builder);
  self->rules = g_new0 (AssayUpdateRule, self->n + 1);
  self->current = g_new0 (AssayValue, self->n + 1);
  self->merged = g_new0 (AssayValue, self->n + 1);
  self->record = g_new0 (AssayValue, self->n + 1);
  self->changed = g_new0 (guint8, self->n + 1);
  self->given = g_new0 (guint8, self->n + 1);
  self->searched = g_new0 (guint8, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      self->rules[i] = assay_update_rule_resolve (
        assay_lead_builder_get_target (options->builder, i), options->key_field);
      self->searched[i]
        = assay_search_covers (assay_lead_builder_get_target (options->builder, i)->key);
    }
  if (options->key_field != NULL)
    self->keys = assay_key_index_new (options->expected);
  return self;
}

void
assay_lead_sink_free (AssayLeadSink *self)
{
  if (self == NULL)
    return;
  assay_stored_leads_free (self->stored);
  g_clear_pointer (&self->keys, assay_key_index_free);
  g_byte_array_unref (self->waiting);
  g_string_free (self->email_key, TRUE);
  g_string_free (self->phone_key, TRUE);
  g_ptr_array_unref (self->kept_values);
  g_string_chunk_free (self->kept_texts);
  g_free (self->rules);
  g_free (self->current);
  g_free (self->merged);
  g_free (self->record);
  g_free (self->changed);
  g_free (self->given);
  g_free (self->searched);
  g_free (self);
}

/**
 * assay_lead_sink_new_direct:
 * @writer: in a transaction
 * @stage: where leads wait of which more rows are to come
 * @repeated: (nullable): the keys of such leads, with how many rows they have
 * @fields: (array): the fields of the targets
 *
 * A sink that writes at once, for a workspace without leads.
 */
AssayLeadSink *
assay_lead_sink_new_direct (const AssayLeadSinkOptions *options,
                            AssayLeadWriter            *writer,
                            AssayImportStage           *stage,
                            AssayKeyIndex              *repeated,
                            const AssayField *const    *fields)
{
  AssayLeadSink *self = sink_new (options);

  self->writer = writer;
  self->stage = stage;
  self->repeated = repeated;
  self->fields = fields;
  return self;
}

/**
 * assay_lead_sink_new_staged:
 * @reader: a connection to read the leads that are there; in a read transaction
 *
 * A sink that only works out what would be written.
 */
AssayLeadSink *
assay_lead_sink_new_staged (const AssayLeadSinkOptions *options,
                            AssayImportStage           *stage,
                            AssayConnection            *reader,
                            AssayFieldRegistry         *registry,
                            GError                    **error)
{
  g_autoptr (AssayLeadSink) self = sink_new (options);

  self->stage = stage;
  self->stored = assay_stored_leads_new (reader, registry, options->builder, error);
  if (self->stored == NULL
      || (self->keys != NULL
          && !assay_stored_leads_load_keys (self->stored, registry, options->key_field, self->keys,
                                            error)))
    return NULL;
  return g_steal_pointer (&self);
}

guint64
assay_lead_sink_count_new (AssayLeadSink *self)
{
  return self->added;
}

/* How many of the leads there are will be found by other words. */
guint64
assay_lead_sink_count_found_anew (AssayLeadSink *self)
{
  return self->found_anew;
}

/* The lead as it will be when what is staged is written. Targets below 0 are records: ~record. */
static gboolean
load_staged (AssayLeadSink *self,
             gint64         target,
             gint64        *out_lead,
             GError       **error)
{
  memset (self->given, 0, self->n);
  if (target > 0)
    {
      *out_lead = target;
      return assay_stored_leads_read (self->stored, target, self->current, error);
    }
  if (!assay_import_stage_read (self->stage, ~target, out_lead, self->record, self->given, self->n,
                                error))
    return FALSE;
  if (*out_lead > 0)
    {
      if (!assay_stored_leads_read (self->stored, *out_lead, self->current, error))
        return FALSE;
    }
  else
    for (guint i = 0; i < self->n; i++)
      self->current[i] = ASSAY_VALUE_INIT_NULL;
  for (guint i = 0; i < self->n; i++)
    if (self->given[i])
      self->current[i] = self->record[i];
  return TRUE;
}

/* What a row changes in the lead that is loaded. */
static guint
merge (AssayLeadSink    *self,
       const AssayValue *values)
{
  guint n_changed = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const AssayValue *current = &self->current[i], *value = &values[i];
      gboolean takes;
      if (value->kind == ASSAY_VALUE_NULL)
        takes = self->options.blank_erases && self->rules[i] == ASSAY_UPDATE_RULE_NEWEST
                && current->kind != ASSAY_VALUE_NULL;
      else
        takes = !assay_value_equal (current, value)
                && assay_update_rule_takes (self->rules[i], current, value);
      self->changed[i] = takes;
      self->merged[i] = *value;
      n_changed += takes;
    }
  return n_changed;
}

/**
 * assay_lead_sink_flush:
 *
 * Writes what assay_lead_sink_take() put off. Before the values it was given go.
 */
gboolean
assay_lead_sink_flush (AssayLeadSink *self,
                       GError       **error)
{
  guint n = self->n_pending;

  self->n_pending = 0;
  if (n > 0
      && !assay_lead_writer_insert_rows (self->writer, self->fields, self->pending, self->n, n, error))
    return FALSE;
  if (self->kept_values->len > 0)
    {
      g_ptr_array_set_size (self->kept_values, 0);
      g_string_chunk_clear (self->kept_texts);
    }
  return TRUE;
}

static gboolean
put_off (AssayLeadSink       *self,
         const AssayLeadRow  *row,
         GError             **error)
{
  self->pending[self->n_pending++] = *row;
  return self->n_pending < PENDING_ROWS || assay_lead_sink_flush (self, error);
}

/* A new lead: written with the next ones, or kept while more rows of it are to come. */
static gboolean
add_lead (AssayLeadSink       *self,
          const AssayLeadRow  *row,
          gint64              *out_target,
          GError             **error)
{
  const AssayValue *values = row->values;

  self->added++;
  if (self->writer != NULL && !self->keep)
    {
      *out_target = 0;
      return put_off (self, row, error);
    }
  for (guint i = 0; i < self->n; i++)
    self->given[i] = values[i].kind != ASSAY_VALUE_NULL;
  gint64 record = assay_import_stage_append (self->stage, 0, values, self->given, self->n, error);
  *out_target = ~record;
  if (self->writer != NULL)
    g_byte_array_append (self->waiting, (const guint8 *) "\1", 1);
  return record >= 0;
}

static gboolean
update_lead (AssayLeadSink    *self,
             guint64           key,
             gint64            target,
             const AssayValue *values,
             gboolean         *out_changed,
             GError          **error)
{
  gint64 lead;

  if (!load_staged (self, target, &lead, error))
    return FALSE;
  *out_changed = merge (self, values) > 0;
  if (!*out_changed)
    return TRUE;
  /* What earlier rows gave stays, what this one changes goes over it. */
  for (guint i = 0; i < self->n; i++)
    {
      if (!self->changed[i] && self->given[i])
        self->merged[i] = self->record[i];
      self->changed[i] |= self->given[i];
    }
  if (target < 0)
    return assay_import_stage_replace (self->stage, ~target, lead, self->merged, self->changed,
                                       self->n, error);
  gboolean anew = FALSE;
  for (guint i = 0; i < self->n; i++)
    anew |= self->changed[i] && self->searched[i];
  self->found_anew += anew;
  gint64 record
    = assay_import_stage_append (self->stage, lead, self->merged, self->changed, self->n, error);
  if (record >= 0)
    assay_key_index_set (self->keys, key, ~record);
  return record >= 0;
}

/* How many rows with this key the file has, where that is more than one. */
static gint64
rows_left (AssayLeadSink *self,
           guint64        key)
{
  gint64 left;

  return self->repeated != NULL && assay_key_index_find (self->repeated, key, &left) ? left : 0;
}

static void
keep_text (AssayLeadSink *self,
           AssayValue    *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    value->text = g_string_chunk_insert_len (self->kept_texts, value->text, value->length);
}

/* Writes a lead that waited in the stage, with the next new ones. */
static gboolean
write_kept (AssayLeadSink *self,
            gint64         record,
            GError       **error)
{
  AssayValue *values = g_new0 (AssayValue, self->n + 1);
  AssayLeadRow row = { .values = values };
  gint64 lead;

  g_ptr_array_add (self->kept_values, values);
  if (!assay_import_stage_read (self->stage, record, &lead, values, self->given, self->n, error))
    return FALSE;
  self->waiting->data[record] = FALSE;
  assay_lead_row_set_keys (&row, self->email >= 0 ? &values[self->email] : NULL,
                           self->phone >= 0 ? &values[self->phone] : NULL, self->email_key,
                           self->phone_key);
  for (guint i = 0; i < self->n; i++)
    keep_text (self, &values[i]);
  keep_text (self, &row.email_key);
  keep_text (self, &row.phone_key);
  return put_off (self, &row, error);
}

/* After a row of a lead that has several: when it was the last one, the lead is written. */
static gboolean
count_down (AssayLeadSink *self,
            guint64        key,
            GError       **error)
{
  gint64 left = rows_left (self, key), target;

  if (left == 0)
    return TRUE;
  assay_key_index_set (self->repeated, key, left - 1);
  if (left > 1 || !assay_key_index_find (self->keys, key, &target))
    return TRUE;
  return write_kept (self, ~target, error);
}

/**
 * assay_lead_sink_finish:
 *
 * Ends the rows: writes leads whose further rows did not come, as when the file was cut meanwhile.
 */
gboolean
assay_lead_sink_finish (AssayLeadSink *self,
                        GError       **error)
{
  for (guint record = 0; record < self->waiting->len; record++)
    if (self->waiting->data[record] && !write_kept (self, record, error))
      return FALSE;
  return assay_lead_sink_flush (self, error);
}

/* A row that matches no lead. */
static gboolean
take_new (AssayLeadSink        *self,
          const AssayPumpedRow *row,
          AssayImportCounts    *counts,
          const char          **out_reason,
          GError              **error)
{
  gboolean has_key = self->keys != NULL && row->key_state == ASSAY_KEY_OK;
  gint64 target;

  if (self->options.mode == ASSAY_IMPORT_MODE_UPDATE)
    {
      *out_reason = has_key ? "no lead has this key" : "the key is missing";
      counts->rejected++;
      return TRUE;
    }
  if (!has_key && self->options.seen)
    {
      counts->unchanged++;
      counts->left_out++;
      return TRUE;
    }
  if (!add_lead (self, &row->lead, &target, error))
    return FALSE;
  counts->added++;
  if (self->keep)
    assay_key_index_set (self->keys, row->key, target);
  return TRUE;
}

/**
 * assay_lead_sink_take:
 * @row: a row that is whole; its values stay until assay_lead_sink_flush()
 * @counts: gets the row counted
 * @out_reason: (out): set where the row is rejected
 *
 * Takes the next row.
 */
gboolean
assay_lead_sink_take (AssayLeadSink        *self,
                      const AssayPumpedRow *row,
                      AssayImportCounts    *counts,
                      const char          **out_reason,
                      GError              **error)
{
  gint64 target;
  gboolean changed = FALSE;

  *out_reason = NULL;
  counts->read++;
  if (self->options.strict_key && row->key_state == ASSAY_KEY_INVALID)
    {
      *out_reason = "the key is not valid";
      counts->rejected++;
      return TRUE;
    }
  /* Of nearly all leads there is one row, and where that is known nothing has to be kept. */
  self->keep = self->keys != NULL && row->key_state == ASSAY_KEY_OK
               && (self->repeated == NULL || rows_left (self, row->key) > 0);
  if (!self->keep)
    return take_new (self, row, counts, out_reason, error);
  if (!assay_key_index_find (self->keys, row->key, &target))
    return take_new (self, row, counts, out_reason, error)
           && count_down (self, row->key, error);

  if (self->options.mode != ASSAY_IMPORT_MODE_ADD
      && !update_lead (self, row->key, target, row->lead.values, &changed, error))
    return FALSE;
  if (changed)
    counts->updated++;
  else
    counts->unchanged++;
  return count_down (self, row->key, error);
}
