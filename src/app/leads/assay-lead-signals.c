/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-signals.h"

#include "assay-loader.h"
#include "enrich/assay-decide-job.h"
#include "enrich/assay-signals-job.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define UNSURE 60 /* per cent; as the queue of the enrichment view has it */

/**
 * AssayLeadSignals:
 *
 * What enrichment found out of a lead: each signal with its value, where it comes from and why. What is
 * wrong can be said so with one press; it holds when the lead is enriched again.
 */
struct _AssayLeadSignals
{
  AdwBin parent_instance;

  AssaySession *session; /* (owned) (nullable) */
  AssayLoader *loader;   /* (owned) (nullable) */
  gint64 lead;

  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AssayLeadSignals, assay_lead_signals, ADW_TYPE_BIN)

static void
reject_cb (GtkWidget        *button,
           AssayLeadSignals *self)
{
  const char *signal = g_object_get_data (G_OBJECT (button), "signal");
  g_autofree char *lead = g_strdup_printf ("%" G_GINT64_FORMAT, self->lead);
  GObjectClass *klass = g_type_class_ref (ASSAY_TYPE_DECIDE_JOB);
  GEnumClass *verdicts
    = G_PARAM_SPEC_ENUM (g_object_class_find_property (klass, "verdict"))->enum_class;
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_DECIDE_JOB, "workspace", assay_session_get_workspace (self->session),
                    "lead", lead, "signal", signal, "verdict",
                    g_enum_get_value_by_nick (verdicts, "reject")->value, NULL);

  g_type_class_unref (klass);
  gtk_widget_set_sensitive (button, FALSE);
  assay_session_run (self->session, job, _("Value rejected"), NULL, NULL);
}

static char *
text_of (JsonObject *signal)
{
  JsonNode *value = json_object_get_member (signal, "value");

  if (JSON_NODE_HOLDS_NULL (value))
    return g_strdup (_("rejected"));
  switch (json_node_get_value_type (value))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (value);
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (value) ? _("Yes") : _("No"));
    default:
      return json_to_string (value, FALSE);
    }
}

/* Where the value comes from and why, and how sure it is where that matters. */
static char *
reason_of (JsonObject *signal)
{
  const char *reason = json_object_get_string_member_with_default (signal, "reason", "");
  const char *source = json_object_get_string_member_with_default (signal, "source", "");
  gint64 confidence = json_object_get_int_member_with_default (signal, "confidence", 100);
  g_autoptr (GString) text = g_string_new (*reason != '\0' ? reason : source);

  if (confidence < UNSURE)
    g_string_append_printf (text, _ ("%s%" PRId64 " %% sure"), text->len > 0 ? " · " : "",
                            confidence);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_label (const char      *text,
            const char      *classes,
            AssayLabelFlags  flags)
{
  GtkWidget *label = assay_label_new (text, classes, ASSAY_LABEL_ELLIPSIZE | flags);

  gtk_widget_set_tooltip_text (label, text);
  return label;
}

static GtkWidget *
make_row (AssayLeadSignals *self,
          JsonObject       *signal)
{
  const char *name = json_object_get_string_member (signal, "label");
  g_autofree char *value = text_of (signal), *reason = reason_of (signal);
  /* Translators: a signal, such as “Seniority” */
  g_autofree char *wrong = g_strdup_printf (_("“%s” is wrong"), name);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, value);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *found = make_label (value, "assay-strong", ASSAY_LABEL_END);
  GtkWidget *button = assay_icon_button_new ("edit-clear-symbolic", wrong, "flat");

  gtk_box_append (GTK_BOX (words), make_label (name, NULL, ASSAY_LABEL_PLAIN));
  if (*reason != '\0')
    gtk_box_append (GTK_BOX (words), make_label (reason, "assay-second", ASSAY_LABEL_PLAIN));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (found), 22);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !json_object_has_member (signal, "decision"));
  g_object_set_data_full (G_OBJECT (button), "signal",
                          g_strdup (json_object_get_string_member (signal, "signal")), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (reject_cb), self);
  assay_append (box, words, found, button, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  assay_set_accessible_name (row, spoken);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayLeadSignals *self = owner;
  g_autoptr (JsonNode) node = answer;
  JsonArray *signals
    = node != NULL ? json_object_get_array_member (json_node_get_object (node), "signals") : NULL;

  assay_remove_all (self->list);
  for (guint i = 0; signals != NULL && i < json_array_get_length (signals); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         make_row (self, json_array_get_object_element (signals, i)));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          signals != NULL && json_array_get_length (signals) > 0);
}

static void
assay_lead_signals_dispose (GObject *object)
{
  AssayLeadSignals *self = ASSAY_LEAD_SIGNALS (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (assay_lead_signals_parent_class)->dispose (object);
}

static void
assay_lead_signals_class_init (AssayLeadSignalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_lead_signals_dispose;
}

static void
assay_lead_signals_init (AssayLeadSignals *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  /* Translators: heading of what enrichment derived from a lead's fields */
  GtkWidget *heading = make_label (_("Found out"), "caption-heading dim-label", ASSAY_LABEL_PLAIN);

  self->loader = assay_loader_new (&assay_job_reading, loaded_cb, self);
  self->list = assay_list_box_new (_("What was found out about the lead"), "card assay-fields");
  assay_append (box, heading, self->list, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * assay_lead_signals_set:
 * @lead: a lead, or 0 for none
 *
 * Shows the signals of a lead as soon as they are read; until then, those of the lead before stay away.
 */
void
assay_lead_signals_set (AssayLeadSignals *self,
                        AssaySession     *session,
                        gint64            lead)
{
  g_autofree char *name = g_strdup_printf ("%" PRId64, lead);
  AssayWorkspace *workspace = assay_session_get_workspace (session);

  g_return_if_fail (ASSAY_IS_LEAD_SIGNALS (self));

  g_set_object (&self->session, session);
  if (lead != self->lead)
    {
      assay_remove_all (self->list);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
  self->lead = lead;
  assay_loader_cancel (self->loader);
  if (lead != 0 && workspace != NULL)
    assay_loader_load (self->loader, workspace,
                       g_object_new (ASSAY_TYPE_SIGNALS_JOB, "workspace", workspace, "lead", name, NULL));
}
