/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-event-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/assay-clock.h"
#include "store/assay-lead-find.h"
#include "store/assay-event-store.h"

/**
 * AssayEventJob:
 *
 * Adds one event to a lead. Undoable; the lead is scored anew.
 */
struct _AssayEventJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayEventJob, assay_event_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
  PARAM_TYPE,
  PARAM_AT,
  PARAM_VALUE,
  PARAM_CHANNEL,
  PARAM_CAMPAIGN,
  PARAM_LABEL,
};

static gint64
get_instant (AssayJob *job)
{
  GDateTime *at = assay_job_get_boxed (job, PARAM_AT);

  if (at == NULL)
    return assay_clock_now ();
  return g_date_time_to_unix (at) * 1000 + g_date_time_get_microsecond (at) / 1000;
}

static void
set_result (AssayJob *job,
            gint64    lead,
            gboolean  added)
{
  g_autoptr (JsonObject) result = json_object_new ();

  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "lead", lead);
  json_object_set_boolean_member (result, "added", added);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
}

static gboolean
assay_event_job_run (AssayJob     *job,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayEventWriter) writer = assay_event_writer_new (assay_job_get_id (job));
  double value = assay_job_get_double (job, PARAM_VALUE);
  AssayEvent event = { .type = (char *) assay_job_get_string (job, PARAM_TYPE),
                       .at = get_instant (job),
                       .value = value != 0 ? value : NAN,
                       .channel = (char *) assay_job_get_string (job, PARAM_CHANNEL),
                       .campaign = (char *) assay_job_get_string (job, PARAM_CAMPAIGN),
                       .label = (char *) assay_job_get_string (job, PARAM_LABEL) };
  gboolean added;

  if (transaction == NULL)
    return FALSE;
  event.lead = assay_lead_find (assay_transaction_get_connection (transaction),
                                assay_job_get_string (job, PARAM_LEAD), error);
  if (event.lead == 0)
    return FALSE;
  assay_event_writer_set_transaction (writer, transaction);
  if (!assay_event_writer_add (writer, &event, &added, error)
      || !assay_event_writer_flush (writer, error) || !assay_transaction_commit (transaction, error))
    return FALSE;
  set_result (job, event.lead, added);
  return TRUE;
}

static char *
assay_event_job_describe (AssayJob *job)
{
  /* Translators: %s is an event type, e.g. email_opened. */
  return g_strdup_printf (_("Add event %s"), assay_job_get_string (job, PARAM_TYPE));
}

static GParamSpec *
text_param (const char *name,
            const char *blurb)
{
  return g_param_spec_string (name, NULL, blurb, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static void
assay_event_job_class_init (AssayEventJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "event";
  job_class->summary = N_ ("Add an event to a lead");
  job_class->run = assay_event_job_run;
  job_class->describe = assay_event_job_describe;

  assay_job_class_install (job_class, PARAM_LEAD,
                           text_param ("lead", N_ ("The lead’s number, email or external id")),
                           &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_PERSONAL,
                                           .position = 1,
                                           .metavar = "LEAD" });
  assay_job_class_install (
    job_class, PARAM_TYPE, text_param ("type", N_ ("What happened, e.g. email_opened or call")),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 2, .metavar = "TYPE" });
  assay_job_class_install (job_class, PARAM_AT,
                           g_param_spec_boxed ("at", NULL, N_ ("When; now if not given"),
                                               G_TYPE_DATE_TIME,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (job_class, PARAM_VALUE,
                           g_param_spec_double ("value", NULL, N_ ("A number that belongs to it; 0 for none"),
                                                -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (job_class, PARAM_CHANNEL,
                           text_param ("channel", N_ ("The marketing channel it came by")), NULL);
  assay_job_class_install (job_class, PARAM_CAMPAIGN,
                           text_param ("campaign", N_ ("The campaign it belongs to")), NULL);
  assay_job_class_install (job_class, PARAM_LABEL,
                           text_param ("label", N_ ("What it was about, e.g. “Demo request”")),
                           &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL });
}

static void
assay_event_job_init (AssayEventJob *self)
{
}
