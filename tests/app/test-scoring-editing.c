/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-editor.h"
#include "score/assay-profile-store.h"
#include "scoring-desk.h"
#include "widgets/assay-band-scale.h"

/* Changing a profile: its structure, conditions, names, bands and how factors wear down. */

static gboolean
press_key (GtkWidget *widget,
           guint      key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

/* Bands move by key, never past each other. */
static void
test_bands (void)
{
  AppDesk desk;
  GtkWidget *scale, *handle;

  scoring_desk_open (&desk, 60);
  scale = app_fixture_find (desk.view, ASSAY_TYPE_BAND_SCALE);
  g_assert_cmpfloat (assay_band_scale_get_least (ASSAY_BAND_SCALE (scale), 0), ==, 60);
  handle = gtk_widget_get_first_child (scale);
  g_assert_true (gtk_widget_get_focusable (handle));
  g_assert_true (press_key (handle, GDK_KEY_Left));
  g_assert_cmpfloat (assay_band_scale_get_least (ASSAY_BAND_SCALE (scale), 0), ==, 59);
  for (int i = 0; i < 60; i++)
    press_key (handle, GDK_KEY_Page_Down);
  g_assert_cmpfloat (assay_band_scale_get_least (ASSAY_BAND_SCALE (scale), 0), ==, 31);
  app_fixture_wait (scoring_is_draft, &desk);
  app_fixture_settle ();
  g_assert_cmpfloat (assay_band_scale_get_least (ASSAY_BAND_SCALE (scale), 1), ==, 30);
  app_desk_close (&desk);
}

static gboolean
has_factor (gpointer data)
{
  return scoring_has_words (data, "Came by phone");
}

/* Groups and factors come and go, and the effect follows without an error. */
static void
test_structure (void)
{
  AppDesk desk;

  scoring_desk_open (&desk, 60);
  scoring_activate (&desk, "scoring.add-group", NULL);
  scoring_answer ("Channel");
  scoring_activate (&desk, "scoring.add-factor", g_variant_new_string ("channel"));
  scoring_answer ("Came by phone");
  app_fixture_wait (has_factor, desk.view);
  scoring_move_slider (&desk, "came_by_phone", 9);
  app_fixture_wait (scoring_says_moved, desk.view);
  app_fixture_settle ();
  g_assert_nonnull (scoring_find_row (desk.view, "came_by_phone"));
  scoring_activate (&desk, "scoring.remove", g_variant_new ("(ss)", "channel", ""));
  app_fixture_settle ();
  g_assert_null (scoring_find_row (desk.view, "came_by_phone"));
  g_assert_true (scoring_is_version_1 (&desk));
  app_desk_close (&desk);
}

/* A condition is edited in the builder of the lead list; the row stays where it is meanwhile. */
static void
test_condition (void)
{
  AppDesk desk;
  AssayFactorRow *row;
  GtkWidget *button, *editor;

  scoring_desk_open (&desk, 60);
  row = scoring_find_row (desk.view, "company");
  button = app_fixture_find_class (GTK_WIDGET (row), "assay-condition-text");
  g_signal_emit_by_name (button, "clicked");
  app_fixture_settle ();
  editor = app_fixture_find (button, ASSAY_TYPE_CONDITION_EDITOR);
  g_assert_nonnull (editor);
  app_fixture_screenshot_popover (GTK_WINDOW (desk.window), "scoring-condition");
  gtk_popover_popdown (GTK_POPOVER (editor));
  app_fixture_settle ();
  g_assert_true (scoring_find_row (desk.view, "company") == row);
  g_assert_true (scoring_is_version_1 (&desk));
  app_desk_close (&desk);
}

static gboolean
is_saas (gpointer data)
{
  g_autofree char *title = NULL;

  g_object_get (data, "title", &title, NULL);
  return g_strcmp0 (title, "SaaS") == 0;
}

/* A factor's window is another number in the draft, and its curve follows. */
static void
test_decay (void)
{
  AppDesk desk;
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (AssayDocument) draft = NULL;
  g_autofree char *json = NULL;

  scoring_desk_open (&desk, 60);
  scoring_activate (&desk, "scoring.show", g_variant_new_string ("saas"));
  app_fixture_wait (is_saas, desk.view);
  app_fixture_settle ();
  scoring_activate (&desk, "scoring.decay", g_variant_new ("(ss)", "interest", "pricing"));
  scoring_answer ("45");
  app_fixture_wait (scoring_is_draft, &desk);
  app_desk_hide (&desk);
  reader = assay_workspace_borrow_reader (desk.workspace, NULL);
  draft = assay_profile_store_get (reader, "saas", 0, NULL);
  g_assert_nonnull (draft);
  json = assay_document_to_json (draft, FALSE);
  g_assert_nonnull (strstr (json, "{\"window\":45}"));
  g_clear_pointer (&reader, assay_connection_release);
  app_fixture_remove (desk.workspace);
}

/* Names and bands are changed by their menus; the draft keeps them. */
static void
test_names (void)
{
  AppDesk desk;
  g_autofree char *json = NULL;

  scoring_desk_open (&desk, 60);
  scoring_activate (&desk, "scoring.rename", g_variant_new ("(ss)", "engagement", ""));
  scoring_answer ("How keen");
  scoring_activate (&desk, "scoring.add-band", g_variant_new ("(ss)", "temperature", ""));
  scoring_fill ("name", "Boiling");
  scoring_fill ("least", "80");
  scoring_accept ();
  scoring_activate (&desk, "scoring.edit-band", g_variant_new ("(ss)", "temperature", "warm"));
  scoring_fill ("name", "Tepid");
  scoring_fill ("least", "25");
  scoring_accept ();
  scoring_activate (&desk, "scoring.edit-band", g_variant_new ("(ss)", "temperature", "cold"));
  scoring_fill ("name", "Icy");
  scoring_accept ();
  scoring_activate (&desk, "scoring.remove-band", g_variant_new ("(ss)", "temperature", "hot"));
  app_fixture_settle ();
  app_fixture_wait (scoring_is_draft, &desk);
  app_fixture_settle ();
  app_fixture_screenshot (GTK_WINDOW (desk.window), "scoring-names");
  app_desk_hide (&desk);
  json = scoring_draft_json (&desk, "crm-classic");
  g_assert_nonnull (strstr (json, "\"label\":\"How keen\""));
  g_assert_nonnull (strstr (json, "\"label\":\"Boiling\",\"min\":80"));
  g_assert_nonnull (strstr (json, "Tepid"));
  g_assert_nonnull (strstr (json, "\"min\":25"));
  g_assert_nonnull (strstr (json, "Icy"));
  g_assert_null (strstr (json, "\"key\":\"hot\""));
  app_fixture_remove (desk.workspace);
}

/* What does not fit is said beside the entry, and cannot be added. */
static void
test_band_problems (void)
{
  AppDesk desk;
  AssayAskWindow *ask;
  guint n = 0;

  scoring_desk_open (&desk, 60);
  scoring_activate (&desk, "scoring.add-band", g_variant_new ("(ss)", "temperature", ""));
  scoring_fill ("name", "Hot");
  scoring_fill ("least", "60");
  g_assert_true (scoring_is_refused ("another band has this name"));
  g_assert_true (scoring_is_refused ("another band begins there"));
  scoring_shoot_ask ("scoring-band-problems");
  scoring_fill ("name", "Boiling");
  g_assert_true (scoring_is_refused ("another band begins there"));
  scoring_fill ("least", "eighty");
  g_assert_true (scoring_is_refused ("a number within the scale"));
  scoring_fill ("least", "101");
  g_assert_true (scoring_is_refused ("a number within the scale"));
  scoring_fill ("least", "");
  g_assert_true (scoring_is_refused (""));
  scoring_fill ("least", "80");
  ask = scoring_find_ask ();
  for (GtkWidget *pill = gtk_widget_get_first_child (assay_ask_window_get_extra (ask)); pill != NULL;
       pill = gtk_widget_get_next_sibling (pill))
    n++;
  g_assert_cmpuint (n, ==, 4);
  scoring_shoot_ask ("scoring-band");
  scoring_accept ();
  g_assert_true (scoring_is_draft (&desk));
  scoring_activate (&desk, "scoring.edit-band", g_variant_new ("(ss)", "temperature", "hot"));
  scoring_fill ("least", "81");
  g_assert_true (scoring_is_refused ("beyond the band beside it"));
  gtk_window_close (GTK_WINDOW (scoring_find_ask ()));
  app_fixture_settle ();
  scoring_activate (&desk, "scoring.undo", NULL);
  app_fixture_settle ();
  g_assert_true (scoring_is_version_1 (&desk));
  app_desk_close (&desk);
}

int
main (int    argc,
      char **argv)
{
  app_desk_init (&argc, &argv);
  g_test_add_func ("/scoring-editing/bands", test_bands);
  g_test_add_func ("/scoring-editing/structure", test_structure);
  g_test_add_func ("/scoring-editing/condition", test_condition);
  g_test_add_func ("/scoring-editing/decay", test_decay);
  g_test_add_func ("/scoring-editing/names", test_names);
  g_test_add_func ("/scoring-editing/band-problems", test_band_problems);
  return app_desk_run ();
}
