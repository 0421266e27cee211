/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "app-samples.h"
#include "duplicates/assay-compare-table.h"
#include "duplicates/assay-duplicates-list.h"
#include "duplicates/assay-duplicates-pane.h"
#include "duplicates/assay-duplicates-view.h"
#include "match/assay-match-job.h"

#include <string.h>

/* Groups of more leads than fit beside each other: pages of them, by pointer and keys, and what is chosen on one
 * page holds on all. */

static AppDesk *waiting;

static gboolean
is_ready (gpointer data)
{
  AppDesk *desk = data;

  return assay_duplicates_pane_is_ready (
    ASSAY_DUPLICATES_PANE (app_fixture_find (desk->view, ASSAY_TYPE_DUPLICATES_PANE)));
}

static const AssayDuplicatesEntry *
open_group (AppDesk *desk,
            guint    n,
            int      width,
            int      height)
{
  AssayWorkspace *workspace = app_samples_group (60, n);

  app_desk_run_job (g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL));
  app_desk_open (desk, workspace, "duplicates", width, height);
  assay_duplicates_view_show_lead (
    ASSAY_DUPLICATES_VIEW (desk->view),
    app_desk_query (workspace, "SELECT min(id) FROM lead WHERE name = 'Wilhelmina Oberstrand'"));
  app_fixture_settle ();
  app_fixture_wait (is_ready, desk);
  return assay_duplicates_list_get_chosen (
    ASSAY_DUPLICATES_LIST (app_fixture_find (desk->view, ASSAY_TYPE_DUPLICATES_LIST)));
}

static GtkWidget *
find_named (GtkWidget  *root,
            const char *tooltip)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* How many leads stand at the heads of the columns. */
static guint
count_columns (GtkWidget *root)
{
  guint n = gtk_widget_has_css_class (root, "assay-compare-lead");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_columns (child);
  return n;
}

static GtkWidget *
table_of (AppDesk *desk)
{
  return app_fixture_find (desk->view, ASSAY_TYPE_COMPARE_TABLE);
}

static void
turn (AppDesk    *desk,
      const char *tooltip)
{
  GtkWidget *button = find_named (table_of (desk), tooltip);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  app_fixture_settle ();
}

/* The first value on this page that can be chosen and is not. */
static GtkWidget *
find_unchosen (GtkWidget *root)
{
  if (GTK_IS_CHECK_BUTTON (root) && !gtk_check_button_get_active (GTK_CHECK_BUTTON (root)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_unchosen (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_merged (gpointer data)
{
  return app_desk_query (waiting->workspace, "SELECT count(*) FROM lead WHERE phone = '+49 555 0177 75'") == 1;
}

static void
test_twelve (void)
{
  AppDesk desk;
  const AssayDuplicatesEntry *entry = open_group (&desk, 12, 1280, 800);
  GtkRoot *root = GTK_ROOT (desk.window);
  g_auto (GStrv) take = NULL;

  g_assert_cmpuint (entry->leads->len, ==, 12);
  g_assert_cmpuint (count_columns (table_of (&desk)), ==, 4);
  g_assert_true (app_fixture_has_text (table_of (&desk), "1–4 of 12"));
  g_assert_false (gtk_widget_get_sensitive (find_named (table_of (&desk), "Leads before these")));
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-twelve");
  turn (&desk, "Leads after these");
  g_assert_true (app_fixture_has_text (table_of (&desk), "5–8 of 12"));
  /* The focus is not lost with the button that was pressed. */
  g_assert_true (gtk_root_get_focus (root) == find_named (table_of (&desk), "Leads after these"));
  turn (&desk, "Leads after these");
  g_assert_true (app_fixture_has_text (table_of (&desk), "9–12 of 12"));
  g_assert_true (gtk_root_get_focus (root) == find_named (table_of (&desk), "Leads before these"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_unchosen (table_of (&desk))), TRUE);
  app_desk_set_dark (TRUE);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-twelve-dark");
  app_desk_set_dark (FALSE);
  turn (&desk, "Leads before these");
  take = assay_compare_table_dup_take (ASSAY_COMPARE_TABLE (table_of (&desk)));
  g_assert_cmpuint (g_strv_length (take), ==, 1);
  waiting = &desk;
  g_assert_true (gtk_widget_activate_action (desk.view, "duplicates.merge", NULL));
  app_fixture_wait (is_merged, NULL);
  app_fixture_settle ();
  app_desk_close (&desk);
}

/* On a phone there are fewer in view; seven are not six and one. */
static void
test_pages (void)
{
  AppDesk desk;

  open_group (&desk, 7, 1280, 800);
  g_assert_cmpuint (count_columns (table_of (&desk)), ==, 4);
  turn (&desk, "Leads after these");
  g_assert_true (app_fixture_has_text (table_of (&desk), "5–7 of 7"));
  g_assert_cmpuint (count_columns (table_of (&desk)), ==, 3);
  app_desk_close (&desk);
  open_group (&desk, 7, 360, 720);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.window)), ==, 360);
  g_assert_cmpuint (count_columns (table_of (&desk)), ==, 3);
  turn (&desk, "Leads after these");
  turn (&desk, "Leads after these");
  g_assert_true (app_fixture_has_text (table_of (&desk), "7 of 7"));
  turn (&desk, "Leads before these");
  app_fixture_screenshot (GTK_WINDOW (desk.window), "duplicates-seven-360");
  app_desk_close (&desk);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);
  g_test_add_func ("/compare/twelve", test_twelve);
  g_test_add_func ("/compare/pages", test_pages);
  return app_desk_run ();
}
