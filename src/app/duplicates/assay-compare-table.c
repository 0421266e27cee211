/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-compare-table-private.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

#define MOST_COLUMNS  5
#define PHONE_COLUMNS 3

G_DEFINE_FINAL_TYPE (AssayCompareTable, assay_compare_table, ADW_TYPE_BIN)

enum
{
  LEFT_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gint64
assay_compare_table_lead_at (AssayCompareTable *self,
                             guint              i)
{
  return g_array_index (self->compare->leads, gint64, i);
}

/* As many on each page: seven are four and three, not six and one. */
guint
assay_compare_table_get_n_columns (AssayCompareTable *self)
{
  guint n = self->compare->leads->len, most = self->phone ? PHONE_COLUMNS : MOST_COLUMNS;
  guint n_pages = (n + most - 1) / most;

  return (n + n_pages - 1) / n_pages;
}

guint
assay_compare_table_get_end (AssayCompareTable *self)
{
  return MIN (self->first + assay_compare_table_get_n_columns (self), self->compare->leads->len);
}

static void rebuild (AssayCompareTable *self);

/* The focus stays on the button that turned the page, or goes to the other one at an end. */
static void
turn_page (AssayCompareTable *self,
           gboolean           forward)
{
  guint n = assay_compare_table_get_n_columns (self);
  GtkWidget *button;

  if (forward ? assay_compare_table_get_end (self) == self->compare->leads->len : self->first == 0)
    return;
  self->first = forward ? self->first + n : self->first - MIN (n, self->first);
  rebuild (self);
  button = forward ? self->next : self->previous;
  if (!gtk_widget_get_sensitive (button))
    button = forward ? self->previous : self->next;
  gtk_widget_grab_focus (button);
}

static void
previous_cb (AssayCompareTable *self)
{
  turn_page (self, FALSE);
}

static void
next_cb (AssayCompareTable *self)
{
  turn_page (self, TRUE);
}

/* Above the names of the fields: which of the leads are seen, and the way to the others. */
static void
add_pager (AssayCompareTable *self,
           GtkWidget         *head)
{
  guint n = self->compare->leads->len;
  guint first = self->first + 1, last = assay_compare_table_get_end (self);
  /* Translators: places in a list, and how many it has: “1–4 of 12” */
  g_autofree char *text = first == last ? g_strdup_printf (_("%u of %u"), first, n)
                                        : g_strdup_printf (_("%u–%u of %u"), first, last, n);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->previous = assay_icon_button_new ("go-previous-symbolic", _("Leads before these"), "flat assay-compare-out");
  self->next = assay_icon_button_new ("go-next-symbolic", _("Leads after these"), "flat assay-compare-out");
  gtk_widget_set_sensitive (self->previous, self->first > 0);
  gtk_widget_set_sensitive (self->next, last < n);
  g_signal_connect_object (self->previous, "clicked", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  assay_append (buttons, self->previous, self->next, NULL);
  assay_append (head, buttons, assay_label_new (text, "assay-second numeric", ASSAY_LABEL_ELLIPSIZE), NULL);
}

static void
rebuild (AssayCompareTable *self)
{
  GtkWidget *cells, *head;
  gboolean paged;

  self->previous = self->next = NULL;
  assay_remove_all (self->box);
  if (self->compare == NULL)
    return;
  self->first = MIN (self->first, self->compare->leads->len - 1);
  self->first -= self->first % assay_compare_table_get_n_columns (self);
  paged = assay_compare_table_get_n_columns (self) < self->compare->leads->len;
  cells = assay_compare_table_add_row (self, "", NULL, NULL);
  head = gtk_widget_get_prev_sibling (cells);
  gtk_widget_add_css_class (gtk_widget_get_parent (cells), "head");
  if (self->phone)
    gtk_widget_set_visible (head, paged);
  if (paged)
    {
      gtk_widget_set_visible (gtk_widget_get_first_child (head), FALSE);
      add_pager (self, head);
    }
  for (guint i = self->first; i < assay_compare_table_get_end (self); i++)
    gtk_box_append (GTK_BOX (cells), assay_compare_table_new_head (self, i));
  assay_compare_table_add_rows (self);
}

static void
assay_compare_table_finalize (GObject *object)
{
  AssayCompareTable *self = ASSAY_COMPARE_TABLE (object);

  g_free (self->chosen);
  G_OBJECT_CLASS (assay_compare_table_parent_class)->finalize (object);
}

static void
assay_compare_table_class_init (AssayCompareTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_compare_table_finalize;

  /**
   * AssayCompareTable::left-out:
   * @lead: that is none of them
   */
  signals[LEFT_OUT] = g_signal_new ("left-out", ASSAY_TYPE_COMPARE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
assay_compare_table_init (AssayCompareTable *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  adw_bin_set_child (ADW_BIN (self), self->box);
  /* Marks are drawn in a colour of the scheme. */
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (rebuild), self,
                           G_CONNECT_SWAPPED);
}

/**
 * assay_compare_table_show:
 * @compare: (nullable): stays the caller's, until another is shown
 * @choosable: whether the values that survive are chosen; else they are only held against each other
 */
void
assay_compare_table_show (AssayCompareTable  *self,
                          const AssayCompare *compare,
                          gboolean            choosable)
{
  g_return_if_fail (ASSAY_IS_COMPARE_TABLE (self));

  g_clear_pointer (&self->chosen, g_free);
  self->choosable = choosable;
  self->first = 0;
  self->compare = compare != NULL && compare->leads->len > 0 ? compare : NULL;
  if (self->compare != NULL && compare->plan != NULL)
    {
      self->chosen = g_new (gint64, compare->plan->len + 1);
      for (guint i = 0; i < compare->plan->len; i++)
        self->chosen[i] = ASSAY_COMPARE_NOT_YET;
    }
  rebuild (self);
}

/**
 * assay_compare_table_set_phone:
 * @phone: the name of a field stands above its values
 */
void
assay_compare_table_set_phone (AssayCompareTable *self,
                               gboolean           phone)
{
  g_return_if_fail (ASSAY_IS_COMPARE_TABLE (self));

  if (self->phone == phone)
    return;
  self->phone = phone;
  rebuild (self);
}

/**
 * assay_compare_table_dup_take:
 *
 * Returns: (transfer full): `field=lead` for each value that is not the one of the rule, as merging takes it
 */
GStrv
assay_compare_table_dup_take (AssayCompareTable *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (ASSAY_IS_COMPARE_TABLE (self), NULL);

  for (guint i = 0; self->chosen != NULL && i < self->compare->plan->len; i++)
    {
      const AssayMergeChoice *choice = &g_array_index (self->compare->plan, AssayMergeChoice, i);
      g_autofree char *text = NULL;

      if (self->chosen[i] <= 0 || self->chosen[i] == choice->lead)
        continue;
      text = g_strdup_printf ("%s=%" G_GINT64_FORMAT, choice->field->key, self->chosen[i]);
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}
