/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"

#include "app-watch.h"
#include "assay-application.h"

static AssayApplication *application;

static const AppScreen sizes[] = {
  { "1280x800", 1280, 800 },
  { "1200x760", 1200, 760 },
  { "800x600", 800, 600 },
  { "360x720", 360, 720 },
};

void
app_desk_init (int    *argc,
               char ***argv)
{
  g_autoptr (GError) error = NULL;

  app_fixture_init (argc, argv);
  application = g_object_new (ASSAY_TYPE_APPLICATION, "application-id", "io.github.assay_desktop.Assay.Test",
                              "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/io/github/assay_desktop/Assay", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}

/* Runs all tests; what main() returns. */
int
app_desk_run (void)
{
  int status = g_test_run ();

  g_clear_object (&application);
  return status;
}

GtkApplication *
app_desk_application (void)
{
  return GTK_APPLICATION (application);
}

void
app_desk_set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  /* All that is seen is styled and drawn anew. */
  app_watch_skip ();
}

/* Calls @shoot for each size of the window, light and dark. */
void
app_desk_each_screen (AppScreenFunc shoot,
                      gpointer      data)
{
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (sizes); i++)
    {
      gboolean dark = i % 2 == 1;
      g_autofree char *suffix = g_strconcat (sizes[i / 2].suffix, dark ? "-dark" : NULL, NULL);
      AppScreen screen = { suffix, sizes[i / 2].width, sizes[i / 2].height };

      app_desk_set_dark (dark);
      shoot (&screen, data);
    }
  app_desk_set_dark (FALSE);
}

static gboolean
is_read (gpointer data)
{
  return app_desk_page (data) != NULL;
}

/* Opens a window on a workspace, which the desk takes, and waits until a view is read. Building
 * it does not hold the main loop; what the longest turn took until the window is closed is told. */
void
app_desk_open (AppDesk        *desk,
               AssayWorkspace *workspace,
               const char     *view,
               int             width,
               int             height)
{
  desk->workspace = workspace;
  desk->session = assay_session_new ();
  desk->window = assay_window_new (GTK_APPLICATION (application), desk->session);
  assay_session_set_workspace (desk->session, workspace);
  app_fixture_present (GTK_WINDOW (desk->window), width, height);
  APP_WATCH_CALL (view, g_assert_true (assay_window_show_view (desk->window, view)));
  app_watch_start ();
  desk->view = GTK_WIDGET (assay_window_get_view (desk->window));
  app_fixture_wait (is_read, desk);
  app_fixture_settle ();
}

/* The page that the view shows, or NULL while it is read for the first time. */
const char *
app_desk_page (AppDesk *desk)
{
  return ASSAY_IS_SNAPSHOT_VIEW (desk->view) ? app_fixture_page (desk->view) : "";
}

/* Saves a picture, and checks that nothing is wider than the window. */
void
app_desk_shoot (AppDesk         *desk,
                const char      *name,
                const AppScreen *screen)
{
  g_autofree char *file = g_strconcat (name, "-", screen->suffix, NULL);
  int least;

  /* What asks for more than there is is cut off at the edge. */
  gtk_widget_measure (GTK_WIDGET (desk->window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > screen->width)
    g_test_message ("%s needs %d pixels", file, least);
  g_assert_cmpint (least, <=, screen->width);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk->window)), ==, screen->width);
  app_fixture_screenshot (GTK_WINDOW (desk->window), file);
}

/* Closes the window; the workspace stays. */
void
app_desk_hide (AppDesk *desk)
{
  g_autofree char *what = g_strdup_printf ("Working in %s", G_OBJECT_TYPE_NAME (desk->view));

  app_watch_tell (what);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  g_clear_object (&desk->session);
  app_fixture_settle ();
}

void
app_desk_close (AppDesk *desk)
{
  app_desk_hide (desk);
  app_fixture_remove (desk->workspace);
}

gint64
app_desk_query (AssayWorkspace *workspace,
                const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = 0;

  assay_connection_query_int64 (reader, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

void
app_desk_execute (AssayWorkspace *workspace,
                  const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  g_assert_no_error (error);
  assay_connection_execute (assay_transaction_get_connection (transaction), sql, &error);
  g_assert_no_error (error);
  assay_transaction_touch (transaction, ASSAY_TOPIC_LEADS);
  assay_transaction_commit (transaction, &error);
  g_assert_no_error (error);
}

/* Runs a job, which it takes, here and now. */
gint64
app_desk_run_job (AssayJob *job)
{
  g_autoptr (AssayJob) owned = job;
  g_autoptr (GError) error = NULL;

  assay_job_run (owned, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (owned);
}

GtkWidget *
app_desk_find_button (GtkWidget  *root,
                      const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        return child;
      found = app_desk_find_button (child, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
app_desk_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}
