/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-details.h"

#include "assay-format.h"
#include "base/assay-clock.h"
#include "job/assay-job-record.h"
#include "job/assay-scorer.h"
#include "leads/assay-lead-reader.h"
#include "store/assay-event-store.h"
#include "store/assay-journal.h"

#include <glib/gi18n.h>

#define MAX_EVENTS 50
#define MAX_CHANGES 500

static void
free_origin (gpointer data)
{
  AssayLeadOrigin *origin = data;

  g_free (origin->text);
  g_free (origin);
}

void
assay_lead_details_free (AssayLeadDetails *self)
{
  if (self == NULL)
    return;
  assay_lead_values_free (self->values);
  g_clear_pointer (&self->scores, json_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->event_labels, g_hash_table_unref);
  g_clear_pointer (&self->origins, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_values (AssayLeadDetails *self,
             AssayWorkspace   *workspace,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (GPtrArray) rows = assay_lead_values_read (workspace, &self->lead, 1, NULL, cancellable, error);

  if (rows != NULL && rows->len > 0)
    self->values = g_ptr_array_steal_index (rows, 0);
  return rows != NULL;
}

static gboolean
load_events (AssayLeadDetails *self,
             AssayConnection  *connection,
             GError          **error)
{
  g_autoptr (GPtrArray) types = NULL;

  self->events = assay_event_store_list (connection, self->lead, MAX_EVENTS, error);
  if (self->events == NULL)
    return FALSE;
  types = assay_event_store_list_types (connection, error);
  if (types == NULL)
    return FALSE;
  self->event_labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < types->len; i++)
    {
      AssayEventType *type = types->pdata[i];
      g_hash_table_insert (self->event_labels, g_strdup (type->key), g_strdup (type->label));
    }
  return TRUE;
}

static gboolean
load_scores (AssayLeadDetails *self,
             AssayConnection  *connection,
             GError          **error)
{
  g_autoptr (GPtrArray) scorers = assay_scorer_list_active (connection, error);

  if (scorers == NULL)
    return FALSE;
  self->scores = json_array_new ();
  for (guint i = 0; i < scorers->len; i++)
    {
      JsonNode *breakdown
        = assay_scorer_explain (scorers->pdata[i], connection, self->lead, assay_clock_now (), error);

      if (breakdown == NULL)
        return FALSE;
      json_array_add_element (self->scores, breakdown);
    }
  return TRUE;
}

static gboolean
take_change (const AssayChange *change,
             gpointer           user_data)
{
  AssayLeadDetails *self = user_data;
  AssayLeadOrigin *origin;

  for (guint i = 0; i < self->origins->len; i++)
    {
      AssayLeadOrigin *known = self->origins->pdata[i];

      /* The newest change of a field is the one that gave it its value. */
      if (known->field == change->field->number)
        {
          known->job = MAX (known->job, change->job);
          return TRUE;
        }
    }
  origin = g_new0 (AssayLeadOrigin, 1);
  origin->field = change->field->number;
  origin->job = change->job;
  g_ptr_array_add (self->origins, origin);
  return TRUE;
}

static gboolean
load_origins (AssayLeadDetails *self,
              AssayWorkspace   *workspace,
              AssayConnection  *connection,
              GError          **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);

  self->origins = g_ptr_array_new_with_free_func (free_origin);
  if (!assay_journal_foreach_change (connection, fields, self->lead, 0, MAX_CHANGES, take_change,
                                     self, error))
    return FALSE;
  for (guint i = 0; i < self->origins->len; i++)
    {
      AssayLeadOrigin *origin = self->origins->pdata[i];
      g_autoptr (AssayJobRecord) record
        = assay_job_record_get (connection, origin->job, NULL);
      g_autofree char *when = NULL;

      if (record == NULL)
        continue;
      when = assay_format_instant (record->started, FALSE);
      origin->text = g_strdup_printf ("%s · %s", record->title, when);
    }
  return TRUE;
}

static gpointer
read_details (AssayWorkspace *workspace,
              gpointer        query,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (AssayLeadDetails) self = g_new0 (AssayLeadDetails, 1);
  g_autoptr (AssayConnection) connection = assay_workspace_borrow_reader (workspace, error);

  self->lead = *(gint64 *) query;
  if (connection == NULL)
    return NULL;
  assay_connection_set_cancellable (connection, cancellable);
  if (!load_values (self, workspace, cancellable, error)
      || (self->values != NULL && !load_scores (self, connection, error))
      || !load_events (self, connection, error) || !load_origins (self, workspace, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Asks for a lead, a gint64; answers with all of it, #AssayLeadDetails. */
const AssayReading assay_lead_details_reading
  = { read_details, g_free, (GDestroyNotify) assay_lead_details_free };

/**
 * assay_lead_details_dup_text:
 *
 * Returns: (transfer full): a field for people; empty without a value
 */
char *
assay_lead_details_dup_text (AssayLeadDetails *self,
                             const char       *key)
{
  AssayFieldType type = ASSAY_FIELD_TYPE_TEXT;
  const AssayValue *value
    = self->values != NULL ? assay_lead_values_get (self->values, key, &type) : NULL;

  return value != NULL ? assay_format_value (value, type) : g_strdup ("");
}

/**
 * assay_lead_details_get_origin:
 * @field: a field's number
 *
 * Returns: (transfer none) (nullable): where its value comes from, when the journal knows
 */
const char *
assay_lead_details_get_origin (AssayLeadDetails *self,
                               int               field)
{
  for (guint i = 0; i < self->origins->len; i++)
    {
      AssayLeadOrigin *origin = self->origins->pdata[i];

      if (origin->field == field)
        return origin->text;
    }
  return NULL;
}
