/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "assay-application.h"
#include "assay-window.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-leads-view.h"
#include "widgets/assay-waterfall.h"

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

static void
test_first_run (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      g_autoptr (AssaySession) session = assay_session_new ();
      AssayWindow *window;

      set_dark (dark);
      window = assay_window_new (GTK_APPLICATION (application), session);
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
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
