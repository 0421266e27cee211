/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-decide-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-enrich-explain.h"
#include "enrich/assay-enrich-journal-private.h"
#include "enrich/assay-signal-decision-private.h"
#include "store/assay-lead-error.h"
#include "store/assay-lead-find.h"
#include "store/assay-lead-writer.h"
#include "store/assay-signal-store.h"

/**
 * AssayDecideJob:
 *
 * What a person says of one signal of a lead: that it is right, wrong, or something else. A proposal that is
 * accepted goes into the field that it is for. What was said holds when the lead is enriched again.
 */
struct _AssayDecideJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayDecideJob, assay_decide_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
  PARAM_SIGNAL,
  PARAM_VERDICT,
  PARAM_VALUE,
};

/* The signal that is decided on. */
typedef struct
{
  AssayTransaction *transaction;
  AssayEnrichExplainer *explainer;
  gint64 job;
  gint64 lead;
  guint place;
  const AssaySignal *signal;
  AssaySignalDecision decision;
} Case;

static gboolean
find_signal (AssayJob *job,
             Case     *self,
             GError  **error)
{
  const char *key = assay_job_get_string (job, PARAM_SIGNAL);
  guint n;

  self->place = assay_enrich_explainer_find (self->explainer, key);
  if (self->place != G_MAXUINT)
    {
      self->signal = assay_enricher_get_signals (
        assay_enrich_explainer_get_enricher (self->explainer), &n)[self->place];
      return TRUE;
    }
  g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_UNKNOWN_FIELD,
               _("There is no signal “%s”; “assay signals” lists those of a lead"), key);
  return FALSE;
}

/* Reads the value that a person gave as the signal's type has it. */
static gboolean
parse_value (Case       *self,
             const char *text,
             GError    **error)
{
  g_autoptr (AssayField) field
    = assay_field_new (0, self->signal->key, self->signal->label, self->signal->type);
  g_autofree char *choices = NULL;

  if (text == NULL)
    {
      g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                   _("A value to set “%s” to has to be given"), self->signal->key);
      return FALSE;
    }
  if (self->signal->choices != NULL && *text != '\0'
      && !g_strv_contains (self->signal->choices, text))
    {
      choices = g_strjoinv (", ", (char **) self->signal->choices);
      g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                   _("Signal “%s”: one of these was expected: %s"), self->signal->key, choices);
      return FALSE;
    }
  return assay_lead_parse_value (field, text, &self->decision.value, error);
}

static gboolean
settle_value (AssayJob *job,
              Case     *self,
              GError  **error)
{
  const AssayValue *stored = assay_enrich_explainer_get_value (self->explainer, self->place);

  switch (self->decision.verdict)
    {
    case ASSAY_SIGNAL_VERDICT_SET:
      return parse_value (self, assay_job_get_string (job, PARAM_VALUE), error);
    case ASSAY_SIGNAL_VERDICT_ACCEPT:
    case ASSAY_SIGNAL_VERDICT_REJECT:
      self->decision.value = *stored;
      if (stored->kind != ASSAY_VALUE_NULL)
        return TRUE;
      g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                   _("The lead has no “%s” to decide on"), self->signal->key);
      return FALSE;
    case ASSAY_SIGNAL_VERDICT_CLEAR:
    default:
      return TRUE;
    }
}

/* What the signal is once the decision counts. */
static AssayValue
decided_value (Case *self)
{
  switch (self->decision.verdict)
    {
    case ASSAY_SIGNAL_VERDICT_REJECT:
      return ASSAY_VALUE_INIT_NULL;
    case ASSAY_SIGNAL_VERDICT_CLEAR:
      return *assay_enrich_explainer_get_derived (self->explainer, self->place);
    case ASSAY_SIGNAL_VERDICT_ACCEPT:
    case ASSAY_SIGNAL_VERDICT_SET:
    default:
      return self->decision.value;
    }
}

static gboolean
write_signal (Case    *self,
              GError **error)
{
  const AssayValue *stored = assay_enrich_explainer_get_value (self->explainer, self->place);
  AssayValue value = decided_value (self);
  g_autoptr (AssaySignalWriter) writer = NULL;
  g_autoptr (GByteArray) packed = g_byte_array_new ();

  if (assay_value_equal (stored, &value))
    return TRUE;
  writer = assay_signal_writer_new (&self->signal, 1);
  assay_enrich_journal_pack (packed, self->signal->key, stored, &value);
  return assay_enrich_journal_signals (self->transaction, self->job, self->lead, packed, 1, error)
         && assay_signal_writer_set_transaction (writer, self->transaction, error)
         && assay_signal_writer_update (writer, self->lead, &value, error);
}

/* A proposal that was accepted. */
static gboolean
write_field (Case               *self,
             AssayFieldRegistry *fields,
             GError            **error)
{
  g_autoptr (AssayLeadWriter) writer
    = assay_lead_writer_new (fields, self->job, ASSAY_LEAD_WRITER_DEFAULT);
  const AssayField *field = assay_field_registry_find (fields, self->signal->proposes);
  gboolean ok;

  assay_lead_writer_set_transaction (writer, self->transaction);
  ok = assay_lead_writer_update (writer, self->lead, &field, &self->decision.value, 1, NULL, error);
  assay_lead_writer_set_transaction (writer, NULL);
  return ok;
}

static gboolean
decide (AssayJob           *job,
        Case               *self,
        AssayFieldRegistry *fields,
        GError            **error)
{
  self->lead = assay_lead_find (assay_transaction_get_connection (self->transaction),
                                assay_job_get_string (job, PARAM_LEAD), error);
  if (self->lead == 0 || !find_signal (job, self, error)
      || !assay_enrich_explainer_look (self->explainer, self->lead, error)
      || !settle_value (job, self, error)
      || !assay_signal_decision_write (self->transaction, self->job, self->lead, self->signal->key,
                                       &self->decision, error))
    return FALSE;
  if (self->signal->proposes != NULL && self->decision.verdict == ASSAY_SIGNAL_VERDICT_ACCEPT)
    return write_field (self, fields, error);
  return write_signal (self, error);
}

static gboolean
assay_decide_job_run (AssayJob     *job,
                      GCancellable *cancellable,
                      GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayEnrichExplainer) explainer = NULL;
  g_autoptr (JsonObject) result = json_object_new ();
  Case self = { .transaction = transaction, .job = assay_job_get_id (job) };

  if (transaction == NULL)
    return FALSE;
  explainer
    = assay_enrich_explainer_new (assay_transaction_get_connection (transaction), fields, error);
  self.explainer = explainer;
  self.decision.verdict = (AssaySignalVerdict) assay_job_get_enum (job, PARAM_VERDICT);
  if (explainer == NULL || !decide (job, &self, fields, error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", self.job);
  json_object_set_int_member (result, "lead", self.lead);
  json_object_set_string_member (result, "signal", self.signal->key);
  json_object_set_string_member (result, "verdict",
                                 assay_signal_verdict_to_nick (self.decision.verdict));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_decide_job_describe (AssayJob *job)
{
  const char *signal = assay_job_get_string (job, PARAM_SIGNAL);

  /* Translators: %s is a signal such as email.status. */
  return g_strdup_printf (_("Decide on %s of a lead"), signal != NULL ? signal : "");
}

static void
assay_decide_job_class_init (AssayDecideJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "decide";
  job_class->summary = N_ ("Say that a signal of a lead is right, wrong, or something else");
  job_class->run = assay_decide_job_run;
  job_class->describe = assay_decide_job_describe;

  assay_job_class_install (
    job_class, PARAM_LEAD,
    g_param_spec_string ("lead", NULL, N_ ("The lead’s number, email or external id"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL,
                    .position = 1,
                    .metavar = "LEAD" });
  assay_job_class_install (
    job_class, PARAM_SIGNAL,
    g_param_spec_string ("signal", NULL, N_ ("Which signal, such as email.suggestion"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 2, .metavar = "SIGNAL" });
  assay_job_class_install (
    job_class, PARAM_VERDICT,
    g_param_spec_enum ("verdict", NULL,
                       N_ ("It is right (accept), wrong (reject) or another value (set); or the rules "
                           "count again (clear)"),
                       ASSAY_TYPE_SIGNAL_VERDICT, ASSAY_SIGNAL_VERDICT_ACCEPT,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .position = 3, .metavar = "accept|reject|set|clear" });
  assay_job_class_install (
    job_class, PARAM_VALUE,
    g_param_spec_string ("value", NULL, N_ ("The value to set"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .position = 4, .metavar = "VALUE" });
}

static void
assay_decide_job_init (AssayDecideJob *self)
{
}
