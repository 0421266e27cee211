/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-bulk-bar.h"

#include "assay-format.h"
#include "assay-theme.h"

#include "model/assay-tags.h"
#include "store/assay-lead-find.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/**
 * AssayBulkBar:
 *
 * What can be done with the leads that are selected. It knows how many they are, not which: whoever
 * owns the selection does what the signals ask.
 */
struct _AssayBulkBar
{
  AdwBin parent_instance;

  GPtrArray *fields; /* (owned) (element-type AssayField): those that can be set, as in the list */
  AssayFieldRegistry *registry; /* (owned) (nullable) */
  guint n_leads;

  GtkWidget *count_label;
  GtkWidget *mean_label;
  GtkWidget *set_button;
  GtkWidget *set_content;
  GtkWidget *tag_button;
  GtkWidget *tag_content;
  GtkWidget *export_content;
  GtkWidget *field_drop;
  GtkWidget *value_entry;
  GtkWidget *value_error;
  GtkWidget *apply_button;
  GtkWidget *tag_entry;
  GtkWidget *tag_error;
  GtkWidget *add_button;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (AssayBulkBar, assay_bulk_bar, ADW_TYPE_BIN)

enum
{
  SET,
  TAG,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const AssayField *
get_field (AssayBulkBar *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field_drop));

  return selected < self->fields->len ? self->fields->pdata[selected] : NULL;
}

static void
show_error (GtkWidget  *label,
            GtkWidget  *entry,
            const char *message)
{
  gtk_label_set_text (GTK_LABEL (label), message != NULL ? message : "");
  gtk_widget_set_visible (label, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
}

/* The button says what it will do: a value that is left empty clears. */
static void
value_changed_cb (AssayBulkBar *self)
{
  const AssayField *field = get_field (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->value_entry));
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  AssayValue value;

  if (field == NULL)
    return;
  if (assay_lead_parse_value (field, text, &value, &error))
    show_error (self->value_error, self->value_entry, NULL);
  else
    show_error (self->value_error, self->value_entry, error->message);
  gtk_widget_set_sensitive (self->apply_button, error == NULL);
  if (*text == '\0')
    label = g_strdup_printf (ngettext ("Clear for %'u lead", "Clear for %'u leads", self->n_leads),
                             self->n_leads);
  else
    label = g_strdup_printf (ngettext ("Set for %'u lead", "Set for %'u leads", self->n_leads),
                             self->n_leads);
  gtk_button_set_label (GTK_BUTTON (self->apply_button), label);
  if (*text != '\0')
    gtk_widget_add_css_class (self->apply_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->apply_button, "suggested-action");
}

static void
apply_cb (AssayBulkBar *self)
{
  const AssayField *field = get_field (self);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value_entry)));
  AssayValue value;

  if (field == NULL || !assay_lead_parse_value (field, text, &value, NULL))
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->set_button));
  gtk_editable_set_text (GTK_EDITABLE (self->value_entry), "");
  g_signal_emit (self, signals[SET], 0, field->key, text);
}

/* Clearing takes the button: Enter in an empty entry is too little to mean it. */
static void
entry_activate_cb (AssayBulkBar *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->value_entry)) != '\0')
    apply_cb (self);
}

static void
tag_changed_cb (AssayBulkBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->tag_entry));
  gboolean valid = assay_tag_is_valid (text);

  show_error (self->tag_error, self->tag_entry,
              valid || strpbrk (text, ",;") == NULL
                ? NULL
                : _("One tag at a time: without commas and semicolons"));
  gtk_widget_set_sensitive (self->add_button, valid);
  gtk_widget_set_sensitive (self->remove_button, valid);
}

static void
change_tag (AssayBulkBar *self,
            gboolean      add)
{
  g_autofree char *tag
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->tag_entry))));

  if (!assay_tag_is_valid (tag))
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->tag_button));
  gtk_editable_set_text (GTK_EDITABLE (self->tag_entry), "");
  g_signal_emit (self, signals[TAG], 0, tag, add);
}

static void
add_cb (AssayBulkBar *self)
{
  change_tag (self, TRUE);
}

static void
remove_cb (AssayBulkBar *self)
{
  change_tag (self, FALSE);
}

static void
set_shown_cb (AssayBulkBar *self)
{
  value_changed_cb (self);
  gtk_widget_grab_focus (self->value_entry);
}

static void
tag_shown_cb (AssayBulkBar *self)
{
  tag_changed_cb (self);
  gtk_widget_grab_focus (self->tag_entry);
}

static void
assay_bulk_bar_dispose (GObject *object)
{
  AssayBulkBar *self = ASSAY_BULK_BAR (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->registry, assay_field_registry_unref);
  G_OBJECT_CLASS (assay_bulk_bar_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, mean_label);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, set_button);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, set_content);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, tag_button);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, tag_content);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, export_content);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, field_drop);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, value_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, value_error);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, apply_button);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, tag_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, tag_error);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, AssayBulkBar, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_shown_cb);
}

static void
assay_bulk_bar_class_init (AssayBulkBarClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_bulk_bar_dispose;
  /**
   * AssayBulkBar::set:
   * @field: the key of a field
   * @text: its value as typed; empty clears it
   */
  signals[SET] = g_signal_new ("set", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_STRING, G_TYPE_STRING);
  /**
   * AssayBulkBar::tag:
   * @tag: one tag
   * @add: whether it is to be there, or gone
   */
  signals[TAG] = g_signal_new ("tag", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               ASSAY_RESOURCE_PATH "/ui/assay-bulk-bar.ui");
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
assay_bulk_bar_init (AssayBulkBar *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What a person sets for many: not what tells one person from another, nor what Assay keeps. */
static gboolean
is_shared (const AssayField *field)
{
  static const char *const own[] = { "name",       "first_name", "last_name",  "email",
                                     "phone",      "mobile",     "linkedin_url", "external_id",
                                     "created_at", "updated_at", "tags",       NULL };

  return !g_strv_contains (own, field->key);
}

/**
 * assay_bulk_bar_set_fields:
 * @fields: of the workspace
 */
void
assay_bulk_bar_set_fields (AssayBulkBar       *self,
                           AssayFieldRegistry *fields)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint stage = 0;

  g_return_if_fail (ASSAY_IS_BULK_BAR (self));

  if (fields == self->registry)
    return;
  g_ptr_array_set_size (self->fields, 0);
  assay_field_registry_ref (fields);
  g_clear_pointer (&self->registry, assay_field_registry_unref);
  self->registry = fields;
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);

      if (!is_shared (field))
        continue;
      if (strcmp (field->key, "stage") == 0)
        stage = self->fields->len;
      g_ptr_array_add (self->fields, (gpointer) field);
      gtk_string_list_append (labels, field->label);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->field_drop), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->field_drop), stage);
}

void
assay_bulk_bar_set_count (AssayBulkBar *self,
                          guint         n_leads)
{
  g_autofree char *text
    = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n_leads), n_leads);

  g_return_if_fail (ASSAY_IS_BULK_BAR (self));
  self->n_leads = n_leads;
  gtk_label_set_text (GTK_LABEL (self->count_label), text);
}

/**
 * assay_bulk_bar_set_mean:
 * @mean: of the scores of those selected; NaN while it is not known
 */
void
assay_bulk_bar_set_mean (AssayBulkBar *self,
                         double        mean)
{
  g_autofree char *score = assay_format_score (mean);
  g_autofree char *text = *score != '\0' ? g_strdup_printf (_("mean score %s"), score) : NULL;

  g_return_if_fail (ASSAY_IS_BULK_BAR (self));
  gtk_label_set_text (GTK_LABEL (self->mean_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->mean_label, text != NULL);
}

/**
 * assay_bulk_bar_set_phone:
 * @phone: whether there is only room for icons
 */
void
assay_bulk_bar_set_phone (AssayBulkBar *self,
                          gboolean      phone)
{
  g_return_if_fail (ASSAY_IS_BULK_BAR (self));
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->set_content), phone ? "" : _("Set"));
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->tag_content), phone ? "" : _("Tag"));
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->export_content), phone ? "" : _("Export"));
}

void
assay_bulk_bar_open_set (AssayBulkBar *self)
{
  g_return_if_fail (ASSAY_IS_BULK_BAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->set_button));
}

void
assay_bulk_bar_open_tag (AssayBulkBar *self)
{
  g_return_if_fail (ASSAY_IS_BULK_BAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->tag_button));
}
