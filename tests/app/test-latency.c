/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "app-watch.h"
#include "assay-view-registry.h"
#include "import/assay-import-run-card.h"
#include "import/assay-import-view.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-leads-view.h"
#include "scoring-desk.h"
#include "widgets/assay-row-strip.h"

#include <glib/gstdio.h>

#define MANY_COLUMNS 302
#define MANY_ROWS 60000
#define MANY_LEADS 20000

static char *
write_file (const char *name,
            guint       n_columns,
            guint       n_rows)
{
  g_autoptr (GString) text = g_string_new ("Name,Email");
  g_autofree char *folder = g_dir_make_tmp ("assay-latency-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  for (guint c = 2; c < n_columns; c++)
    g_string_append_printf (text, ",Column %u", c);
  g_string_append_c (text, '\n');
  for (guint r = 0; r < n_rows; r++)
    {
      g_string_append_printf (text, "Person %u,person%u@example.com", r, r);
      for (guint c = 2; c < n_columns; c++)
        g_string_append_printf (text, ",%u", (r * 7 + c) % 97);
      g_string_append_c (text, '\n');
    }
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return path;
}

static void
remove_file (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (folder);
  g_free (path);
}

static AssayImportStep
get_step (gpointer window)
{
  return assay_import_run_card_get_step (
    ASSAY_IMPORT_RUN_CARD (app_fixture_find (window, ASSAY_TYPE_IMPORT_RUN_CARD)));
}

static gboolean
is_ready (gpointer window)
{
  return get_step (window) == ASSAY_IMPORT_STEP_READY;
}

static gboolean
is_done (gpointer window)
{
  return get_step (window) == ASSAY_IMPORT_STEP_DONE;
}

static gboolean
shows_file (gpointer window)
{
  AssayImportSheet *sheet = assay_import_draft_get_sheet (
    assay_import_view_get_draft (ASSAY_IMPORT_VIEW (assay_window_get_view (window))));

  return sheet != NULL && sheet->columns->len == 5 && is_ready (window);
}

static guint
count_live (gpointer window)
{
  return assay_row_strip_get_n_live (
    ASSAY_ROW_STRIP (app_fixture_find (window, ASSAY_TYPE_ROW_STRIP)));
}

static void
open_file (AssayWindow *window,
           const char  *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  assay_window_open_file (window, file);
}

static void
scroll_to (AssayWindow *window,
           double       share)
{
  GtkWidget *strip = app_fixture_find (GTK_WIDGET (window), ASSAY_TYPE_ROW_STRIP);
  GtkWidget *page = gtk_widget_get_ancestor (strip, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));

  gtk_adjustment_set_value (at, share
                                  * (gtk_adjustment_get_upper (at)
                                     - gtk_adjustment_get_page_size (at)));
}

static gboolean
always (gpointer data)
{
  return TRUE;
}

static void
test_import (void)
{
  char *wide = write_file ("wide.csv", MANY_COLUMNS, 40);
  char *tall = write_file ("tall.csv", 5, MANY_ROWS);
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (app_desk_application (), session);

  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  /* What every view needs once, such as fonts, is not what this is about. */
  assay_window_show_view (window, "import");
  app_fixture_settle ();
  APP_WATCH_CALL ("Opening a file of many columns", open_file (window, wide));
  app_watch_until ("Showing a file of many columns", is_ready, window);
  g_assert_cmpuint (count_live (window), <, 60);
  for (int i = 1; i <= 10; i++)
    {
      APP_WATCH_CALL ("Scrolling", scroll_to (window, i / 10.0));
      app_watch_until ("Scrolling through many columns", always, window);
    }
  g_assert_cmpuint (count_live (window), <, 60);
  APP_WATCH_CALL ("Opening a file of many rows", open_file (window, tall));
  app_watch_until ("Showing a file of many rows", shows_file, window);
  APP_WATCH_CALL ("Starting an import",
              assay_import_run_card_start (ASSAY_IMPORT_RUN_CARD (
                app_fixture_find (GTK_WIDGET (window), ASSAY_TYPE_IMPORT_RUN_CARD))));
  app_watch_until ("Importing", is_done, window);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
  remove_file (wide);
  remove_file (tall);
}

typedef struct
{
  AssayLeadList *list;
  guint n;
  gboolean at_most;
  gint64 first; /* what is not the first lead any more */
} Wanted;

static gboolean
has_other_order (gpointer data)
{
  Wanted *wanted = data;

  return assay_lead_list_get_lead (wanted->list, 0) != wanted->first;
}

static gboolean
has_count (gpointer data)
{
  Wanted *wanted = data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (wanted->list));

  return wanted->at_most ? n <= wanted->n : n == wanted->n;
}

static gboolean
is_view_read (gpointer window)
{
  GtkWidget *view = GTK_WIDGET (assay_window_get_view (window));

  return !ASSAY_IS_SNAPSHOT_VIEW (view) || app_fixture_page (view) != NULL;
}

static void
test_leads (void)
{
  gsize n_views;
  const AssayViewInfo *views = assay_view_registry_get (&n_views);
  AssayWorkspace *workspace = app_fixture_workspace (MANY_LEADS);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (app_desk_application (), session);
  AssayLeadsView *view;
  Wanted all = { .n = MANY_LEADS };
  Wanted few = { .n = MANY_LEADS / 2, .at_most = TRUE };
  GtkWidget *table;

  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  assay_window_show_view (window, "leads");
  view = ASSAY_LEADS_VIEW (assay_window_get_view (window));
  table = app_fixture_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW);
  all.list = few.list = ASSAY_LEAD_LIST (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  app_fixture_wait (has_count, &all);
  app_fixture_settle ();
  APP_WATCH_CALL ("Filtering", assay_leads_view_set_filter (view, "source is Referral"));
  app_watch_until ("Showing what was filtered", has_count, &few);
  APP_WATCH_CALL ("Clearing the filter", assay_leads_view_set_filter (view, ""));
  app_watch_until ("Showing all leads", has_count, &all);
  all.first = assay_lead_list_get_lead (all.list, 0);
  APP_WATCH_CALL ("Sorting",
                  gtk_widget_activate_action (GTK_WIDGET (window), "leads.sort", "s", "score"));
  app_watch_until ("Showing another order", has_other_order, &all);
  APP_WATCH_CALL ("Searching", assay_leads_view_set_search (view, "ostrand"));
  app_watch_until ("Showing what was found", has_count, &few);
  APP_WATCH_CALL ("Clearing the search", assay_leads_view_set_search (view, ""));
  app_watch_until ("Showing all leads again", has_count, &all);
  APP_WATCH_CALL ("Selecting all", gtk_widget_activate_action (GTK_WIDGET (window), "leads.select-all",
                                                               NULL));
  app_watch_until ("Showing what is selected", always, NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "leads.sort", "s", "-score");
  app_fixture_settle ();
  for (int i = 0; i < 2; i++)
    /* The first time a view is built, the second time it is there. */
    for (gsize v = 0; v < n_views; v++)
      {
        g_autofree char *opening = g_strdup_printf ("Going to %s", views[v].key);
        g_autofree char *showing = g_strdup_printf ("Showing %s", views[v].key);

        APP_WATCH_CALL (opening, assay_window_show_view (window, views[v].key));
        app_watch_until (showing, is_view_read, window);
      }
  assay_window_show_view (window, "scoring");
  app_fixture_wait (scoring_is_worked_out, window);
  APP_WATCH_CALL ("Moving a slider",
                  gtk_range_set_value (GTK_RANGE (assay_factor_row_get_scale (
                                         scoring_find_row (GTK_WIDGET (window), "company"))),
                                       0));
  app_watch_until ("Showing what a slider changes", scoring_says_moved, window);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);

  g_test_add_func ("/latency/import", test_import);
  g_test_add_func ("/latency/leads", test_leads);
  return app_desk_run ();
}
