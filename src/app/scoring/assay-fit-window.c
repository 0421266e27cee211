/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-fit-window.h"

#include "assay-format.h"
#include "widgets/assay-parts.h"

#include "score/assay-profile-edit.h"
#include "score/assay-profile-fit-job.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/**
 * AssayFitWindow:
 *
 * What known outcomes propose for a profile's points, a row each to accept or not.
 */
struct _AssayFitWindow
{
  AdwWindow parent_instance;

  GCancellable *cancellable; /* (owned) (nullable): of the job */
  JsonNode *result;          /* (owned) (nullable) */
  GtkWidget *stack;
  GtkWidget *error_page;
  GtkWidget *reading;
  GtkWidget *list;
  GtkWidget *accept;
};

G_DEFINE_FINAL_TYPE (AssayFitWindow, assay_fit_window, ADW_TYPE_WINDOW)

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
check_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

static JsonObject *
factor_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "factor");
}

static void
update_accept (AssayFitWindow *self)
{
  g_autofree char *label = NULL;
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (check_of (row) != NULL)
      n += gtk_check_button_get_active (GTK_CHECK_BUTTON (check_of (row)));
  label = g_strdup_printf (ngettext ("Take %u into the draft", "Take %u into the draft", n), n);
  gtk_button_set_label (GTK_BUTTON (self->accept), label);
  gtk_widget_set_sensitive (self->accept, n > 0);
}

/* “56 % of 156, of the others 7 %” */
static char *
say_evidence (JsonObject *factor,
              gint64      n_leads)
{
  const char *reason = json_object_get_string_member (factor, "reason");
  gboolean rates = !json_object_get_null_member (factor, "rate")
                   && !json_object_get_null_member (factor, "other_rate");
  g_autofree char *text
    = rates ? g_strdup_printf (_("converted: %.0f %% of %'" PRId64 ", of the others %.0f %%"),
                               100 * json_object_get_double_member (factor, "rate"),
                               json_object_get_int_member (factor, "leads"),
                               100 * json_object_get_double_member (factor, "other_rate"))
            : g_strdup_printf (ngettext ("known of %'" PRId64 " lead", "known of %'" PRId64 " leads",
                                         (gulong) json_object_get_int_member (factor, "leads")),
                               json_object_get_int_member (factor, "leads"));

  if (strcmp (reason, "too_rare") == 0)
    return g_strdup (2 * json_object_get_int_member (factor, "leads") > n_leads
                       ? _("holds for nearly all leads: nothing to compare with")
                       : _("holds for too few leads to tell"));
  if (strcmp (reason, "wrong_way") == 0)
    return g_strdup_printf (_("%s: the outcomes speak against it"), text);
  return g_steal_pointer (&text);
}

static GtkWidget *
make_row (AssayFitWindow *self,
          JsonObject     *factor)
{
  GtkWidget *row = adw_action_row_new ();
  double from = json_object_get_double_member (factor, "from");
  double to = json_object_get_double_member (factor, "to");
  g_autofree char *evidence = say_evidence (
    factor, json_object_get_int_member (json_node_get_object (self->result), "leads"));
  g_autofree char *from_text = assay_format_score (from);
  g_autofree char *to_text = assay_format_score (to);
  g_autofree char *markup = NULL;
  g_autofree char *title
    = g_markup_escape_text (json_object_get_string_member (factor, "label"), -1);
  g_autofree char *subtitle = g_markup_escape_text (evidence, -1);
  GtkWidget *numbers = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_object_set_data_full (
    G_OBJECT (row), "factor", json_object_ref (factor), (GDestroyNotify) json_object_unref);
  if (fabs (from - to) > 1e-9)
    {
      GtkWidget *check = gtk_check_button_new ();

      markup = g_strdup_printf ("<s>%s</s>  <b>%s</b>", from_text, to_text);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      assay_set_accessible_name (check, json_object_get_string_member (factor, "label"));
      g_object_set_data (G_OBJECT (row), "check", check);
      g_signal_connect_object (
        check, "toggled", G_CALLBACK (update_accept), self, G_CONNECT_SWAPPED);
    }
  else
    markup = g_strdup (from_text);
  gtk_label_set_markup (GTK_LABEL (numbers), markup);
  gtk_widget_set_valign (numbers, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), numbers);
  return row;
}

static char *
say_result (JsonObject *result)
{
  JsonObject *comparison = json_object_get_object_member (result, "comparison");
  const char *verdict = json_object_get_string_member (comparison, "verdict");
  double after = json_object_get_double_member_with_default (comparison, "auc", NAN);
  double before = json_object_get_double_member_with_default (comparison, "rival_auc", NAN);

  /* Translators: a number of leads, an outcome, and two figures */
  return g_strdup_printf (
    _("From %'" PRId64 " leads (%s). On leads that they were not fitted on, these points have an AUC "
      "of %.3f; now it is %.3f: %s."),
    json_object_get_int_member (result, "leads"), json_object_get_string_member (result, "outcome"),
    after, before,
    strcmp (verdict, "better") == 0  ? _("better")
    : strcmp (verdict, "worse") == 0 ? _("worse")
                                     : _("no difference that chance would not make"));
}

static void
fitted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssayFitWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reading = NULL;
  JsonArray *factors;

  if (!assay_job_run_finish (ASSAY_JOB (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
        return;
      adw_status_page_set_description (
        ADW_STATUS_PAGE (self->error_page),
        g_error_matches (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER)
          ? _("Say first which leads converted: in the card “Backtest”, on the right.")
          : error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
      return;
    }
  if (self->stack == NULL)
    return;
  self->result = json_node_ref (assay_job_get_result (ASSAY_JOB (source)));
  factors
    = json_object_get_array_member (json_node_get_object (self->result), "factors");
  for (guint i = 0; i < json_array_get_length (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);

      if (strcmp (json_object_get_string_member (factor, "reason"), "has_value") != 0)
        gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, factor));
    }
  reading = say_result (json_node_get_object (self->result));
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
  update_accept (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
}

static void
accept_clicked_cb (AssayFitWindow *self)
{
  g_object_ref (self);
  g_signal_emit (self, signals[ACCEPTED], 0);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
assay_fit_window_dispose (GObject *object)
{
  AssayFitWindow *self = ASSAY_FIT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->result, json_node_unref);
  self->stack = NULL;
  G_OBJECT_CLASS (assay_fit_window_parent_class)->dispose (object);
}

static void
assay_fit_window_class_init (AssayFitWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_fit_window_dispose;

  /**
   * AssayFitWindow::accepted:
   *
   * A person takes what is ticked, see assay_fit_window_apply(); the window closes after this.
   */
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_list_page (AssayFitWindow *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled;

  self->reading = assay_label_new (NULL, NULL, ASSAY_LABEL_WRAP);
  self->list = assay_list_box_new (_("Proposed points"), "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  scrolled = assay_scrolled_new (self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->accept = gtk_button_new ();
  gtk_widget_set_halign (self->accept, GTK_ALIGN_CENTER);
  assay_add_css_classes (self->accept, "pill suggested-action");
  g_signal_connect_object (
    self->accept, "clicked", G_CALLBACK (accept_clicked_cb), self, G_CONNECT_SWAPPED);
  assay_append (page, self->reading, scrolled, self->accept, NULL);
  gtk_widget_add_css_class (page, "assay-ask");
  return page;
}

static void
assay_fit_window_init (AssayFitWindow *self)
{
  GtkWidget *wait = adw_status_page_new ();

  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  gtk_window_set_title (GTK_WINDOW (self), _("Points from Outcomes"));
  self->stack = gtk_stack_new ();
  adw_status_page_set_title (ADW_STATUS_PAGE (wait), _("Fitting points"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (wait), _("Reading what became of your leads, and what held of them before."));
  gtk_widget_add_css_class (wait, "assay-state");
  self->error_page = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->error_page), "dialog-information-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page), _("Nothing to propose"));
  gtk_widget_add_css_class (self->error_page, "assay-state");
  gtk_stack_add_named (GTK_STACK (self->stack), wait, "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), self->error_page, "error");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list_page (self), "list");
  assay_window_set_body (GTK_WINDOW (self), self->stack);
}

/**
 * assay_fit_window_new:
 * @profile: key
 * @published: look at the published version; at the draft otherwise
 *
 * Starts to fit.
 */
GtkWidget *
assay_fit_window_new (GtkWindow      *parent,
                      AssayWorkspace *workspace,
                      const char     *profile,
                      gboolean        published)
{
  AssayFitWindow *self = g_object_new (ASSAY_TYPE_FIT_WINDOW, NULL);
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_PROFILE_FIT_JOB, "workspace", workspace, "key", profile, "version",
                    published ? (gint64) -1 : (gint64) 0, NULL);

  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  self->cancellable = g_cancellable_new ();
  assay_job_run_async (job, self->cancellable, fitted_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * assay_fit_window_apply:
 * @root: a profile's JSON, see assay_profile_edit_copy()
 *
 * Sets what is ticked.
 *
 * Returns: how many numbers it set
 */
guint
assay_fit_window_apply (AssayFitWindow *self,
                        JsonNode       *root)
{
  guint n = 0;

  g_return_val_if_fail (ASSAY_IS_FIT_WINDOW (self), 0);

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      JsonObject *factor = factor_of (row);
      double to = json_object_get_double_member (factor, "to");
      g_auto (GStrv) key = NULL;

      if (check_of (row) == NULL
          || !gtk_check_button_get_active (GTK_CHECK_BUTTON (check_of (row))))
        continue;
      key = g_strsplit (json_object_get_string_member (factor, "key"), ".", 2);
      if (key[1] != NULL ? assay_profile_edit_set_points (root, key[0], key[1], to)
                         : assay_profile_edit_set_weight (root, key[0], to))
        n++;
    }
  return n;
}
