/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-filter-bar.h"
#include "model/assay-condition-text.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-store.h"
#include "scoring-desk.h"
#include "scoring/assay-fit-window.h"
#include "scoring/assay-live-pane.h"
#include "scoring/assay-scoring-view.h"
#include "store/assay-document-store.h"
#include "widgets/assay-histogram-chart.h"
#include "widgets/assay-column-chart.h"

/* The scoring view: what a moved slider shows, and what publishing, undo and closing leave behind. */

static double
stored_points (AppDesk    *desk,
               gint64      version,
               const char *group,
               const char *factor)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (desk->workspace, NULL);
  g_autoptr (AssayDocument) document
    = assay_profile_store_get (reader, "crm-classic", version, NULL);
  g_autoptr (JsonNode) root = NULL;

  if (document == NULL)
    return -1000;
  root = assay_profile_edit_copy (document);
  return json_object_get_double_member (
    assay_profile_edit_find_factor (root, group, factor), "points");
}

/* A slider moves the distribution, says who changes band, and makes a draft that is kept. */
static void
test_slider (void)
{
  AppDesk desk;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *chart;

  scoring_desk_open (&desk, 200);
  before = scoring_subtitle (&desk);
  g_assert_cmpstr (before, ==, "Version 1");
  scoring_move_slider (&desk, "company", 0);
  scoring_move_slider (&desk, "inbound", 30);
  app_fixture_wait (scoring_says_moved, desk.view);
  after = scoring_subtitle (&desk);
  g_assert_nonnull (g_strrstr (after, "since version 1"));
  chart = app_fixture_find (desk.view, ASSAY_TYPE_HISTOGRAM_CHART);
  g_autofree char *reading = assay_chart_describe (ASSAY_CHART (chart));
  g_assert_nonnull (strstr (reading, "before"));
  app_fixture_screenshot (GTK_WINDOW (desk.window), "scoring-slider");
  app_desk_close (&desk);
}

/* Founders and people with a phone convert more often. */
static void
add_outcomes (AssayWorkspace *workspace)
{
  app_desk_execute (workspace,
           "UPDATE lead SET outcome = CASE WHEN (id * 37) % 100 < CASE WHEN phone IS NOT NULL THEN 60 ELSE 15 END "
           "THEN 'yes' ELSE 'no' END WHERE id % 5");
}

static gboolean
is_version_2 (gpointer data)
{
  g_autofree char *text = scoring_subtitle (data);

  return g_strcmp0 (text, "Version 2") == 0;
}

/* Publishing makes the next version; its undo brings the draft back, and discarding ends it. */
static void
test_publish (void)
{
  AppDesk desk;

  scoring_desk_open (&desk, 60);
  scoring_move_slider (&desk, "company", 3);
  scoring_activate (&desk, "scoring.publish", NULL);
  app_fixture_wait (is_version_2, &desk);
  g_assert_cmpfloat (stored_points (&desk, 2, "demographic", "company"), ==, 3);
  g_assert_cmpfloat (stored_points (&desk, 0, "demographic", "company"), ==, -1000);
  app_fixture_settle ();
  assay_session_undo_last (desk.session);
  app_fixture_wait (scoring_is_draft, &desk);
  g_assert_cmpfloat (stored_points (&desk, ASSAY_DOCUMENT_LATEST, "demographic", "company"), ==, 10);
  app_fixture_settle ();
  scoring_activate (&desk, "scoring.discard", NULL);
  app_fixture_wait (scoring_is_version_1, &desk);
  app_desk_close (&desk);
}

/* A draft survives the window, and a limit that was the sum of its factors follows. */
static void
test_draft_survives (void)
{
  AppDesk desk;
  AssayWorkspace *workspace;
  g_autofree char *text = NULL;

  scoring_desk_open (&desk, 60);
  workspace = desk.workspace;
  scoring_move_slider (&desk, "linkedin", 1);
  app_desk_hide (&desk);
  scoring_desk_open_on (&desk, workspace, 1280, 800);
  text = scoring_subtitle (&desk);
  g_assert_cmpstr (text, ==, "Draft: 2 changes since version 1");
  g_assert_cmpfloat (stored_points (&desk, 0, "demographic", "linkedin"), ==, 1);
  g_assert_true (scoring_has_words (desk.view, "sum, at most 24"));
  /* One undo takes a whole drag back. */
  scoring_move_slider (&desk, "phone", 1);
  scoring_move_slider (&desk, "phone", 2);
  scoring_move_slider (&desk, "phone", 3);
  scoring_activate (&desk, "scoring.undo", NULL);
  app_fixture_settle ();
  g_assert_cmpfloat (
    gtk_range_get_value (GTK_RANGE (assay_factor_row_get_scale (scoring_find_row (desk.view, "phone")))), ==, 5);
  app_desk_close (&desk);
}

static gboolean
has_backtest (gpointer data)
{
  GtkWidget *chart = app_fixture_find (data, ASSAY_TYPE_COLUMN_CHART);

  return chart != NULL && gtk_widget_get_mapped (chart)
         && scoring_has_words (data, "known outcomes");
}

static gboolean
has_fit (gpointer data)
{
  GtkWidget *window = data;

  return scoring_has_words (window, "Take ");
}

/* Outcomes are named once; then every change is measured, and points can be fitted to them. */
static void
test_outcomes (void)
{
  AppDesk desk;
  GtkWidget *window;
  AssayWorkspace *workspace = app_fixture_workspace (400);

  add_outcomes (workspace);
  scoring_desk_open_on (&desk, workspace, 1280, 900);
  g_assert_true (scoring_has_words (desk.view, "Say what holds of leads that converted"));
  scoring_activate (&desk, "scoring.outcome", g_variant_new_string ("outcome is yes"));
  app_fixture_wait (has_backtest, desk.view);
  scoring_move_slider (&desk, "phone", 20);
  app_fixture_wait (scoring_says_moved, desk.view);
  app_fixture_settle ();
  g_assert_true (scoring_has_words (desk.view, "better"));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.window)), ==, 1280);
  app_fixture_screenshot (GTK_WINDOW (desk.window), "scoring-backtest");

  scoring_activate (&desk, "scoring.fit", NULL);
  window = app_desk_find_window (ASSAY_TYPE_FIT_WINDOW);
  g_assert_nonnull (window);
  app_fixture_wait (has_fit, window);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "scoring-fit");
  g_signal_emit_by_name (app_fixture_find_class (window, "suggested-action"), "clicked");
  app_fixture_settle ();
  g_assert_null (app_desk_find_window (ASSAY_TYPE_FIT_WINDOW));
  /* A phone is what tells these leads apart. */
  g_assert_cmpfloat (
    gtk_range_get_value (GTK_RANGE (assay_factor_row_get_scale (scoring_find_row (desk.view, "phone")))), >, 20);
  app_desk_close (&desk);
}

static gboolean
is_ours (gpointer data)
{
  g_autofree char *title = NULL;

  g_object_get (data, "title", &title, NULL);
  return g_strcmp0 (title, "Ours") == 0;
}

static gboolean
is_not_ours (gpointer data)
{
  return !is_ours (data);
}

/* A new profile starts as a copy; deleting it can be taken back. */
static void
test_profiles (void)
{
  AppDesk desk;
  g_autofree char *text = NULL;

  scoring_desk_open (&desk, 60);
  scoring_activate (&desk, "scoring.duplicate", g_variant_new_string ("saas"));
  scoring_answer ("Ours");
  app_fixture_wait (is_ours, desk.view);
  text = scoring_subtitle (&desk);
  g_assert_cmpstr (text, ==, "Draft: not published yet");
  app_fixture_settle ();
  scoring_activate (&desk, "scoring.publish", NULL);
  app_fixture_wait (scoring_is_version_1, &desk);
  app_fixture_settle ();
  scoring_activate (&desk, "scoring.make-primary", g_variant_new_string ("ours"));
  app_fixture_settle ();
  scoring_activate (&desk, "scoring.delete", g_variant_new_string ("ours"));
  app_fixture_wait (is_not_ours, desk.view);
  app_fixture_settle ();
  app_desk_close (&desk);
}

static gboolean
is_shown (gpointer data)
{
  return scoring_is_worked_out (((AppDesk *) data)->window)
         && gtk_widget_get_mapped (app_fixture_find (((AppDesk *) data)->view, ASSAY_TYPE_LIVE_PANE));
}

/* Every profile that comes along can be looked at and changed: points, weights and phrase tables. */
static void
test_shipped (void)
{
  static const struct
  {
    const char *key, *factor;
  } profiles[] = { { "lead-intent", "decision_maker" }, { "ten-factor", NULL }, { "saas", NULL } };
  AppDesk desk;

  scoring_desk_open (&desk, 120);
  for (gsize i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *name = g_strdup_printf ("scoring-%s", profiles[i].key);
      g_autofree char *before = NULL;
      AssayFactorRow *row;

      scoring_activate (&desk, "scoring.show", g_variant_new_string (profiles[i].key));
      app_fixture_settle ();
      app_fixture_wait (is_shown, &desk);
      row = profiles[i].factor != NULL
              ? scoring_find_row (desk.view, profiles[i].factor)
              : ASSAY_FACTOR_ROW (app_fixture_find (desk.view, ASSAY_TYPE_FACTOR_ROW));
      g_assert_nonnull (row);
      gtk_range_set_value (GTK_RANGE (assay_factor_row_get_scale (row)), 3);
      app_fixture_wait (scoring_is_draft, &desk);
      app_fixture_settle ();
      app_fixture_screenshot (GTK_WINDOW (desk.window), name);
      scoring_activate (&desk, "scoring.undo", NULL);
      app_fixture_settle ();
      before = scoring_subtitle (&desk);
      g_assert_false (g_str_has_prefix (before, "Draft"));
    }
  app_desk_close (&desk);
}

static gboolean
has_filter (gpointer data)
{
  GtkWidget *bar = app_fixture_find (data, ASSAY_TYPE_FILTER_BAR);
  AssayCondition *condition = bar != NULL ? assay_filter_bar_get_condition (ASSAY_FILTER_BAR (bar)) : NULL;
  g_autofree char *text = condition != NULL ? assay_condition_to_text (condition) : NULL;

  return text != NULL && g_str_has_prefix (text, "id in (");
}

/* All leads that change band open in the list, not only those that change most. */
static void
test_see_all (void)
{
  AppDesk desk;
  GtkWidget *button;

  scoring_desk_open (&desk, 200);
  scoring_move_slider (&desk, "company", 0);
  scoring_move_slider (&desk, "inbound", 30);
  app_fixture_wait (scoring_says_moved, desk.view);
  app_fixture_settle ();
  button = app_fixture_find_class (desk.view, "assay-moves-all");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_fixture_wait (has_filter, desk.window);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "scoring-moved-leads");
  app_desk_close (&desk);
}

/* What a moved slider costs the window's own thread. */
static void
test_slider_cost (void)
{
  AppDesk desk;
  GtkRange *range;
  gint64 start;

  scoring_desk_open (&desk, 60);
  range = GTK_RANGE (assay_factor_row_get_scale (scoring_find_row (desk.view, "phone")));
  start = g_get_monotonic_time ();
  for (int i = 0; i < 50; i++)
    gtk_range_set_value (range, 6 + i % 10);
  g_test_message ("a moved slider takes %.2f ms", (double) (g_get_monotonic_time () - start) / 50000);
  g_assert_cmpfloat (gtk_range_get_value (range), ==, 15);
  app_fixture_settle ();
  app_desk_close (&desk);
}

/* Without leads and in a narrow window there is something to see as well. */
static void
test_small (void)
{
  AppDesk desk;
  static const int widths[] = { 800, 360 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("scoring-%d", widths[i]);
      g_autofree char *effect = g_strdup_printf ("scoring-%d-effect", widths[i]);
      GtkWidget *toggle;
      AssayWorkspace *workspace = app_fixture_workspace (40);

      scoring_desk_open_on (&desk, workspace, widths[i], 700);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.window)), ==, widths[i]);
      app_fixture_screenshot (GTK_WINDOW (desk.window), name);
      toggle = app_fixture_find_class (desk.view, "assay-scoring-switcher");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_last_child (toggle)), TRUE);
      app_fixture_settle ();
      g_assert_true (
        gtk_widget_get_mapped (app_fixture_find (desk.view, ASSAY_TYPE_HISTOGRAM_CHART)));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.window)), ==, widths[i]);
      app_fixture_screenshot (GTK_WINDOW (desk.window), effect);
      app_desk_close (&desk);
    }
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);
  g_test_add_func ("/scoring/slider", test_slider);
  g_test_add_func ("/scoring/publish", test_publish);
  g_test_add_func ("/scoring/draft-survives", test_draft_survives);
  g_test_add_func ("/scoring/outcomes", test_outcomes);
  g_test_add_func ("/scoring/profiles", test_profiles);
  g_test_add_func ("/scoring/shipped", test_shipped);
  g_test_add_func ("/scoring/see-all", test_see_all);
  g_test_add_func ("/scoring/slider-cost", test_slider_cost);
  g_test_add_func ("/scoring/small", test_small);
  return app_desk_run ();
}
