/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "assay-application.h"
#include "assay-window.h"
#include "enrich/assay-enrich-job.h"
#include "enrichment/assay-check-card.h"
#include "enrichment/assay-coverage-chart.h"
#include "enrichment/assay-enrichment-view.h"
#include "enrichment/assay-review-list.h"
#include "job/assay-job-record.h"
#include "leads/assay-lead-signals.h"

/* The enrichment view: what it says before and after a run, and that the run does what it says. */

static AssayApplication *application;

typedef struct
{
  AssayWorkspace *workspace;
  AssaySession *session;
  AssayWindow *window;
  GtkWidget *view;
} Desk;

static gboolean
has_state (gpointer data)
{
  GtkWidget *view = app_fixture_find (data, ASSAY_TYPE_ENRICHMENT_VIEW);

  return view != NULL && app_fixture_page (view) != NULL;
}

static void
desk_open (Desk *desk,
           guint n_leads,
           int   width,
           int   height)
{
  desk->workspace = app_fixture_workspace (n_leads);
  desk->session = assay_session_new ();
  desk->window = assay_window_new (GTK_APPLICATION (application), desk->session);
  assay_session_set_workspace (desk->session, desk->workspace);
  app_fixture_present (GTK_WINDOW (desk->window), width, height);
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-view", "s", "enrichment");
  app_fixture_wait (has_state, desk->window);
  desk->view = app_fixture_find (GTK_WIDGET (desk->window), ASSAY_TYPE_ENRICHMENT_VIEW);
  app_fixture_settle ();
}

static void
desk_close (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  g_clear_object (&desk->session);
  app_fixture_settle ();
  app_fixture_remove (desk->workspace);
}

static GtkWidget *
run_button (Desk *desk)
{
  return app_fixture_find_class (app_fixture_find_class (desk->view, "assay-run-bar"),
                                 "suggested-action");
}

static gboolean
has_run (gpointer data)
{
  Desk *desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (desk->workspace, &error);
  g_autoptr (GPtrArray) jobs = assay_job_record_list_kind (reader, "enrich", 0, 1, &error);

  g_assert_no_error (error);
  return jobs->len == 1
         && ((AssayJobRecord *) jobs->pdata[0])->state == ASSAY_JOB_STATE_DONE;
}

static const char *
visible_state (Desk *desk)
{
  return app_fixture_page (desk->view);
}

static void
test_empty (void)
{
  Desk desk;

  desk_open (&desk, 0, 1280, 800);
  g_assert_cmpstr (visible_state (&desk), ==, "empty");
  app_fixture_screenshot (GTK_WINDOW (desk.window), "enrichment-empty");
  desk_close (&desk);
}

static void
test_run (void)
{
  Desk desk;
  GtkWidget *button, *chart;
  g_autofree char *reading = NULL;

  desk_open (&desk, 60, 1280, 800);
  g_assert_cmpstr (visible_state (&desk), ==, "page");
  button = run_button (&desk);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  app_fixture_wait (has_run, &desk);
  app_fixture_settle ();
  chart = app_fixture_find (desk.view, ASSAY_TYPE_COVERAGE_CHART);
  reading = assay_chart_describe (ASSAY_CHART (chart));
  g_assert_nonnull (strstr (reading, "Contact: known of 0 % before, 100 % after"));
  g_assert_true (GTK_IS_WIDGET (app_fixture_find (desk.view, ASSAY_TYPE_REVIEW_LIST)));
  desk_close (&desk);
}

/* A check that is left out does not run; without any there is nothing to run. */
static void
test_choose (void)
{
  Desk desk;
  GtkWidget *button, *check;

  desk_open (&desk, 12, 1280, 800);
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
  desk_close (&desk);
}

static gboolean
has_signals (gpointer data)
{
  Desk *desk = data;
  GtkWidget *signals = app_fixture_find (GTK_WIDGET (desk->window), ASSAY_TYPE_LEAD_SIGNALS);

  return signals != NULL && gtk_widget_get_visible (signals)
         && app_fixture_find (signals, GTK_TYPE_LIST_BOX_ROW) != NULL;
}

static gboolean
is_rejected (gpointer data)
{
  Desk *desk = data;
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
  Desk desk;
  GtkWidget *signals;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  desk_open (&desk, 60, 1280, 900);
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
  desk_close (&desk);
}

static void
test_screens (void)
{
  static const struct
  {
    const char *name;
    int width;
    int height;
  } sizes[] = {
    { "1280x800", 1280, 800 }, { "1200x760", 1200, 760 }, { "800x600", 800, 600 }, { "360x720", 360, 720 },
  };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (sizes); i++)
    {
      gboolean dark = i % 2 == 1;
      g_autofree char *name
        = g_strdup_printf ("enrichment-%s%s", sizes[i / 2].name, dark ? "-dark" : "");
      Desk desk;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                               : ADW_COLOR_SCHEME_FORCE_LIGHT);
      desk_open (&desk, 412, sizes[i / 2].width, sizes[i / 2].height);
      g_signal_emit_by_name (run_button (&desk), "clicked");
      app_fixture_wait (has_run, &desk);
      app_fixture_settle ();
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.window)), ==, sizes[i / 2].width);
      app_fixture_screenshot (GTK_WINDOW (desk.window), name);
      desk_close (&desk);
    }
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
  g_test_add_func ("/enrichment/empty", test_empty);
  g_test_add_func ("/enrichment/run", test_run);
  g_test_add_func ("/enrichment/choose", test_choose);
  g_test_add_func ("/enrichment/lead", test_lead);
  g_test_add_func ("/enrichment/screens", test_screens);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
