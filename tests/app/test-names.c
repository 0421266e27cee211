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

/* Whatever takes the focus, in every view with something in it, has a name for assistive technology. */

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
