/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-condition-row.h"

#include "assay-format.h"
#include "leads/assay-condition-describe.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-tooltip.h"

#include "model/assay-condition-text.h"
#include "store/assay-lead-count.h"

#include <glib/gi18n.h>
#include <string.h>

/* What can be asked beyond fields; event measures and the rest are written as text. */
static const char *const derived_keys[]
  = { "score", "temperature", "grade", "intent", "role.seniority", "email.status" };

static const char *const operator_labels[ASSAY_N_OPERATORS] = {
  [ASSAY_OPERATOR_IS] = N_("is"),
  [ASSAY_OPERATOR_IS_NOT] = N_("is not"),
  [ASSAY_OPERATOR_IN] = N_("is one of"),
  [ASSAY_OPERATOR_HAS_WORD] = N_("has word"),
  [ASSAY_OPERATOR_CONTAINS] = N_("contains"),
  [ASSAY_OPERATOR_STARTS_WITH] = N_("starts with"),
  [ASSAY_OPERATOR_ENDS_WITH] = N_("ends with"),
  [ASSAY_OPERATOR_MATCHES] = N_("matches"),
  [ASSAY_OPERATOR_PRESENT] = N_("is present"),
  [ASSAY_OPERATOR_ABSENT] = N_("is missing"),
  [ASSAY_OPERATOR_EQUAL] = "=",
  [ASSAY_OPERATOR_NOT_EQUAL] = "≠",
  [ASSAY_OPERATOR_LESS] = N_("less than"),
  [ASSAY_OPERATOR_LESS_EQUAL] = N_("at most"),
  [ASSAY_OPERATOR_GREATER] = N_("more than"),
  [ASSAY_OPERATOR_GREATER_EQUAL] = N_("at least"),
  [ASSAY_OPERATOR_WITHIN_DAYS] = N_("within days"),
  [ASSAY_OPERATOR_BETWEEN] = N_("between"),
  [ASSAY_OPERATOR_IS_TRUE] = N_("is true"),
};

/**
 * AssayConditionRow:
 *
 * One comparison: what, how, with which value. What does not fit three fields, such as an event
 * measure with a window, is edited as text.
 */
struct _AssayConditionRow
{
  GtkBox parent_instance;

  GPtrArray *keys;          /* (owned) (element-type utf8) */
  AssayReference reference; /* (owned): keeps what a row does not show */
  GtkWidget *field;
  GtkWidget *op;
  GtkWidget *value;
  GtkWidget *text; /* (nullable): instead of the three */
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (AssayConditionRow, assay_condition_row, GTK_TYPE_BOX)

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static AssayOperator
get_operator (AssayConditionRow *self)
{
  return (AssayOperator) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->op));
}

static gboolean
takes_value (AssayOperator op)
{
  return op != ASSAY_OPERATOR_PRESENT && op != ASSAY_OPERATOR_ABSENT
         && op != ASSAY_OPERATOR_IS_TRUE;
}

static void
changed (AssayConditionRow *self)
{
  if (self->text == NULL)
    gtk_widget_set_sensitive (self->value, takes_value (get_operator (self)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (AssayConditionRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
add_key (AssayConditionRow  *self,
         GtkStringList      *labels,
         const char         *key,
         AssayFieldRegistry *fields)
{
  g_autofree char *label = assay_reference_dup_label (key, fields);

  g_ptr_array_add (self->keys, g_strdup (key));
  gtk_string_list_append (labels, label);
}

static GtkWidget *
new_drop_down (GtkStringList *labels,
               const char    *name,
               int            width)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *drop = gtk_drop_down_new (G_LIST_MODEL (labels), expression);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop),
                                   g_list_model_get_n_items (G_LIST_MODEL (labels)) > 20);
  gtk_widget_set_size_request (drop, width, -1);
  assay_set_accessible_name (drop, name);
  return drop;
}

static GtkStringList *
list_fields (AssayConditionRow  *self,
             AssayFieldRegistry *fields,
             const char         *extra)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  guint n = fields != NULL ? assay_field_registry_get_size (fields) : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (derived_keys); i++)
    add_key (self, labels, derived_keys[i], fields);
  for (guint i = 0; i < n; i++)
    add_key (self, labels, assay_field_registry_get (fields, i)->key, fields);
  if (extra != NULL && !g_ptr_array_find_with_equal_func (self->keys, extra, g_str_equal, NULL))
    add_key (self, labels, extra, fields);
  return labels;
}

static char *
join_values (const AssayConditionLeaf *leaf)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < leaf->n_values; i++)
    {
      g_autofree char *value = assay_value_dup_text (&leaf->values[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_string_free (text, FALSE);
}

static void
show_leaf (AssayConditionRow        *self,
           const AssayConditionLeaf *leaf)
{
  g_autofree char *values = join_values (leaf);
  guint index;

  assay_reference_init_copy (&self->reference, &leaf->reference);
  if (g_ptr_array_find_with_equal_func (self->keys, leaf->reference.key, g_str_equal, &index))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->field), index);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->op), leaf->op);
  gtk_editable_set_text (GTK_EDITABLE (self->value), values);
}

static void
build_fields (AssayConditionRow        *self,
              AssayFieldRegistry       *fields,
              const AssayConditionLeaf *leaf)
{
  GtkStringList *operators = gtk_string_list_new (NULL);

  for (gsize i = 0; i < ASSAY_N_OPERATORS; i++)
    gtk_string_list_append (operators, _(operator_labels[i]));
  self->field = new_drop_down (
    list_fields (self, fields, leaf != NULL ? leaf->reference.key : NULL), _("Field"), 136);
  self->op = new_drop_down (operators, _("Operator"), 98);
  self->value = gtk_entry_new ();
  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->value), _("Value"));
  assay_set_accessible_name (self->value, _("Value"));
  if (leaf != NULL)
    show_leaf (self, leaf);
  gtk_widget_set_sensitive (self->value, takes_value (get_operator (self)));
  assay_append (GTK_WIDGET (self), self->field, self->op, self->value, NULL);
  g_signal_connect_object (self->field, "notify::selected", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->op, "notify::selected", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

static void
build_text (AssayConditionRow *self,
            AssayCondition    *condition)
{
  g_autofree char *text = assay_condition_to_text (condition);

  self->text = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_widget_add_css_class (self->text, "monospace");
  assay_set_accessible_name (self->text, _("Condition as text"));
  gtk_box_append (GTK_BOX (self), self->text);
  g_signal_connect_object (self->text, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

static void
assay_condition_row_finalize (GObject *object)
{
  AssayConditionRow *self = ASSAY_CONDITION_ROW (object);

  g_ptr_array_unref (self->keys);
  assay_reference_clear (&self->reference);
  G_OBJECT_CLASS (assay_condition_row_parent_class)->finalize (object);
}

static void
assay_condition_row_class_init (AssayConditionRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_condition_row_finalize;
  signals[CHANGED]
    = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE]
    = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_condition_row_init (AssayConditionRow *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

/**
 * assay_condition_row_new:
 * @fields: (nullable): of the workspace
 * @condition: (nullable): anything but a group
 */
GtkWidget *
assay_condition_row_new (AssayFieldRegistry *fields,
                         AssayCondition     *condition)
{
  AssayConditionRow *self = g_object_new (ASSAY_TYPE_CONDITION_ROW, NULL);
  GtkWidget *remove = assay_icon_button_new ("list-remove-symbolic", _("Remove the condition"), "flat");
  const AssayConditionLeaf *leaf = NULL;

  if (condition != NULL && assay_condition_get_kind (condition) == ASSAY_CONDITION_LEAF)
    leaf = assay_condition_get_leaf (condition);
  if (condition == NULL || leaf != NULL)
    build_fields (self, fields, leaf);
  else
    build_text (self, condition);
  self->count = assay_label_new (NULL, "dim-label numeric", ASSAY_LABEL_END);
  gtk_label_set_width_chars (GTK_LABEL (self->count), 7);
  gtk_box_append (GTK_BOX (self), self->count);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), remove);
  return GTK_WIDGET (self);
}

/* Numbers are numbers where they read as one; dates stay ISO 8601 texts. */
static AssayValue
parse_value (const char *text)
{
  char *end = NULL;
  gint64 integer = g_ascii_strtoll (text, &end, 10);
  double number;

  if (*text != '\0' && end != text && *end == '\0')
    return assay_value_from_integer (integer);
  number = g_ascii_strtod (text, &end);
  if (*text != '\0' && end != text && *end == '\0')
    return assay_value_from_real (number);
  return assay_value_from_text (text, strlen (text));
}

/**
 * assay_condition_row_dup_condition:
 *
 * Returns: (transfer full) (nullable): the comparison; %NULL while it is not complete
 */
AssayCondition *
assay_condition_row_dup_condition (AssayConditionRow *self)
{
  AssayReference reference = { 0 };
  g_auto (GStrv) parts = NULL;
  g_autofree AssayValue *values = NULL;
  AssayOperator op;
  guint selected, n = 0;

  g_return_val_if_fail (ASSAY_IS_CONDITION_ROW (self), NULL);

  if (self->text != NULL)
    return assay_condition_from_text (gtk_editable_get_text (GTK_EDITABLE (self->text)), NULL,
                                      NULL);
  selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field));
  if (selected >= self->keys->len)
    return NULL;
  op = get_operator (self);
  /* A measure's window belongs to the measure it came with. */
  if (g_strcmp0 (self->reference.key, self->keys->pdata[selected]) == 0)
    reference = self->reference;
  reference.key = self->keys->pdata[selected];
  parts = assay_operator_takes_list (op) || op == ASSAY_OPERATOR_BETWEEN
            ? g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->value)), ",", -1)
            : g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->value)), "\n", 1);
  if (takes_value (op))
    {
      values = g_new0 (AssayValue, g_strv_length (parts) + 1);
      for (guint i = 0; parts[i] != NULL; i++)
        if (*g_strstrip (parts[i]) != '\0')
          values[n++] = parse_value (parts[i]);
      if (n == 0)
        return NULL;
    }
  return assay_condition_new_leaf (&reference, op, values, n, NULL);
}

/**
 * assay_condition_row_set_count:
 * @count: leads for which this row alone holds, or %ASSAY_LEAD_COUNT_UNKNOWN
 * @estimated: whether that is an estimate
 */
void
assay_condition_row_set_count (AssayConditionRow *self,
                               gint64             count,
                               gboolean           estimated)
{
  g_autofree char *number = assay_format_count (count, estimated);
  g_autofree char *text = NULL;

  g_return_if_fail (ASSAY_IS_CONDITION_ROW (self));

  gtk_label_set_text (GTK_LABEL (self->count), count >= 0 ? number : "");
  text = count < 0 ? NULL
         : estimated
           ? g_strdup_printf (_("About %s leads, estimated from a sample"), number)
           : g_strdup_printf (ngettext ("%s lead", "%s leads", (gulong) count), number);
  assay_set_tooltip (self->count, text);
}
