/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../app/app-fixture.h"

#include "assay-application.h"
#include "assay-window.h"
#include "engine/assay-engine.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-leads-view.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* The window beside an empty libadwaita window, and the list of a million leads beside one of a
 * thousand. Each start is a process of its own; medians of several. */

#define STARTS 7
#define SEARCH_LEADS 100000

static gint64 started;

static void
painted_cb (GdkFrameClock *clock,
            GtkWindow     *window)
{
  printf ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - started);
  fflush (stdout);
  _exit (0);
}

static void
report_first_frame (GtkWindow *window)
{
  gtk_window_present (window);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (painted_cb), window);
}

static void
activate_empty_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  report_first_frame (GTK_WINDOW (window));
}

static void
activate_assay_cb (GtkApplication *application)
{
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayWindow *window = assay_window_new (application, session);
  const char *path = g_getenv ("BENCH_WORKSPACE");

  assay_session_open_async (session, path, ASSAY_WORKSPACE_DEFAULT, NULL, NULL, NULL);
  report_first_frame (GTK_WINDOW (window));
}

static int
run_child (const char *mode)
{
  gboolean empty = g_str_equal (mode, "empty");
  g_autoptr (GtkApplication) application = NULL;

  started = g_get_monotonic_time ();
  if (!empty)
    assay_engine_init ();
  if (empty)
    application = GTK_APPLICATION (
      adw_application_new ("io.github.assay_desktop.Empty", G_APPLICATION_NON_UNIQUE));
  else
    application = g_object_new (ASSAY_TYPE_APPLICATION, "application-id",
                                "io.github.assay_desktop.Assay.Bench", "flags",
                                G_APPLICATION_NON_UNIQUE, "resource-base-path",
                                "/io/github/assay_desktop/Assay", NULL);
  g_signal_connect (application, "activate",
                    G_CALLBACK (empty ? activate_empty_cb : activate_assay_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median_start (const char *program,
              const char *mode)
{
  double times[STARTS];

  for (int i = 0; i < STARTS; i++)
    {
      const char *argv[] = { program, mode, NULL };
      g_autofree char *out = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL,
                         &error))
        g_error ("%s", error->message);
      times[i] = g_ascii_strtod (out, NULL) / 1000;
    }
  qsort (times, STARTS, sizeof times[0], compare_doubles);
  return times[STARTS / 2];
}

static gsize
resident (void)
{
  g_autofree char *text = NULL;
  gulong size, pages;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
      || sscanf (text, "%lu %lu", &size, &pages) != 2)
    return 0;
  return (gsize) pages * 4096;
}

static GArray *
new_ids (guint    n,
         gboolean backwards)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (guint i = 0; i < n; i++)
    {
      gint64 id = backwards ? n - i : i + 1;
      g_array_append_val (ids, id);
    }
  return ids;
}

static void
bench_list (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  AssayLeadList *list = assay_lead_list_new ();
  gsize small, large;
  gint64 from;

  assay_lead_list_take_ids (list, new_ids (1000, FALSE), FALSE);
  gtk_scrolled_window_set_child (
    GTK_SCROLLED_WINDOW (scrolled),
    gtk_list_view_new (GTK_SELECTION_MODEL (list), gtk_signal_list_item_factory_new ()));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  app_fixture_present (GTK_WINDOW (window), 600, 800);
  small = resident ();
  from = g_get_monotonic_time ();
  assay_lead_list_take_ids (list, new_ids (1000000, FALSE), FALSE);
  g_print ("list: grow 1 k to 1 M leads: %.1f ms on the main thread\n",
           (double) (g_get_monotonic_time () - from) / 1000);
  app_fixture_settle ();
  large = resident ();
  from = g_get_monotonic_time ();
  assay_lead_list_take_ids (list, new_ids (1000000, TRUE), TRUE);
  g_print ("list: another order of 1 M leads: %.1f ms on the main thread\n",
           (double) (g_get_monotonic_time () - from) / 1000);
  g_print ("list: 1 M leads over 1 k: %.1f bytes a lead (target 8), %u row objects\n",
           ((double) large - (double) small) / 999000, assay_lead_list_get_n_live (list));
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  GListModel *list;
  guint before;
} Typing;

static gboolean
has_other_count (gpointer data)
{
  Typing *typing = data;

  return g_list_model_get_n_items (typing->list) != typing->before;
}

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static void
count_frame_cb (guint *frames)
{
  (*frames)++;
}

static void
bench_scroll (AssayWindow *window)
{
  GtkWidget *view = app_fixture_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  guint frames = 0;
  double cpu = cpu_ms ();

  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                            G_CALLBACK (count_frame_cb), &frames);
  for (int i = 0; i < 120; i++)
    {
      guint wanted = frames + 1;

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 135);
      while (frames < wanted)
        g_main_context_iteration (NULL, TRUE);
    }
  g_print ("scroll: %.1f ms CPU a frame of three rows, %u frames (target 8; software renderer)\n",
           (cpu_ms () - cpu) / frames, frames);
}

static void
bench_window (const char *program)
{
  AssayWorkspace *workspace = app_fixture_workspace (SEARCH_LEADS);
  g_autoptr (AssaySession) session = assay_session_new ();
  AssayApplication *application = assay_application_new ();
  AssayWindow *window;
  Typing typing = { 0 };
  double empty, assay;
  gint64 from;

  g_setenv ("BENCH_WORKSPACE", assay_workspace_get_path (workspace), TRUE);
  empty = median_start (program, "empty");
  assay = median_start (program, "assay");
  g_print ("first frame: %.0f ms; empty libadwaita window: %.0f ms; ratio %.2f (target 1.2)\n",
           assay, empty, assay / empty);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = assay_window_new (GTK_APPLICATION (application), session);
  assay_session_set_workspace (session, workspace);
  app_fixture_present (GTK_WINDOW (window), 1280, 800);
  typing.list = G_LIST_MODEL (gtk_column_view_get_model (
    GTK_COLUMN_VIEW (app_fixture_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW))));
  app_fixture_wait (has_other_count, &typing);
  app_fixture_settle ();
  bench_scroll (window);
  typing.before = g_list_model_get_n_items (typing.list);
  from = g_get_monotonic_time ();
  assay_leads_view_set_search (ASSAY_LEADS_VIEW (assay_window_get_view (window)), "ostrand 4");
  app_fixture_wait (has_other_count, &typing);
  g_print ("search as you type, 100 k leads: %.0f ms to the list (target 50), %u found\n",
           (double) (g_get_monotonic_time () - from) / 1000,
           g_list_model_get_n_items (typing.list));
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  app_fixture_remove (workspace);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 2)
    return run_child (argv[1]);
  app_fixture_init (&argc, &argv);
  bench_list ();
  bench_window (argv[0]);
  return 0;
}
