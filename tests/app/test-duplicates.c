/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "app-samples.h"
#include "assay-sidebar.h"
#include "duplicates/assay-compare-table.h"
#include "duplicates/assay-duplicates-list.h"
#include "duplicates/assay-duplicates-pane.h"
#include "duplicates/assay-duplicates-start.h"
#include "duplicates/assay-duplicates-view.h"
#include "duplicates/assay-evidence-chart.h"
#include "duplicates/assay-text-difference.h"
#include "import/assay-import-job.h"
#include "leads/assay-lead-duplicates.h"
#include "match/assay-label-job.h"
#include "match/assay-match-job.h"
#include "match/assay-match-label.h"

#include <glib/gstdio.h>

/* The duplicates view: what it finds, and that what is decided with the keys is done, and taken back. */

static AssayDuplicatesList *
list_of (AppDesk *desk)
{
  return ASSAY_DUPLICATES_LIST (app_fixture_find (desk->view, ASSAY_TYPE_DUPLICATES_LIST));
}

static gboolean
is_ready (gpointer data)
{
  AppDesk *desk = data;

  return assay_duplicates_pane_is_ready (
    ASSAY_DUPLICATES_PANE (app_fixture_find (desk->view, ASSAY_TYPE_DUPLICATES_PANE)));
}

/* A key as a person presses it, wherever the focus is. */
static void
press (AppDesk       *desk,
       const char *action)
{
  g_assert_true (gtk_widget_activate_action (desk->view, action, NULL));
}

static gint64
count (AppDesk    *desk,
       const char *sql)
{
  return app_desk_query (desk->workspace, sql);
}

static void
test_empty (void)
{
  AppDesk desk;

  app_desk_open (&desk, app_fixture_workspace (0), "duplicates", 1280, 800);
  g_assert_cmpstr (app_desk_page (&desk), ==, "empty");
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-empty");
  app_desk_close (&desk);
}

static gboolean
shows_page (gpointer data)
{
  return g_str_equal (app_desk_page (data), "page");
}

static gboolean
has_preview (gpointer data)
{
  return app_fixture_has_text (((AppDesk *) data)->view, "Leads that share");
}

/* Before the first run: what would be compared, then the run, then the list. */
static void
test_first_run (void)
{
  AppDesk desk;
  GtkWidget *start, *toggle;

  app_desk_open (&desk, app_samples_twice (200), "duplicates", 1280, 800);
  g_assert_cmpstr (app_desk_page (&desk), ==, "look");
  start = app_fixture_find (desk.view, ASSAY_TYPE_DUPLICATES_START);
  toggle = app_fixture_find (start, GTK_TYPE_TOGGLE_BUTTON);
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-never");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  app_fixture_wait (has_preview, &desk);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-preview");
  press (&desk, "duplicates.look");
  g_assert_true (app_fixture_has_text (desk.view, "Looking for Duplicates"));
  app_fixture_wait (shows_page, &desk);
  app_fixture_wait (is_ready, &desk);
  app_desk_close (&desk);
}

static AppDesk
open_matched (int width,
              int height)
{
  AssayWorkspace *workspace = app_samples_twice (200);
  AppDesk desk;

  app_desk_run_job (g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL));
  app_desk_open (&desk, workspace, "duplicates", width, height);
  g_assert_cmpstr (app_desk_page (&desk), ==, "page");
  return desk;
}

static gint64 n_wanted;

static gboolean
shows_count (gpointer data)
{
  return app_fixture_has_text (data, "12");
}

/* What waits stands in the sidebar before anybody looks. */
static void
test_count (void)
{
  AssayWorkspace *workspace = app_samples_twice (200);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (app_desk_application (), session);

  app_desk_run_job (g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL));
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "leads");
  app_fixture_wait (shows_count, app_fixture_find (GTK_WIDGET (window), ASSAY_TYPE_SIDEBAR));
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

static gboolean
has_leads (gpointer data)
{
  return count (data, "SELECT count(*) FROM lead") == n_wanted
         && count (data, "SELECT count(*) FROM job WHERE state NOT IN ('done', 'undone')") == 0;
}

static void
choose_page (AppDesk               *desk,
             AssayDuplicatesPage page)
{
  assay_duplicates_list_set_page (list_of (desk), page);
  app_fixture_settle ();
}

static GtkWidget *
find_choice (GtkWidget  *root,
             const char *text)
{
  if (GTK_IS_CHECK_BUTTON (root))
    {
      GtkWidget *label = gtk_check_button_get_child (GTK_CHECK_BUTTON (root));

      return GTK_IS_LABEL (label) && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text) ? root : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_choice (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const AssayDuplicatesEntry *
choose_name (AppDesk       *desk,
             const char *sql)
{
  gint64 lead = count (desk, sql);

  assay_duplicates_view_show_lead (ASSAY_DUPLICATES_VIEW (desk->view), lead);
  app_fixture_settle ();
  app_fixture_wait (is_ready, desk);
  return assay_duplicates_list_get_chosen (list_of (desk));
}

/* Another value than the rule's is chosen; merged; the toast's Undo gives back both. */
static void
test_merge (void)
{
  AppDesk desk = open_matched (1280, 800);
  gint64 before = count (&desk, "SELECT count(*) FROM lead");
  const AssayDuplicatesEntry *entry
    = choose_name (&desk, "SELECT id FROM lead WHERE name = 'Annika Thorsgaard'");
  GtkWidget *button;

  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->title, ==, "Annika Thorsgaard");
  button = find_choice (desk.view, "Annika Thorsgaard");
  g_assert_nonnull (button);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)));
  g_assert_true (
    gtk_check_button_get_active (GTK_CHECK_BUTTON (find_choice (desk.view, "Anika Thorsgard"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  press (&desk, "duplicates.merge");
  n_wanted = before - 1;
  app_fixture_wait (has_leads, &desk);
  g_assert_cmpint (
    count (&desk, "SELECT count(*) FROM lead WHERE name = 'Annika Thorsgaard' AND role = 'Purchasing Lead'"),
    ==, 1);
  app_fixture_settle ();
  g_assert_cmpint (assay_duplicates_list_get_chosen (list_of (&desk)) != NULL, ==, TRUE);
  assay_session_undo_last (desk.session);
  n_wanted = before;
  app_fixture_wait (has_leads, &desk);
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM lead WHERE role = 'Head of Procurement'"), ==, 1);
  app_desk_close (&desk);
}

static gboolean
has_label (gpointer data)
{
  return count (data, "SELECT count(*) FROM match_label WHERE verdict = -1") == n_wanted
         && count (data, "SELECT count(*) FROM job WHERE state NOT IN ('done', 'undone')") == 0;
}

static guint
count_rows (AppDesk *desk)
{
  GtkWidget *view = app_fixture_find (GTK_WIDGET (list_of (desk)), GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view))));
}

/* Not the same: goes, stands among the settled ones, and comes back when asked again. */
static void
test_different (void)
{
  AppDesk desk = open_matched (1280, 800);
  guint rows;

  g_assert_nonnull (choose_name (&desk, "SELECT id FROM lead WHERE name = 'T. Ardene'"));
  rows = count_rows (&desk);
  press (&desk, "duplicates.different");
  n_wanted = 1;
  app_fixture_wait (has_label, &desk);
  app_fixture_settle ();
  g_assert_cmpuint (count_rows (&desk), ==, rows - 1);
  choose_page (&desk, ASSAY_DUPLICATES_SETTLED);
  g_assert_cmpuint (count_rows (&desk), ==, 1);
  app_fixture_wait (is_ready, &desk);
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-settled");
  press (&desk, "duplicates.take-back");
  n_wanted = 0;
  app_fixture_wait (has_label, &desk);
  app_fixture_settle ();
  g_assert_cmpuint (count_rows (&desk), ==, 0);
  app_desk_close (&desk);
}

/* Later: at the end of the list, nothing written. */
static void
test_later (void)
{
  AppDesk desk = open_matched (1280, 800);
  g_autofree char *first = NULL;

  choose_page (&desk, ASSAY_DUPLICATES_REVIEW);
  g_assert_cmpuint (count_rows (&desk), >=, 2);
  app_fixture_wait (is_ready, &desk);
  first = g_strdup (assay_duplicates_list_get_chosen (list_of (&desk))->title);
  press (&desk, "duplicates.later");
  g_assert_cmpstr (assay_duplicates_list_get_chosen (list_of (&desk))->title, !=, first);
  for (guint i = 0; i < count_rows (&desk); i++)
    press (&desk, "duplicates.next");
  g_assert_cmpstr (assay_duplicates_list_get_chosen (list_of (&desk))->title, ==, first);
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM match_label"), ==, 0);
  app_desk_close (&desk);
}

static gboolean
is_judged (gpointer data)
{
  return count (data, "SELECT count(*) FROM match_label") == n_wanted
         && count (data, "SELECT count(*) FROM job WHERE state NOT IN ('done', 'undone')") == 0;
}

static void
test_teach (void)
{
  static const char *const actions[] = { "duplicates.same", "duplicates.unsure", "duplicates.different" };
  AppDesk desk = open_matched (1280, 800);
  gint64 leads = count (&desk, "SELECT count(*) FROM lead");

  choose_page (&desk, ASSAY_DUPLICATES_TEACH);
  app_fixture_wait (is_ready, &desk);
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-teach");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      app_fixture_wait (is_ready, &desk);
      press (&desk, actions[i]);
      n_wanted = i + 1;
      app_fixture_wait (is_judged, &desk);
      app_fixture_settle ();
    }
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM match_label WHERE verdict = 1"), ==, 1);
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM match_label WHERE verdict = 0"), ==, 1);
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM lead"), ==, leads);
  app_desk_close (&desk);
}

static void
label_page (AppDesk               *desk,
            AssayDuplicatesPage page,
            guint               n,
            AssayMatchVerdict   verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (desk->workspace, &error);
  AssayMatchTally tally;
  g_autoptr (GPtrArray) groups
    = assay_match_list_groups (reader, page == ASSAY_DUPLICATES_SURE ? ASSAY_MATCH_BAND_SURE : ASSAY_MATCH_BAND_REVIEW,
                               n, &tally, &error);

  for (guint i = 0; i < groups->len; i++)
    {
      const AssayMatchGroup *group = g_ptr_array_index (groups, groups->len - 1 - i);
      g_autofree char *a = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (group->leads, gint64, 0));
      g_autofree char *b = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (group->leads, gint64, 1));

      app_desk_run_job (g_object_new (ASSAY_TYPE_LABEL_JOB, "workspace", desk->workspace, "a", a, "b", b, "verdict",
                             verdict, NULL));
    }
}

static gboolean
has_other_bands (gpointer data)
{
  return count (data, "SELECT count(*) FROM match_state WHERE json_extract(model, '$.sure') = 0.99") == 0
         && count (data, "SELECT count(*) FROM job WHERE state NOT IN ('done', 'undone')") == 0;
}

static gboolean
is_visible (gpointer data)
{
  return gtk_widget_get_visible (data);
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_visible (data);
}

/* Enough judgements suggest where the lists should begin; a press makes it so. */
static void
test_suggestion (void)
{
  AppDesk desk = open_matched (1280, 800);
  GtkWidget *bar = app_fixture_find_class (desk.view, "assay-suggestion");

  choose_page (&desk, ASSAY_DUPLICATES_TEACH);
  g_assert_false (gtk_widget_get_visible (bar));
  label_page (&desk, ASSAY_DUPLICATES_REVIEW, 6, ASSAY_MATCH_VERDICT_SAME);
  label_page (&desk, ASSAY_DUPLICATES_SURE, 6, ASSAY_MATCH_VERDICT_DIFFERENT);
  g_signal_emit_by_name (desk.session, "changed");
  app_fixture_wait (is_visible, bar);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-suggestion");
  press (&desk, "duplicates.use-suggestion");
  app_fixture_wait (has_other_bands, &desk);
  app_fixture_wait (is_hidden, bar);
  app_fixture_settle ();
  app_desk_close (&desk);
}

/* Three leads: one can be left for later, and a pair is chosen to explain. */
static void
test_three (void)
{
  AppDesk desk = open_matched (1280, 800);
  gint64 before = count (&desk, "SELECT count(*) FROM lead");
  const AssayDuplicatesEntry *entry
    = choose_name (&desk, "SELECT id FROM lead WHERE name = 'Rosalba Quintrell'");
  GtkWidget *out;

  g_assert_cmpuint (entry->leads->len, ==, 3);
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-three");
  out = app_fixture_find_class (desk.view, "assay-compare-out");
  g_assert_nonnull (out);
  g_signal_emit_by_name (out, "clicked");
  app_fixture_settle ();
  app_fixture_wait (is_ready, &desk);
  g_assert_null (app_fixture_find_class (desk.view, "assay-compare-out"));
  press (&desk, "duplicates.merge");
  n_wanted = before - 1;
  app_fixture_wait (has_leads, &desk);
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM lead WHERE name = 'Rosalba Quintrell'"), ==, 1);
  app_desk_close (&desk);
}

static gboolean
has_no_sure (gpointer data)
{
  return count_rows (data) == 0;
}

/* All that is sure at once, and all of it taken back at once. */
static void
test_merge_all (void)
{
  AppDesk desk = open_matched (1280, 800);
  gint64 before = count (&desk, "SELECT count(*) FROM lead");

  choose_page (&desk, ASSAY_DUPLICATES_SURE);
  g_assert_cmpuint (count_rows (&desk), >, 0);
  press (&desk, "duplicates.merge-all");
  app_fixture_wait (has_no_sure, &desk);
  g_assert_cmpint (count (&desk, "SELECT count(*) FROM lead"), <, before);
  assay_session_undo_last (desk.session);
  n_wanted = before;
  app_fixture_wait (has_leads, &desk);
  app_desk_close (&desk);
}

static void
test_search (void)
{
  AppDesk desk = open_matched (1280, 800);
  GtkWidget *search = app_fixture_find (GTK_WIDGET (list_of (&desk)), GTK_TYPE_SEARCH_ENTRY);

  choose_page (&desk, ASSAY_DUPLICATES_SURE);
  gtk_editable_set_text (GTK_EDITABLE (search), "calderby");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_rows (&desk), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "brämschneider");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_rows (&desk), ==, 0);
  app_fixture_settle ();
  g_assert_true (app_fixture_has_text (desk.view, "No Pair Matches"));
  app_desk_close (&desk);
}

/* The marked parts of a text are what a longest common subsequence leaves, and nothing else. */
static void
assert_difference (const char *text,
                   const char *other,
                   const char *expected)
{
  g_autoptr (GArray) spans = assay_text_difference_find (text, other);
  g_autoptr (GString) marked = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i += 2)
    g_string_append_printf (marked, "[%.*s]",
                            (int) (g_array_index (spans, guint, i + 1) - g_array_index (spans, guint, i)),
                            text + g_array_index (spans, guint, i));
  g_assert_cmpstr (marked->str, ==, expected);
}

static void
test_difference (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  g_autoptr (GArray) spans = NULL;

  assert_difference ("Annika Thorsgaard", "Anika Thorsgard", "[n][a]");
  assert_difference ("Anika Thorsgard", "Annika Thorsgaard", "");
  assert_difference ("Wellenbrand Maritime GmbH", "Wellenbrand Maritime", "[ GmbH]");
  assert_difference ("Trade fair", "Web form", "[Trade fair]");
  assert_difference ("abcXdYef", "abcZdWef", "[XdY]");
  assert_difference ("Purchasing Lead", "Head of Sales", "[Purchasing Lead]");
  assert_difference ("Müller", "Muller", "[ü]");
  assert_difference ("", "anything", "");
  assert_difference ("anything", "", "[anything]");
  assert_difference ("日本商事", "日本商会", "[事]");
  /* Texts of any length cost little. */
  for (guint i = 0; i < 200000; i++)
    {
      g_string_append_c (text, (char) ('a' + i % 26));
      g_string_append_c (other, (char) ('a' + i % 25));
    }
  spans = assay_text_difference_find (text->str, other->str);
  g_assert_cmpuint (spans->len, ==, 2);
}

static gboolean
has_any_duplicates (gpointer data)
{
  GtkWidget *widget = app_fixture_find (data, ASSAY_TYPE_LEAD_DUPLICATES);

  return widget != NULL && gtk_widget_get_visible (widget);
}

static gboolean
has_duplicates (gpointer data)
{
  GtkWidget *widget = app_fixture_find (data, ASSAY_TYPE_LEAD_DUPLICATES);

  return widget != NULL && gtk_widget_get_visible (widget) && app_fixture_has_text (widget, "Oskari Lehtovara");
}

/* A lead's pane says who may be the same person, and leads to where it is decided. */
static void
test_lead (void)
{
  AppDesk desk = open_matched (1280, 800);
  gint64 lead = count (&desk, "SELECT id FROM lead WHERE name = 'Oskari Lehtovaara'");
  GtkWidget *widget, *row;

  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.show-view", "s", "leads");
  app_fixture_wait (has_any_duplicates, desk.window);
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.show-lead", "x", lead);
  app_fixture_wait (has_duplicates, desk.window);
  app_fixture_settle ();
  widget = app_fixture_find (GTK_WIDGET (desk.window), ASSAY_TYPE_LEAD_DUPLICATES);
  g_assert_true (app_fixture_has_text (widget, "Oskari Lehtovara"));
  app_fixture_screenshot (GTK_WINDOW (desk.window), "lead-duplicates");
  row = app_fixture_find (widget, GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  app_fixture_settle ();
  app_fixture_wait (is_ready, &desk);
  g_assert_cmpint (g_array_index (assay_duplicates_list_get_chosen (list_of (&desk))->leads, gint64, 0), ==, lead);
  app_desk_close (&desk);
}

static void
test_words (void)
{
  AppDesk desk = open_matched (1280, 800);
  GtkWidget *chart;
  g_autofree char *reading = NULL, *description = NULL;

  choose_name (&desk, "SELECT id FROM lead WHERE name = 'Annika Thorsgaard'");
  chart = app_fixture_find (desk.view, ASSAY_TYPE_EVIDENCE_CHART);
  description = assay_chart_describe (ASSAY_CHART (chart));
  g_assert_nonnull (strstr (description, "Starting odds: −"));
  g_assert_nonnull (strstr (description, "Company: +"));
  reading = assay_evidence_chart_say (ASSAY_EVIDENCE_CHART (chart));
  g_assert_nonnull (strstr (reading, "for the same person"));
  app_desk_close (&desk);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);
  g_test_add_func ("/duplicates/difference", test_difference);
  g_test_add_func ("/duplicates/empty", test_empty);
  g_test_add_func ("/duplicates/first-run", test_first_run);
  g_test_add_func ("/duplicates/count", test_count);
  g_test_add_func ("/duplicates/merge", test_merge);
  g_test_add_func ("/duplicates/different", test_different);
  g_test_add_func ("/duplicates/later", test_later);
  g_test_add_func ("/duplicates/teach", test_teach);
  g_test_add_func ("/duplicates/suggestion", test_suggestion);
  g_test_add_func ("/duplicates/three", test_three);
  g_test_add_func ("/duplicates/merge-all", test_merge_all);
  g_test_add_func ("/duplicates/search", test_search);
  g_test_add_func ("/duplicates/lead", test_lead);
  g_test_add_func ("/duplicates/words", test_words);
  return app_desk_run ();
}
