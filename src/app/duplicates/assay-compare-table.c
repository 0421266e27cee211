/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-compare-table-private.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "duplicates/assay-text-difference.h"
#include "leads/assay-lead-cell.h"
#include "duplicates/assay-duplicates-words.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define LABEL_WIDTH   96
#define MOST_COLUMNS  5
#define PHONE_COLUMNS 3

G_DEFINE_FINAL_TYPE (AssayCompareTable, assay_compare_table, ADW_TYPE_BIN)

enum
{
  LEFT_OUT,
  N_SIGNALS
};

#define NOT_YET (-1)

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

static guint
get_end (AssayCompareTable *self)
{
  return MIN (self->first + assay_compare_table_get_n_columns (self), self->compare->leads->len);
}

static const AssayMergeChoice *
choice_at (AssayCompareTable *self,
           guint              i)
{
  return &g_array_index (self->compare->plan, AssayMergeChoice, i);
}

static void rebuild (AssayCompareTable *self);

/* The rows */

static GtkWidget *
add_row (AssayCompareTable *self,
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
  GtkWidget *note, *cells = add_row (self, choice->field->label, rule, &note), *group = NULL;

  if (self->chosen[place] == NOT_YET)
    self->chosen[place] = same || choice->joined ? 0 : choice->lead;
  else if (self->choosable)
    update_note (self, note, place);
  for (guint i = self->first; i < get_end (self); i++)
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
  cells = add_row (self, _("Events"), NULL, NULL);
  for (guint i = self->first; i < get_end (self); i++)
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
      add_plain_cell (add_row (self, column->label, NULL, NULL), text);
    }
}

/* The focus stays on the button that turned the page, or goes to the other one at an end. */
static void
turn_page (AssayCompareTable *self,
           gboolean           forward)
{
  guint n = assay_compare_table_get_n_columns (self);
  GtkWidget *button;

  if (forward ? get_end (self) == self->compare->leads->len : self->first == 0)
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
  /* Translators: places in a list, and how many it has: “1–4 of 12” */
  g_autofree char *text = self->first + 1 == get_end (self)
                            ? g_strdup_printf (_("%u of %u"), self->first + 1, n)
                            : g_strdup_printf (_("%u–%u of %u"), self->first + 1, get_end (self), n);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->previous = assay_icon_button_new ("go-previous-symbolic", _("Leads before these"), "flat assay-compare-out");
  self->next = assay_icon_button_new ("go-next-symbolic", _("Leads after these"), "flat assay-compare-out");
  gtk_widget_set_sensitive (self->previous, self->first > 0);
  gtk_widget_set_sensitive (self->next, get_end (self) < n);
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
  cells = add_row (self, "", NULL, NULL);
  head = gtk_widget_get_prev_sibling (cells);
  gtk_widget_add_css_class (gtk_widget_get_parent (cells), "head");
  if (self->phone)
    gtk_widget_set_visible (head, paged);
  if (paged)
    {
      gtk_widget_set_visible (gtk_widget_get_first_child (head), FALSE);
      add_pager (self, head);
    }
  for (guint i = self->first; i < get_end (self); i++)
    gtk_box_append (GTK_BOX (cells), assay_compare_table_new_head (self, i));
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
        self->chosen[i] = NOT_YET;
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
      const AssayMergeChoice *choice = choice_at (self, i);
      g_autofree char *text = NULL;

      if (self->chosen[i] <= 0 || self->chosen[i] == choice->lead)
        continue;
      text = g_strdup_printf ("%s=%" G_GINT64_FORMAT, choice->field->key, self->chosen[i]);
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}
