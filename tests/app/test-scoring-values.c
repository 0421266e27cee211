/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-editor.h"
#include "score/assay-profile-edit.h"
#include "scoring-desk.h"

/* What a weighted factor is worth in each case: its numbers, and lines that come and go. */

static gboolean
has_title (gpointer    view,
           const char *expected)
{
  g_autofree char *title = NULL;

  g_object_get (view, "title", &title, NULL);
  return g_strcmp0 (title, expected) == 0;
}

static gboolean
is_ten_factor (gpointer data)
{
  return has_title (data, "Ten factors");
}

static gboolean
is_real_estate (gpointer data)
{
  return has_title (data, "Real estate");
}

static void
open_profile (AppDesk    *desk,
              const char *key,
              gboolean  (*is_shown) (gpointer data))
{
  scoring_desk_open (desk, 60);
  scoring_activate (desk, "scoring.show", g_variant_new_string (key));
  app_fixture_wait (is_shown, desk->view);
  app_fixture_settle ();
}

static void
ask_values (AppDesk    *desk,
            const char *group,
            const char *factor)
{
  scoring_activate (desk, "scoring.values", g_variant_new ("(ss)", group, factor));
  app_fixture_settle ();
}

static void
close_ask (void)
{
  gtk_window_close (GTK_WINDOW (scoring_find_ask ()));
  app_fixture_settle ();
}

static void
ask_line (AssayProfileValueKind kind)
{
  GtkWidget *window = GTK_WIDGET (scoring_find_ask ());

  g_assert_true (gtk_widget_activate_action (window, "line.add", "i", (gint32) kind));
  app_fixture_settle ();
}

static GtkWidget *
find_action (GtkWidget  *root,
             const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_action (child, action);
  return found;
}

static GtkWidget *
find_remove_button (const char *path)
{
  GtkWidget *entry = assay_ask_window_get_entry (scoring_find_ask (), path);

  g_assert_nonnull (entry);
  return find_action (entry, "line.remove");
}

static void
remove_line (const char *path)
{
  g_signal_emit_by_name (find_remove_button (path), "clicked");
  app_fixture_settle ();
}

/* Whether the focus is in the entry of that line. */
static gboolean
is_focused (const char *path)
{
  AssayAskWindow *window = scoring_find_ask ();
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, assay_ask_window_get_entry (window, path));
}

static const char *
text_of (const char *path)
{
  return assay_ask_window_get_text (scoring_find_ask (), path);
}

static GtkMenuButton *
find_add_button (void)
{
  GtkWidget *extra = assay_ask_window_get_extra (scoring_find_ask ());

  return GTK_MENU_BUTTON (app_fixture_find (extra, GTK_TYPE_MENU_BUTTON));
}

static guint
count_added (void)
{
  return (guint) g_menu_model_get_n_items (gtk_menu_button_get_menu_model (find_add_button ()));
}

/* What a weighted factor is worth in each case is changed in one window, and taken back in one step. */
static void
test_numbers (void)
{
  AppDesk desk;
  g_autofree char *json = NULL;

  open_profile (&desk, "ten-factor", is_ten_factor);
  ask_values (&desk, "company_fit", "company_fit");
  scoring_fill ("tiers.0", "150");
  g_assert_true (scoring_is_refused ("0 to 100"));
  scoring_shoot_ask ("scoring-values");
  scoring_fill ("tiers.0", "many");
  g_assert_true (scoring_is_refused ("a number"));
  scoring_fill ("tiers.0", "91.5");
  scoring_fill ("other", "7");
  scoring_accept ();
  app_fixture_wait (scoring_is_draft, &desk);
  ask_values (&desk, "job_title", "job_title");
  scoring_shoot_ask ("scoring-values-long");
  close_ask ();
  scoring_activate (&desk, "scoring.undo", NULL);
  app_fixture_settle ();
  g_assert_false (scoring_is_draft (&desk));
  ask_values (&desk, "engagement", "engagement");
  scoring_fill ("saturation", "0");
  g_assert_true (scoring_is_refused ("above 0"));
  scoring_fill ("saturation", "12");
  scoring_accept ();
  app_desk_hide (&desk);
  json = scoring_draft_json (&desk, "ten-factor");
  g_assert_nonnull (strstr (json, "\"saturation\":12"));
  g_assert_null (strstr (json, "91.5"));
  app_fixture_remove (desk.workspace);
}

static GtkWidget *
find_menu_button (GtkWidget  *root,
                  const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_MENU_BUTTON (root) && g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_menu_button (child, label);
  return found;
}

/* A case comes to its place, what is typed beside it stays, and one undo takes all of it back. */
static void
test_cases (void)
{
  AppDesk desk;
  GtkWidget *changes, *choice;
  g_autofree char *json = NULL;

  open_profile (&desk, "ten-factor", is_ten_factor);
  ask_values (&desk, "company_size", "company_size");
  g_assert_cmpuint (count_added (), ==, 2);
  scoring_fill ("cases.1", "many");
  ask_line (ASSAY_PROFILE_VALUE_CASE);
  scoring_fill ("number", "95");
  scoring_fill ("what", "company_size");
  g_assert_true (scoring_is_refused ("expected an operator"));
  scoring_shoot_ask ("scoring-line-problem");
  scoring_fill ("what", "company_size <= 50");
  g_assert_true (scoring_is_refused ("there is a line for it already"));
  scoring_fill ("what", "company_size <= 5000");
  scoring_fill ("number", "101");
  g_assert_true (scoring_is_refused ("0 to 100"));
  scoring_fill ("number", "");
  g_assert_true (scoring_is_refused (""));
  scoring_fill ("number", "95");
  scoring_shoot_ask ("scoring-line");
  scoring_accept ();
  g_assert_cmpstr (text_of ("cases.4"), ==, "95");
  g_assert_true (is_focused ("cases.4"));
  g_assert_cmpstr (text_of ("cases.1"), ==, "many");
  g_assert_true (scoring_is_refused ("a number"));

  remove_line ("cases.0");
  g_assert_cmpstr (text_of ("cases.0"), ==, "many");
  g_assert_true (is_focused ("cases.0"));
  remove_line ("other");
  g_assert_true (is_focused ("cases.3"));
  g_assert_cmpuint (count_added (), ==, 3);
  scoring_fill ("cases.0", "45");
  scoring_accept ();
  g_assert_true (scoring_is_draft (&desk));
  changes = find_menu_button (GTK_WIDGET (desk.window), "Show changes");
  gtk_menu_button_popup (GTK_MENU_BUTTON (changes));
  app_fixture_settle ();
  g_assert_true (scoring_has_words (changes, "Company size: company_size <= 5000"));
  g_assert_true (scoring_has_words (changes, "Company size: anything else"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (changes));
  scoring_activate (&desk, "scoring.undo", NULL);
  app_fixture_settle ();
  g_assert_false (scoring_is_draft (&desk));

  /* What is closed is not taken. */
  ask_values (&desk, "company_size", "company_size");
  g_assert_cmpstr (text_of ("other"), ==, "100");
  remove_line ("other");
  close_ask ();
  g_assert_false (scoring_is_draft (&desk));
  ask_values (&desk, "company_size", "company_size");
  ask_line (ASSAY_PROFILE_VALUE_CASE);
  scoring_fill ("what", "company_size <= 2");
  scoring_fill ("number", "12.5");
  choice = app_fixture_find (GTK_WIDGET (scoring_find_ask ()), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), 1);
  scoring_accept ();
  g_assert_cmpstr (text_of ("cases.0"), ==, "12.5");
  scoring_accept ();
  app_desk_hide (&desk);
  json = scoring_draft_json (&desk, "ten-factor");
  g_assert_nonnull (strstr (json, "\"cases\":[{\"when\":{\"field\":\"company_size\",\"op\":\"<=\","
                                  "\"value\":2},\"value\":12.5}"));
  app_fixture_remove (desk.workspace);
}

/* The best phrases come first, by what is typed and not by what was there. */
static void
test_phrases (void)
{
  AppDesk desk;
  g_autofree char *json = NULL;

  open_profile (&desk, "ten-factor", is_ten_factor);
  ask_values (&desk, "industry_match", "industry_match");
  scoring_fill ("tiers.1", "90");
  ask_line (ASSAY_PROFILE_VALUE_PHRASES);
  scoring_fill ("number", "80");
  scoring_fill ("what", " , ");
  g_assert_true (scoring_is_refused ("words are needed"));
  scoring_fill ("what", "biotech, pharma");
  scoring_accept ();
  g_assert_cmpstr (text_of ("tiers.2"), ==, "80");
  ask_line (ASSAY_PROFILE_VALUE_MISSING);
  scoring_fill ("number", "10");
  scoring_accept ();
  remove_line ("tiers.0");
  remove_line ("tiers.0");
  remove_line ("tiers.1");
  /* One has to stay. */
  g_assert_null (find_remove_button ("tiers.0"));
  g_assert_nonnull (find_remove_button ("missing"));
  scoring_accept ();
  app_desk_hide (&desk);
  json = scoring_draft_json (&desk, "ten-factor");
  g_assert_nonnull (strstr (json, "\"tiers\":[{\"phrases\":[\"biotech\",\"pharma\"],\"value\":80}],"
                                  "\"other\":0,\"missing\":10"));
  app_fixture_remove (desk.workspace);
}

/* Points of a curve stand in order; in a profile of points they may be worth anything. */
static void
test_points (void)
{
  AppDesk desk;
  g_autofree char *json = NULL;

  open_profile (&desk, "real-estate", is_real_estate);
  ask_values (&desk, "means", "budget");
  ask_line (ASSAY_PROFILE_VALUE_POINT);
  scoring_fill ("number", "-7");
  scoring_fill ("what", "300000");
  g_assert_true (scoring_is_refused ("there is a line for it already"));
  scoring_fill ("what", "much");
  g_assert_true (scoring_is_refused ("a number"));
  scoring_fill ("what", "200000.5");
  scoring_accept ();
  g_assert_cmpstr (text_of ("table.2"), ==, "-7");
  remove_line ("table.0");
  scoring_accept ();
  app_desk_hide (&desk);
  json = scoring_draft_json (&desk, "real-estate");
  g_assert_nonnull (strstr (json, "\"table\":[[100000,4],[200000.5,-7],[300000,9],[800000,12]]"));
  app_fixture_remove (desk.workspace);
}

/* A value without any line can get one; its condition is built as those of factors are. */
static void
test_builder (void)
{
  AppDesk desk;
  GtkWidget *button, *editor, *text;
  g_autofree char *json = NULL;

  open_profile (&desk, "ten-factor", is_ten_factor);
  ask_values (&desk, "potential", "potential");
  remove_line ("adjust.0");
  scoring_shoot_ask ("scoring-values-empty");
  scoring_accept ();
  g_assert_true (scoring_has_words (GTK_WIDGET (scoring_find_row (desk.view, "potential")), "Values…"));
  ask_values (&desk, "potential", "potential");
  ask_line (ASSAY_PROFILE_VALUE_ADD);
  scoring_fill ("number", "-12");
  scoring_fill ("what", "phone present");
  button = app_fixture_find (assay_ask_window_get_entry (scoring_find_ask (), "what"), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_fixture_settle ();
  editor = app_fixture_find (button, ASSAY_TYPE_CONDITION_EDITOR);
  g_assert_nonnull (editor);
  app_fixture_screenshot_popover (GTK_WINDOW (scoring_find_ask ()), "scoring-line-condition");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (app_desk_find_button (editor, "Text")), TRUE);
  text = app_fixture_find (editor, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "email absent", -1);
  g_assert_cmpstr (text_of ("what"), ==, "email absent");
  g_signal_emit_by_name (editor, "cancelled");
  g_assert_cmpstr (text_of ("what"), ==, "phone present");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "email absent", -1);
  gtk_popover_popdown (GTK_POPOVER (editor));
  app_fixture_settle ();
  scoring_accept ();
  g_assert_cmpstr (text_of ("adjust.0"), ==, "-12");
  scoring_accept ();
  app_desk_hide (&desk);
  json = scoring_draft_json (&desk, "ten-factor");
  g_assert_nonnull (strstr (json, "\"adjust\":[{\"when\":{\"field\":\"email\",\"op\":\"absent\"},"
                                  "\"add\":-12}]"));
  app_fixture_remove (desk.workspace);
}

static gboolean
is_reached (GtkWidget *window,
            GtkWidget *target)
{
  gtk_root_set_focus (GTK_ROOT (window), NULL);
  for (int i = 0; i < 60; i++)
    {
      GtkWidget *focus;

      if (!gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD))
        return FALSE;
      focus = gtk_root_get_focus (GTK_ROOT (window));
      if (focus != NULL && (focus == target || gtk_widget_is_ancestor (focus, target)))
        return TRUE;
    }
  return FALSE;
}

/* All of it can be done by keyboard, and what has no words has a name. */
static void
test_keyboard (void)
{
  AppDesk desk;
  GtkWidget *window, *button;

  open_profile (&desk, "ten-factor", is_ten_factor);
  ask_values (&desk, "email_validity", "email_validity");
  window = GTK_WIDGET (scoring_find_ask ());
  button = find_remove_button ("cases.2");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Remove “email.status is risky”");
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (is_reached (window, button));
  g_assert_true (is_reached (window, GTK_WIDGET (find_add_button ())));
  gtk_menu_button_popup (find_add_button ());
  app_fixture_settle ();
  g_assert_true (scoring_has_words (GTK_WIDGET (find_add_button ()), "Case…"));
  app_fixture_screenshot_popover (GTK_WINDOW (window), "scoring-values-menu");
  gtk_menu_button_popdown (find_add_button ());
  ask_line (ASSAY_PROFILE_VALUE_CASE);
  button = app_fixture_find (assay_ask_window_get_entry (scoring_find_ask (), "what"), GTK_TYPE_MENU_BUTTON);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (is_reached (GTK_WIDGET (scoring_find_ask ()), button));
  /* A window that stands on another goes with it. */
  gtk_window_destroy (GTK_WINDOW (window));
  app_fixture_settle ();
  g_assert_null (scoring_find_ask ());
  app_desk_close (&desk);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  app_desk_init (&argc, &argv);
  g_test_add_func ("/scoring-values/numbers", test_numbers);
  g_test_add_func ("/scoring-values/cases", test_cases);
  g_test_add_func ("/scoring-values/phrases", test_phrases);
  g_test_add_func ("/scoring-values/points", test_points);
  g_test_add_func ("/scoring-values/builder", test_builder);
  g_test_add_func ("/scoring-values/keyboard", test_keyboard);
  return app_desk_run ();
}
