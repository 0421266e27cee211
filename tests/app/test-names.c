/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-desk.h"
#include "app-samples.h"
#include "assay-view-registry.h"
#include "enrich/assay-enrich-job.h"
#include "import/assay-import-run-card.h"
#include "learn/assay-train-job.h"
#include "match/assay-match-job.h"
#include "model/assay-condition-text.h"
#include "widgets/assay-chart.h"

/* Whatever takes the focus, in every view with something in it, has a name for assistive technology, and can be
 * reached and left by Tab. */

static gboolean
has_words (GtkWidget *widget)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);

  if (tip != NULL && *tip != '\0')
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

/* Buttons and rows may be named by what is written on them. */
static gboolean
may_be_named_by_words (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget)
         || GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_EXPANDER (widget);
}

static gboolean
needs_name (GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget))
    return FALSE; /* of an entry, which has the name */
  return may_be_named_by_words (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_DROP_DOWN (widget)
         || GTK_IS_RANGE (widget) || GTK_IS_SWITCH (widget) || GTK_IS_COLUMN_VIEW (widget)
         || GTK_IS_LIST_BOX (widget) || ASSAY_IS_CHART (widget);
}

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY)
         || (may_be_named_by_words (widget) && has_words (widget));
}

static void
check_names (GtkWidget  *widget,
             const char *view,
             guint      *n_checked,
             guint      *n_nameless)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (gtk_widget_get_focusable (widget) && needs_name (widget))
    {
      (*n_checked)++;
      if (!has_name (widget))
        {
          GtkWidget *parent = gtk_widget_get_parent (widget), *above = gtk_widget_get_parent (parent);

          (*n_nameless)++;
          g_test_message ("%s: %s without a name in %s in %s", view, G_OBJECT_TYPE_NAME (widget),
                          G_OBJECT_TYPE_NAME (parent), above != NULL ? G_OBJECT_TYPE_NAME (above) : "");
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, view, n_checked, n_nameless);
}

#define MANY_STEPS 400

/* The focus goes on from where it is as Tab and Shift+Tab take it; at the end, it starts again. */
static GtkWidget *
step (AppDesk         *desk,
      GtkDirectionType direction)
{
  GtkWidget *window = GTK_WIDGET (desk->window);

  if (!gtk_widget_child_focus (window, direction))
    {
      gtk_root_set_focus (GTK_ROOT (window), NULL);
      gtk_widget_child_focus (window, direction);
    }
  return gtk_root_get_focus (GTK_ROOT (window));
}

/* Goes round until it comes to where it was. A control that keeps the focus, or a part that never lets it out
 * again, is a trap. A list may be entered at another of its rows the second time. */
static GHashTable *
go_round (AppDesk         *desk,
          const char      *view,
          GtkDirectionType direction)
{
  GHashTable *seen = g_hash_table_new (NULL, NULL);
  guint n = 0, back = 0;

  gtk_root_set_focus (GTK_ROOT (desk->window), NULL);
  while (back == 0 && n < MANY_STEPS)
    {
      GtkWidget *focus = step (desk, direction);

      g_assert_nonnull (focus);
      back = GPOINTER_TO_UINT (g_hash_table_lookup (seen, focus));
      if (back == 0)
        g_hash_table_insert (seen, focus, GUINT_TO_POINTER (++n));
      else if ((n - back + 1) * 2 < n)
        g_error ("%s: a %s does not let the focus out", view, G_OBJECT_TYPE_NAME (focus));
    }
  if (back == 0)
    g_error ("%s: the focus does not come round", view);
  return seen;
}

/* Within a list arrow keys move on, of toggles that belong together one takes the focus, and the window itself is
 * closed by a key. */
static gboolean
is_reached_by_arrows (GtkWidget *widget)
{
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_VIEW) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL)
    return TRUE;
  return GTK_IS_CHECK_BUTTON (widget) || GTK_IS_TOGGLE_BUTTON (widget);
}

static void
check_reached (GtkWidget  *widget,
               GHashTable *seen,
               const char *view,
               guint      *n_missed)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (widget))
    return;
  if (gtk_widget_get_focusable (widget) && (GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget) || GTK_IS_RANGE (widget)
                                           || GTK_IS_SWITCH (widget) || ASSAY_IS_CHART (widget))
      && !is_reached_by_arrows (widget) && !g_hash_table_contains (seen, widget))
    {
      const char *tip = gtk_widget_get_tooltip_text (widget);

      (*n_missed)++;
      g_test_message ("%s: Tab does not come to a %s (%s) in %s in %s", view, G_OBJECT_TYPE_NAME (widget),
                      tip != NULL ? tip : gtk_widget_get_css_classes (widget)[0],
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (gtk_widget_get_parent (widget))));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_reached (child, seen, view, n_missed);
}

static void
check_keys (AppDesk    *desk,
            const char *view)
{
  g_autoptr (GHashTable) forward = go_round (desk, view, GTK_DIR_TAB_FORWARD);
  g_autoptr (GHashTable) backward = go_round (desk, view, GTK_DIR_TAB_BACKWARD);
  guint n_missed = 0;

  g_test_message ("%s: %u stops of Tab, %u of Shift and Tab", view, g_hash_table_size (forward),
                  g_hash_table_size (backward));
  check_reached (GTK_WIDGET (desk->window), forward, view, &n_missed);
  check_reached (GTK_WIDGET (desk->window), backward, view, &n_missed);
  gtk_root_set_focus (GTK_ROOT (desk->window), NULL);
  app_fixture_settle ();
  g_assert_cmpuint (n_missed, ==, 0);
}

/* Something in every view: changes, duplicates, signals, outcomes and a model. */
static AssayWorkspace *
make_workspace (void)
{
  AssayWorkspace *workspace = app_samples_busy ();
  g_autoptr (AssayCondition) won = assay_condition_from_text ("stage is won", NULL, NULL);

  app_samples_add_outcomes (workspace, 250);
  app_desk_execute (workspace, "UPDATE lead SET name = 'Aurel Thornbeck', company = 'Haldera Robotics' WHERE id = 2");
  app_desk_run_job (g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, NULL));
  app_desk_run_job (g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, NULL));
  app_desk_run_job (g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", workspace, "outcome", won, NULL));
  return workspace;
}

static gboolean
is_tried (gpointer view)
{
  return assay_import_run_card_get_step (
           ASSAY_IMPORT_RUN_CARD (app_fixture_find (view, ASSAY_TYPE_IMPORT_RUN_CARD)))
         == ASSAY_IMPORT_STEP_READY;
}

static void
open_sample (AppDesk *desk)
{
  g_autofree char *path = g_build_filename (g_getenv ("ASSAY_DATADIR"), "samples", "leads.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  assay_window_open_file (desk->window, file);
  app_fixture_wait (is_tried, desk->view);
  app_fixture_settle ();
}

static void
test_views (void)
{
  AssayWorkspace *workspace = make_workspace ();
  guint n_nameless = 0;
  gsize n_views;
  const AssayViewInfo *views = assay_view_registry_get (&n_views);

  for (gsize i = 0; i < n_views; i++)
    {
      guint n_checked = 0;
      AppDesk desk;

      app_desk_open (&desk, workspace, views[i].key, 1280, 800);
      app_fixture_settle ();
      app_fixture_settle ();
      if (views[i].opens_files)
        open_sample (&desk);
      check_names (GTK_WIDGET (desk.window), views[i].key, &n_checked, &n_nameless);
      g_test_message ("%s: %u controls", views[i].key, n_checked);
      g_assert_cmpuint (n_checked, >, 12);
      check_keys (&desk, views[i].key);
      app_desk_hide (&desk);
    }
  app_fixture_remove (workspace);
  g_assert_cmpuint (n_nameless, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  app_desk_init (&argc, &argv);
  g_test_add_func ("/names/views", test_views);
  return app_desk_run ();
}
