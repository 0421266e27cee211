/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-counter.h"

#include "assay-loader.h"

#define DELAY_MS 120

struct _AssayConditionCounter
{
  AssayWorkspace *workspace; /* (owned) */
  AssayLoader *loader;       /* (owned) */
  AssayConditionCounted counted;
  gpointer user_data;
  GPtrArray *conditions; /* (owned) (nullable): of the question that waits */
  guint source;
};

static gpointer
count (AssayWorkspace *workspace,
       gpointer        query,
       GCancellable   *cancellable,
       GError        **error)
{
  GPtrArray *conditions = query;

  return assay_lead_counts_new (workspace, (AssayCondition *const *) conditions->pdata, conditions->len,
                                cancellable, error);
}

static const AssayReading counts_reading
  = { count, (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) assay_lead_counts_free };

static void
counted_cb (gpointer      owner,
            gpointer      answer,
            const GError *error)
{
  AssayConditionCounter *self = owner;
  g_autoptr (AssayLeadCounts) counts = answer;

  if (counts != NULL)
    self->counted (counts, self->user_data);
}

static gboolean
start_cb (gpointer user_data)
{
  AssayConditionCounter *self = user_data;

  self->source = 0;
  assay_loader_load (self->loader, self->workspace, g_steal_pointer (&self->conditions));
  return G_SOURCE_REMOVE;
}

static void
forget (AssayConditionCounter *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  assay_loader_cancel (self->loader);
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
  self->loader = assay_loader_new (&counts_reading, counted_cb, self);
  self->counted = counted;
  self->user_data = user_data;
  return self;
}

void
assay_condition_counter_free (AssayConditionCounter *self)
{
  forget (self);
  assay_loader_free (self->loader);
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
  self->conditions = conditions;
  self->source = g_timeout_add (DELAY_MS, start_cb, self);
}
