/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-pane.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "leads/assay-condition-describe.h"
#include "leads/assay-lead-cell.h"
#include "leads/assay-lead-details.h"
#include "leads/assay-lead-duplicates.h"
#include "leads/assay-lead-fields.h"
#include "leads/assay-lead-signals.h"
#include "leads/assay-lead-reasons.h"
#include "leads/assay-lead-scores.h"
#include "leads/assay-lead-timeline.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-tooltip.h"

#include <inttypes.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/**
 * AssayLeadPane:
 *
 * Everything about one lead, or what several selected ones have in common. Reads on a worker; the
 * lead before stays until the next one is there.
 */
struct _AssayLeadPane
{
  AdwBin parent_instance;

  AssaySession *session;     /* (owned) (nullable) */
  AssayLoader *loader;       /* (owned) (nullable) */
  gint64 lead;               /* 0 for none */
  char *phone;               /* (owned) (nullable): what the buttons open */
  char *email;               /* (owned) (nullable) */
  char *site;                /* (owned) (nullable) */

  GtkWidget *stack;
  GtkWidget *scrolled;
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *role;
  GtkWidget *company;
  GtkWidget *actions;
  GtkWidget *phone_actions;
  GtkWidget *scores;
  GtkWidget *reasons;
  GtkWidget *timeline_box;
  GtkWidget *timeline;
  GtkWidget *fields;
  GtkWidget *signals;
  GtkWidget *duplicates;
  GtkWidget *selection_count;
  GtkWidget *selection_mean;
  GtkWidget *selection_avatars;
  GtkWidget *selection_shares;
  GtkWidget *error_label;
};

G_DEFINE_FINAL_TYPE (AssayLeadPane, assay_lead_pane, ADW_TYPE_BIN)

static void
open_uri (AssayLeadPane *self,
          const char    *uri)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
call_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AssayLeadPane *self = ASSAY_LEAD_PANE (widget);
  g_autofree char *number = g_uri_escape_string (self->phone, "+", FALSE);
  g_autofree char *uri = g_strconcat ("tel:", number, NULL);

  open_uri (self, uri);
}

static void
mail_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AssayLeadPane *self = ASSAY_LEAD_PANE (widget);
  g_autofree char *address = g_uri_escape_string (self->email, "@", FALSE);
  g_autofree char *uri = g_strconcat ("mailto:", address, NULL);

  open_uri (self, uri);
}

static void
site_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  open_uri (ASSAY_LEAD_PANE (widget), ASSAY_LEAD_PANE (widget)->site);
}

static void
set_line (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

static char *
first_of (AssayLeadDetails *details,
          const char       *first,
          const char       *second)
{
  g_autofree char *text = assay_lead_details_dup_text (details, first);

  return *text != '\0' ? g_steal_pointer (&text) : assay_lead_details_dup_text (details, second);
}

static char *
dup_site (AssayLeadDetails *details)
{
  g_autofree char *text = first_of (details, "website", "linkedin_url");

  if (*text == '\0')
    return NULL;
  /* Nothing but the web: a file's cell must not start a program. */
  if (g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0)
    return g_steal_pointer (&text);
  return strstr (text, ":") == NULL ? g_strconcat ("https://", text, NULL) : NULL;
}

static char *
none_if_empty (char *text)
{
  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

static void
show_contacts (AssayLeadPane    *self,
               AssayLeadDetails *details)
{
  g_free (self->phone);
  g_free (self->email);
  g_free (self->site);
  self->phone = none_if_empty (first_of (details, "phone", "mobile"));
  self->email = none_if_empty (assay_lead_details_dup_text (details, "email"));
  self->site = dup_site (details);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lead.call", self->phone != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lead.mail", self->email != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lead.site", self->site != NULL);
}

static void
show_head (AssayLeadPane    *self,
           AssayLeadDetails *details)
{
  g_autofree char *name = first_of (details, "name", "email");
  g_autofree char *role = assay_lead_details_dup_text (details, "role");
  g_autofree char *company = assay_lead_details_dup_text (details, "company");

  if (*name == '\0')
    {
      g_free (name);
      name = *company != '\0' ? g_strdup (company)
                              : g_strdup_printf (_("Lead %" PRId64), details->lead);
    }
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  set_line (self->name, name);
  set_line (self->role, role);
  set_line (self->company, company);
}

static void
show_details (AssayLeadPane    *self,
              AssayLeadDetails *details)
{
  if (details->values == NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      return;
    }
  show_head (self, details);
  show_contacts (self, details);
  assay_lead_scores_set (ASSAY_LEAD_SCORES (self->scores), details->scores);
  assay_lead_reasons_set (ASSAY_LEAD_REASONS (self->reasons), self->session, details->lead, details->scores);
  assay_lead_timeline_set (ASSAY_LEAD_TIMELINE (self->timeline), details->events,
                           details->event_labels);
  gtk_widget_set_visible (self->timeline_box, details->events->len > 0);
  assay_lead_fields_set (ASSAY_LEAD_FIELDS (self->fields), self->session, details);
  assay_lead_duplicates_set (ASSAY_LEAD_DUPLICATES (self->duplicates), self->session, details->lead);
  assay_lead_signals_set (ASSAY_LEAD_SIGNALS (self->signals), self->session, details->lead);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "lead");
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayLeadPane *self = owner;
  g_autoptr (AssayLeadDetails) details = answer;

  if (details != NULL)
    {
      show_details (self, details);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->error_label), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
}

static void
load (AssayLeadPane *self)
{
  AssayWorkspace *workspace
    = self->session != NULL ? assay_session_get_workspace (self->session) : NULL;

  if (workspace == NULL || self->lead == 0)
    {
      assay_loader_cancel (self->loader);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      return;
    }
  assay_loader_load (self->loader, workspace, g_memdup2 (&self->lead, sizeof self->lead));
}

/* From the points of a score to where they come from. */
static void
source_activated_cb (AssayLeadPane *self,
                     const char    *field,
                     gint64         event)
{
  if (field != NULL)
    assay_lead_fields_point_to (ASSAY_LEAD_FIELDS (self->fields), field);
  else
    assay_lead_timeline_point_to (ASSAY_LEAD_TIMELINE (self->timeline), event);
}

static void
assay_lead_pane_dispose (GObject *object)
{
  AssayLeadPane *self = ASSAY_LEAD_PANE (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (assay_lead_pane_parent_class)->dispose (object);
}

static void
assay_lead_pane_finalize (GObject *object)
{
  AssayLeadPane *self = ASSAY_LEAD_PANE (object);

  g_free (self->phone);
  g_free (self->email);
  g_free (self->site);
  G_OBJECT_CLASS (assay_lead_pane_parent_class)->finalize (object);
}

static void
assay_lead_pane_class_init (AssayLeadPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_LEAD_DUPLICATES);
  g_type_ensure (ASSAY_TYPE_LEAD_FIELDS);
  g_type_ensure (ASSAY_TYPE_LEAD_REASONS);
  g_type_ensure (ASSAY_TYPE_LEAD_SCORES);
  g_type_ensure (ASSAY_TYPE_LEAD_SIGNALS);
  g_type_ensure (ASSAY_TYPE_LEAD_TIMELINE);
  G_OBJECT_CLASS (klass)->dispose = assay_lead_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_lead_pane_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-lead-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, avatar);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, name);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, role);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, company);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, actions);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, phone_actions);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, scores);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, reasons);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, timeline_box);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, timeline);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, fields);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, signals);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, duplicates);
  gtk_widget_class_bind_template_callback (widget_class, source_activated_cb);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, selection_count);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, selection_mean);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, selection_avatars);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, selection_shares);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadPane, error_label);
  gtk_widget_class_install_action (widget_class, "lead.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "lead.mail", NULL, mail_action);
  gtk_widget_class_install_action (widget_class, "lead.site", NULL, site_action);
}

static void
assay_lead_pane_init (AssayLeadPane *self)
{
  self->loader = assay_loader_new (&assay_lead_details_reading, loaded_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
assay_lead_pane_set_session (AssayLeadPane *self,
                             AssaySession  *session)
{
  g_return_if_fail (ASSAY_IS_LEAD_PANE (self));
  g_set_object (&self->session, session);
}

/**
 * assay_lead_pane_show_lead:
 * @lead: a lead, or 0 for none
 */
void
assay_lead_pane_show_lead (AssayLeadPane *self,
                           gint64         lead)
{
  g_return_if_fail (ASSAY_IS_LEAD_PANE (self));

  if (lead != self->lead)
    gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  self->lead = lead;
  load (self);
}

static void
add_share (AssayLeadPane *self,
           const char    *key,
           const char    *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *name = assay_reference_dup_label (key, NULL);
  GtkWidget *label = assay_label_new (name, "dim-label", ASSAY_LABEL_PLAIN);
  GtkWidget *value = assay_label_new (text, "numeric", ASSAY_LABEL_ELLIPSIZE);

  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  assay_set_tooltip (value, text);
  assay_append (row, label, value, NULL);
  gtk_widget_add_css_class (row, "assay-share");
  gtk_box_append (GTK_BOX (self->selection_shares), row);
}

/**
 * assay_lead_pane_show_selection:
 * @n_leads: how many are selected, two or more
 * @summary: (nullable): what they have in common, once it is known
 */
void
assay_lead_pane_show_selection (AssayLeadPane    *self,
                                guint             n_leads,
                                AssayLeadSummary *summary)
{
  g_autofree char *count
    = g_strdup_printf (ngettext ("%'u lead", "%'u leads", n_leads), n_leads);
  g_autofree char *score = assay_format_score (summary != NULL ? summary->mean : NAN);
  g_autofree char *text = *score != '\0' ? g_strdup_printf (_("Mean score %s"), score) : NULL;
  const char *const *keys = assay_lead_summary_keys ();

  g_return_if_fail (ASSAY_IS_LEAD_PANE (self));

  assay_loader_cancel (self->loader);
  self->lead = 0;
  gtk_label_set_text (GTK_LABEL (self->selection_count), count);
  gtk_label_set_text (GTK_LABEL (self->selection_mean), text != NULL ? text : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "selection");
  if (summary == NULL)
    return;
  assay_remove_all (self->selection_avatars);
  for (guint i = 0; i < summary->names->len; i++)
    {
      GtkWidget *avatar = assay_owner_avatar_new (34);

      assay_owner_avatar_set (avatar, summary->names->pdata[i]);
      gtk_box_append (GTK_BOX (self->selection_avatars), avatar);
    }
  assay_remove_all (self->selection_shares);
  for (guint i = 0; i < summary->shares->len; i++)
    if (*(const char *) summary->shares->pdata[i] != '\0')
      add_share (self, keys[i], summary->shares->pdata[i]);
  gtk_widget_set_visible (self->selection_shares,
                          gtk_widget_get_first_child (self->selection_shares) != NULL);
}

/**
 * assay_lead_pane_refresh:
 *
 * Reads the lead again.
 */
void
assay_lead_pane_refresh (AssayLeadPane *self)
{
  g_return_if_fail (ASSAY_IS_LEAD_PANE (self));
  if (self->lead != 0)
    load (self);
}

/**
 * assay_lead_pane_set_phone:
 * @phone: three equal buttons under the name instead of small ones beside it
 */
void
assay_lead_pane_set_phone (AssayLeadPane *self,
                           gboolean       phone)
{
  g_return_if_fail (ASSAY_IS_LEAD_PANE (self));
  gtk_widget_set_visible (self->actions, !phone);
  gtk_widget_set_visible (self->phone_actions, phone);
}
