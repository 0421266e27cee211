/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-live-model.h"

#include <math.h>

#include "job/assay-outcome-rule.h"

/* More leads than this are looked at by a sample: it tells the same, and memory stays small. */
#define MAX_LEADS 200000

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
  AssayWhatIf *what_if;      /* (owned) (nullable): lent to the worker while it runs */
  AssayLiveResult *result;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the worker that runs */
  char *error;               /* (owned) (nullable) */
  gboolean again;
  gboolean stale; /* what was read is out of date */
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

/* What goes to the worker and comes back from it. */
typedef struct
{
  AssayWorkspace *workspace;
  AssayDocument *published;
  AssayDocument *draft;
  AssayWhatIf *what_if;
  AssayLiveResult *result;
} Work;

static void
work_free (Work *work)
{
  g_clear_object (&work->workspace);
  g_clear_pointer (&work->published, assay_document_unref);
  g_clear_pointer (&work->draft, assay_document_unref);
  g_clear_pointer (&work->what_if, assay_what_if_free);
  g_clear_pointer (&work->result, assay_live_result_free);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* An outcome that nothing fits any more is no reason to show nothing. */
static AssayWhatIf *
read_values (Work               *work,
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
      reader, fields, work->published, work->draft, rule, MAX_LEADS, cancellable, &local);
  if (what_if != NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return what_if;
    }
  if (local != NULL)
    work->result->problem = g_strdup (local->message);
  return assay_what_if_new (
    reader, fields, work->published, work->draft, NULL, MAX_LEADS, cancellable, error);
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
add_examples (Work            *work,
              AssayConnection *reader)
{
  const GArray *rows = work->result->what_if->examples;

  work->result->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);
  for (guint i = 0; i < rows->len; i++)
    {
      gsize row = g_array_index (rows, gsize, i);
      AssayLiveExample *example = g_new0 (AssayLiveExample, 1);

      example->lead = assay_what_if_get_lead (work->what_if, row);
      example->name = name_of (reader, example->lead);
      add_side (work->what_if, FALSE, row, example);
      add_side (work->what_if, TRUE, row, example);
      g_ptr_array_add (work->result->examples, example);
    }
}

static gboolean
work_out (Work         *work,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (work->workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (work->workspace);
  g_autoptr (AssayOutcomeRule) rule = NULL;

  if (reader == NULL)
    return FALSE;
  work->result = g_new0 (AssayLiveResult, 1);
  rule = assay_outcome_rule_recall (reader, NULL);
  if (work->what_if != NULL && !assay_what_if_covers (work->what_if, work->draft))
    g_clear_pointer (&work->what_if, assay_what_if_free);
  if (work->what_if == NULL)
    work->what_if = read_values (work, reader, fields, rule, cancellable, error);
  if (work->what_if == NULL)
    return FALSE;
  work->result->what_if = assay_what_if_evaluate (work->what_if, work->draft, error);
  if (work->result->what_if == NULL)
    return FALSE;
  work->result->published = assay_profile_ref (assay_what_if_get_published (work->what_if));
  work->result->draft = assay_profile_ref (assay_what_if_get_draft (work->what_if));
  work->result->moved = assay_what_if_list_moved (work->what_if, -1, -1);
  if (work->result->moved->len > ASSAY_LIVE_MOVED)
    g_array_set_size (work->result->moved, ASSAY_LIVE_MOVED);
  work->result->n_all_outcomes = assay_what_if_get_n_all_outcomes (work->what_if);
  work->result->n_all = assay_what_if_get_n_all (work->what_if);
  work->result->has_rule = rule != NULL;
  work->result->outcome = rule != NULL ? assay_outcome_rule_to_text (rule) : NULL;
  work->result->dated = assay_what_if_get_outcomes (work->what_if) != NULL
                        && assay_what_if_get_outcomes (work->what_if)->dated;
  work->result->warnings
    = g_strdupv ((char **) assay_what_if_get_warnings (work->what_if));
  add_examples (work, reader);
  return TRUE;
}

static void
worker (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  GError *error = NULL;

  if (work_out (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start (AssayLiveModel *self);

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  AssayLiveModel *self = ASSAY_LIVE_MODEL (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_object (&self->cancellable);
  if (self->workspace == NULL)
    return;
  if (!self->stale)
    self->what_if = g_steal_pointer (&work->what_if);
  if (done)
    {
      g_clear_pointer (&self->result, assay_live_result_free);
      self->result = g_steal_pointer (&work->result);
      g_clear_pointer (&self->error, g_free);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_free (self->error);
      self->error = g_strdup (error->message);
    }
  if (self->again)
    start (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start (AssayLiveModel *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  self->again = self->cancellable != NULL;
  if (self->again || self->draft == NULL)
    return;
  if (self->stale)
    g_clear_pointer (&self->what_if, assay_what_if_free);
  self->stale = FALSE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, worked_cb, NULL);
  /* What was worked out before it was cancelled is handed back with the values. */
  g_task_set_check_cancellable (task, FALSE);
  work = g_new0 (Work, 1);
  work->workspace = g_object_ref (self->workspace);
  work->published = assay_document_ref (self->published);
  work->draft = assay_document_ref (self->draft);
  work->what_if = g_steal_pointer (&self->what_if);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, worker);
}

static void
assay_live_model_dispose (GObject *object)
{
  AssayLiveModel *self = ASSAY_LIVE_MODEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->published, assay_document_unref);
  g_clear_pointer (&self->draft, assay_document_unref);
  g_clear_pointer (&self->what_if, assay_what_if_free);
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

  if (self->published != published)
    {
      self->stale = TRUE;
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

  self->stale = TRUE;
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
  return self->cancellable != NULL;
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
