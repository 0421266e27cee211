/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "base/assay-json-copy.h"
#include "scoring/assay-line-ask.h"
#include "scoring/assay-scoring-view-private.h"
#include "scoring/assay-value-words.h"
#include "widgets/assay-parts.h"

/* What a factor is worth in each case, a line for each. Lines come and go in a copy of the draft; the draft
 * takes all that changed in one step. */

typedef struct
{
  JsonNode *root;            /* (owned): the copy */
  GPtrArray *list;           /* (owned) (element-type AssayProfileValue): the lines */
  AssayWorkspace *workspace; /* (owned) */
  GtkWidget *add_button;
} Values;

static void
values_free (gpointer data)
{
  Values *values = data;

  json_node_unref (values->root);
  g_ptr_array_unref (values->list);
  g_object_unref (values->workspace);
  g_free (values);
}

static Values *
values_of (AssayAskWindow *window)
{
  return g_object_get_data (G_OBJECT (window), "values");
}

static void
list_lines (AssayAskWindow *window,
            Values         *values)
{
  g_clear_pointer (&values->list, g_ptr_array_unref);
  values->list = assay_profile_edit_list_values (values->root, assay_ask_window_get_first (window),
                                                 assay_ask_window_get_second (window));
}

static const char *
path_of (Values *values,
         guint   place)
{
  return ((AssayProfileValue *) values->list->pdata[place])->path;
}

static guint
find_place (Values     *values,
            const char *path)
{
  guint place = 0;

  while (place < values->list->len && strcmp (path_of (values, place), path) != 0)
    place++;
  return place;
}

static JsonObject *
find_factor (JsonNode       *root,
             AssayAskWindow *window)
{
  return assay_profile_edit_find_factor (root, assay_ask_window_get_first (window),
                                         assay_ask_window_get_second (window));
}

/* What is typed goes into the copy, as far as it fits. */
static void
take_numbers (AssayAskWindow *window)
{
  Values *values = values_of (window);

  for (guint i = 0; i < values->list->len; i++)
    {
      const AssayProfileValue *value = values->list->pdata[i];
      double number = assay_ask_window_get_number (window, value->path);

      if (number != value->number)
        assay_profile_edit_set_value (values->root, assay_ask_window_get_first (window),
                                      assay_ask_window_get_second (window), value->path, number);
    }
}

static gboolean
set_values (JsonNode       *root,
            AssayAskWindow *answer)
{
  JsonObject *before = find_factor (root, answer), *after = find_factor (values_of (answer)->root, answer);

  take_numbers (answer);
  if (json_node_equal (json_object_get_member (before, "value"), json_object_get_member (after, "value")))
    return FALSE;
  json_object_set_member (before, "value", assay_json_copy (json_object_get_member (after, "value")));
  return TRUE;
}

static char *
check_value (AssayAskWindow *window,
             const char     *key,
             gpointer        user_data)
{
  Values *values = user_data;
  guint place = find_place (values, key);

  if (place == values->list->len)
    return NULL;
  return assay_value_words_problem (values->root, ((AssayProfileValue *) values->list->pdata[place])->kind,
                                    assay_ask_window_get_number (window, key));
}

/* What is typed so far, whether it fits or not. */
static GPtrArray *
dup_texts (AssayAskWindow *window)
{
  Values *values = values_of (window);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < values->list->len; i++)
    g_ptr_array_add (texts, g_strdup (assay_ask_window_get_text (window, path_of (values, i))));
  return texts;
}

static void
add_remove_button (AssayAskWindow *window,
                   const char     *path,
                   const char     *label)
{
  /* Translators: a line of a table of values, such as “anything else” */
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), label);
  GtkWidget *button = assay_icon_button_new ("list-remove-symbolic", name, "flat");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "line.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (assay_ask_window_get_entry (window, path)), button);
}

static void
show_lines (AssayAskWindow *window,
            GPtrArray      *texts)
{
  Values *values = values_of (window);

  assay_ask_window_set_check (window, NULL, NULL, NULL);
  assay_ask_window_remove_entries (window);
  for (guint i = 0; i < values->list->len; i++)
    {
      const AssayProfileValue *value = values->list->pdata[i];
      g_autofree char *label = assay_value_words_name (value);
      g_autofree char *number = g_strdup_printf ("%.10g", value->number);
      const char *text = texts != NULL ? texts->pdata[i] : NULL;

      assay_ask_window_add_entry (window, value->path, label, text != NULL ? text : number);
      if (assay_profile_edit_can_remove_line (values->root, assay_ask_window_get_first (window),
                                              assay_ask_window_get_second (window), value->path))
        add_remove_button (window, value->path, label);
    }
  assay_ask_window_set_description (window, values->list->len > 0
                                              ? NULL
                                              : _("The value follows from other factors, and nothing is added to it."));
  assay_ask_window_set_check (window, check_value, values, NULL);
}

/* Adding and removing */

static GMenu *
new_menu (AssayAskWindow *window)
{
  static const struct
  {
    AssayProfileValueKind kind;
    const char *label;
  } items[] = {
    { ASSAY_PROFILE_VALUE_POINT, N_("Point…") },
    { ASSAY_PROFILE_VALUE_TEXT, N_("Text…") },
    { ASSAY_PROFILE_VALUE_PHRASES, N_("Phrases…") },
    { ASSAY_PROFILE_VALUE_CASE, N_("Case…") },
    { ASSAY_PROFILE_VALUE_OTHER, N_("Anything Else…") },
    { ASSAY_PROFILE_VALUE_MISSING, N_("Not Known…") },
    { ASSAY_PROFILE_VALUE_ADD, N_("Addition…") },
  };
  Values *values = values_of (window);
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(items[i].label), NULL);

      g_menu_item_set_action_and_target (item, "line.add", "i", (gint32) items[i].kind);
      if (assay_profile_edit_can_add_line (values->root, assay_ask_window_get_first (window),
                                           assay_ask_window_get_second (window), items[i].kind))
        g_menu_append_item (menu, item);
    }
  return menu;
}

static void
update_menu (AssayAskWindow *window)
{
  g_autoptr (GMenu) menu = new_menu (window);

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (values_of (window)->add_button), G_MENU_MODEL (menu));
  gtk_widget_set_visible (assay_ask_window_get_extra (window),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

/* Shows the lines there are now, and goes on at one of them. */
static void
show_changed (AssayAskWindow *window,
              GPtrArray      *texts,
              guint           place)
{
  Values *values = values_of (window);

  show_lines (window, texts);
  update_menu (window);
  place = MIN (place + 1, values->list->len);
  gtk_widget_grab_focus (place > 0 ? assay_ask_window_get_entry (window, path_of (values, place - 1))
                                   : values->add_button);
}

static void
remove_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayAskWindow *window = user_data;
  Values *values = values_of (window);
  g_autoptr (GPtrArray) texts = dup_texts (window);
  const char *path = g_variant_get_string (parameter, NULL);
  guint place = find_place (values, path);

  if (!assay_profile_edit_remove_line (values->root, assay_ask_window_get_first (window),
                                       assay_ask_window_get_second (window), path))
    return;
  g_ptr_array_remove_index (texts, place);
  list_lines (window, values);
  show_changed (window, texts, place);
}

static void
line_answered_cb (AssayAskWindow *answer,
                  AssayAskWindow *window)
{
  Values *values = values_of (window);
  g_autoptr (GPtrArray) texts = dup_texts (window);
  g_autofree char *path = NULL;
  guint place;

  /* The place of the new line may depend on them. */
  take_numbers (window);
  path = assay_line_ask_add (answer, values->root);
  if (path == NULL)
    return;
  list_lines (window, values);
  place = find_place (values, path);
  g_ptr_array_insert (texts, (int) place, NULL);
  show_changed (window, texts, place);
}

static void
add_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  AssayAskWindow *window = user_data;
  Values *values = values_of (window);
  GtkWidget *ask = assay_line_ask_new (window, values->workspace, values->root,
                                       (AssayProfileValueKind) g_variant_get_int32 (parameter));

  g_signal_connect_object (ask, "answered", G_CALLBACK (line_answered_cb), window, 0);
  gtk_window_present (GTK_WINDOW (ask));
}

static void
add_line_actions (AssayAskWindow *window,
                  Values         *values)
{
  static const GActionEntry entries[] = {
    { .name = "add", .activate = add_action, .parameter_type = "i" },
    { .name = "remove", .activate = remove_action, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "line", G_ACTION_GROUP (actions));
  values->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (values->add_button), _("Add Line"));
  gtk_widget_add_css_class (values->add_button, "flat");
  gtk_box_append (GTK_BOX (assay_ask_window_get_extra (window)), values->add_button);
  update_menu (window);
}

static void
values_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AssayScoringView *self = user_data;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *title = NULL;
  const char *group, *factor, *label;
  JsonObject *object;
  GtkWidget *window;
  Values *values;

  if (self->draft == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &group, &factor);
  root = assay_profile_draft_copy_root (self->draft);
  object = assay_profile_edit_find_factor (root, group, factor);
  if (object == NULL || !json_object_has_member (object, "value"))
    return;
  label = json_object_get_string_member_with_default (object, "label", factor);
  /* Translators: a factor of a profile, such as “Job title” */
  title = g_strdup_printf (_("Values of %s"), label);
  window = assay_scoring_view_new_ask (self, parameter, title, _("Set"));
  values = g_new0 (Values, 1);
  values->root = g_steal_pointer (&root);
  values->workspace = g_object_ref (assay_view_get_workspace (ASSAY_VIEW (self)));
  g_object_set_data_full (G_OBJECT (window), "values", values, values_free);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, -1);
  list_lines (ASSAY_ASK_WINDOW (window), values);
  show_lines (ASSAY_ASK_WINDOW (window), NULL);
  add_line_actions (ASSAY_ASK_WINDOW (window), values);
  assay_scoring_view_ask_change (self, window, set_values);
}

void
assay_scoring_view_add_values (AssayScoringView *self)
{
  static const GActionEntry entries[] = {
    { .name = "values", .activate = values_action, .parameter_type = "(ss)" },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
