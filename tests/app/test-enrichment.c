/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "enrich/assay-enrich-job.h"
#include "enrichment/assay-check-card.h"
#include "enrichment/assay-coverage-chart.h"
#include "enrichment/assay-enrichment-view.h"
#include "enrichment/assay-industry-window.h"
#include "enrichment/assay-review-list.h"
#include "job/assay-job-record.h"
#include "leads/assay-lead-signals.h"

/* The enrichment view: what it says before and after a run, and that the run does what it says. */

static GtkWidget *
run_button (AppDesk *desk)
{
  return app_fixture_find_class (app_fixture_find_class (desk->view, "assay-run-bar"),
                                 "suggested-action");
}

static gboolean
has_run (gpointer data)
{
  AppDesk *desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (desk->workspace, &error);
  g_autoptr (GPtrArray) jobs = assay_job_record_list_kind (reader, "enrich", 0, 1, &error);

  g_assert_no_error (error);
  return jobs->len == 1
         && ((AssayJobRecord *) jobs->pdata[0])->state == ASSAY_JOB_STATE_DONE;
}

static void
test_empty (void)
{
  AppDesk desk;

  app_desk_open (&desk, app_fixture_workspace (0), "enrichment", 1280, 800);
  g_assert_cmpstr (app_desk_page (&desk), ==, "empty");
  app_fixture_screenshot (GTK_WINDOW (desk.window), "enrichment-empty");
  app_desk_close (&desk);
}

static void
test_run (void)
{
  AppDesk desk;
  GtkWidget *button, *chart;
  g_autofree char *reading = NULL;

  app_desk_open (&desk, app_fixture_workspace (60), "enrichment", 1280, 800);
  g_assert_cmpstr (app_desk_page (&desk), ==, "page");
  button = run_button (&desk);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  app_fixture_wait (has_run, &desk);
  app_fixture_settle ();
  chart = app_fixture_find (desk.view, ASSAY_TYPE_COVERAGE_CHART);
  reading = assay_chart_describe (ASSAY_CHART (chart));
  g_assert_nonnull (strstr (reading, "Contact: known of 0 % before, 100 % after"));
  g_assert_true (GTK_IS_WIDGET (app_fixture_find (desk.view, ASSAY_TYPE_REVIEW_LIST)));
  app_desk_close (&desk);
}

/* A check that is left out does not run; without any there is nothing to run. */
static void
test_choose (void)
{
  AppDesk desk;
  GtkWidget *button, *check;

  app_desk_open (&desk, app_fixture_workspace (12), "enrichment", 1280, 800);
  button = run_button (&desk);
  for (GtkWidget *card = app_fixture_find (desk.view, ASSAY_TYPE_CHECK_CARD); card != NULL;)
    {
      GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_parent (card));

      check = app_fixture_find (card, GTK_TYPE_CHECK_BUTTON);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
      card = child != NULL ? gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)) : NULL;
    }
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Run 0 checks");
  app_desk_close (&desk);
}

static gboolean
has_signals (gpointer data)
{
  AppDesk *desk = data;
  GtkWidget *signals = app_fixture_find (GTK_WIDGET (desk->window), ASSAY_TYPE_LEAD_SIGNALS);

  return signals != NULL && gtk_widget_get_visible (signals)
         && app_fixture_find (signals, GTK_TYPE_LIST_BOX_ROW) != NULL;
}

static gboolean
is_rejected (gpointer data)
{
  AppDesk *desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (desk->workspace, &error);
  gint64 n = 0;

  assay_connection_query_int64 (reader, "SELECT count(*) FROM signal_decision "
                                        "WHERE decision = 'reject'",
                                &n, &error);
  g_assert_no_error (error);
  return n == 1;
}

/* What was found out stands in the lead's pane, and a press says that it is wrong. */
static void
test_lead (void)
{
  AppDesk desk;
  GtkWidget *signals;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  app_desk_open (&desk, app_fixture_workspace (60), "enrichment", 1280, 900);
  g_signal_emit_by_name (run_button (&desk), "clicked");
  app_fixture_wait (has_run, &desk);
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.show-view", "s", "leads");
  app_fixture_wait (has_signals, &desk);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "lead-signals");
  signals = app_fixture_find (GTK_WIDGET (desk.window), ASSAY_TYPE_LEAD_SIGNALS);
  g_signal_emit_by_name (app_fixture_find (signals, GTK_TYPE_BUTTON), "clicked");
  app_fixture_wait (is_rejected, &desk);
  app_fixture_settle ();
  app_desk_close (&desk);
}

/* The workspace's own industries */

static GtkWidget *
open_industries (AppDesk *desk)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "enrichment.industries", NULL);
  app_fixture_settle ();
  return app_desk_find_window (ASSAY_TYPE_INDUSTRY_WINDOW);
}

static GtkWidget *
find_entry (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_ENTRY (root) && g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (root)), text) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
write_row (GtkWidget  *row,
           const char *name,
           const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (find_entry (row, "Name of the industry")), name);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (row, "Other words or NAICS codes: saas; apps; 5132")), words);
}

static GtkWidget *
last_row (GtkWidget *window)
{
  return gtk_widget_get_last_child (app_fixture_find_class (window, "boxed-list"));
}

static gboolean
says_eighty (gpointer window)
{
  return app_fixture_has_text (window, "Of 80 leads 40 would get one of them.");
}

static gboolean
has_own (gpointer data)
{
  return app_desk_query (((AppDesk *) data)->workspace,
                         "SELECT count(*) FROM signal WHERE \"industry.own\" = 'Qwax'")
           == 20
         && app_desk_query (((AppDesk *) data)->workspace,
                            "SELECT count(*) FROM signal WHERE \"industry.own\" = 'Zubb'")
              == 20;
}

static gboolean
has_no_own (gpointer data)
{
  return app_desk_query (((AppDesk *) data)->workspace,
                         "SELECT count(*) FROM signal WHERE \"industry.own\" IS NOT NULL")
         == 0;
}

static gboolean
view_knows_two (gpointer data)
{
  GtkWidget *window = open_industries (data);
  GtkWidget *list = app_fixture_find_class (window, "boxed-list");
  gboolean two = last_row (window) != NULL && gtk_widget_get_first_child (list) != gtk_widget_get_last_child (list);

  if (!two)
    gtk_window_destroy (GTK_WINDOW (window));
  return two;
}

static gboolean
view_knows_none (gpointer data)
{
  GtkWidget *window = open_industries (data);
  gboolean none = last_row (window) == NULL;

  if (!none)
    gtk_window_destroy (GTK_WINDOW (window));
  return none;
}

static void
test_industries (void)
{
  AppDesk desk;
  GtkWidget *window, *save;
  gint64 job;

  app_desk_open (&desk, app_fixture_workspace (80), "enrichment", 1280, 800);
  app_desk_execute (desk.workspace, "UPDATE lead SET industry = CASE id % 4 WHEN 0 THEN 'Bakery shops' "
                                    "WHEN 1 THEN 'SaaS' WHEN 2 THEN 'Underwater basket weaving' END");
  g_signal_emit_by_name (run_button (&desk), "clicked");
  app_fixture_wait (has_run, &desk);
  app_fixture_settle ();

  window = open_industries (&desk);
  g_assert_nonnull (window);
  g_assert_true (app_fixture_has_text (window, "No Industries of Your Own"));
  save = app_fixture_find_class (window, "suggested-action");
  app_fixture_screenshot (GTK_WINDOW (window), "industries-empty");
  gtk_widget_activate_action (window, "industries.add", NULL);
  write_row (last_row (window), "Qwax", "bakery");
  gtk_widget_activate_action (window, "industries.add", NULL);
  write_row (last_row (window), "Zu: bb", "saas");
  g_assert_true (app_fixture_has_text (window, "An industry needs a name, and a name has no colon."));
  g_assert_false (gtk_widget_get_sensitive (save));
  write_row (last_row (window), "Zubb", "saas");
  g_assert_true (gtk_widget_get_sensitive (save));
  app_fixture_wait (says_eighty, window);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "industries");
  gtk_widget_activate_action (window, "industries.save", NULL);
  app_fixture_wait (has_own, &desk);
  app_fixture_settle ();

  /* The list is there again, and one that is as it was cannot be saved. */
  app_fixture_wait (view_knows_two, &desk);
  window = app_desk_find_window (ASSAY_TYPE_INDUSTRY_WINDOW);
  g_assert_false (gtk_widget_get_sensitive (app_fixture_find_class (window, "suggested-action")));
  gtk_window_destroy (GTK_WINDOW (window));

  /* Undoing the job brings back signals and list. */
  job = app_desk_query (desk.workspace, "SELECT max(job) FROM change WHERE part = 'document'");
  assay_session_undo (desk.session, job);
  app_fixture_wait (has_no_own, &desk);
  app_fixture_settle ();
  app_fixture_wait (view_knows_none, &desk);
  gtk_window_destroy (GTK_WINDOW (app_desk_find_window (ASSAY_TYPE_INDUSTRY_WINDOW)));
  app_desk_close (&desk);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);
  g_test_add_func ("/enrichment/empty", test_empty);
  g_test_add_func ("/enrichment/run", test_run);
  g_test_add_func ("/enrichment/choose", test_choose);
  g_test_add_func ("/enrichment/lead", test_lead);
  g_test_add_func ("/enrichment/industries", test_industries);
  return app_desk_run ();
}
