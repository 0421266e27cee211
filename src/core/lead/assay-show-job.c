/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-show-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "job/assay-job-record.h"
#include "job/assay-scorer.h"
#include "store/assay-lead-find.h"
#include "store/assay-event-store.h"
#include "store/assay-journal.h"
#include "store/assay-signal-store.h"

#define MAX_CHANGES 200

/**
 * AssayShowJob:
 *
 * Everything about one lead: fields, signals, scores with their breakdown, events, and where its
 * values come from.
 */
struct _AssayShowJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayShowJob, assay_show_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
  PARAM_EVENTS,
};

static JsonNode *
describe_job (AssayConnection *connection,
              gint64           job)
{
  g_autoptr (AssayJobRecord) record = assay_job_record_get (connection, job, NULL);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "job", job);
  if (record != NULL)
    {
      g_autofree char *at = assay_instant_to_iso (record->started, FALSE);
      json_object_set_string_member (object, "title", record->title);
      json_object_set_string_member (object, "at", at);
      if (record->person != NULL)
        json_object_set_string_member (object, "person", record->person);
    }
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
add_fields (AssayConnection    *connection,
            AssayFieldRegistry *fields,
            gint64              lead,
            JsonObject         *result,
            GError            **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT job");
  g_autoptr (AssayStatement) statement = NULL;
  JsonObject *object = json_object_new ();
  gboolean row;

  json_object_set_object_member (result, "fields", object);
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    g_string_append_printf (sql, ", %s", assay_field_registry_get (fields, i)->column);
  g_string_append (sql, " FROM lead WHERE id = ?1");
  statement = assay_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      AssayValue value;

      assay_statement_get_value (statement, (int) i + 1, &value);
      if (value.kind != ASSAY_VALUE_NULL)
        json_object_set_member (object, field->key, assay_lead_value_to_json (field->type, &value));
    }
  json_object_set_member (result, "added_by",
                          describe_job (connection, assay_statement_get_int64 (statement, 0)));
  return TRUE;
}

static gboolean
add_signals (AssayConnection *connection,
             gint64           lead,
             JsonObject      *result,
             GError         **error)
{
  g_autoptr (AssayStatement) columns
    = assay_connection_prepare (connection,
                                "SELECT name FROM pragma_table_info('signal') "
                                "WHERE name NOT IN ('lead', 'job')",
                                error);
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT lead");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  JsonObject *object = json_object_new ();
  gboolean row;

  json_object_set_object_member (result, "signals", object);
  if (columns == NULL)
    return FALSE;
  while (assay_statement_step (columns, &row, error) && row)
    {
      if (!assay_signal_key_is_plain (assay_statement_get_text (columns, 0)))
        continue;
      g_ptr_array_add (names, g_strdup (assay_statement_get_text (columns, 0)));
      g_string_append_printf (sql, ", \"%s\"", assay_statement_get_text (columns, 0));
    }
  g_string_append (sql, " FROM signal WHERE lead = ?1");
  statement = assay_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  for (guint i = 0; row && i < names->len; i++)
    {
      AssayValue value;
      assay_statement_get_value (statement, (int) i + 1, &value);
      if (value.kind != ASSAY_VALUE_NULL)
        json_object_set_member (object, g_ptr_array_index (names, i),
                                assay_lead_value_to_json (ASSAY_FIELD_TYPE_TEXT, &value));
    }
  return TRUE;
}

static gboolean
add_scores (AssayConnection *connection,
            gint64           lead,
            JsonObject      *result,
            GError         **error)
{
  g_autoptr (GPtrArray) scorers = assay_scorer_list_active (connection, error);
  JsonArray *list = json_array_new ();

  json_object_set_array_member (result, "scores", list);
  if (scorers == NULL)
    return FALSE;
  for (guint i = 0; i < scorers->len; i++)
    {
      JsonNode *breakdown = assay_scorer_explain (g_ptr_array_index (scorers, i), connection, lead,
                                                  assay_clock_now (), error);
      if (breakdown == NULL)
        return FALSE;
      json_array_add_element (list, breakdown);
    }
  return TRUE;
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static gboolean
add_events (AssayConnection *connection,
            gint64           lead,
            guint            limit,
            JsonObject      *result,
            GError         **error)
{
  g_autoptr (GPtrArray) events = assay_event_store_list (connection, lead, limit, error);
  JsonArray *list = json_array_new ();

  json_object_set_array_member (result, "events", list);
  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const AssayEvent *event = g_ptr_array_index (events, i);
      g_autofree char *at = assay_instant_to_iso (event->at, FALSE);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "id", event->id);
      json_object_set_string_member (object, "type", event->type);
      json_object_set_string_member (object, "at", at);
      if (isfinite (event->value))
        json_object_set_double_member (object, "value", event->value);
      set_text (object, "label", event->label);
      set_text (object, "channel", event->channel);
      set_text (object, "source", event->source);
      set_text (object, "medium", event->medium);
      set_text (object, "campaign", event->campaign);
      set_text (object, "external_id", event->external_id);
      json_array_add_object_element (list, object);
    }
  return TRUE;
}

typedef struct
{
  AssayConnection *connection;
  JsonArray *list;
} Lineage;

static gboolean
add_change (const AssayChange *change,
            gpointer           data)
{
  Lineage *lineage = data;
  JsonNode *node;
  JsonObject *object;

  if (strcmp (change->field->key, "updated_at") == 0)
    return TRUE;
  node = describe_job (lineage->connection, change->job);
  object = json_node_get_object (node);
  json_object_set_string_member (object, "field", change->field->key);
  json_object_set_member (object, "old",
                          assay_lead_value_to_json (change->field->type, &change->old_value));
  json_object_set_member (object, "new",
                          assay_lead_value_to_json (change->field->type, &change->new_value));
  json_array_add_element (lineage->list, node);
  return TRUE;
}

static gboolean
describe_lead (AssayJob        *job,
               AssayConnection *connection,
               JsonObject      *result,
               GError         **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  gint64 lead = assay_lead_find (connection, assay_job_get_string (job, PARAM_LEAD), error);
  Lineage lineage = { connection, json_array_new () };

  json_object_set_int_member (result, "id", lead);
  json_object_set_array_member (result, "changes", lineage.list);
  return lead != 0 && add_fields (connection, fields, lead, result, error)
         && add_signals (connection, lead, result, error)
         && add_scores (connection, lead, result, error)
         && add_events (connection, lead, (guint) assay_job_get_int64 (job, PARAM_EVENTS), result,
                        error)
         && assay_journal_foreach_change (connection, fields, lead, 0, MAX_CHANGES, add_change,
                                          &lineage, error);
}

static gboolean
assay_show_job_run (AssayJob     *job,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (JsonObject) result = json_object_new ();
  gboolean ok;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  ok = describe_lead (job, reader, result, error);
  assay_connection_end_read (reader);
  if (ok)
    assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return ok;
}

static void
assay_show_job_class_init (AssayShowJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "show";
  job_class->summary = N_ ("Show everything about a lead");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_show_job_run;

  assay_job_class_install (
    job_class, PARAM_LEAD,
    g_param_spec_string ("lead", NULL, N_ ("The lead’s number, email or external id"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL,
                    .position = 1,
                    .metavar = "LEAD" });
  assay_job_class_install (job_class, PARAM_EVENTS,
                           g_param_spec_int64 ("events", NULL, N_ ("At most so many events; 0 for all"),
                                               0, G_MAXINT32, 100,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static void
assay_show_job_init (AssayShowJob *self)
{
}
