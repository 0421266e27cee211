/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-ask-window.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <math.h>

#define MOST_HEIGHT   420 /* more entries scroll */
#define PROBLEM_CHARS 28  /* longer ones wrap, so that there is room to type */

typedef struct
{
  char *key;
  GtkWidget *entry;
  GtkWidget *problem;
} Field;

/**
 * AssayAskWindow:
 *
 * Asks for one line of text or a few, and perhaps for a choice. What is wrong with a line is said beside it; the
 * button waits until nothing is.
 */
struct _AssayAskWindow
{
  AdwWindow parent_instance;

  GArray *fields; /* (owned) (element-type Field) */
  AssayAskCheck check;
  gpointer check_data;       /* (owned) */
  GDestroyNotify free_check; /* (nullable) */
  char *first;               /* (owned) (nullable): what is asked about */
  char *second;              /* (owned) (nullable) */
  GtkWidget *group;
  GtkWidget *choice; /* (nullable) */
  GtkWidget *extra;
  GtkWidget *button;
  char **keys; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AssayAskWindow, assay_ask_window, ADW_TYPE_WINDOW)

enum
{
  CHANGED,
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const Field *
find_field (AssayAskWindow *self,
            const char     *key)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (key == NULL || g_strcmp0 (g_array_index (self->fields, Field, i).key, key) == 0)
      return &g_array_index (self->fields, Field, i);
  return NULL;
}

static void
show_problem (const Field *field,
              const char  *problem)
{
  gboolean wraps = problem != NULL && g_utf8_strlen (problem, -1) > PROBLEM_CHARS;

  gtk_label_set_text (GTK_LABEL (field->problem), problem != NULL ? problem : "");
  gtk_label_set_wrap (GTK_LABEL (field->problem), wraps);
  gtk_label_set_width_chars (GTK_LABEL (field->problem), wraps ? PROBLEM_CHARS : -1);
  gtk_label_set_max_width_chars (GTK_LABEL (field->problem), wraps ? PROBLEM_CHARS : -1);
  gtk_widget_set_visible (field->problem, problem != NULL);
}

static gboolean
check_field (AssayAskWindow *self,
             const Field    *field)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (field->entry));
  g_autofree char *problem = NULL;

  if (*text != '\0' && self->check != NULL)
    problem = self->check (self, field->key, self->check_data);
  show_problem (field, problem);
  if (problem != NULL)
    gtk_widget_add_css_class (field->entry, "error");
  else
    gtk_widget_remove_css_class (field->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  return problem == NULL && (*text != '\0' || !gtk_widget_get_sensitive (field->entry));
}

/* All of them: whether one line fits may depend on another. */
static void
changed_cb (AssayAskWindow *self)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < self->fields->len; i++)
    fits = check_field (self, &g_array_index (self->fields, Field, i)) && fits;
  gtk_widget_set_sensitive (self->button, fits);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
answer_cb (AssayAskWindow *self)
{
  if (!gtk_widget_get_sensitive (self->button))
    return;
  g_object_ref (self);
  g_signal_emit (self, signals[ANSWERED], 0);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
assay_ask_window_finalize (GObject *object)
{
  AssayAskWindow *self = ASSAY_ASK_WINDOW (object);

  g_array_unref (self->fields);
  if (self->free_check != NULL)
    self->free_check (self->check_data);
  g_free (self->first);
  g_free (self->second);
  g_strfreev (self->keys);
  G_OBJECT_CLASS (assay_ask_window_parent_class)->finalize (object);
}

static void
assay_ask_window_class_init (AssayAskWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_ask_window_finalize;

  /**
   * AssayAskWindow::changed:
   *
   * A text changed and was checked.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AssayAskWindow::answered:
   *
   * A person gave an answer; the window closes after this.
   */
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
field_clear (gpointer data)
{
  g_free (((Field *) data)->key);
}

static void
assay_ask_window_init (AssayAskWindow *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, field_clear);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 420, -1);
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
  self->group = adw_preferences_group_new ();
  self->extra = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->extra, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->extra, FALSE);
  self->button = gtk_button_new ();
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (self->button, FALSE);
  assay_add_css_classes (self->button, "pill suggested-action");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  assay_append (body, assay_grown_new (self->group, MOST_HEIGHT), self->extra, self->button, NULL);
  gtk_widget_add_css_class (body, "assay-ask");
  assay_window_set_body (GTK_WINDOW (self), body);
}

/**
 * assay_ask_window_new:
 * @button: what the button does
 */
GtkWidget *
assay_ask_window_new (GtkWindow  *parent,
                      const char *title,
                      const char *button)
{
  AssayAskWindow *self = g_object_new (ASSAY_TYPE_ASK_WINDOW, "transient-for", parent, "destroy-with-parent",
                                       TRUE, "title", title, NULL);

  gtk_button_set_label (GTK_BUTTON (self->button), button);
  return GTK_WIDGET (self);
}

/**
 * assay_ask_window_add_entry:
 * @key: what assay_ask_window_get_text() asks for
 * @label: what is asked for
 * @text: (nullable): what stands there at first
 */
void
assay_ask_window_add_entry (AssayAskWindow *self,
                            const char     *key,
                            const char     *label,
                            const char     *text)
{
  Field field = { .key = g_strdup (key),
                  .entry = adw_entry_row_new (),
                  .problem = assay_label_new (NULL, "assay-error caption", ASSAY_LABEL_PLAIN) };
  g_autofree char *title = g_markup_escape_text (label, -1);

  g_return_if_fail (ASSAY_IS_ASK_WINDOW (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field.entry), title);
  gtk_widget_set_tooltip_text (field.entry, label);
  gtk_widget_set_visible (field.problem, FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (field.entry), field.problem);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), field.entry);
  g_array_append_val (self->fields, field);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (field.entry), text);
  g_signal_connect_object (field.entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field.entry, "entry-activated", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

/**
 * assay_ask_window_remove_entries:
 *
 * So that others can be added in their place.
 */
void
assay_ask_window_remove_entries (AssayAskWindow *self)
{
  g_return_if_fail (ASSAY_IS_ASK_WINDOW (self));

  for (guint i = 0; i < self->fields->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_array_index (self->fields, Field, i).entry);
  g_array_set_size (self->fields, 0);
  changed_cb (self);
}

/**
 * assay_ask_window_add_choice:
 * @names: (array zero-terminated=1): what is offered
 * @keys: (array zero-terminated=1): what assay_ask_window_get_choice() gives for each
 */
void
assay_ask_window_add_choice (AssayAskWindow    *self,
                             const char        *label,
                             const char *const *names,
                             const char *const *keys)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  g_return_if_fail (ASSAY_IS_ASK_WINDOW (self));

  self->choice = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice), label);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->choice), G_LIST_MODEL (model));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->choice);
  self->keys = g_strdupv ((char **) keys);
}

/**
 * assay_ask_window_set_description:
 * @text: (nullable): what stands above the entries
 */
void
assay_ask_window_set_description (AssayAskWindow *self,
                                  const char     *text)
{
  g_return_if_fail (ASSAY_IS_ASK_WINDOW (self));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), text);
}

/**
 * assay_ask_window_set_check:
 * @check: says what is wrong with a text
 * @free_data: (nullable): frees @user_data
 */
void
assay_ask_window_set_check (AssayAskWindow *self,
                            AssayAskCheck   check,
                            gpointer        user_data,
                            GDestroyNotify  free_data)
{
  g_return_if_fail (ASSAY_IS_ASK_WINDOW (self));

  self->check = check;
  self->check_data = user_data;
  self->free_check = free_data;
  changed_cb (self);
}

/**
 * assay_ask_window_set_about:
 * @first: (nullable): what is asked about, for whoever gets the answer
 * @second: (nullable): and what of it
 */
void
assay_ask_window_set_about (AssayAskWindow *self,
                            const char     *first,
                            const char     *second)
{
  g_return_if_fail (ASSAY_IS_ASK_WINDOW (self));

  self->first = g_strdup (first);
  self->second = g_strdup (second);
}

const char *
assay_ask_window_get_first (AssayAskWindow *self)
{
  return self->first;
}

const char *
assay_ask_window_get_second (AssayAskWindow *self)
{
  return self->second;
}

/**
 * assay_ask_window_get_entry:
 * @key: (nullable): of an entry; the first one by default
 *
 * Returns: (transfer none) (nullable): it
 */
GtkWidget *
assay_ask_window_get_entry (AssayAskWindow *self,
                            const char     *key)
{
  const Field *field = find_field (self, key);

  return field != NULL ? field->entry : NULL;
}

/**
 * assay_ask_window_get_text:
 * @key: (nullable): of an entry; the first one by default
 */
const char *
assay_ask_window_get_text (AssayAskWindow *self,
                           const char     *key)
{
  const Field *field = find_field (self, key);

  return field != NULL ? gtk_editable_get_text (GTK_EDITABLE (field->entry)) : "";
}

/**
 * assay_ask_window_get_number:
 * @key: (nullable): of an entry; the first one by default
 *
 * Returns: its number, as the user's language writes it; NaN where it is none
 */
double
assay_ask_window_get_number (AssayAskWindow *self,
                             const char     *key)
{
  const char *text = assay_ask_window_get_text (self, key);
  char *end = NULL;
  double number = g_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (number) ? number : NAN;
}

/**
 * assay_ask_window_get_choice:
 *
 * Returns: (nullable): the key of what is chosen
 */
const char *
assay_ask_window_get_choice (AssayAskWindow *self)
{
  guint chosen;

  if (self->choice == NULL)
    return NULL;
  chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->choice));
  return chosen < g_strv_length (self->keys) ? self->keys[chosen] : NULL;
}

/**
 * assay_ask_window_get_extra:
 *
 * Returns: (transfer none): a box below the lines, for what the answer would look like or what else can be
 *   done; not visible at first
 */
GtkWidget *
assay_ask_window_get_extra (AssayAskWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_ASK_WINDOW (self), NULL);
  return self->extra;
}
