/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-live-model.h"

#include <math.h>

#include "assay-loader.h"
#include "job/assay-outcome-rule.h"

/* More leads than this are looked at by a sample: it tells the same, and memory stays small. */
#define MAX_LEADS 200000

/* What is read once, and used for one draft after the other; the loader works one out at a time. */
typedef struct
{
  AssayWhatIf *what_if; /* (owned) (nullable) */
} Values;

/**
 * AssayLiveModel:
 *
 * What a draft would change, worked out beside the window: factor values are read once and kept, a
 * changed number is added up anew, and while that goes on only the newest draft waits.
 */
struct _AssayLiveModel
{
  GObject parent_instance;

  AssayWorkspace *workspace; /* (owned) */
  AssayDocument *published;  /* (owned) (nullable) */
  AssayDocument *draft;      /* (owned) (nullable) */
  Values *values;            /* (owned): what the next draft is worked out with */
  AssayLiveResult *result;   /* (owned) (nullable) */
  AssayLoader *loader;       /* (owned) (nullable): nothing once the model is stopped */
  char *error;               /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AssayLiveModel, assay_live_model, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
example_free (AssayLiveExample *example)
{
  g_free (example->name);
  g_free (example->groups_before);
  g_free (example->groups_after);
  g_free (example);
}

void
assay_live_result_free (AssayLiveResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->what_if, assay_what_if_result_free);
  g_clear_pointer (&self->published, assay_profile_unref);
  g_clear_pointer (&self->draft, assay_profile_unref);
  g_clear_pointer (&self->examples, g_ptr_array_unref);
  g_clear_pointer (&self->moved, g_array_unref);
  g_free (self->outcome);
  g_free (self->problem);
  g_strfreev (self->warnings);
  g_free (self);
}

static void
values_clear (gpointer data)
{
  g_clear_pointer (&((Values *) data)->what_if, assay_what_if_free);
}

static void
values_unref (Values *values)
{
  g_atomic_rc_box_release_full (values, values_clear);
}

typedef struct
{
  AssayDocument *published; /* (owned) */
  AssayDocument *draft;     /* (owned) */
  Values *values;           /* (owned) */
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  assay_document_unref (query->published);
  assay_document_unref (query->draft);
  values_unref (query->values);
  g_free (query);
}

/* An outcome that nothing fits any more is no reason to show nothing. */
static AssayWhatIf *
read_values (const Query        *query,
             AssayLiveResult    *result,
             AssayConnection    *reader,
             AssayFieldRegistry *fields,
             AssayOutcomeRule   *rule,
             GCancellable       *cancellable,
             GError            **error)
{
  g_autoptr (GError) local = NULL;
  AssayWhatIf *what_if = NULL;

  if (rule != NULL)
    what_if = assay_what_if_new (
      reader, fields, query->published, query->draft, rule, MAX_LEADS, cancellable, &local);
  if (what_if != NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return what_if;
    }
  if (local != NULL)
    result->problem = g_strdup (local->message);
  return assay_what_if_new (
    reader, fields, query->published, query->draft, NULL, MAX_LEADS, cancellable, error);
}

static char *
name_of (AssayConnection *reader,
         gint64           lead)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    reader, "SELECT coalesce(name, company, email) FROM lead WHERE id = ?1", NULL);
  char *name = NULL;
  gboolean row;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, lead);
  if (assay_statement_step (select, &row, NULL) && row && !assay_statement_is_null (select, 0))
    name = g_strdup (assay_statement_get_text (select, 0));
  assay_statement_reset (select);
  return name;
}

static void
add_side (AssayWhatIf      *what_if,
          gboolean          draft,
          gsize             row,
          AssayLiveExample *example)
{
  AssayProfile *profile
    = draft ? assay_what_if_get_draft (what_if) : assay_what_if_get_published (what_if);
  g_autofree double *factors = g_new0 (double, profile->factors->len + 1);
  double *groups = g_new0 (double, profile->groups->len + 1);
  AssayProfileResult result = { .factor_points = factors, .group_points = groups };

  assay_what_if_sum (what_if, draft, row, &result);
  if (draft)
    {
      example->after = isnan (result.score) ? NAN : assay_profile_round (result.score);
      example->base_after = result.base;
      example->bonus_after = isnan (result.score) ? 0 : result.score - result.base;
      example->band_after = profile->band_sets->len > 0 ? result.bands[0] : -1;
      example->groups_after = groups;
      return;
    }
  example->before = isnan (result.score) ? NAN : assay_profile_round (result.score);
  example->band_before = profile->band_sets->len > 0 ? result.bands[0] : -1;
  example->groups_before = groups;
}

static void
add_examples (AssayLiveResult *result,
              AssayWhatIf     *what_if,
              AssayConnection *reader)
{
  const GArray *rows = result->what_if->examples;

  result->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);
  for (guint i = 0; i < rows->len; i++)
    {
      gsize row = g_array_index (rows, gsize, i);
      AssayLiveExample *example = g_new0 (AssayLiveExample, 1);

      example->lead = assay_what_if_get_lead (what_if, row);
      example->name = name_of (reader, example->lead);
      add_side (what_if, FALSE, row, example);
      add_side (what_if, TRUE, row, example);
      g_ptr_array_add (result->examples, example);
    }
}

static gpointer
work_out (AssayWorkspace *workspace,
          gpointer        data,
          GCancellable   *cancellable,
          GError        **error)
{
  const Query *query = data;
  AssayWhatIf **what_if = &query->values->what_if;
  g_autoptr (AssayLiveResult) result = g_new0 (AssayLiveResult, 1);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayOutcomeRule) rule = NULL;

  if (reader == NULL)
    return NULL;
  rule = assay_outcome_rule_recall (reader, NULL);
  if (*what_if != NULL && !assay_what_if_covers (*what_if, query->draft))
    g_clear_pointer (what_if, assay_what_if_free);
  if (*what_if == NULL)
    *what_if = read_values (query, result, reader, fields, rule, cancellable, error);
  if (*what_if == NULL)
    return NULL;
  result->what_if = assay_what_if_evaluate (*what_if, query->draft, error);
  if (result->what_if == NULL)
    return NULL;
  result->published = assay_profile_ref (assay_what_if_get_published (*what_if));
  result->draft = assay_profile_ref (assay_what_if_get_draft (*what_if));
  result->moved = assay_what_if_list_moved (*what_if, -1, -1);
  if (result->moved->len > ASSAY_LIVE_MOVED)
    g_array_set_size (result->moved, ASSAY_LIVE_MOVED);
  result->n_all_outcomes = assay_what_if_get_n_all_outcomes (*what_if);
  result->n_all = assay_what_if_get_n_all (*what_if);
  result->has_rule = rule != NULL;
  result->outcome = rule != NULL ? assay_outcome_rule_to_text (rule) : NULL;
  result->dated = assay_what_if_get_outcomes (*what_if) != NULL && assay_what_if_get_outcomes (*what_if)->dated;
  result->warnings = g_strdupv ((char **) assay_what_if_get_warnings (*what_if));
  add_examples (result, *what_if, reader);
  return g_steal_pointer (&result);
}

static const AssayReading live_reading = { work_out, query_free, (GDestroyNotify) assay_live_result_free };

static void
worked_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayLiveModel *self = owner;

  g_clear_pointer (&self->error, g_free);
  if (error != NULL)
    self->error = g_strdup (error->message);
  else
    {
      assay_live_result_free (self->result);
      self->result = answer;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* While one draft is worked out, only the newest of the others waits. */
static void
start (AssayLiveModel *self)
{
  Query *query;

  if (self->draft == NULL)
    return;
  query = g_new0 (Query, 1);
  query->published = assay_document_ref (self->published);
  query->draft = assay_document_ref (self->draft);
  query->values = g_atomic_rc_box_acquire (self->values);
  assay_loader_queue (self->loader, self->workspace, query);
}

static void
read_anew (AssayLiveModel *self)
{
  values_unref (self->values);
  self->values = g_atomic_rc_box_new0 (Values);
}

static void
assay_live_model_dispose (GObject *object)
{
  AssayLiveModel *self = ASSAY_LIVE_MODEL (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->published, assay_document_unref);
  g_clear_pointer (&self->draft, assay_document_unref);
  g_clear_pointer (&self->values, values_unref);
  g_clear_pointer (&self->result, assay_live_result_free);
  g_clear_pointer (&self->error, g_free);
  G_OBJECT_CLASS (assay_live_model_parent_class)->dispose (object);
}

static void
assay_live_model_class_init (AssayLiveModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_live_model_dispose;

  /**
   * AssayLiveModel::changed:
   *
   * There is a new result, or an error.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_live_model_init (AssayLiveModel *self)
{
  self->values = g_atomic_rc_box_new0 (Values);
  self->loader = assay_loader_new (&live_reading, worked_cb, self);
}

AssayLiveModel *
assay_live_model_new (AssayWorkspace *workspace)
{
  AssayLiveModel *self = g_object_new (ASSAY_TYPE_LIVE_MODEL, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}

/**
 * assay_live_model_stop:
 *
 * Cancels what is worked out; nothing is told any more.
 */
void
assay_live_model_stop (AssayLiveModel *self)
{
  g_return_if_fail (ASSAY_IS_LIVE_MODEL (self));

  g_object_run_dispose (G_OBJECT (self));
}

/**
 * assay_live_model_show:
 * @published: the version in use, or the draft itself where there is none
 * @draft: a valid draft
 *
 * Works out what the draft changes.
 */
void
assay_live_model_show (AssayLiveModel *self,
                       AssayDocument  *published,
                       AssayDocument  *draft)
{
  g_return_if_fail (ASSAY_IS_LIVE_MODEL (self));
  g_return_if_fail (self->loader != NULL);

  if (self->published != published)
    {
      read_anew (self);
      g_clear_pointer (&self->published, assay_document_unref);
      self->published = assay_document_ref (published);
    }
  assay_document_ref (draft);
  g_clear_pointer (&self->draft, assay_document_unref);
  self->draft = draft;
  start (self);
}

/**
 * assay_live_model_reload:
 *
 * The workspace changed: reads anew.
 */
void
assay_live_model_reload (AssayLiveModel *self)
{
  g_return_if_fail (ASSAY_IS_LIVE_MODEL (self));
  g_return_if_fail (self->loader != NULL);

  read_anew (self);
  start (self);
}

/**
 * assay_live_model_get_result:
 *
 * Returns: (nullable): the newest result
 */
const AssayLiveResult *
assay_live_model_get_result (AssayLiveModel *self)
{
  return self->result;
}

gboolean
assay_live_model_is_busy (AssayLiveModel *self)
{
  return self->loader != NULL
         && (assay_loader_is_loading (self->loader) || assay_loader_is_queued (self->loader));
}

/**
 * assay_live_model_get_error:
 *
 * Returns: (nullable): why there is no newer result
 */
const char *
assay_live_model_get_error (AssayLiveModel *self)
{
  return self->error;
}
