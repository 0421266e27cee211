/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-ask-window.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/**
 * AssayAskWindow:
 *
 * Asks for one line of text, and perhaps for a choice.
 */
struct _AssayAskWindow
{
  AdwWindow parent_instance;

  GtkWidget *group;
  GtkWidget *entry;
  GtkWidget *choice; /* (nullable) */
  GtkWidget *button;
  char **keys; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AssayAskWindow, assay_ask_window, ADW_TYPE_WINDOW)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
text_changed_cb (AssayAskWindow *self)
{
  gtk_widget_set_sensitive (self->button, *assay_ask_window_get_text (self) != '\0');
}

static void
answer_cb (AssayAskWindow *self)
{
  if (*assay_ask_window_get_text (self) == '\0')
    return;
  g_object_ref (self);
  g_signal_emit (self, signals[ANSWERED], 0);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
assay_ask_window_finalize (GObject *object)
{
  g_strfreev (ASSAY_ASK_WINDOW (object)->keys);
  G_OBJECT_CLASS (assay_ask_window_parent_class)->finalize (object);
}

static void
assay_ask_window_class_init (AssayAskWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_ask_window_finalize;
  gtk_widget_class_add_binding_action (
    GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);

  /**
   * AssayAskWindow::answered:
   *
   * A person gave an answer; the window closes after this.
   */
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_ask_window_init (AssayAskWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *header = adw_header_bar_new ();

  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 420, -1);
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  self->group = adw_preferences_group_new ();
  self->entry = adw_entry_row_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->entry);
  g_signal_connect_object (
    self->entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->entry, "entry-activated", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  self->button = gtk_button_new ();
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (self->button, FALSE);
  assay_add_css_classes (self->button, "pill suggested-action");
  g_signal_connect_object (
    self->button, "clicked", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  assay_append (body, self->group, self->button, NULL);
  gtk_widget_add_css_class (body, "assay-ask");
  gtk_box_append (GTK_BOX (box), body);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * assay_ask_window_new:
 * @label: what is asked for
 * @text: (nullable): what stands there at first
 * @button: what the button does
 */
GtkWidget *
assay_ask_window_new (GtkWindow  *parent,
                      const char *title,
                      const char *label,
                      const char *text,
                      const char *button)
{
  AssayAskWindow *self = g_object_new (ASSAY_TYPE_ASK_WINDOW, NULL);

  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), label);
  gtk_button_set_label (GTK_BUTTON (self->button), button);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  return GTK_WIDGET (self);
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

const char *
assay_ask_window_get_text (AssayAskWindow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
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
