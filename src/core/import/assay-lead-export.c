/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-lead-export-private.h"

#include "base/assay-clock.h"
#include "import/assay-row-writer.h"
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
  char *profile;             /* (owned) (nullable): whose scores; the primary one's without */

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
  g_free (self->profile);
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

/* What the query knows a column as. */
static char *
key_to_read (AssayLeadExport *self,
             const char      *key)
{
  if (strcmp (key, "lead_id") == 0)
    return g_strdup ("id");
  if (self->profile != NULL && strcmp (key, "score") == 0)
    return g_strconcat ("score.", self->profile, NULL);
  return g_strdup (key);
}

static gboolean
find_columns (AssayLeadExport   *self,
              const char *const *keys,
              GError           **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      gboolean reasoning = is_reasoning (keys[i]);
      add_column (self, keys[i], reasoning ? REASONING : (int) read->len);
      if (!reasoning)
        g_ptr_array_add (read, key_to_read (self, keys[i]));
    }
  /* An empty list would mean all columns. */
  if (keys != NULL && read->len == 0)
    g_ptr_array_add (read, g_strdup ("id"));
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
 * @profile: (nullable): whose `score` and `reasoning`; %NULL for the primary one's
 *
 * Finds the leads. Worker thread. Errors: those of assay_lead_query_ids().
 */
AssayLeadExport *
assay_lead_export_new (AssayWorkspace       *workspace,
                       const AssayLeadQuery *query,
                       const char *const    *keys,
                       const char           *profile,
                       GCancellable         *cancellable,
                       GError              **error)
{
  g_autoptr (AssayLeadExport) self = g_new0 (AssayLeadExport, 1);

  self->workspace = g_object_ref (workspace);
  self->profile = g_strdup (profile);
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

/* Why a lead has its score, in a line. */
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
  return keep_text (self, assay_scorer_summarise (json_node_get_object (node)));
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

static AssayScorer *
choose_scorer (AssayLeadExport *self,
               GPtrArray       *scorers)
{
  for (guint i = 0; self->profile != NULL && i < scorers->len; i++)
    if (strcmp (assay_scorer_get_key (g_ptr_array_index (scorers, i)), self->profile) == 0)
      return g_ptr_array_index (scorers, i);
  return self->profile == NULL && scorers->len > 0 ? g_ptr_array_index (scorers, 0) : NULL;
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
      self->scorer = choose_scorer (self, scorers);
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

/**
 * assay_lead_export_install_params:
 * @klass: a job class that lists leads
 * @first: the id of the first of %ASSAY_LEAD_EXPORT_N_PARAMS parameters
 *
 * Declares which leads in which order with which columns.
 */
void
assay_lead_export_install_params (AssayJobClass *klass,
                                  guint          first)
{
  assay_scope_params_install (klass, first);
  first += ASSAY_SCOPE_N_PARAMS;
  assay_job_class_install (
    klass, first++,
    g_param_spec_string ("sort", NULL,
                         N_ ("By this field; “-” ahead for downwards; by default the best first"),
                         NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "[-]FIELD" });
  assay_job_class_install (klass, first++,
                           g_param_spec_int64 ("limit", NULL, N_ ("At most so many; 0 for all"), 0,
                                               G_MAXINT32, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .metavar = "N" });
  assay_job_class_install (
    klass, first,
    g_param_spec_boxed ("columns", NULL, N_ ("Columns by key, with commas; by default all"), G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "KEY,…" });
}

/**
 * assay_lead_export_read_params:
 * @query: (out caller-allocates): which leads; its scope is to be cleared with assay_scope_clear(),
 *   its order belongs to @job
 * @out_keys: (out) (transfer full) (nullable): the columns
 *
 * Errors: those of assay_scope_params_read().
 */
gboolean
assay_lead_export_read_params (AssayJob       *job,
                               guint           first,
                               AssayLeadQuery *query,
                               GStrv          *out_keys,
                               GError        **error)
{
  if (!assay_scope_params_read (job, first, &query->scope, error))
    return FALSE;
  first += ASSAY_SCOPE_N_PARAMS;
  query->sort = assay_job_get_string (job, first);
  query->limit = (guint) assay_job_get_int64 (job, first + 1);
  *out_keys = assay_lead_export_split_keys (assay_job_get_strv (job, first + 2));
  return TRUE;
}

/**
 * assay_lead_export_write_row:
 * @user_data: an #AssayRowWriter
 *
 * An #AssayLeadExportFunc that writes each row.
 */
gboolean
assay_lead_export_write_row (const AssayValue *cells,
                             guint             n_cells,
                             gpointer          user_data,
                             GError          **error)
{
  return assay_row_writer_write (user_data, cells, n_cells, error);
}
