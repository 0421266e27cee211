/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-counter.h"

#define DELAY_MS 120

struct _AssayConditionCounter
{
  AssayWorkspace *workspace; /* (owned) */
  AssayConditionCounted counted;
  gpointer user_data;
  GPtrArray *conditions; /* (owned) (nullable): of the last question */
  GCancellable *counting; /* (owned) (nullable) */
  guint source;
};

static void
forget (AssayConditionCounter *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GPtrArray *conditions = task_data;
  GError *error = NULL;
  AssayLeadCounts *counts = assay_lead_counts_new (
    source, (AssayCondition *const *) conditions->pdata, conditions->len, cancellable, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) assay_lead_counts_free);
  else
    g_task_return_error (task, error);
}

/* A question that was cancelled is nobody's any more: its counter may be gone. */
static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AssayConditionCounter *self = user_data;
  g_autoptr (AssayLeadCounts) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (counts != NULL)
    self->counted (counts, self->user_data);
}

static gboolean
start_cb (gpointer user_data)
{
  AssayConditionCounter *self = user_data;
  g_autoptr (GTask) task = NULL;

  self->source = 0;
  self->counting = g_cancellable_new ();
  task = g_task_new (self->workspace, self->counting, counted_cb, self);
  g_task_set_source_tag (task, assay_condition_counter_ask);
  g_task_set_task_data (task, g_ptr_array_ref (self->conditions),
                        (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, count_worker);
  return G_SOURCE_REMOVE;
}

/**
 * assay_condition_counter_new:
 * @counted: called on the main thread with the answer to the last question
 */
AssayConditionCounter *
assay_condition_counter_new (AssayWorkspace        *workspace,
                             AssayConditionCounted  counted,
                             gpointer               user_data)
{
  AssayConditionCounter *self = g_new0 (AssayConditionCounter, 1);

  self->workspace = g_object_ref (workspace);
  self->counted = counted;
  self->user_data = user_data;
  return self;
}

void
assay_condition_counter_free (AssayConditionCounter *self)
{
  forget (self);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  g_object_unref (self->workspace);
  g_free (self);
}

/**
 * assay_condition_counter_ask:
 * @conditions: (transfer full) (element-type AssayCondition): what to count, each alone
 */
void
assay_condition_counter_ask (AssayConditionCounter *self,
                             GPtrArray             *conditions)
{
  forget (self);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  self->conditions = conditions;
  self->source = g_timeout_add (DELAY_MS, start_cb, self);
}
