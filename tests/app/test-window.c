/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "assay-command-palette.h"
#include "assay-commands.h"
#include "assay-sample.h"
#include "assay-view-registry.h"
#include "leads/assay-lead-edits.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-lead-pane.h"
#include "leads/assay-leads-view.h"
#include "widgets/assay-score-pill.h"
#include "widgets/assay-waterfall.h"

/* The window as a person uses it, on a workspace of its own. */

typedef struct
{
  AssayWorkspace *workspace;
  AssaySession *session;
  AssayWindow *window;
  AssayLeadsView *view;
  AssayLeadList *list;
} Fixture;

static gboolean
has_leads (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (G_LIST_MODEL (f->list)) > 0;
}

static void
set_up (Fixture *f,
        guint    n_leads)
{
  GtkWidget *table;

  f->workspace = app_fixture_workspace (n_leads);
  f->session = assay_session_new ();
  f->window = assay_window_new (app_desk_application (), f->session);
  assay_session_set_workspace (f->session, f->workspace);
  app_fixture_present (GTK_WINDOW (f->window), 1280, 800);
  f->view = ASSAY_LEADS_VIEW (assay_window_get_view (f->window));
  table = app_fixture_find (GTK_WIDGET (f->window), GTK_TYPE_COLUMN_VIEW);
  f->list = ASSAY_LEAD_LIST (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  if (n_leads > 0)
    app_fixture_wait (has_leads, f);
  app_fixture_settle ();
}

static void
tear_down (Fixture *f)
{
  g_object_add_weak_pointer (G_OBJECT (f->view), (gpointer *) &f->view);
  g_object_add_weak_pointer (G_OBJECT (f->list), (gpointer *) &f->list);
  gtk_window_destroy (GTK_WINDOW (f->window));
  app_fixture_settle ();
  /* Nothing holds the view or its list once the window is gone. */
  g_assert_null (f->view);
  g_assert_null (f->list);
  g_object_unref (f->session);
  app_fixture_remove (f->workspace);
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->list));
}

typedef struct
{
  Fixture *f;
  guint n;
} Wanted;

static gboolean
has_count (gpointer data)
{
  Wanted *wanted = data;

  return count (wanted->f) == wanted->n;
}

static void
wait_count (Fixture *f,
            guint    n)
{
  app_fixture_wait (has_count, &(Wanted) { f, n });
}

static void
test_search_and_filter (void)
{
  Fixture f = { 0 };

  set_up (&f, 130);
  g_assert_cmpuint (count (&f), ==, 130);
  assay_leads_view_set_search (f.view, "ostr");
  wait_count (&f, 10);
  assay_leads_view_set_filter (f.view, "score >= 85");
  wait_count (&f, 3);
  assay_leads_view_set_search (f.view, "nobody at all");
  wait_count (&f, 0);
  assay_leads_view_set_search (f.view, "");
  assay_leads_view_set_filter (f.view, "");
  wait_count (&f, 130);
  tear_down (&f);
}

static gboolean
shows (Fixture    *f,
       const char *name)
{
  return app_fixture_has_text (app_fixture_find (GTK_WIDGET (f->view), ASSAY_TYPE_LEAD_PANE), name);
}

static gboolean
shows_filtered (gpointer data)
{
  return shows (data, "Ilse Varnholt");
}

/* A lead that is asked for before the list is read, or that the filter hides, is not replaced by the first one. */
static void
test_show_lead (void)
{
  Fixture f = { 0 };
  GtkWidget *table;

  f.workspace = app_fixture_workspace (40);
  f.session = assay_session_new ();
  f.window = assay_window_new (app_desk_application (), f.session);
  assay_session_set_workspace (f.session, f.workspace);
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.show-lead", "x", G_GINT64_CONSTANT (5));
  app_fixture_present (GTK_WINDOW (f.window), 1280, 800);
  f.view = ASSAY_LEADS_VIEW (assay_window_get_view (f.window));
  table = app_fixture_find (GTK_WIDGET (f.window), GTK_TYPE_COLUMN_VIEW);
  f.list = ASSAY_LEAD_LIST (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  app_fixture_wait (has_leads, &f);
  app_fixture_settle ();
  g_assert_true (shows (&f, "Maren Ostrand"));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (f.list), assay_lead_list_find (f.list, 5)));
  g_assert_cmpuint (assay_lead_list_get_n_selected (f.list), ==, 1);

  assay_leads_view_set_filter (f.view, "score < 50");
  app_fixture_settle ();
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.show-lead", "x", G_GINT64_CONSTANT (2));
  app_fixture_wait (shows_filtered, &f);
  g_signal_emit_by_name (f.session, "changed");
  app_fixture_settle ();
  g_assert_true (shows (&f, "Ilse Varnholt"));
  assay_leads_view_set_filter (f.view, "");
  tear_down (&f);
}

static void
test_walk (void)
{
  Fixture f = { 0 };
  gint64 first;
  GtkSelectionModel *model;

  set_up (&f, 30);
  model = GTK_SELECTION_MODEL (f.list);
  g_assert_true (gtk_selection_model_is_selected (model, 0));
  first = assay_lead_list_get_lead (f.list, 0);
  gtk_widget_activate_action (GTK_WIDGET (f.window), "leads.next", NULL);
  g_assert_true (gtk_selection_model_is_selected (model, 1));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "leads.previous", NULL);
  g_assert_true (gtk_selection_model_is_selected (model, 0));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "leads.previous", NULL);
  g_assert_true (gtk_selection_model_is_selected (model, 0));
  /* Sorting keeps the lead, wherever it goes. */
  gtk_widget_activate_action (GTK_WIDGET (f.window), "leads.sort", "s", "score");
  app_fixture_settle ();
  g_assert_cmpuint (assay_lead_list_get_n_selected (f.list), ==, 1);
  g_assert_false (gtk_selection_model_is_selected (model, 0));
  g_assert_true (gtk_selection_model_is_selected (model, assay_lead_list_find (f.list, first)));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "leads.sort", "s", "-score");
  app_fixture_settle ();
  tear_down (&f);
}

static AssayJobState
last_state (Fixture *f)
{
  g_autoptr (AssayJobItem) item
    = g_list_model_get_item (assay_session_get_jobs (f->session), 0);

  return item != NULL ? assay_job_item_get_state (item) : ASSAY_JOB_STATE_NEW;
}

static gboolean
is_done (gpointer data)
{
  g_assert_cmpint (last_state (data), !=, ASSAY_JOB_STATE_FAILED);
  return last_state (data) == ASSAY_JOB_STATE_DONE;
}

static char *
read_text (AssayWorkspace *workspace,
           const char     *key)
{
  g_autoptr (AssayLeadList) list = assay_lead_list_new ();
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *keys[] = { key, NULL };
  g_autoptr (AssayLeadRow) row = NULL;
  gint64 first = 1;

  g_array_append_val (ids, first);
  assay_lead_list_set_workspace (list, workspace);
  assay_lead_list_set_columns (list, keys);
  assay_lead_list_take_ids (list, ids, FALSE);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  while (!assay_lead_row_is_loaded (row))
    g_main_context_iteration (NULL, TRUE);
  return assay_lead_row_dup_text (row, key);
}

static void
test_edit_and_undo (void)
{
  Fixture f = { 0 };
  const AssayField *field = assay_standard_field_find ("stage");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;

  set_up (&f, 5);
  before = read_text (f.workspace, "stage");
  g_assert_cmpstr (before, ==, "");
  assay_lead_edits_set (f.session, 1, field, "negotiation");
  app_fixture_wait (is_done, &f);
  app_fixture_settle ();
  after = read_text (f.workspace, "stage");
  g_assert_cmpstr (after, ==, "negotiation");
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.undo", NULL);
  app_fixture_wait (is_done, &f);
  app_fixture_settle ();
  undone = read_text (f.workspace, "stage");
  g_assert_cmpstr (undone, ==, "");
  tear_down (&f);
}

static void
test_sidebar (void)
{
  Fixture f = { 0 };
  GtkWidget *sidebar;

  set_up (&f, 3);
  sidebar = app_fixture_find_class (GTK_WIDGET (f.window), "assay-sidebar");
  g_assert_true (gtk_widget_get_visible (sidebar));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.toggle-sidebar", NULL);
  g_assert_false (gtk_widget_get_visible (sidebar));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.toggle-sidebar", NULL);
  g_assert_true (gtk_widget_get_visible (sidebar));
  g_assert_false (assay_window_show_view (f.window, "no-such-view"));
  tear_down (&f);
}

/* Commands name actions that exist, and no accelerator twice. */
static void
test_commands (void)
{
  Fixture f = { 0 };
  gsize n;
  const AssayCommand *commands = assay_commands_get (&n);
  g_autoptr (GHashTable) accels = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *overview, *palette;

  set_up (&f, 3);
  for (gsize i = 0; i < n; i++)
    {
      guint key;
      GdkModifierType modifiers;

      if (commands[i].accels != NULL)
        {
          g_assert_true (gtk_accelerator_parse (commands[i].accels, &key, &modifiers));
          g_assert_true (g_hash_table_add (accels, (gpointer) commands[i].accels));
        }
      if (g_str_has_prefix (commands[i].action, "app."))
        g_assert_true (
          g_action_group_has_action (G_ACTION_GROUP (app_desk_application ()), commands[i].action + 4));
    }
  overview = assay_commands_new_overview ();
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (overview));
  gtk_window_destroy (GTK_WINDOW (overview));
  g_object_unref (overview);
  palette = assay_command_palette_new (GTK_WINDOW (f.window));
  app_fixture_present (GTK_WINDOW (palette), 480, 420);
  app_fixture_screenshot (GTK_WINDOW (palette), "palette");
  gtk_window_destroy (GTK_WINDOW (palette));
  tear_down (&f);
}

static gboolean
has_sample (gpointer data)
{
  Fixture *f = data;

  return last_state (f) == ASSAY_JOB_STATE_DONE
         && g_list_model_get_n_items (assay_session_get_jobs (f->session)) == 2;
}

static gboolean
has_breakdown (gpointer window)
{
  GtkWidget *chart = app_fixture_find (window, ASSAY_TYPE_WATERFALL);
  double from, to;

  return chart != NULL && assay_waterfall_get_span (ASSAY_WATERFALL (chart), 0, &from, &to);
}

/* First run to ranked leads, through the same jobs that any file goes through. */
static void
test_sample (void)
{
  Fixture f = { 0 };

  f.session = assay_session_new ();
  f.window = assay_window_new (app_desk_application (), f.session);
  app_fixture_present (GTK_WINDOW (f.window), 1280, 800);
  assay_sample_open (f.session);
  app_fixture_wait (has_sample, &f);
  app_fixture_wait (has_breakdown, f.window);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (f.window), "sample");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (f.window), "sample-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (f.window));
  app_fixture_settle ();
  g_object_unref (f.session);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("assay-home-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  app_desk_init (&argc, &argv);
  g_test_add_func ("/window/show-lead", test_show_lead);
  g_test_add_func ("/window/search-and-filter", test_search_and_filter);
  g_test_add_func ("/window/walk", test_walk);
  g_test_add_func ("/window/edit-and-undo", test_edit_and_undo);
  g_test_add_func ("/window/sidebar", test_sidebar);
  g_test_add_func ("/window/commands", test_commands);
  g_test_add_func ("/window/sample", test_sample);
  return app_desk_run ();
}
