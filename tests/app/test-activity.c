/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-row.h"
#include "activity/assay-activity-view.h"
#include "activity/assay-activity-words.h"
#include "activity/assay-audit-foot.h"
#include "activity/assay-history-chip.h"
#include "activity/assay-history-pane.h"
#include "activity/assay-job-pane.h"
#include "app-desk.h"
#include "app-samples.h"
#include "base/assay-clock.h"
#include "job/assay-undo-job.h"
#include "lead/assay-set-job.h"
#include "leads/assay-leads-view.h"

#define DAY G_GINT64_CONSTANT (86400000)
#define MINUTE G_GINT64_CONSTANT (60000)

static guint
count_rows (GtkWidget *root,
            GType      type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child, type);
  return n;
}

static gboolean
has_jobs (gpointer data)
{
  GtkWidget *foot = app_fixture_find (data, ASSAY_TYPE_AUDIT_FOOT);

  return count_rows (data, ASSAY_TYPE_ACTIVITY_ROW) > 0 && foot != NULL
         && g_str_has_prefix (assay_audit_foot_get_text (ASSAY_AUDIT_FOOT (foot)), "Chain whole");
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  GtkWidget *found = NULL;

  if (ASSAY_IS_ACTIVITY_ROW (root)
      && g_str_equal (assay_activity_row_get_title (ASSAY_ACTIVITY_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static guint
count_changes (GtkWidget *window)
{
  GtkWidget *table = app_fixture_find (app_fixture_find (window, ASSAY_TYPE_HISTORY_PANE),
                                       GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (
    G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))));
}

static AssayWindow *
open_window (AssayWorkspace *workspace,
             AssaySession   *session,
             int             width,
             int             height)
{
  AssayWindow *window = assay_window_new (app_desk_application (), session);

  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), width, height);
  g_assert_true (assay_window_show_view (window, "activity"));
  app_fixture_wait (has_jobs, window);
  app_fixture_settle ();
  return window;
}

static gboolean
has_two_changes (gpointer data)
{
  return count_changes (data) == 2;
}

static gboolean
has_all_changes (gpointer data)
{
  return count_changes (data) > 5;
}

static void
test_job_filters_history (void)
{
  AssayWorkspace *workspace = app_samples_busy ();
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = open_window (workspace, session, 1280, 800);
  GtkWidget *row = find_row (GTK_WIDGET (window), "Set stage, owner of a lead");

  g_assert_nonnull (row);
  app_fixture_wait (has_all_changes, window);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  app_fixture_wait (has_two_changes, window);
  g_assert_true (gtk_widget_has_css_class (row, "chosen"));
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "activity-job");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  app_fixture_wait (has_all_changes, window);
  g_assert_false (gtk_widget_has_css_class (row, "chosen"));
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_remove (workspace);
}

static GtkWidget *
open_chip (AssayWindow *window,
           const char  *name)
{
  GtkWidget *chip = app_fixture_find (GTK_WIDGET (window), ASSAY_TYPE_HISTORY_CHIP);

  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (app_fixture_has_text (chip, name))
      {
        gtk_menu_button_popup (
          GTK_MENU_BUTTON (app_fixture_find (chip, GTK_TYPE_MENU_BUTTON)));
        app_fixture_settle ();
        return chip;
      }
  g_error ("There is no chip “%s”", name);
  return NULL;
}

static gboolean
has_three_changes (gpointer data)
{
  return count_changes (data) == 3;
}

static gboolean
has_one_lead (gpointer data)
{
  GtkWidget *table = app_fixture_find (
    GTK_WIDGET (assay_window_get_view (ASSAY_WINDOW (data))), GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (
           G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))))
         == 1;
}

static GtkWidget *
find_icon_button (GtkWidget  *root,
                  const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_icon_button (child, icon);
  return found;
}

static void
test_chips (void)
{
  AssayWorkspace *workspace = app_samples_busy ();
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = open_window (workspace, session, 1280, 800);
  GtkWidget *chip;

  app_fixture_wait (has_all_changes, window);
  /* Opening takes the first choice. */
  chip = open_chip (window, "When");
  g_assert_cmpuint (assay_history_chip_get_choice (ASSAY_HISTORY_CHIP (chip)), ==, 0);
  gtk_popover_popdown (GTK_POPOVER (app_fixture_find_popover (GTK_WINDOW (window))));
  chip = open_chip (window, "Lead");
  gtk_editable_set_text (GTK_EDITABLE (app_fixture_find (
                           app_fixture_find_popover (GTK_WINDOW (window)), GTK_TYPE_ENTRY)),
                         "thornbeck");
  app_fixture_wait (has_three_changes, window);
  gtk_popover_popdown (GTK_POPOVER (app_fixture_find_popover (GTK_WINDOW (window))));
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "activity-chips");
  g_signal_emit_by_name (gtk_widget_get_last_child (chip), "clicked");
  app_fixture_wait (has_all_changes, window);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

/* From a job to the leads it changed. */
static void
test_see_leads (void)
{
  AssayWorkspace *workspace = app_samples_busy ();
  g_autoptr (AssaySession) session = assay_session_new ();
  const char *const ids[] = { "9", NULL };
  const char *const values[] = { "stage=Proposal", NULL };
  AssayWindow *window;
  GtkWidget *row;

  app_desk_run_job (g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "ids", ids, "values", values, NULL));
  window = open_window (workspace, session, 1280, 800);
  row = find_row (GTK_WIDGET (window), "Set stage of leads");
  g_signal_emit_by_name (find_icon_button (row, "system-users-symbolic"), "clicked");
  app_fixture_settle ();
  g_assert_true (ASSAY_IS_LEADS_VIEW (assay_window_get_view (window)));
  app_fixture_wait (has_one_lead, window);
  assay_leads_view_set_filter (ASSAY_LEADS_VIEW (assay_window_get_view (window)), "");
  assay_window_show_view (window, "activity");
  app_fixture_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

static gboolean
is_undone (gpointer data)
{
  GtkWidget *row = find_row (data, "Set owner of a lead");
  GtkWidget *title = row != NULL ? app_fixture_find_class (row, "assay-strong") : NULL;

  return title != NULL && gtk_widget_has_css_class (title, "dim-label");
}

static void
test_undo_here (void)
{
  AssayWorkspace *workspace = app_samples_busy ();
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = open_window (workspace, session, 1280, 800);
  guint rows = count_rows (GTK_WIDGET (window), ASSAY_TYPE_ACTIVITY_ROW);
  GtkWidget *row = find_row (GTK_WIDGET (window), "Set owner of a lead");

  g_signal_emit_by_name (app_fixture_find_class (row, "assay-small"), "clicked");
  app_fixture_wait (is_undone, window);
  app_fixture_settle ();
  /* The undo stands at the job that it took back, not in a row of its own. */
  g_assert_cmpuint (count_rows (GTK_WIDGET (window), ASSAY_TYPE_ACTIVITY_ROW), ==, rows);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_remove (workspace);
}

static void
test_words (void)
{
  gint64 now = APP_FIXTURE_NOW;
  struct
  {
    gint64 instant;
    const char *day;
    const char *when;
  } cases[] = { { now - 86 * MINUTE, "Today", "09:14" },
                { now - DAY, "Yesterday", "Thu 10:40" },
                { now - 3 * DAY, "Tuesday, 10 November", "Tue 10:40" },
                { now - 20 * DAY, "Saturday, 24 October", "24 Oct" },
                { now - 400 * DAY, "9 October 2025", "9 Oct 2025" } };
  g_autoptr (JsonNode) result
    = json_from_string ("{\"job\":3,\"rows_read\":365,\"added\":318,\"updated\":42,\"unchanged\":0,"
                        "\"rejected\":5}",
                        NULL);
  AssayJobRecord record = { .state = ASSAY_JOB_STATE_DONE,
                            .person = (char *) g_get_user_name (),
                            .started = now,
                            .finished = now + 190000,
                            .result = result };
  g_autofree char *subtitle = assay_activity_subtitle (&record, NULL, NULL);

  g_assert_cmpstr (subtitle, ==, "318 added, 42 updated, 5 rejected · 3 min 10 s");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = assay_activity_day (cases[i].instant, now);
      g_autofree char *when = assay_activity_when (cases[i].instant, now);

      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (when, ==, cases[i].when);
    }
}

static void
test_empty (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (app_desk_application (), session);

  app_desk_set_dark (FALSE);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  assay_window_show_view (window, "activity");
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "activity-empty");
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_remove (workspace);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);

  g_test_add_func ("/activity/words", test_words);
  g_test_add_func ("/activity/empty", test_empty);
  g_test_add_func ("/activity/job-filters-history", test_job_filters_history);
  g_test_add_func ("/activity/chips", test_chips);
  g_test_add_func ("/activity/see-leads", test_see_leads);
  g_test_add_func ("/activity/undo", test_undo_here);
  return app_desk_run ();
}
