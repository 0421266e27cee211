/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-event-sink.h"

#include "base/assay-hash.h"
#include "import/assay-key-index-private.h"
#include "import/assay-lead-locator-private.h"
#include "store/assay-event-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Rows of what leads did. */

enum
{
  TARGET_TYPE = ASSAY_N_LEAD_LOCATOR_TARGETS,
  TARGET_AT,
  TARGET_VALUE,
  TARGET_CHANNEL,
  TARGET_SOURCE,
  TARGET_MEDIUM,
  TARGET_CAMPAIGN,
  TARGET_LABEL,
  TARGET_EVENT_ID,
  N_TARGETS
};

static const AssayRowTarget targets[N_TARGETS] = {
  ASSAY_LEAD_LOCATOR_TARGETS,
  { "type", N_ ("Event"), ASSAY_FIELD_TYPE_TEXT },
  { "at", N_ ("Time"), ASSAY_FIELD_TYPE_DATETIME },
  { "value", N_ ("Value"), ASSAY_FIELD_TYPE_NUMBER },
  { "channel", N_ ("Channel"), ASSAY_FIELD_TYPE_TEXT },
  { "source", N_ ("Source"), ASSAY_FIELD_TYPE_TEXT },
  { "medium", N_ ("Medium"), ASSAY_FIELD_TYPE_TEXT },
  { "campaign", N_ ("Campaign"), ASSAY_FIELD_TYPE_TEXT },
  { "label", N_ ("Label"), ASSAY_FIELD_TYPE_TEXT },
  { "event_id", N_ ("Event id"), ASSAY_FIELD_TYPE_TEXT },
};

typedef struct
{
  AssayRowIntake *intake;    /* (not owned) */
  int columns[N_TARGETS];
  AssayLeadLocator *locator; /* (owned) */
  AssayKeyIndex *in_file;    /* (owned): events of this file */
  AssayEventWriter *writer;  /* (owned) */
  gboolean writing;          /* the writer has the transaction */
} EventSink;

static void
event_sink_close (gpointer sink)
{
  EventSink *self = sink;

  g_clear_pointer (&self->locator, assay_lead_locator_free);
  assay_key_index_free (self->in_file);
  assay_event_writer_free (self->writer);
  g_free (self);
}

static gpointer
event_sink_open (AssayRowIntake *intake,
                 const int      *columns,
                 GError        **error)
{
  EventSink *self;
  gboolean typed = columns[TARGET_TYPE] >= 0;

  if (!typed || columns[TARGET_AT] < 0)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                   "A file of events needs a column for %s; say which with --map 'Column=%s'",
                   typed ? "the time" : "the type", typed ? "at" : "type");
      return NULL;
    }
  self = g_new0 (EventSink, 1);
  self->intake = intake;
  memcpy (self->columns, columns, sizeof self->columns);
  self->in_file = assay_key_index_new (assay_row_intake_get_expected (intake));
  self->writer = assay_event_writer_new (assay_row_intake_get_job (intake));
  self->locator = assay_lead_locator_new (intake, columns, error);
  if (self->locator != NULL)
    return self;
  event_sink_close (self);
  return NULL;
}

static char *
dup_text (EventSink        *self,
          const AssayValue *values,
          int               target)
{
  return assay_row_dup_text (values, self->columns[target]);
}

/* "Email opened" is the type `email_opened`. */
static const char *
fill_event (EventSink        *self,
            const AssayValue *values,
            AssayEvent       *event)
{
  const AssayValue *at = assay_row_value (values, self->columns[TARGET_AT]);
  const AssayValue *value = assay_row_value (values, self->columns[TARGET_VALUE]);
  g_autofree char *type = dup_text (self, values, TARGET_TYPE);

  if (event->lead == 0)
    return ASSAY_LEAD_LOCATOR_NOBODY;
  if (type == NULL)
    return "the type of event is missing";
  if (at->kind != ASSAY_VALUE_INTEGER)
    return "the time is missing or not a date";
  event->type = assay_field_key_from_label (type);
  event->at = at->integer;
  event->value = NAN;
  if (value->kind == ASSAY_VALUE_INTEGER)
    event->value = (double) value->integer;
  else if (value->kind == ASSAY_VALUE_REAL)
    event->value = value->real;
  event->channel = dup_text (self, values, TARGET_CHANNEL);
  event->source = dup_text (self, values, TARGET_SOURCE);
  event->medium = dup_text (self, values, TARGET_MEDIUM);
  event->campaign = dup_text (self, values, TARGET_CAMPAIGN);
  event->external_id = dup_text (self, values, TARGET_EVENT_ID);
  event->label = dup_text (self, values, TARGET_LABEL);
  return NULL;
}

static void
clear_event (AssayEvent *event)
{
  g_free (event->type);
  g_free (event->channel);
  g_free (event->source);
  g_free (event->medium);
  g_free (event->campaign);
  g_free (event->external_id);
  g_free (event->label);
}

/* Two events are one if their id is, or, without id, lead, type, time, value and label. */
static guint64
identity (const AssayEvent *event)
{
  if (event->external_id != NULL)
    return assay_hash_bytes (event->external_id, strlen (event->external_id), 1);
  double value = isfinite (event->value) ? event->value : 0;
  guint64 hash = assay_hash_bytes (event->type, strlen (event->type), 2);
  hash = assay_hash_bytes (&event->lead, sizeof event->lead, hash);
  hash = assay_hash_bytes (&event->at, sizeof event->at, hash);
  hash = assay_hash_bytes (&value, sizeof value, hash);
  return event->label != NULL ? assay_hash_bytes (event->label, strlen (event->label), hash) : hash;
}

static gboolean
is_stored (EventSink        *self,
           const AssayEvent *event,
           gboolean         *out_stored,
           GError          **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
    assay_row_intake_get_connection (self->intake),
    event->external_id != NULL
      ? "SELECT 1 FROM event WHERE external_id = ?1"
      : "SELECT 1 FROM event WHERE lead = ?1 "
        "AND type = (SELECT id FROM event_type WHERE key = ?2) AND at = ?3 "
        "AND ifnull(external_id, '') = '' AND ifnull(value, 0) = ?4 AND ifnull(label, '') = ?5",
    error);

  if (statement == NULL)
    return FALSE;
  if (event->external_id != NULL)
    assay_statement_bind_text (statement, 1, event->external_id);
  else
    {
      assay_statement_bind_int64 (statement, 1, event->lead);
      assay_statement_bind_text (statement, 2, event->type);
      assay_statement_bind_int64 (statement, 3, event->at);
      assay_statement_bind_double (statement, 4, isfinite (event->value) ? event->value : 0);
      assay_statement_bind_text (statement, 5, event->label != NULL ? event->label : "");
    }
  return assay_statement_step (statement, out_stored, error);
}

static gboolean
write_event (EventSink        *self,
             const AssayEvent *event,
             GError          **error)
{
  AssayTransaction *transaction = assay_row_intake_begin (self->intake, error);
  gboolean added;

  if (transaction == NULL)
    return FALSE;
  if (!self->writing)
    assay_event_writer_set_transaction (self->writer, transaction);
  self->writing = TRUE;
  return assay_event_writer_add (self->writer, event, &added, error)
         && assay_row_intake_wrote (self->intake, error);
}

static gboolean
event_sink_flush (gpointer   sink,
                  GError   **error)
{
  EventSink *self = sink;
  gboolean ok = !self->writing || assay_event_writer_flush (self->writer, error);

  assay_event_writer_set_transaction (self->writer, NULL);
  self->writing = FALSE;
  return ok;
}

static gboolean
keep_event (EventSink        *self,
            const AssayEvent *event,
            GError          **error)
{
  guint64 hash = identity (event);
  gboolean stored = FALSE;
  gint64 known;

  if (assay_key_index_find (self->in_file, hash, &known))
    stored = TRUE;
  else if (!is_stored (self, event, &stored, error))
    return FALSE;
  else
    assay_key_index_set (self->in_file, hash, 1);
  assay_row_intake_count (self->intake,
                          stored ? ASSAY_ROW_EFFECT_UNCHANGED : ASSAY_ROW_EFFECT_ADDED);
  return stored || assay_row_intake_is_dry (self->intake) || write_event (self, event, error);
}

static gboolean
event_sink_take (gpointer           sink,
                 const AssayValue  *values,
                 const char       **out_reason,
                 GError           **error)
{
  EventSink *self = sink;
  AssayEvent event = { 0 };
  gboolean ok;

  if (!assay_lead_locator_find (self->locator, values, &event.lead, error))
    return FALSE;
  *out_reason = fill_event (self, values, &event);
  ok = *out_reason != NULL || keep_event (self, &event, error);
  clear_event (&event);
  return ok;
}

const AssayRowSinkClass assay_event_sink_class = {
  .kind = "events",
  .phrase = N_ ("Importing events"),
  .targets = targets,
  .n_targets = N_TARGETS,
  .open = event_sink_open,
  .take = event_sink_take,
  .flush = event_sink_flush,
  .close = event_sink_close,
};
