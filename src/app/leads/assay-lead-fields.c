/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-fields.h"

#include "assay-format.h"
#include "base/assay-clock.h"
#include "leads/assay-lead-edits.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-pointer.h"
#include "widgets/assay-tooltip.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Asked of nearly every lead, so there to fill in even when empty. */
static const char *const always_shown[]
  = { "email", "phone", "role", "company", "industry", "owner", "stage" };

/* Kept by the workspace itself. */
static const char *const not_edited[] = { "created_at", "updated_at", "last_activity_at" };

/**
 * AssayLeadFields:
 *
 * A lead's fields: click or Enter edits one in place, a tooltip says where its value comes from.
 *
 */
struct _AssayLeadFields
{
  AdwBin parent_instance;

  AssaySession *session;      /* (owned) (nullable) */
  AssayFieldRegistry *fields; /* (owned) (nullable) */
  gint64 lead;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AssayLeadFields, assay_lead_fields, ADW_TYPE_BIN)

static gboolean
contains (const char *const *keys,
          gsize              n,
          const char        *key)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (keys[i], key) == 0)
      return TRUE;
  return FALSE;
}

static void
editing_cb (GtkEditableLabel *label,
            GParamSpec       *pspec,
            AssayLeadFields  *self)
{
  const AssayField *field = g_object_get_data (G_OBJECT (label), "field");
  const char *before = g_object_get_data (G_OBJECT (label), "before");
  const char *plain = g_object_get_data (G_OBJECT (label), "plain");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (label));

  if (gtk_editable_label_get_editing (label))
    {
      /* Numbers and dates are edited as they are written in files, not as they are shown. */
      if (strcmp (text, plain) != 0)
        gtk_editable_set_text (GTK_EDITABLE (label), plain);
      return;
    }
  if (strcmp (text, plain) == 0)
    gtk_editable_set_text (GTK_EDITABLE (label), before);
  else if (strcmp (text, before) != 0)
    assay_lead_edits_set (self->session, self->lead, field, text);
}

/* A long address must not make the pane wider. */
static void
ellipsize (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ellipsize (child);
}

static GtkWidget *
new_value (AssayLeadFields  *self,
           const AssayField *field,
           const char       *shown,
           const char       *plain,
           const char       *origin)
{
  GtkWidget *value;
  g_autofree char *name = NULL;

  if (contains (not_edited, G_N_ELEMENTS (not_edited), field->key))
    {
      value = assay_label_new (shown, NULL, ASSAY_LABEL_ELLIPSIZE);
    }
  else
    {
      value = gtk_editable_label_new (shown);
      g_object_set_data (G_OBJECT (value), "field", (gpointer) field);
      g_object_set_data_full (G_OBJECT (value), "before", g_strdup (shown), g_free);
      g_object_set_data_full (G_OBJECT (value), "plain", g_strdup (plain), g_free);
      ellipsize (value);
      g_signal_connect_object (value, "notify::editing", G_CALLBACK (editing_cb), self, 0);
    }
  gtk_widget_set_hexpand (value, TRUE);
  name = g_strdup_printf ("%s: %s", field->label, shown);
  assay_set_accessible_name (value, name);
  if (origin != NULL)
    assay_set_tooltip (value, origin);
  else if (*shown != '\0')
    assay_set_tooltip (value, shown);
  return value;
}

static char *
dup_plain (const AssayValue *value,
           AssayFieldType    type)
{
  double number;

  if (value == NULL)
    return g_strdup ("");
  if ((type != ASSAY_FIELD_TYPE_DATE && type != ASSAY_FIELD_TYPE_DATETIME)
      || value->kind == ASSAY_VALUE_TEXT || value->kind == ASSAY_VALUE_NULL)
    return assay_value_dup_text (value);
  number = value->kind == ASSAY_VALUE_REAL ? value->real : (double) value->integer;
  return assay_instant_to_iso ((gint64) number, type == ASSAY_FIELD_TYPE_DATE);
}

static gboolean
add_field (AssayLeadFields  *self,
           AssayLeadDetails *details,
           const AssayField *field)
{
  AssayFieldType type = field->type;
  const AssayValue *value = assay_lead_values_get (details->values, field->key, &type);
  g_autofree char *shown = value != NULL ? assay_format_value (value, type) : g_strdup ("");
  g_autofree char *plain = dup_plain (value, type);
  GtkWidget *row, *box, *label;

  if (*shown == '\0' && !contains (always_shown, G_N_ELEMENTS (always_shown), field->key))
    return FALSE;
  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  label = assay_label_new (field->label, "dim-label", ASSAY_LABEL_ELLIPSIZE);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  assay_append (box, label,
                new_value (self, field, shown, plain, assay_lead_details_get_origin (details, field->number)),
                NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (field->key), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return TRUE;
}

static void
assay_lead_fields_dispose (GObject *object)
{
  AssayLeadFields *self = ASSAY_LEAD_FIELDS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  G_OBJECT_CLASS (assay_lead_fields_parent_class)->dispose (object);
}

static void
assay_lead_fields_class_init (AssayLeadFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_lead_fields_dispose;
}

static void
assay_lead_fields_init (AssayLeadFields *self)
{
  self->list = assay_list_box_new (_("Fields"), "assay-fields card");
  adw_bin_set_child (ADW_BIN (self), self->list);
}

/**
 * assay_lead_fields_set:
 * @details: of the lead that is shown
 */
void
assay_lead_fields_set (AssayLeadFields  *self,
                       AssaySession     *session,
                       AssayLeadDetails *details)
{
  g_return_if_fail (ASSAY_IS_LEAD_FIELDS (self));

  g_set_object (&self->session, session);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  self->fields = assay_workspace_get_fields (assay_session_get_workspace (session));
  self->lead = details->lead;
  assay_remove_all (self->list);
  for (guint i = 0; i < assay_field_registry_get_size (self->fields); i++)
    add_field (self, details, assay_field_registry_get (self->fields, i));
}

/**
 * assay_lead_fields_point_to:
 * @key: a field's key; one that is not shown does nothing
 *
 * Takes the eye and the focus to a field.
 */
void
assay_lead_fields_point_to (AssayLeadFields *self,
                            const char      *key)
{
  g_return_if_fail (ASSAY_IS_LEAD_FIELDS (self));

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "key"), key) == 0)
      {
        assay_point_to (row);
        gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
      }
}
