/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring-desk.h"

#include "score/assay-profile-store.h"
#include "scoring/assay-live-pane.h"
#include "scoring/assay-scoring-view.h"

/* What the tests of the scoring view have in common. */

/* Whether a label says so somewhere; narrow windows hide one half. */
gboolean
scoring_has_words (GtkWidget  *root,
                   const char *words)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_visible (root)
      && strstr (gtk_label_get_text (GTK_LABEL (root)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (scoring_has_words (child, words))
      return TRUE;
  return FALSE;
}

gboolean
scoring_is_worked_out (gpointer data)
{
  GtkWidget *view = app_fixture_find (data, ASSAY_TYPE_SCORING_VIEW);
  GtkWidget *pane = view != NULL ? app_fixture_find (view, ASSAY_TYPE_LIVE_PANE) : NULL;

  return pane != NULL && scoring_has_words (pane, "average score");
}

void
scoring_desk_open_on (AppDesk        *desk,
                      AssayWorkspace *workspace,
                      int             width,
                      int             height)
{
  app_desk_open (desk, workspace, "scoring", width, height);
  app_fixture_wait (scoring_is_worked_out, desk->window);
  app_fixture_settle ();
}

void
scoring_desk_open (AppDesk *desk,
                   guint    n_leads)
{
  scoring_desk_open_on (desk, app_fixture_workspace (n_leads), 1280, 800);
}

AssayFactorRow *
scoring_find_row (GtkWidget  *root,
                  const char *factor)
{
  if (ASSAY_IS_FACTOR_ROW (root)
      && g_strcmp0 (assay_factor_row_get_factor (ASSAY_FACTOR_ROW (root)), factor) == 0)
    return ASSAY_FACTOR_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AssayFactorRow *found = scoring_find_row (child, factor);
      if (found != NULL)
        return found;
    }
  return NULL;
}

void
scoring_move_slider (AppDesk    *desk,
                     const char *factor,
                     double      points)
{
  AssayFactorRow *row = scoring_find_row (desk->view, factor);

  g_assert_nonnull (row);
  gtk_range_set_value (GTK_RANGE (assay_factor_row_get_scale (row)), points);
}

char *
scoring_subtitle (AppDesk *desk)
{
  char *text;

  g_object_get (desk->view, "subtitle", &text, NULL);
  return text;
}

gboolean
scoring_says_moved (gpointer data)
{
  return scoring_has_words (data, "average score moves");
}

void
scoring_activate (AppDesk    *desk,
                  const char *action,
                  GVariant   *parameter)
{
  g_assert_true (gtk_widget_activate_action_variant (desk->view, action, parameter));
}

gboolean
scoring_is_version_1 (gpointer data)
{
  g_autofree char *text = scoring_subtitle (data);

  return g_strcmp0 (text, "Version 1") == 0;
}

gboolean
scoring_is_draft (gpointer data)
{
  g_autofree char *text = scoring_subtitle (data);

  return g_str_has_prefix (text, "Draft");
}

/* The window that asks, or the one on top of it; none where nothing is asked. */
AssayAskWindow *
scoring_find_ask (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  AssayAskWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ASSAY_IS_ASK_WINDOW (window)
          && (found == NULL || gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (found)))
        found = ASSAY_ASK_WINDOW (window);
    }
  return found;
}

void
scoring_answer (const char *text)
{
  GtkWidget *window = GTK_WIDGET (scoring_find_ask ());
  GtkWidget *entry;

  g_assert_nonnull (window);
  entry = app_fixture_find (window, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  app_fixture_settle ();
  g_signal_emit_by_name (app_fixture_find_class (window, "pill"), "clicked");
  app_fixture_settle ();
}

void
scoring_fill (const char *key,
              const char *text)
{
  AssayAskWindow *window = scoring_find_ask ();

  gtk_editable_set_text (GTK_EDITABLE (assay_ask_window_get_entry (window, key)), text);
}

/* Whether the open window says so beside an entry, and waits. */
gboolean
scoring_is_refused (const char *problem)
{
  GtkWidget *window = GTK_WIDGET (scoring_find_ask ());

  return scoring_has_words (window, problem)
         && !gtk_widget_get_sensitive (app_fixture_find_class (window, "pill"));
}

/* Presses the button of the open window, which closes. */
void
scoring_accept (void)
{
  GtkWidget *window = GTK_WIDGET (scoring_find_ask ());
  GtkWidget *button = app_fixture_find_class (window, "pill");

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  app_fixture_settle ();
  g_assert_true (GTK_WIDGET (scoring_find_ask ()) != window);
}

/* In light and dark. */
void
scoring_shoot_ask (const char *name)
{
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);
  GtkWindow *window = GTK_WINDOW (scoring_find_ask ());

  app_fixture_settle ();
  app_fixture_screenshot (window, name);
  app_desk_set_dark (TRUE);
  app_fixture_settle ();
  app_fixture_screenshot (window, dark);
  app_desk_set_dark (FALSE);
}

char *
scoring_draft_json (AppDesk    *desk,
                    const char *profile)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (desk->workspace, NULL);
  g_autoptr (AssayDocument) draft = assay_profile_store_get (reader, profile, 0, NULL);

  g_assert_nonnull (draft);
  return assay_document_to_json (draft, FALSE);
}
