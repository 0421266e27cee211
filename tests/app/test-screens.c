/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "assay-application.h"
#include "assay-window.h"
#include "leads/assay-filter-bar.h"
#include "leads/assay-lead-edits.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-leads-view.h"
#include "job/assay-outcome-rule.h"
#include "model/assay-condition-text.h"
#include "scoring/assay-factor-row.h"
#include "widgets/assay-histogram-chart.h"
#include "widgets/assay-waterfall.h"

#include <string.h>

/* Saves each view, light and dark, in four sizes, for people to look at; and checks that nothing is
 * wider than the window. */

typedef struct
{
  const char *name;
  int width;
  int height;
} Size;

static const Size sizes[] = {
  { "1280x800", 1280, 800 },
  { "1200x760", 1200, 760 },
  { "800x600", 800, 600 },
  { "360x720", 360, 720 },
};

static AssayApplication *application;

static gboolean
has_rows (gpointer data)
{
  GtkWidget *pane = app_fixture_find (data, ASSAY_TYPE_WATERFALL);
  GtkWidget *view = app_fixture_find (data, GTK_TYPE_COLUMN_VIEW);

  return view != NULL && gtk_widget_get_mapped (view) && pane != NULL;
}

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
shoot_leads (AssayWorkspace *workspace,
             const Size     *size,
             gboolean        dark)
{
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window;
  g_autofree char *name = g_strdup_printf ("leads-%s%s", size->name, dark ? "-dark" : "");
  AssayLeadsView *view;

  set_dark (dark);
  window = assay_window_new (GTK_APPLICATION (application), session);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), size->width, size->height);
  app_fixture_wait (has_rows, window);
  view = ASSAY_LEADS_VIEW (assay_window_get_view (window));
  assay_leads_view_set_filter (view, "temperature in (hot, warm) and last_activity_at within-days 14");
  app_fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, size->width);
  if (size->width >= 1000)
    {
      assay_leads_view_show_lead (view, 5);
      app_fixture_settle ();
      assay_waterfall_set_unfolded (
        ASSAY_WATERFALL (app_fixture_find (GTK_WIDGET (view), ASSAY_TYPE_WATERFALL)), "behavioural",
        TRUE);
      app_fixture_settle ();
    }
  app_fixture_screenshot (GTK_WINDOW (window), name);
  if (size->width < 1000)
    {
      g_autofree char *lead = g_strdup_printf ("lead-%s%s", size->name, dark ? "-dark" : "");

      assay_leads_view_show_lead (view, 5);
      app_fixture_settle ();
      app_fixture_screenshot (GTK_WINDOW (window), lead);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
}

static void
test_leads (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (412);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      shoot_leads (workspace, &sizes[i], FALSE);
      shoot_leads (workspace, &sizes[i], TRUE);
    }
  app_fixture_remove (workspace);
}

static GtkWidget *
find_list_view (GtkWidget *window)
{
  return app_fixture_find (window, GTK_TYPE_COLUMN_VIEW);
}

static void
close_popover (AssayWindow *window)
{
  gtk_popover_popdown (GTK_POPOVER (app_fixture_find_popover (GTK_WINDOW (window))));
  app_fixture_settle ();
}

static void
save_segment (AssayWindow  *window,
              AssaySession *session,
              const char   *name)
{
  g_autoptr (AssayCondition) where
    = assay_condition_from_text (*name == 'R' ? "temperature in (hot, warm) and "
                                                "(source is Referral or score >= 80)"
                                              : "temperature is warm",
                                 NULL, NULL);

  assay_lead_edits_save_segment (session, name, where);
  app_fixture_settle ();
}

static void
test_selection (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (40);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (GTK_APPLICATION (application), session);
  GtkSelectionModel *model;
  GtkWidget *bar;

  set_dark (FALSE);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  app_fixture_wait (has_rows, window);
  assay_leads_view_set_filter (ASSAY_LEADS_VIEW (assay_window_get_view (window)),
                               "temperature in (hot, warm) and (source is Referral or score >= 80)");
  app_fixture_settle ();
  model = gtk_column_view_get_model (GTK_COLUMN_VIEW (find_list_view (GTK_WIDGET (window))));
  gtk_selection_model_select_range (model, 0, 3, TRUE);
  gtk_selection_model_select_item (model, 6, FALSE);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "leads-selection");
  gtk_widget_activate_action (GTK_WIDGET (window), "leads.set", NULL);
  app_fixture_settle ();
  app_fixture_screenshot_popover (GTK_WINDOW (window), "bulk-set");
  close_popover (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "leads.tag", NULL);
  app_fixture_settle ();
  app_fixture_screenshot_popover (GTK_WINDOW (window), "bulk-tag");
  close_popover (window);
  save_segment (window, session, "Referrals worth a call");
  save_segment (window, session, "Everything warm");
  gtk_widget_activate_action (GTK_WIDGET (window), "leads.segments", NULL);
  app_fixture_settle ();
  app_fixture_screenshot_popover (GTK_WINDOW (window), "segments");
  close_popover (window);
  bar = app_fixture_find (GTK_WIDGET (window), ASSAY_TYPE_FILTER_BAR);
  assay_filter_bar_add_filter (ASSAY_FILTER_BAR (bar));
  app_fixture_settle ();
  app_fixture_screenshot_popover (GTK_WINDOW (window), "condition-editor");
  close_popover (window);
  assay_filter_bar_open_part (ASSAY_FILTER_BAR (bar), 1);
  app_fixture_settle ();
  app_fixture_settle ();
  app_fixture_screenshot_popover (GTK_WINDOW (window), "condition-counts");
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

static void
test_jobs (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (40);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (GTK_APPLICATION (application), session);
  GListStore *jobs = G_LIST_STORE (assay_session_get_jobs (session));
  g_autoptr (AssayJobItem) done = assay_job_item_new ("Assign 6 leads", NULL);
  g_autoptr (AssayJobItem) failed = assay_job_item_new ("Import Webinar-Oktober.csv", NULL);
  g_autoptr (AssayJobItem) unknown = assay_job_item_new ("Train “Converted?”", NULL);
  g_autoptr (AssayJobItem) running = assay_job_item_new ("Enrich 18,640 leads", NULL);

  set_dark (FALSE);
  assay_session_set_workspace (session, workspace);
  assay_job_item_set_undo (done, 1);
  assay_job_item_set_state (done, ASSAY_JOB_STATE_DONE, "To Nora Quist");
  assay_job_item_set_state (failed, ASSAY_JOB_STATE_FAILED,
                            "Line 1208, column 4: a quote opens and never closes");
  assay_job_item_set_progress (unknown, -1, "Reading 6,204 outcomes…");
  assay_job_item_set_progress (running, 0.62, "11,540 done");
  g_list_store_append (jobs, running);
  g_list_store_append (jobs, unknown);
  g_list_store_append (jobs, done);
  g_list_store_append (jobs, failed);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  app_fixture_wait (has_rows, window);
  assay_session_toast (session, "6 leads are Nora Quist’s now", 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.jobs", NULL);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "jobs-window");
  app_fixture_screenshot_popover (GTK_WINDOW (window), "jobs");
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

static gboolean
has_effect (gpointer data)
{
  GtkWidget *chart = app_fixture_find (data, ASSAY_TYPE_HISTOGRAM_CHART);

  g_autofree char *reading = chart != NULL ? assay_chart_describe (ASSAY_CHART (chart)) : NULL;

  return reading != NULL && strstr (reading, "leads") != NULL;
}

static AssayFactorRow *
find_factor (GtkWidget  *root,
             const char *key)
{
  if (ASSAY_IS_FACTOR_ROW (root)
      && g_strcmp0 (assay_factor_row_get_factor (ASSAY_FACTOR_ROW (root)), key) == 0)
    return ASSAY_FACTOR_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AssayFactorRow *row = find_factor (child, key);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static void
shoot_scoring (AssayWorkspace *workspace,
               const Size     *size,
               gboolean        dark)
{
  static const struct
  {
    const char *factor;
    double points;
  } changes[] = { { "linkedin", 1 }, { "inbound", 16 }, { "phone", 9 } };
  g_autoptr (AssaySession) session = assay_session_new ();
  g_autofree char *name = g_strdup_printf ("scoring-%s%s", size->name, dark ? "-dark" : "");
  AssayWindow *window;

  set_dark (dark);
  window = assay_window_new (GTK_APPLICATION (application), session);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), size->width, size->height);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "scoring");
  app_fixture_wait (has_effect, window);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    gtk_range_set_value (GTK_RANGE (assay_factor_row_get_scale (
                           find_factor (GTK_WIDGET (window), changes[i].factor))),
                         changes[i].points);
  app_fixture_settle ();
  app_fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, size->width);
  app_fixture_screenshot (GTK_WINDOW (window), name);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
}

/* Leads of known outcome, and the outcome named once. */
static void
add_outcomes (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayCondition) converted = assay_condition_from_text ("outcome is yes", NULL, NULL);
  g_autoptr (AssayOutcomeRule) rule = assay_outcome_rule_new (converted, NULL);

  g_assert_no_error (error);
  assay_connection_execute (assay_transaction_get_connection (transaction),
                            "UPDATE lead SET outcome = CASE WHEN (id * 37) % 100 < CASE WHEN phone IS NOT NULL "
                            "THEN 55 ELSE 20 END THEN 'yes' ELSE 'no' END WHERE id % 5",
                            &error);
  g_assert_no_error (error);
  assay_outcome_rule_remember (transaction, rule, &error);
  assay_transaction_commit (transaction, &error);
  g_assert_no_error (error);
}

static void
test_scoring (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (412);

  add_outcomes (workspace);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      shoot_scoring (workspace, &sizes[i], FALSE);
      shoot_scoring (workspace, &sizes[i], TRUE);
    }
  app_fixture_remove (workspace);
}

static void
test_first_run (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      g_autoptr (AssaySession) session = assay_session_new ();
      AssayWindow *window;

      set_dark (dark);
      window = assay_window_new (GTK_APPLICATION (application), session);
      assay_window_open_remembered (window);
      app_fixture_present (GTK_WINDOW (window), 1280, 800);
      app_fixture_screenshot (GTK_WINDOW (window), dark ? "first-run-dark" : "first-run");
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_states (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window;
  AssayLeadsView *view;

  set_dark (FALSE);
  window = assay_window_new (GTK_APPLICATION (application), session);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 800, 600);
  app_fixture_screenshot (GTK_WINDOW (window), "state-empty");
  app_fixture_add_leads (workspace, 200);
  g_signal_emit_by_name (session, "changed");
  app_fixture_settle ();
  view = ASSAY_LEADS_VIEW (assay_window_get_view (window));
  assay_leads_view_set_search (view, "brämschneider");
  assay_leads_view_set_filter (view, "temperature in (hot, warm)");
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "state-nothing");
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  app_fixture_init (&argc, &argv);
  application = g_object_new (ASSAY_TYPE_APPLICATION, "application-id",
                              "io.github.assay_desktop.Assay.Test", "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/io/github/assay_desktop/Assay", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/screens/first-run", test_first_run);
  g_test_add_func ("/screens/leads", test_leads);
  g_test_add_func ("/screens/states", test_states);
  g_test_add_func ("/screens/selection", test_selection);
  g_test_add_func ("/screens/jobs", test_jobs);
  g_test_add_func ("/screens/scoring", test_scoring);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
