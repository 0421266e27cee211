/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "import/assay-import-column-row.h"
#include "import/assay-import-rejects.h"
#include "import/assay-import-run-card.h"
#include "import/assay-import-view.h"

#include <glib/gstdio.h>

static GFile *
sample (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("ASSAY_DATADIR"), "samples", name, NULL);

  return g_file_new_for_path (path);
}

static AssayImportRunCard *
find_card (gpointer window)
{
  return ASSAY_IMPORT_RUN_CARD (app_fixture_find (window, ASSAY_TYPE_IMPORT_RUN_CARD));
}

static gboolean
is_ready (gpointer window)
{
  return assay_import_run_card_get_step (find_card (window)) == ASSAY_IMPORT_STEP_READY;
}

static gboolean
is_done (gpointer window)
{
  return assay_import_run_card_get_step (find_card (window)) == ASSAY_IMPORT_STEP_DONE;
}

static gboolean
is_trying (gpointer window)
{
  return assay_import_run_card_get_step (find_card (window)) == ASSAY_IMPORT_STEP_TRYING;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *start)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && gtk_button_get_label (GTK_BUTTON (root)) != NULL
      && g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (root)), start)
      && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, start);
  return found;
}

static AssayWindow *
open_window (AssayWorkspace *workspace,
             AssaySession   *session,
             int             width,
             int             height,
             const char     *name)
{
  AssayWindow *window = assay_window_new (app_desk_application (), session);
  g_autoptr (GFile) file = sample (name);

  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), width, height);
  assay_window_open_file (window, file);
  app_fixture_wait (is_ready, window);
  app_fixture_settle ();
  return window;
}

static AssayImportDraft *
get_draft (AssayWindow *window)
{
  return assay_import_view_get_draft (ASSAY_IMPORT_VIEW (assay_window_get_view (window)));
}

static AssayImportSheetColumn *
find_column (AssayWindow *window,
             const char  *header)
{
  AssayImportSheet *sheet = assay_import_draft_get_sheet (get_draft (window));

  for (guint i = 0; i < sheet->columns->len; i++)
    if (g_str_equal (assay_import_sheet_get_column (sheet, i)->header, header))
      return assay_import_sheet_get_column (sheet, i);
  return NULL;
}

/* Nothing may hold on to a view whose window is gone. */
static void
close_window (AssayWindow *window)
{
  gpointer view = assay_window_get_view (window);
  gpointer card = find_card (window);

  g_object_add_weak_pointer (view, &view);
  g_object_add_weak_pointer (card, &card);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  g_assert_null (view);
  g_assert_null (card);
}

static gint64
count_leads (AssayWorkspace *workspace)
{
  return app_desk_query (workspace, "SELECT count(*) FROM lead");
}

static void
test_detects_and_remaps (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = open_window (workspace, session, 1280, 800, "messy-trade-fair.csv");
  AssayImportSheet *sheet = assay_import_draft_get_sheet (get_draft (window));

  g_assert_cmpint (sheet->delimiter, ==, ';');
  g_assert_cmpint (sheet->header_line, ==, 3);
  g_assert_cmpuint (sheet->columns->len, ==, 10);
  g_assert_cmpuint (sheet->preview->len, ==, 3);
  g_assert_cmpstr (find_column (window, "Vorname")->field, ==, "first_name");
  g_assert_true (find_column (window, "Messestand")->is_new);
  g_assert_cmpint (find_column (window, "Letzter Kontakt")->check, ==, ASSAY_IMPORT_CHECK_WARNING);
  g_assert_cmpuint (find_column (window, "Letzter Kontakt")->misfits->len, >, 0);

  assay_import_draft_map (get_draft (window), 9, "");
  app_fixture_wait (is_trying, window);
  app_fixture_wait (is_ready, window);
  g_assert_null (find_column (window, "Messestand")->field);
  assay_import_draft_map (get_draft (window), 9, "notes");
  app_fixture_wait (is_trying, window);
  app_fixture_wait (is_ready, window);
  g_assert_cmpstr (find_column (window, "Messestand")->label, ==, "Notes");

  /* A wrong delimiter is believed, and so is its correction. */
  assay_import_draft_get_choices (get_draft (window))->delimiter = '|';
  assay_import_draft_read_anew (get_draft (window));
  app_fixture_wait (is_trying, window);
  app_fixture_wait (is_ready, window);
  g_assert_cmpuint (assay_import_draft_get_sheet (get_draft (window))->columns->len, ==, 1);
  assay_import_draft_get_choices (get_draft (window))->delimiter = '\0';
  assay_import_draft_read_anew (get_draft (window));
  app_fixture_wait (is_trying, window);
  app_fixture_wait (is_ready, window);
  g_assert_cmpuint (assay_import_draft_get_sheet (get_draft (window))->columns->len, ==, 10);
  g_assert_cmpint (count_leads (workspace), ==, 0);
  close_window (window);
  app_fixture_remove (workspace);
}

static void
test_import_and_undo (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window;
  GtkWidget *button;
  gint64 promised;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = open_window (workspace, session, 1280, 800, "messy-trade-fair.csv");
  button = find_button (GTK_WIDGET (window), "Import ");
  g_assert_nonnull (button);
  promised = g_ascii_strtoll (gtk_button_get_label (GTK_BUTTON (button)) + strlen ("Import "), NULL,
                              10);
  g_assert_cmpint (promised, >, 100);
  g_signal_emit_by_name (button, "clicked");
  app_fixture_wait (is_done, window);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "import-done");
  g_assert_cmpint (count_leads (workspace), ==, promised);

  button = find_button (GTK_WIDGET (find_card (window)), "Undo");
  g_signal_emit_by_name (button, "clicked");
  app_fixture_wait (is_ready, window);
  g_assert_cmpint (count_leads (workspace), ==, 0);
  close_window (window);
  app_fixture_remove (workspace);
}

static gboolean
is_over (gpointer data)
{
  g_autoptr (AssayJobItem) item = g_list_model_get_item (assay_session_get_jobs (data), 0);

  return assay_job_item_get_state (item) != ASSAY_JOB_STATE_RUNNING;
}

static void
test_close_in_the_middle (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = open_window (workspace, session, 1280, 800, "leads.csv");

  assay_import_run_card_start (find_card (window));
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_wait (is_over, session);
  app_fixture_settle ();
  /* And in the middle of a dry run. */
  window = open_window (workspace, session, 1280, 800, "messy-trade-fair.csv");
  assay_import_draft_read (get_draft (window));
  app_fixture_wait (is_trying, window);
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

static gboolean
has_error (gpointer window)
{
  return find_button (window, "Choose another file") != NULL;
}

static gboolean
has_reject_rows (gpointer window)
{
  GtkWidget *list = app_fixture_find (window, GTK_TYPE_LIST_BOX);

  return list != NULL && gtk_widget_get_first_child (list) != NULL;
}

static void
test_states (void)
{
  AssayWorkspace *workspace = app_fixture_workspace (0);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (app_desk_application (), session);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "assay-test-broken.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  static const char bytes[] = "PK\003\004\0\0\0\0 no workbook \0\0\0\1\2\3";
  static const char odd[] = "name,email\nAnn,ann@example.com\nBob,bob@example.com,1,2,3,4\n"
                            "\"Cid,cid@example.com\n";

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 800, 600);
  assay_window_show_view (window, "import");
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "import-empty");
  g_assert_true (g_file_set_contents (path, bytes, sizeof bytes, NULL));
  assay_window_open_file (window, file);
  app_fixture_wait (has_error, window);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (window), "import-error");
  g_assert_true (g_file_set_contents (path, odd, -1, NULL));
  assay_window_open_file (window, file);
  app_fixture_wait (is_ready, window);
  app_fixture_settle ();
  if (find_button (GTK_WIDGET (window), "See rejects") != NULL)
    {
      GListModel *toplevels = gtk_window_get_toplevels ();

      g_signal_emit_by_name (find_button (GTK_WIDGET (window), "See rejects"), "clicked");
      for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
        {
          g_autoptr (GtkWidget) dialog = g_list_model_get_item (toplevels, i);

          if (!ASSAY_IS_IMPORT_REJECTS (dialog))
            continue;
          app_fixture_wait (has_reject_rows, dialog);
          app_fixture_settle ();
          app_fixture_screenshot (GTK_WINDOW (dialog), "import-rejects");
          gtk_window_destroy (GTK_WINDOW (dialog));
          break;
        }
    }
  g_unlink (path);
  close_window (window);
  app_fixture_remove (workspace);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);

  g_test_add_func ("/import/detects-and-remaps", test_detects_and_remaps);
  g_test_add_func ("/import/import-and-undo", test_import_and_undo);
  g_test_add_func ("/import/close-in-the-middle", test_close_in_the_middle);
  g_test_add_func ("/import/states", test_states);
  return app_desk_run ();
}
