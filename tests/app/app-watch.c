/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-watch.h"

#include "app-fixture.h"

#include <gtk/gtk.h>
#include <time.h>

/* Nothing holds the window's main loop: whatever a person does, each turn of it is short. What counts
 * is the processor time of the main thread in one turn. A busy or slow machine makes that longer too
 * (caches and the processor's units are shared, windows are painted without a graphics card), so a turn
 * over the limit is held against what GTK takes at that moment for a window of plain labels, which takes
 * the limit on a quiet machine. */

#define PEER_LABELS 2000

static double longest;

double
app_watch_get_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

void
app_watch_count (double ms)
{
  longest = MAX (longest, ms);
}

/* One turn of the main loop. */
void
app_watch_turn (void)
{
  double start = app_watch_get_ms ();

  g_main_context_iteration (NULL, TRUE);
  app_watch_count (app_watch_get_ms () - start);
}

void
app_watch_start (void)
{
  longest = 0;
}

void
app_watch_tell (const char *what)
{
  g_test_message ("%s: the longest turn took %.1f ms", what, longest);
}

static double
show_labels (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *grid = gtk_grid_new ();

  for (int i = 0; i < PEER_LABELS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Label %d", i);

      gtk_grid_attach (GTK_GRID (grid), gtk_label_new (text), i % 20, i / 20, 1, 1);
    }
  gtk_window_set_child (window, grid);
  app_watch_start ();
  app_fixture_present (window, 1280, 800);
  gtk_window_destroy (window);
  app_fixture_settle ();
  return longest;
}

/* What a turn may take here and now. */
static double
find_limit (void)
{
  double held = longest;
  double a = show_labels (), b = show_labels (), c = show_labels ();
  double median = MAX (MIN (a, b), MIN (MAX (a, b), c));

  longest = held;
  g_test_message ("GTK's own window of plain labels: %.1f ms", median);
  return MAX (APP_WATCH_LIMIT_MS, median);
}

void
app_watch_end (const char *what)
{
  app_watch_tell (what);
  if (longest > APP_WATCH_LIMIT_MS && longest > find_limit ())
    g_error ("%s held the main loop for %.1f ms", what, longest);
}

/* Lets the window settle after what a test does and a person does not. */
void
app_watch_skip (void)
{
  double before = longest;

  app_fixture_settle ();
  longest = before;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Watches until @ready, and then until nothing is left to do. */
void
app_watch_until (const char *what,
                 gboolean  (*ready) (gpointer data),
                 gpointer    data)
{
  guint wake = g_timeout_add (20, wake_cb, NULL);

  app_watch_start ();
  while (!ready (data))
    app_watch_turn ();
  g_source_remove (wake);
  app_fixture_settle ();
  app_watch_end (what);
}
