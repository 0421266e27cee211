/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-group.h"

#include "leads/assay-condition-row.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/**
 * AssayConditionGroup:
 *
 * Rows of which all or any must hold. A row may be a group again.
 */
struct _AssayConditionGroup
{
  GtkBox parent_instance;

  AssayFieldRegistry *fields; /* (owned) (nullable) */
  GtkWidget *all_toggle;
  GtkWidget *any_toggle;
  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (AssayConditionGroup, assay_condition_group, GTK_TYPE_BOX)

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed (AssayConditionGroup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_child (AssayConditionGroup *self,
              GtkWidget           *child)
{
  gtk_box_remove (GTK_BOX (self->rows), child);
  changed (self);
}

static void
append_child (AssayConditionGroup *self,
              GtkWidget           *child)
{
  g_signal_connect_object (child, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "remove", G_CALLBACK (remove_child), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), child);
}

static void
append_condition (AssayConditionGroup *self,
                  AssayCondition      *condition)
{
  GtkWidget *child;
  AssayConditionKind kind
    = condition != NULL ? assay_condition_get_kind (condition) : ASSAY_CONDITION_LEAF;

  if (kind == ASSAY_CONDITION_ALL || kind == ASSAY_CONDITION_ANY)
    {
      child = assay_condition_group_new (self->fields, TRUE);
      assay_condition_group_set_condition (ASSAY_CONDITION_GROUP (child), condition);
    }
  else
    child = assay_condition_row_new (self->fields, condition);
  append_child (self, child);
}

static void
add_row_cb (AssayConditionGroup *self)
{
  append_condition (self, NULL);
}

static void
add_group_cb (AssayConditionGroup *self)
{
  GtkWidget *group = assay_condition_group_new (self->fields, TRUE);

  assay_condition_group_set_condition (ASSAY_CONDITION_GROUP (group), NULL);
  append_child (self, group);
}

static void
remove_cb (AssayConditionGroup *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static GtkWidget *
build_head (AssayConditionGroup *self,
            gboolean             nested)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *toggles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = assay_label_new (nested ? _("of these") : _("must hold"), "dim-label",
                                      ASSAY_LABEL_EXPAND);

  self->all_toggle = gtk_toggle_button_new_with_label (_("All"));
  self->any_toggle = gtk_toggle_button_new_with_label (_("Any"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->any_toggle),
                               GTK_TOGGLE_BUTTON (self->all_toggle));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->all_toggle), TRUE);
  assay_add_css_classes (toggles, "linked assay-small-toggles");
  assay_append (toggles, self->all_toggle, self->any_toggle, NULL);
  assay_append (head, toggles, label, NULL);
  g_signal_connect_object (self->any_toggle, "toggled", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  if (nested)
    {
      GtkWidget *remove = assay_icon_button_new ("list-remove-symbolic", _("Remove the group"), "flat");

      g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (head), remove);
    }
  return head;
}

static GtkWidget *
new_add_button (AssayConditionGroup *self,
                const char          *text,
                GCallback            clicked)
{
  GtkWidget *button = assay_icon_text_button_new ("list-add-symbolic", text, "flat assay-small");

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
assay_condition_group_finalize (GObject *object)
{
  g_clear_pointer (&ASSAY_CONDITION_GROUP (object)->fields, assay_field_registry_unref);
  G_OBJECT_CLASS (assay_condition_group_parent_class)->finalize (object);
}

static void
assay_condition_group_class_init (AssayConditionGroupClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_condition_group_finalize;
  signals[CHANGED]
    = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE]
    = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_condition_group_init (AssayConditionGroup *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

/**
 * assay_condition_group_new:
 * @fields: (nullable): of the workspace
 * @nested: inside another group
 */
GtkWidget *
assay_condition_group_new (AssayFieldRegistry *fields,
                           gboolean            nested)
{
  AssayConditionGroup *self = g_object_new (ASSAY_TYPE_CONDITION_GROUP, NULL);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->fields = fields != NULL ? assay_field_registry_ref (fields) : NULL;
  gtk_box_append (GTK_BOX (self), build_head (self, nested));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self), self->rows);
  assay_append (foot, new_add_button (self, _("Condition"), G_CALLBACK (add_row_cb)),
                new_add_button (self, _("Group"), G_CALLBACK (add_group_cb)), NULL);
  gtk_box_append (GTK_BOX (self), foot);
  if (nested)
    gtk_widget_add_css_class (GTK_WIDGET (self), "assay-nested");
  return GTK_WIDGET (self);
}

/**
 * assay_condition_group_set_condition:
 * @condition: (nullable): a group, or one thing that becomes a group of one
 */
void
assay_condition_group_set_condition (AssayConditionGroup *self,
                                     AssayCondition      *condition)
{
  AssayConditionKind kind;

  g_return_if_fail (ASSAY_IS_CONDITION_GROUP (self));

  assay_remove_all (self->rows);
  if (condition == NULL)
    {
      append_condition (self, NULL);
      return;
    }
  kind = assay_condition_get_kind (condition);
  if (kind != ASSAY_CONDITION_ALL && kind != ASSAY_CONDITION_ANY)
    {
      append_condition (self, condition);
      return;
    }
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (kind == ASSAY_CONDITION_ANY ? self->any_toggle : self->all_toggle), TRUE);
  for (guint i = 0; i < assay_condition_get_n_children (condition); i++)
    append_condition (self, assay_condition_get_child (condition, i));
}

/**
 * assay_condition_group_dup_condition:
 *
 * Returns: (transfer full) (nullable): what the complete rows ask for; %NULL without any
 */
AssayCondition *
assay_condition_group_dup_condition (AssayConditionGroup *self)
{
  g_autoptr (GPtrArray) parts
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);

  g_return_val_if_fail (ASSAY_IS_CONDITION_GROUP (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (self->rows); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AssayCondition *part
        = ASSAY_IS_CONDITION_GROUP (child)
            ? assay_condition_group_dup_condition (ASSAY_CONDITION_GROUP (child))
            : assay_condition_row_dup_condition (ASSAY_CONDITION_ROW (child));

      if (part != NULL)
        g_ptr_array_add (parts, part);
    }
  if (parts->len == 0)
    return NULL;
  if (parts->len == 1)
    return assay_condition_ref (parts->pdata[0]);
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->any_toggle)))
    return assay_condition_new_any ((AssayCondition *const *) parts->pdata, parts->len);
  return assay_condition_new_all ((AssayCondition *const *) parts->pdata, parts->len);
}

/**
 * assay_condition_group_add_rows:
 * @rows: (element-type AssayConditionRow): gets the rows, those of groups within as well
 */
void
assay_condition_group_add_rows (AssayConditionGroup *self,
                                GPtrArray           *rows)
{
  g_return_if_fail (ASSAY_IS_CONDITION_GROUP (self));

  for (GtkWidget *child = gtk_widget_get_first_child (self->rows); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ASSAY_IS_CONDITION_GROUP (child))
      assay_condition_group_add_rows (ASSAY_CONDITION_GROUP (child), rows);
    else
      g_ptr_array_add (rows, g_object_ref (child));
}
