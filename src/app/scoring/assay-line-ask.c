/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-line-ask.h"

#include "leads/assay-condition-editor.h"
#include "model/assay-condition-text.h"
#include "scoring/assay-value-words.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <string.h>

/* Asks for a line of a factor's value: what it is for, and its number. */

typedef struct
{
  JsonNode *root;            /* (owned) */
  AssayWorkspace *workspace; /* (owned) */
  AssayProfileValueKind kind;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  json_node_unref (asking->root);
  g_object_unref (asking->workspace);
  g_free (asking);
}

static Asking *
asking_of (AssayAskWindow *window)
{
  return g_object_get_data (G_OBJECT (window), "asking");
}

static gboolean
asks_condition (const Asking *asking)
{
  return asking->kind == ASSAY_PROFILE_VALUE_CASE || asking->kind == ASSAY_PROFILE_VALUE_ADD;
}

/* Text of the window and @when are not copied. */
static AssayProfileLine
read_line (AssayAskWindow       *window,
           const AssayCondition *when)
{
  const char *before = assay_ask_window_get_choice (window);
  AssayProfileLine line = {
    .kind = asking_of (window)->kind,
    .number = assay_ask_window_get_number (window, "number"),
    .text = assay_ask_window_get_text (window, "what"),
    .point = assay_ask_window_get_number (window, "what"),
    .when = when,
    .before = before != NULL && *before != '\0' ? before : NULL,
  };

  return line;
}

static AssayCondition *
dup_condition (AssayAskWindow *window,
               GError        **error)
{
  if (!asks_condition (asking_of (window)))
    return NULL;
  return assay_condition_from_text (assay_ask_window_get_text (window, "what"), NULL, error);
}

static char *
check (AssayAskWindow *window,
       const char     *key,
       gpointer        user_data)
{
  const Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) when = NULL;
  AssayProfileLine line;

  if (strcmp (key, "number") == 0)
    return assay_value_words_problem (asking->root, asking->kind, assay_ask_window_get_number (window, key));
  when = dup_condition (window, &error);
  if (error != NULL)
    return g_strdup (error->message);
  line = read_line (window, when);
  switch (assay_profile_edit_check_line (asking->root, assay_ask_window_get_first (window),
                                         assay_ask_window_get_second (window), &line))
    {
    case ASSAY_LINE_UNNAMED:
      return g_strdup (asking->kind == ASSAY_PROFILE_VALUE_POINT ? _("a number") : _("words are needed"));
    case ASSAY_LINE_TAKEN:
      return g_strdup (_("there is a line for it already"));
    case ASSAY_LINE_FITS:
    default:
      return NULL;
    }
}

/* The condition builder writes what is typed otherwise. */

static void
built_cb (AssayConditionEditor *editor,
          AssayAskWindow       *window)
{
  g_autoptr (AssayCondition) condition = assay_condition_editor_dup_condition (editor);
  g_autofree char *text = condition != NULL ? assay_condition_to_text (condition) : NULL;

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (assay_ask_window_get_entry (window, "what")), text);
}

static void
cancelled_cb (AssayConditionEditor *editor,
              AssayAskWindow       *window)
{
  gtk_editable_set_text (GTK_EDITABLE (assay_ask_window_get_entry (window, "what")),
                         g_object_get_data (G_OBJECT (editor), "before"));
}

static void
create_builder_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  AssayAskWindow *window = user_data;
  const char *text = assay_ask_window_get_text (window, "what");
  g_autoptr (AssayCondition) condition = dup_condition (window, NULL);
  GtkWidget *editor = assay_condition_editor_new (asking_of (window)->workspace, condition);

  assay_condition_editor_hide_save (ASSAY_CONDITION_EDITOR (editor));
  g_object_set_data_full (G_OBJECT (editor), "before", g_strdup (text), g_free);
  g_signal_connect_object (editor, "changed", G_CALLBACK (built_cb), window, 0);
  g_signal_connect_object (editor, "cancelled", G_CALLBACK (cancelled_cb), window, 0);
  gtk_menu_button_set_popover (button, editor);
}

static void
add_builder (AssayAskWindow *window)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-list-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_builder_cb, window, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Build the condition"));
  assay_set_accessible_name (button, _("Build the condition"));
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (assay_ask_window_get_entry (window, "what")), button);
}

/* Where the first case that holds counts alone, which others come after it. */
static void
add_order (AssayAskWindow *window,
           const Asking   *asking)
{
  const char *group = assay_ask_window_get_first (window), *factor = assay_ask_window_get_second (window);
  g_autoptr (GPtrArray) values = assay_profile_edit_list_values (asking->root, group, factor);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (asking->kind != ASSAY_PROFILE_VALUE_CASE
      || !assay_profile_edit_takes_first (asking->root, group, factor))
    return;
  g_ptr_array_add (names, g_strdup (_("none, it comes last")));
  g_ptr_array_add (keys, (char *) "");
  for (guint i = 0; i < values->len; i++)
    {
      const AssayProfileValue *value = values->pdata[i];

      if (value->kind != ASSAY_PROFILE_VALUE_CASE)
        continue;
      g_ptr_array_add (names, assay_value_words_name (value));
      g_ptr_array_add (keys, value->path);
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (keys, NULL);
  assay_ask_window_add_choice (window, _("Tried before"), (const char *const *) names->pdata,
                               (const char *const *) keys->pdata);
}

/* What the line is for, in words; none where its kind says that. */
static char *
describe_what (const Asking   *asking,
               AssayAskWindow *window)
{
  JsonObject *factor = assay_profile_edit_find_factor (asking->root, assay_ask_window_get_first (window),
                                                       assay_ask_window_get_second (window));
  JsonObject *value = json_object_get_object_member (factor, "value");
  const char *field = json_object_get_string_member_with_default (value, "field", "");

  switch (asking->kind)
    {
    case ASSAY_PROFILE_VALUE_CASE:
    case ASSAY_PROFILE_VALUE_ADD:
      return g_strdup (_("Condition"));
    case ASSAY_PROFILE_VALUE_PHRASES:
      return g_strdup (_("Words and phrases, with commas between"));
    case ASSAY_PROFILE_VALUE_TEXT:
      /* Translators: a field, such as “country” */
      return g_strdup_printf (_("Where %s is this text"), field);
    case ASSAY_PROFILE_VALUE_POINT:
      /* Translators: a field, such as “budget” */
      return g_strdup_printf (_("Where %s is this number"), field);
    case ASSAY_PROFILE_VALUE_PLAIN:
    case ASSAY_PROFILE_VALUE_HALF:
    case ASSAY_PROFILE_VALUE_OTHER:
    case ASSAY_PROFILE_VALUE_MISSING:
    default:
      return NULL;
    }
}

/**
 * assay_line_ask_new:
 * @parent: asks about the factor whose value it is
 * @root: the profile
 * @kind: what the value has room for
 *
 * Returns: an #AssayAskWindow
 */
GtkWidget *
assay_line_ask_new (AssayAskWindow       *parent,
                    AssayWorkspace       *workspace,
                    JsonNode             *root,
                    AssayProfileValueKind kind)
{
  GtkWidget *window = assay_ask_window_new (GTK_WINDOW (parent), _("Add Line"), _("Add"));
  AssayAskWindow *ask = ASSAY_ASK_WINDOW (window);
  Asking *asking = g_new (Asking, 1);
  AssayProfileValue value = { .kind = kind };
  g_autofree char *what = NULL;
  g_autofree char *number = NULL;

  asking->root = json_node_ref (root);
  asking->workspace = g_object_ref (workspace);
  asking->kind = kind;
  g_object_set_data (G_OBJECT (window), "asking", asking);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, -1);
  assay_ask_window_set_about (ask, assay_ask_window_get_first (parent), assay_ask_window_get_second (parent));
  what = describe_what (asking, ask);
  if (what != NULL)
    assay_ask_window_add_entry (ask, "what", what, NULL);
  if (asks_condition (asking))
    add_builder (ask);
  number = what == NULL                      ? assay_value_words_name (&value)
           : kind == ASSAY_PROFILE_VALUE_ADD ? g_strdup (_("So much is added"))
                                             : g_strdup (_("Value"));
  assay_ask_window_add_entry (ask, "number", number, NULL);
  add_order (ask, asking);
  assay_ask_window_set_check (ask, check, asking, asking_free);
  return window;
}

/**
 * assay_line_ask_add:
 * @window: was answered
 *
 * Adds to @root what was asked for.
 *
 * Returns: (transfer full) (nullable): the path of the new line
 */
char *
assay_line_ask_add (AssayAskWindow *window,
                    JsonNode       *root)
{
  g_autoptr (AssayCondition) when = dup_condition (window, NULL);
  AssayProfileLine line = read_line (window, when);

  return assay_profile_edit_add_line (root, assay_ask_window_get_first (window),
                                      assay_ask_window_get_second (window), &line);
}
