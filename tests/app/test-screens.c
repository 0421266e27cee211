/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-row.h"
#include "activity/assay-audit-foot.h"
#include "app-desk.h"
#include "app-samples.h"
#include "duplicates/assay-duplicates-pane.h"
#include "duplicates/assay-duplicates-view.h"
#include "enrich/assay-enrich-job.h"
#include "enrichment/assay-industry-window.h"
#include "import/assay-import-run-card.h"
#include "learn/assay-model-try-job.h"
#include "learn/assay-train-job.h"
#include "match/assay-match-job.h"
#include "models/assay-model-board.h"
#include "leads/assay-filter-bar.h"
#include "leads/assay-lead-edits.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-leads-view.h"
#include "job/assay-outcome-rule.h"
#include "model/assay-condition-text.h"
#include "scoring-desk.h"
#include "widgets/assay-histogram-chart.h"
#include "widgets/assay-waterfall.h"

#include <string.h>

/* Saves each view, light and dark, in four sizes, for people to look at; and checks that nothing is
 * wider than the window. */

static gboolean
has_rows (gpointer data)
{
  GtkWidget *pane = app_fixture_find (data, ASSAY_TYPE_WATERFALL);
  GtkWidget *view = app_fixture_find (data, GTK_TYPE_COLUMN_VIEW);

  return view != NULL && gtk_widget_get_mapped (view) && pane != NULL;
}

static void
shoot_leads (const AppScreen *screen,
             gpointer         workspace)
{
  AppDesk desk;
  AssayLeadsView *view;

  app_desk_open (&desk, workspace, "leads", screen->width, screen->height);
  app_fixture_wait (has_rows, desk.window);
  view = ASSAY_LEADS_VIEW (desk.view);
  assay_leads_view_set_filter (view, "temperature in (hot, warm) and last_activity_at within-days 14");
  app_fixture_settle ();
  if (screen->width >= 1000)
    {
      assay_leads_view_show_lead (view, 5);
      app_fixture_settle ();
      assay_waterfall_set_unfolded (
        ASSAY_WATERFALL (app_fixture_find (GTK_WIDGET (view), ASSAY_TYPE_WATERFALL)), "behavioural",
        TRUE);
      app_fixture_settle ();
    }
  app_desk_shoot (&desk, "leads", screen);
  if (screen->width < 1000)
    {
      assay_leads_view_show_lead (view, 5);
      app_fixture_settle ();
      app_desk_shoot (&desk, "lead", screen);
    }
  app_desk_hide (&desk);
}

static void
test_leads (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (412);

  app_desk_each_screen (shoot_leads, workspace);
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
  AssayWindow *window = assay_window_new (app_desk_application (), session);
  GtkSelectionModel *model;
  GtkWidget *bar;

  app_desk_set_dark (FALSE);
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
  AssayWindow *window = assay_window_new (app_desk_application (), session);
  GListStore *jobs = G_LIST_STORE (assay_session_get_jobs (session));
  g_autoptr (AssayJobItem) done = assay_job_item_new ("Assign 6 leads", NULL);
  g_autoptr (AssayJobItem) failed = assay_job_item_new ("Import Webinar-Oktober.csv", NULL);
  g_autoptr (AssayJobItem) unknown = assay_job_item_new ("Train “Converted?”", NULL);
  g_autoptr (AssayJobItem) running = assay_job_item_new ("Enrich 18,640 leads", NULL);

  app_desk_set_dark (FALSE);
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

static void
shoot_scoring (const AppScreen *screen,
               gpointer         workspace)
{
  static const struct
  {
    const char *factor;
    double points;
  } changes[] = { { "linkedin", 1 }, { "inbound", 16 }, { "phone", 9 } };
  AppDesk desk;

  app_desk_open (&desk, workspace, "scoring", screen->width, screen->height);
  app_fixture_wait (has_effect, desk.window);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    gtk_range_set_value (
      GTK_RANGE (assay_factor_row_get_scale (scoring_find_row (desk.view, changes[i].factor))), changes[i].points);
  app_fixture_settle ();
  app_fixture_settle ();
  app_desk_shoot (&desk, "scoring", screen);
  app_desk_hide (&desk);
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
  app_desk_each_screen (shoot_scoring, workspace);
  app_fixture_remove (workspace);
}

static void
shoot_enrichment (const AppScreen *screen,
                  gpointer         workspace)
{
  AppDesk desk;

  app_desk_open (&desk, workspace, "enrichment", screen->width, screen->height);
  app_desk_shoot (&desk, "enrichment", screen);
  app_desk_hide (&desk);
}

static gboolean
counts_leads (gpointer window)
{
  GtkWidget *foot = app_fixture_find_class (window, "assay-industries-foot");

  return g_str_has_suffix (gtk_label_get_text (GTK_LABEL (foot)), "would get one of them.");
}

/* The window of the workspace's own industries has one size. */
static void
shoot_industries (AssayWorkspace *workspace)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      AppDesk desk;
      GtkWidget *window;

      app_desk_set_dark (dark == 1);
      app_desk_open (&desk, workspace, "enrichment", 1280, 800);
      gtk_widget_activate_action (GTK_WIDGET (desk.window), "enrichment.industries", NULL);
      window = app_desk_find_window (ASSAY_TYPE_INDUSTRY_WINDOW);
      app_fixture_wait (counts_leads, window);
      app_fixture_settle ();
      app_fixture_screenshot (GTK_WINDOW (window), dark == 1 ? "industries-dark" : "industries-light");
      gtk_window_destroy (GTK_WINDOW (window));
      app_desk_hide (&desk);
    }
  app_desk_set_dark (FALSE);
}

static void
test_enrichment (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (412);
  const char *const own[]
    = { "Bakeries: bakery; 311811", "Software: saas; apps; 5132", "Building: roofing; plumbing; 23", NULL };

  app_desk_execute (workspace, "UPDATE lead SET industry = CASE id % 4 WHEN 0 THEN 'Bakery' WHEN 1 THEN 'SaaS' "
                               "WHEN 2 THEN 'Roofing contractor' END");
  app_desk_run_job (g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, "industry", own, NULL));
  app_desk_each_screen (shoot_enrichment, workspace);
  shoot_industries (workspace);
  app_fixture_remove (workspace);
}

static gboolean
has_pair (gpointer view)
{
  return assay_duplicates_pane_is_ready (
    ASSAY_DUPLICATES_PANE (app_fixture_find (view, ASSAY_TYPE_DUPLICATES_PANE)));
}

/* Where there is no room for both, the list and the pair are two pictures. */
static void
shoot_duplicates (const AppScreen *screen,
                  gpointer         workspace)
{
  gboolean paged = screen->width < 1000;
  AppDesk desk;

  app_desk_open (&desk, workspace, "duplicates", screen->width, screen->height);
  if (paged)
    app_desk_shoot (&desk, "duplicates", screen);
  assay_duplicates_view_show_lead (
    ASSAY_DUPLICATES_VIEW (desk.view),
    app_desk_query (workspace, "SELECT id FROM lead WHERE name = 'Annika Thorsgaard'"));
  app_fixture_settle ();
  app_fixture_wait (has_pair, desk.view);
  app_fixture_settle ();
  app_desk_shoot (&desk, paged ? "duplicates-pair" : "duplicates", screen);
  app_desk_hide (&desk);
}

static void
test_duplicates (void)
{
  AssayWorkspace *workspace = app_samples_twice (200);

  app_desk_run_job (g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL));
  app_desk_each_screen (shoot_duplicates, workspace);
  app_fixture_remove (workspace);
}

static void
shoot_models (const AppScreen *screen,
              gpointer         workspace)
{
  AppDesk desk;

  app_desk_open (&desk, workspace, "models", screen->width, screen->height);
  g_assert_cmpstr (app_desk_page (&desk), ==, "board");
  app_desk_shoot (&desk, "models", screen);
  if (screen->width == 1280)
    {
      assay_model_board_show_history (ASSAY_MODEL_BOARD (app_fixture_find (desk.view, ASSAY_TYPE_MODEL_BOARD)));
      app_fixture_settle ();
      app_desk_shoot (&desk, "models-lower", screen);
    }
  app_desk_hide (&desk);
}

/* A model in use that drifts, and one that is tried beside it. */
static void
test_models (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (900);
  g_autoptr (AssayCondition) won = assay_condition_from_text ("stage is won", NULL, NULL);
  const char *include[] = { "company", NULL };

  app_samples_add_outcomes (workspace, 600);
  app_desk_run_job (g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", workspace, "outcome", won, NULL));
  app_desk_run_job (
    g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", workspace, "outcome", won, "include", include, NULL));
  app_desk_run_job (
    g_object_new (ASSAY_TYPE_MODEL_TRY_JOB, "workspace", workspace, "model", (gint64) 2, "share", (gint64) 50, NULL));
  app_desk_execute (workspace, "UPDATE lead SET job = 1000000, source = 'Fair', industry = NULL WHERE stage = 'open'");
  app_desk_each_screen (shoot_models, workspace);
  app_fixture_remove (workspace);
}

static gboolean
has_history (gpointer view)
{
  GtkWidget *foot = app_fixture_find (view, ASSAY_TYPE_AUDIT_FOOT);

  return app_fixture_find (view, ASSAY_TYPE_ACTIVITY_ROW) != NULL
         && g_str_has_prefix (assay_audit_foot_get_text (ASSAY_AUDIT_FOOT (foot)), "Chain whole");
}

static gboolean
is_half_done (gpointer item)
{
  return assay_job_item_get_fraction (item) > 0.5;
}

static gboolean
has_ended (gpointer item)
{
  return assay_job_item_get_state (item) != ASSAY_JOB_STATE_RUNNING;
}

static void
shoot_activity (const AppScreen *screen,
                gpointer         workspace)
{
  g_autoptr (AssayJob) job = app_samples_endless_job (workspace);
  AssayJobItem *item;
  AppDesk desk;

  app_desk_open (&desk, workspace, "activity", screen->width, screen->height);
  app_fixture_wait (has_history, desk.view);
  item = assay_session_run (desk.session, job, NULL, NULL, NULL);
  app_fixture_wait (is_half_done, item);
  app_fixture_settle ();
  app_desk_shoot (&desk, "activity", screen);
  if (screen->width < 1000)
    {
      assay_view_start_search (ASSAY_VIEW (desk.view));
      app_fixture_settle ();
      app_desk_shoot (&desk, "activity-history", screen);
    }
  assay_job_item_cancel (item);
  app_fixture_wait (has_ended, item);
  app_fixture_settle ();
  app_desk_hide (&desk);
}

static void
test_activity (void)
{
  AssayWorkspace *workspace = app_samples_busy ();

  app_desk_each_screen (shoot_activity, workspace);
  app_fixture_remove (workspace);
}

static gboolean
is_tried (gpointer view)
{
  return assay_import_run_card_get_step (
           ASSAY_IMPORT_RUN_CARD (app_fixture_find (view, ASSAY_TYPE_IMPORT_RUN_CARD)))
         == ASSAY_IMPORT_STEP_READY;
}

static void
shoot_import (const AppScreen *screen,
              gpointer         workspace)
{
  static const char *const names[][2]
    = { { "import-messy", "messy-trade-fair.csv" }, { "import-leads", "leads.csv" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("ASSAY_DATADIR"), "samples", names[i][1], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      AppDesk desk;

      app_desk_open (&desk, workspace, "import", screen->width, screen->height);
      assay_window_open_file (desk.window, file);
      app_fixture_wait (is_tried, desk.view);
      app_fixture_settle ();
      app_desk_shoot (&desk, names[i][0], screen);
      app_desk_hide (&desk);
    }
}

static void
test_import (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (40);

  app_desk_each_screen (shoot_import, workspace);
  app_fixture_remove (workspace);
}

static void
test_first_run (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      g_autoptr (AssaySession) session = assay_session_new ();
      AssayWindow *window;

      app_desk_set_dark (dark);
      window = assay_window_new (app_desk_application (), session);
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

  app_desk_set_dark (FALSE);
  window = assay_window_new (app_desk_application (), session);
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
  app_desk_init (&argc, &argv);

  g_test_add_func ("/screens/first-run", test_first_run);
  g_test_add_func ("/screens/leads", test_leads);
  g_test_add_func ("/screens/states", test_states);
  g_test_add_func ("/screens/selection", test_selection);
  g_test_add_func ("/screens/jobs", test_jobs);
  g_test_add_func ("/screens/scoring", test_scoring);
  g_test_add_func ("/screens/enrichment", test_enrichment);
  g_test_add_func ("/screens/duplicates", test_duplicates);
  g_test_add_func ("/screens/models", test_models);
  g_test_add_func ("/screens/activity", test_activity);
  g_test_add_func ("/screens/import", test_import);
  return app_desk_run ();
}
