/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-lead-export-private.h"

#include "base/assay-clock.h"
#include "job/assay-scorer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BATCH_LEADS 2000
/* The place of a column that is made here, not read. */
#define REASONING (-1)

struct _AssayLeadExport
{
  AssayWorkspace *workspace; /* (owned) */
  GArray *ids;               /* (owned) (element-type gint64) */
  GPtrArray *columns;        /* (owned) (element-type AssayLeadColumn): what is read */
  GPtrArray *names;          /* (owned) (element-type utf8), NULL-terminated */
  GArray *places;            /* (owned) (element-type int): in @columns, or REASONING */
  AssayValue *cells;         /* (owned) */
  GPtrArray *texts;          /* (owned) (element-type utf8): made for the row */

  /* While it runs. */
  AssayLeadExportFunc func;
  gpointer user_data;
  AssayConnection *reader; /* (nullable) */
  AssayScorer *scorer;     /* (nullable) (not owned) */
  gint64 as_of;
};

void
assay_lead_export_free (AssayLeadExport *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_ptr_array_unref (self->names);
  g_array_unref (self->places);
  g_free (self->cells);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static gboolean
is_reasoning (const char *key)
{
  return strcmp (key, "reasoning") == 0 || strcmp (key, "reasons") == 0;
}

static void
add_column (AssayLeadExport *self,
            const char      *name,
            int              place)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_array_append_val (self->places, place);
}

static gboolean
find_columns (AssayLeadExport   *self,
              const char *const *keys,
              GError           **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new ();

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      gboolean reasoning = is_reasoning (keys[i]);
      add_column (self, keys[i], reasoning ? REASONING : (int) read->len);
      if (!reasoning)
        g_ptr_array_add (read, (gpointer) (strcmp (keys[i], "lead_id") == 0 ? "id" : keys[i]));
    }
  /* An empty list would mean all columns. */
  if (keys != NULL && read->len == 0)
    g_ptr_array_add (read, (gpointer) "id");
  g_ptr_array_add (read, NULL);
  self->columns = assay_lead_query_columns (
    self->workspace, keys != NULL ? (const char *const *) read->pdata : NULL, error);
  if (self->columns == NULL)
    return FALSE;
  for (guint i = 0; keys == NULL && i < self->columns->len; i++)
    add_column (self, ((AssayLeadColumn *) g_ptr_array_index (self->columns, i))->key, (int) i);
  g_ptr_array_add (self->names, NULL);
  self->cells = g_new0 (AssayValue, self->places->len + 1);
  return TRUE;
}

/**
 * assay_lead_export_new:
 * @keys: (nullable) (array zero-terminated=1): columns by key, also `lead_id` (the id) and
 *   `reasoning`; %NULL for the id, all fields and the scores
 *
 * Finds the leads. Worker thread. Errors: those of assay_lead_query_ids().
 */
AssayLeadExport *
assay_lead_export_new (AssayWorkspace       *workspace,
                       const AssayLeadQuery *query,
                       const char *const    *keys,
                       GCancellable         *cancellable,
                       GError              **error)
{
  g_autoptr (AssayLeadExport) self = g_new0 (AssayLeadExport, 1);

  self->workspace = g_object_ref (workspace);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (int));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  if (keys != NULL && *keys == NULL)
    keys = NULL;
  if (!find_columns (self, keys, error))
    return NULL;
  self->ids = assay_lead_query_ids (workspace, query, cancellable, error);
  return self->ids != NULL ? g_steal_pointer (&self) : NULL;
}

const char *const *
assay_lead_export_get_names (AssayLeadExport *self)
{
  return (const char *const *) self->names->pdata;
}

AssayFieldType
assay_lead_export_get_type (AssayLeadExport *self,
                            guint            column)
{
  int place = g_array_index (self->places, int, column);

  return place == REASONING ? ASSAY_FIELD_TYPE_TEXT
                            : ((AssayLeadColumn *) g_ptr_array_index (self->columns, place))->type;
}

guint64
assay_lead_export_get_size (AssayLeadExport *self)
{
  return self->ids->len;
}

static AssayValue
keep_text (AssayLeadExport *self,
           char            *text)
{
  if (text == NULL)
    return ASSAY_VALUE_INIT_NULL;
  g_ptr_array_add (self->texts, text);
  return assay_value_from_text (text, strlen (text));
}

/* Why a lead has its score, in a sentence, by the primary scorer. */
static AssayValue
make_reasoning (AssayLeadExport *self,
                gint64           lead)
{
  g_autoptr (JsonNode) node = NULL;

  if (self->scorer == NULL)
    return ASSAY_VALUE_INIT_NULL;
  node = assay_scorer_explain (self->scorer, self->reader, lead, self->as_of, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return ASSAY_VALUE_INIT_NULL;
  return keep_text (self, g_strdup (json_object_get_string_member_with_default (
                            json_node_get_object (node), "reasoning", NULL)));
}

/* Numbers that stand for something else become what a person reads and the import understands. */
static AssayValue
to_cell (AssayLeadExport  *self,
         const AssayValue *value,
         AssayFieldType    type)
{
  if (value->kind != ASSAY_VALUE_INTEGER)
    return *value;
  switch (type)
    {
    case ASSAY_FIELD_TYPE_DATE:
      /* Only a midnight is a day. */
      return keep_text (self, assay_instant_to_iso (value->integer,
                                                    value->integer % ASSAY_MS_PER_DAY == 0));
    case ASSAY_FIELD_TYPE_DATETIME:
      return keep_text (self, assay_instant_to_iso (value->integer, FALSE));
    case ASSAY_FIELD_TYPE_BOOLEAN:
      if (value->integer == 0 || value->integer == 1)
        return value->integer == 1 ? assay_value_from_text ("true", 4)
                                   : assay_value_from_text ("false", 5);
      return *value;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_NUMBER:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_PHONE:
    case ASSAY_FIELD_TYPE_URL:
    default:
      return *value;
    }
}

static gboolean
row_cb (gint64            lead,
        const AssayValue *values,
        guint             n_values,
        gpointer          user_data,
        GError          **error)
{
  AssayLeadExport *self = user_data;

  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < self->places->len; i++)
    {
      int place = g_array_index (self->places, int, i);
      self->cells[i] = place == REASONING
                         ? make_reasoning (self, lead)
                         : to_cell (self, &values[place], assay_lead_export_get_type (self, i));
    }
  return self->func (self->cells, self->places->len, self->user_data, error);
}

static gboolean
run_batches (AssayLeadExport *self,
             AssayJob        *job,
             GCancellable    *cancellable,
             GError         **error)
{
  const gint64 *ids = (const gint64 *) (gpointer) self->ids->data;

  for (gsize done = 0; done < self->ids->len; done += BATCH_LEADS)
    {
      gsize n = MIN (BATCH_LEADS, self->ids->len - done);
      if (!assay_lead_query_rows (self->workspace, ids + done, n, self->columns, row_cb, self,
                                  cancellable, error)
          || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      assay_job_report (job, (double) (done + n) / (double) self->ids->len, _ ("Writing leads"));
    }
  return TRUE;
}

/**
 * assay_lead_export_run:
 * @job: whose progress it is
 * @func: (scope call): gets the rows in order
 */
gboolean
assay_lead_export_run (AssayLeadExport     *self,
                       AssayJob            *job,
                       AssayLeadExportFunc  func,
                       gpointer             user_data,
                       GCancellable        *cancellable,
                       GError             **error)
{
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (GPtrArray) scorers = NULL;
  gboolean reasons = FALSE;

  for (guint i = 0; i < self->places->len; i++)
    reasons |= g_array_index (self->places, int, i) == REASONING;
  if (reasons)
    {
      reader = assay_workspace_borrow_reader (self->workspace, error);
      scorers = reader != NULL ? assay_scorer_list_active (reader, error) : NULL;
      if (scorers == NULL)
        return FALSE;
      self->scorer = scorers->len > 0 ? g_ptr_array_index (scorers, 0) : NULL;
    }
  self->reader = reader;
  self->as_of = assay_clock_now ();
  self->func = func;
  self->user_data = user_data;
  gboolean ok = run_batches (self, job, cancellable, error);
  self->reader = NULL;
  self->scorer = NULL;
  return ok;
}

/**
 * assay_lead_export_split_keys:
 * @keys: (nullable): keys, each element one or several with commas
 *
 * Returns: (transfer full) (nullable): one key an element; %NULL for none
 */
GStrv
assay_lead_export_split_keys (const char *const *keys)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (; keys != NULL && *keys != NULL; keys++)
    {
      g_auto (GStrv) parts = g_strsplit (*keys, ",", -1);
      for (char **part = parts; *part != NULL; part++)
        if (*g_strstrip (*part) != '\0')
          {
            g_strv_builder_add (builder, *part);
            n++;
          }
    }
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}
