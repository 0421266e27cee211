/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enricher.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check-memo-private.h"
#include "enrich/assay-check-tables.h"

/* One check in its place. */
typedef struct
{
  const AssayCheck *check;
  AssayCheckTables *tables; /* (owned) */
  AssayCheckMemo *memo;     /* (owned) (nullable) */
  AssayCheckNotes *notes;   /* (owned) (nullable) */
  gpointer scratch;         /* (owned) (nullable): by the check */
  guint *fields;            /* (owned): places among the enricher's fields */
  guint n_fields;
  guint *inputs; /* (owned): places among the enricher's signals */
  guint n_inputs;
  guint first_signal;
  AssayValue *values; /* (owned): the fields, then the inputs */
} Step;

struct _AssayEnricher
{
  char *home_country;
  const char *industries; /* a line each, among the settings */
  char *settings;
  GArray *steps;      /* (element-type Step) */
  GPtrArray *fields;  /* (element-type utf8) (not owned), terminated */
  GPtrArray *signals; /* (element-type AssaySignal) (not owned) */
  gboolean explain;
};

static void
step_clear (gpointer data)
{
  Step *step = data;

  if (step->scratch != NULL && step->check->end != NULL)
    step->check->end (step->scratch);
  g_clear_pointer (&step->memo, assay_check_memo_free);
  g_clear_pointer (&step->notes, assay_check_notes_free);
  g_clear_pointer (&step->tables, assay_check_tables_unref);
  g_free (step->fields);
  g_free (step->inputs);
  g_free (step->values);
}

static guint
place_of_field (AssayEnricher *self,
                const char    *key)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (self->fields->pdata[i], key) == 0)
      return i;
  g_ptr_array_add (self->fields, (gpointer) key);
  return self->fields->len - 1;
}

static guint
place_of_signal (AssayEnricher *self,
                 const char    *key)
{
  for (guint i = 0; i < self->signals->len; i++)
    if (strcmp (((const AssaySignal *) self->signals->pdata[i])->key, key) == 0)
      return i;
  g_error ("Check input “%s” is no signal of an earlier check", key);
}

static gboolean
add_step (AssayEnricher    *self,
          const AssayCheck *check,
          GError          **error)
{
  Step step = { .check = check, .first_signal = self->signals->len };

  step.tables = assay_check_tables_get (check, error);
  if (step.tables == NULL)
    {
      g_prefix_error (error, "Check “%s” cannot run: ", check->key);
      return FALSE;
    }
  step.n_fields = g_strv_length ((char **) check->fields);
  step.n_inputs = check->inputs != NULL ? g_strv_length ((char **) check->inputs) : 0;
  step.fields = g_new (guint, step.n_fields + 1);
  step.inputs = g_new (guint, step.n_inputs + 1);
  step.values = g_new0 (AssayValue, step.n_fields + step.n_inputs + 1);
  for (guint i = 0; i < step.n_fields; i++)
    step.fields[i] = place_of_field (self, check->fields[i]);
  for (guint i = 0; i < step.n_inputs; i++)
    step.inputs[i] = place_of_signal (self, check->inputs[i]);
  for (guint i = 0; i < check->n_signals; i++)
    g_ptr_array_add (self->signals, (gpointer) &check->signals[i]);
  if (check->begin != NULL)
    step.scratch = check->begin (assay_check_tables_peek (step.tables));
  if (check->memo)
    step.memo = assay_check_memo_new (check);
  g_array_append_val (self->steps, step);
  return TRUE;
}

/* Marks @check and, before it, the checks that it reads from. */
static void
want (guint     check,
      gboolean *wanted)
{
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  wanted[check] = TRUE;
  for (const char *const *key = checks[check]->inputs; key != NULL && *key != NULL; key++)
    for (guint i = 0; i < check; i++)
      if (!wanted[i] && assay_check_derives (checks[i], *key))
        want (i, wanted);
}

/* Whether an input of the check is missing because its own check could not be loaded. */
static gboolean
lacks_input (AssayEnricher    *self,
             const AssayCheck *check)
{
  for (const char *const *key = check->inputs; key != NULL && *key != NULL; key++)
    {
      gboolean found = FALSE;

      for (guint i = 0; !found && i < self->signals->len; i++)
        found = strcmp (((const AssaySignal *) self->signals->pdata[i])->key, *key) == 0;
      if (!found)
        return TRUE;
    }
  return FALSE;
}

/* Without @failures the first check that cannot be loaded fails all. */
static gboolean
try_step (AssayEnricher    *self,
          const AssayCheck *check,
          GHashTable       *failures,
          GError          **error)
{
  g_autoptr (GError) failure = NULL;

  if (failures != NULL && lacks_input (self, check))
    {
      g_hash_table_insert (failures, g_strdup (check->key),
                           g_strdup (_("a check that it builds on cannot run")));
      return TRUE;
    }
  if (add_step (self, check, failures != NULL ? &failure : error))
    return TRUE;
  if (failures == NULL)
    return FALSE;
  g_hash_table_insert (failures, g_strdup (check->key), g_strdup (failure->message));
  return TRUE;
}

/**
 * assay_enricher_new:
 * @keys: (nullable) (array zero-terminated=1): which checks; %NULL for all. Those that they read from run
 *   as well
 * @settings: as assay_enrich_settings_get() tells them: a home country or nothing, and lines of own industries
 * @failures: (nullable) (element-type utf8 utf8): gets the keys of checks whose reference tables cannot be
 *   read, and why; they are left out. Without it, that is an error
 *
 * Returns: (transfer full) (nullable): the checks, ready
 */
AssayEnricher *
assay_enricher_new (const char *const *keys,
                    const char        *settings,
                    GHashTable        *failures,
                    GError           **error)
{
  g_autoptr (AssayEnricher) self = g_new0 (AssayEnricher, 1);
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);
  g_autofree gboolean *wanted = g_new0 (gboolean, n_checks);

  self->settings = g_strdup (settings);
  self->home_country = g_strndup (settings, strcspn (settings, "\n"));
  self->industries = self->settings + strcspn (settings, "\n");
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  self->fields = g_ptr_array_new_null_terminated (16, NULL, TRUE);
  self->signals = g_ptr_array_new ();
  for (guint i = 0; i < n_checks; i++)
    if (keys == NULL || g_strv_contains (keys, checks[i]->key))
      want (i, wanted);
  for (guint i = 0; i < n_checks; i++)
    if (wanted[i] && !try_step (self, checks[i], failures, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
assay_enricher_free (AssayEnricher *self)
{
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->signals, g_ptr_array_unref);
  g_free (self->settings);
  g_free (self->home_country);
  g_free (self);
}

/**
 * assay_enricher_get_fields:
 *
 * Returns: (transfer none) (array zero-terminated=1): keys of the fields that assay_enricher_run()
 * takes
 */
const char *const *
assay_enricher_get_fields (AssayEnricher *self)
{
  return (const char *const *) self->fields->pdata;
}

guint
assay_enricher_get_n_fields (AssayEnricher *self)
{
  return self->fields->len;
}

/**
 * assay_enricher_get_signals:
 *
 * Returns: (transfer none) (array length=n_signals): what assay_enricher_run() derives
 */
const AssaySignal *const *
assay_enricher_get_signals (AssayEnricher *self,
                            guint         *n_signals)
{
  *n_signals = self->signals->len;
  return (const AssaySignal *const *) self->signals->pdata;
}

static Step *
step_of_signal (AssayEnricher *self,
                guint          signal)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      Step *step = &g_array_index (self->steps, Step, i - 1);
      if (signal >= step->first_signal)
        return step;
    }
  g_return_val_if_reached (NULL);
}

/**
 * assay_enricher_get_check:
 * @signal: place of a signal
 *
 * Returns: (transfer none): the check that derives it
 */
const AssayCheck *
assay_enricher_get_check (AssayEnricher *self,
                          guint          signal)
{
  return step_of_signal (self, signal)->check;
}

static void
run_step (AssayEnricher    *self,
          Step             *step,
          AssayArena       *arena,
          const AssayValue *fields,
          AssayValue       *signals)
{
  AssayCheckRun run = {
    .tables = assay_check_tables_peek (step->tables),
    .scratch = step->scratch,
    .home_country = self->home_country,
    .industries = self->industries,
    .fields = step->values,
    .inputs = step->values + step->n_fields,
    .signals = signals + step->first_signal,
    .arena = arena,
    .notes = step->notes,
  };

  for (guint i = 0; i < step->n_fields; i++)
    step->values[i] = fields[step->fields[i]];
  for (guint i = 0; i < step->n_inputs; i++)
    step->values[step->n_fields + i] = signals[step->inputs[i]];
  /* Whoever wants the reasons wants them worked out. */
  if (step->memo != NULL && !self->explain && assay_check_memo_recall (step->memo, &run))
    return;
  for (guint i = 0; i < step->check->n_signals; i++)
    run.signals[i] = ASSAY_VALUE_INIT_NULL;
  step->check->run (&run);
  if (step->memo != NULL && !self->explain)
    assay_check_memo_store (step->memo, &run);
}

/**
 * assay_enricher_run:
 * @arena: where the text of signals goes
 * @fields: (array): values in the order of assay_enricher_get_fields()
 * @out_signals: (array) (out): values in the order of assay_enricher_get_signals(); their text is valid
 *   until @arena is emptied, and as long as that of @fields
 *
 * Derives the signals of one lead.
 */
void
assay_enricher_run (AssayEnricher    *self,
                    AssayArena       *arena,
                    const AssayValue *fields,
                    AssayValue       *out_signals)
{
  for (guint i = 0; i < self->steps->len; i++)
    run_step (self, &g_array_index (self->steps, Step, i), arena, fields, out_signals);
}

/**
 * assay_enricher_set_explain:
 *
 * Whether the next run also says why; see assay_enricher_explain().
 */
void
assay_enricher_set_explain (AssayEnricher *self,
                            gboolean       explain)
{
  self->explain = explain;
  for (guint i = 0; i < self->steps->len; i++)
    {
      Step *step = &g_array_index (self->steps, Step, i);

      g_clear_pointer (&step->notes, assay_check_notes_free);
      if (explain)
        step->notes = assay_check_notes_new ();
    }
}

/**
 * assay_enricher_explain:
 * @signal: place of a signal
 *
 * Returns: (transfer none) (nullable): what its check had to say of it in the last run
 */
const AssayCheckNote *
assay_enricher_explain (AssayEnricher *self,
                        guint          signal)
{
  const Step *step = step_of_signal (self, signal);

  return step->notes != NULL ? assay_check_notes_find (step->notes, signal - step->first_signal)
                             : NULL;
}
