/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-compare-table-private.h"

#include "assay-theme.h"
#include "duplicates/assay-duplicates-words.h"
#include "duplicates/assay-text-difference.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* The rows of the comparison: a field each, and what can be chosen in it. */

#define LABEL_WIDTH 96

static const AssayMergeChoice *
choice_at (AssayCompareTable *self,
           guint              i)
{
  return &g_array_index (self->compare->plan, AssayMergeChoice, i);
}

/* @out_note: (out) (optional): the line under the label
 *
 * Returns: the box for the cells */
GtkWidget *
assay_compare_table_add_row (AssayCompareTable *self,
                             const char        *label,
                             const char        *note,
                             GtkWidget        **out_note)
{
  GtkWidget *row = gtk_box_new (self->phone ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *head = gtk_box_new (self->phone ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
                                 self->phone ? 6 : 0);
  GtkWidget *name = assay_label_new (label, "dim-label", ASSAY_LABEL_ELLIPSIZE);
  GtkWidget *small = assay_label_new (note, "assay-second", ASSAY_LABEL_ELLIPSIZE);

  assay_append (head, name, small, NULL);
  gtk_widget_set_visible (small, note != NULL);
  gtk_widget_set_size_request (head, LABEL_WIDTH, -1);
  gtk_widget_set_valign (head, GTK_ALIGN_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (name), self->phone ? -1 : 12);
  gtk_label_set_max_width_chars (GTK_LABEL (small), self->phone ? -1 : 13);
  gtk_widget_set_tooltip_text (name, label);
  gtk_box_set_homogeneous (GTK_BOX (cells), TRUE);
  gtk_widget_set_hexpand (cells, TRUE);
  assay_append (row, head, cells, NULL);
  gtk_widget_add_css_class (row, "assay-compare-row");
  if (gtk_widget_get_first_child (self->box) != NULL)
    gtk_widget_add_css_class (row, "ruled");
  gtk_box_append (GTK_BOX (self->box), row);
  if (out_note != NULL)
    *out_note = small;
  return cells;
}

static void
add_ticked (GtkWidget  *cells,
            const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *label = assay_label_new (text, NULL, ASSAY_LABEL_ELLIPSIZE);

  gtk_widget_add_css_class (tick, "assay-ok");
  assay_set_accessible_name (tick, _("Kept"));
  gtk_widget_set_tooltip_text (label, text);
  assay_append (box, tick, label, NULL);
  gtk_widget_add_css_class (box, "assay-compare-cell");
  gtk_box_append (GTK_BOX (cells), box);
}

static GtkWidget *
add_plain_cell (GtkWidget  *cells,
                const char *text)
{
  GtkWidget *label = assay_label_new (text, "assay-compare-cell", ASSAY_LABEL_ELLIPSIZE);

  gtk_widget_add_css_class (label, "blank");
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_append (GTK_BOX (cells), label);
  return label;
}

static void
add_blank (GtkWidget *cells)
{
  GtkWidget *label = assay_label_new (_("not known"), "dim-label", ASSAY_LABEL_ELLIPSIZE);

  assay_add_css_classes (label, "assay-compare-cell blank");
  gtk_box_append (GTK_BOX (cells), label);
}

static void
update_note (AssayCompareTable *self,
             GtkWidget         *note,
             guint              place)
{
  const AssayMergeChoice *choice = choice_at (self, place);
  gboolean own = self->chosen[place] > 0 && self->chosen[place] != choice->lead;

  gtk_label_set_text (GTK_LABEL (note), assay_duplicates_say_rule (own ? "take" : choice->rule));
}

static void
choice_toggled_cb (GtkCheckButton    *button,
                   AssayCompareTable *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place"));
  guint lead = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lead"));

  if (!gtk_check_button_get_active (button))
    return;
  self->chosen[place] = assay_compare_table_lead_at (self, lead);
  update_note (self, g_object_get_data (G_OBJECT (button), "note"), place);
}

/* What is marked: letters that the value which the rule keeps does not have; in that one, those that the others
 * lack. Where nearly everything differs, the one that goes is marked alone. */
static void
mark_difference (GtkWidget  *label,
                 const char *text,
                 const char *other,
                 gboolean    kept)
{
  g_autoptr (GArray) spans = assay_text_difference_find (text, other);
  g_autoptr (PangoAttrList) list = NULL;
  GdkRGBA rgba;
  PangoColor color;

  if (kept && spans->len == 2 && g_array_index (spans, guint, 0) == 0
      && g_array_index (spans, guint, 1) == strlen (text))
    return;
  assay_theme_get_color (ASSAY_COLOR_DIFFERENCE, &rgba);
  color = (PangoColor) { (guint16) (rgba.red * 65535), (guint16) (rgba.green * 65535),
                         (guint16) (rgba.blue * 65535) };
  list = assay_text_difference_mark (spans, &color);
  gtk_label_set_attributes (GTK_LABEL (label), list);
}

static GtkWidget *
new_choice (AssayCompareTable *self,
            guint              place,
            guint              lead,
            const char        *text,
            GtkWidget         *group,
            GtkWidget         *note)
{
  const AssayField *field = choice_at (self, place)->field;
  GtkWidget *button = gtk_check_button_new (), *label = assay_label_new (text, NULL, ASSAY_LABEL_ELLIPSIZE);
  /* Translators: a field, its value, the number of a lead */
  g_autofree char *name = g_strdup_printf (_("%s: %s, of lead %'" PRId64), field->label, text,
                                           assay_compare_table_lead_at (self, lead));

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               self->chosen[place] == assay_compare_table_lead_at (self, lead));
  gtk_widget_set_tooltip_text (label, text);
  assay_set_accessible_name (button, name);
  g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (place));
  g_object_set_data (G_OBJECT (button), "lead", GUINT_TO_POINTER (lead));
  g_object_set_data (G_OBJECT (button), "note", note);
  g_signal_connect (button, "toggled", G_CALLBACK (choice_toggled_cb), self);
  assay_add_css_classes (button, "assay-compare-cell assay-compare-choice");
  return button;
}

/* Whether there is nothing to choose: all that have a value have the same one. */
static char **
dup_texts (AssayCompareTable *self,
           const char        *key,
           gboolean          *out_same)
{
  guint n = self->compare->leads->len;
  char **texts = g_new0 (char *, n + 1);
  const char *first = NULL;

  *out_same = TRUE;
  for (guint i = 0; i < n; i++)
    {
      texts[i] = assay_compare_dup_text (self->compare, i, key);
      if (*texts[i] == '\0')
        continue;
      *out_same &= first == NULL || g_str_equal (texts[i], first);
      first = texts[i];
    }
  return texts;
}

/* Another value to hold a value against: the one that the rule keeps, or for that the first other one. */
static const char *
other_text (AssayCompareTable *self,
            guint              place,
            char             **texts,
            guint              lead)
{
  guint kept = 0;

  for (guint i = 0; i < self->compare->leads->len; i++)
    if (assay_compare_table_lead_at (self, i) == choice_at (self, place)->lead)
      kept = i;
  if (lead != kept)
    return texts[kept];
  for (guint i = 0; i < self->compare->leads->len; i++)
    if (*texts[i] != '\0' && !g_str_equal (texts[i], texts[lead]))
      return texts[i];
  return texts[lead];
}

static void
add_field (AssayCompareTable *self,
           guint              place)
{
  const AssayMergeChoice *choice = choice_at (self, place);
  gboolean same;
  g_auto (GStrv) texts = dup_texts (self, choice->field->key, &same);
  const char *rule = same || !self->choosable ? NULL : assay_duplicates_say_rule (choice->rule);
  GtkWidget *note, *group = NULL;
  GtkWidget *cells = assay_compare_table_add_row (self, choice->field->label, rule, &note);

  if (self->chosen[place] == ASSAY_COMPARE_NOT_YET)
    self->chosen[place] = same || choice->joined ? 0 : choice->lead;
  else if (self->choosable)
    update_note (self, note, place);
  for (guint i = self->first; i < assay_compare_table_get_end (self); i++)
    {
      if (*texts[i] == '\0')
        add_blank (cells);
      else if (self->chosen[place] == 0 && (self->choosable || same))
        add_ticked (cells, texts[i]);
      else if (!self->choosable)
        {
          GtkWidget *label = add_plain_cell (cells, texts[i]);
          const char *other = other_text (self, place, texts, i);

          if (*other != '\0' && !g_str_equal (other, texts[i]))
            mark_difference (label, texts[i], other, assay_compare_table_lead_at (self, i) == choice->lead);
        }
      else
        {
          GtkWidget *button = new_choice (self, place, i, texts[i], group, note);
          const char *other = other_text (self, place, texts, i);

          if (*other != '\0' && !g_str_equal (other, texts[i]))
            mark_difference (gtk_check_button_get_child (GTK_CHECK_BUTTON (button)), texts[i], other,
                             assay_compare_table_lead_at (self, i) == choice->lead);
          group = group != NULL ? group : button;
          gtk_box_append (GTK_BOX (cells), button);
        }
    }
}

/* When Assay wrote a lead, and when something happened last, is nothing to choose. */
static gboolean
is_shown (const AssayField *field)
{
  static const char *const hidden[] = { "created_at", "last_activity_at", NULL };

  return !g_strv_contains (hidden, field->key);
}

static void
add_events (AssayCompareTable *self)
{
  GtkWidget *cells;
  guint all = 0;

  for (guint i = 0; i < self->compare->events->len; i++)
    all += g_array_index (self->compare->events, guint, i);
  if (all == 0)
    return;
  cells = assay_compare_table_add_row (self, _("Events"), NULL, NULL);
  for (guint i = self->first; i < assay_compare_table_get_end (self); i++)
    {
      guint n = g_array_index (self->compare->events, guint, i);
      g_autofree char *text = g_strdup_printf (n < ASSAY_COMPARE_MAX_EVENTS
                                                 ? ngettext ("%'u event", "%'u events", n)
                                                 : _("%'u events and more"),
                                               n);
      add_ticked (cells, text);
    }
}

/* A lead that stands alone: what was merged. */
static void
add_plain (AssayCompareTable *self)
{
  const AssayLeadValues *values = g_ptr_array_index (self->compare->values, 0);

  for (guint i = 0; i < values->columns->len; i++)
    {
      const AssayLeadColumn *column = g_ptr_array_index (values->columns, i);
      g_autofree char *text = assay_compare_dup_text (self->compare, 0, column->key);

      if (column->field == NULL || !is_shown (column->field) || *text == '\0'
          || g_str_equal (column->key, "updated_at"))
        continue;
      add_plain_cell (assay_compare_table_add_row (self, column->label, NULL, NULL), text);
    }
}

/**
 * assay_compare_table_add_rows:
 *
 * Adds a row for each field that any of the leads has.
 */
void
assay_compare_table_add_rows (AssayCompareTable *self)
{
  if (self->compare->plan == NULL)
    {
      add_plain (self);
      return;
    }
  for (guint i = 0; i < self->compare->plan->len; i++)
    if (is_shown (choice_at (self, i)->field))
      add_field (self, i);
  add_events (self);
}
