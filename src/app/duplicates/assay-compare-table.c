/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-compare-table.h"

#include "assay-format.h"
#include "assay-theme.h"
#include "duplicates/assay-duplicates-words.h"
#include "duplicates/assay-text-difference.h"
#include "leads/assay-lead-cell.h"
#include "widgets/assay-score-pill.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define LABEL_WIDTH 96

/**
 * AssayCompareTable:
 *
 * Leads side by side: a row a field that any of them has, with what differs marked. A round button chooses the
 * value that survives merging, what the rule says to begin with; a tick stands where nothing has to be chosen.
 * From three leads on, each can be left out: whoever shows the table shows the others then.
 */
struct _AssayCompareTable
{
  AdwBin parent_instance;

  const AssayCompare *compare; /* (nullable): its owner shows another one before it goes */
  gboolean phone;
  gboolean choosable; /* whether values are chosen at all */
  gint64 *chosen;     /* (owned) (array): by place of the plan: whose value survives; 0 where there is no choice */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AssayCompareTable, assay_compare_table, ADW_TYPE_BIN)

enum
{
  LEFT_OUT,
  N_SIGNALS
};

#define NOT_YET (-1)

static guint signals[N_SIGNALS];

static gint64
lead_at (AssayCompareTable *self,
         guint              i)
{
  return g_array_index (self->compare->leads, gint64, i);
}

static const AssayMergeChoice *
choice_at (AssayCompareTable *self,
           guint              i)
{
  return &g_array_index (self->compare->plan, AssayMergeChoice, i);
}

static GtkWidget *
new_label (const char *text,
           const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

/* The head: who they are */

static char *
say_arrival (const AssayCompare *compare,
             guint               lead)
{
  const AssayValue *value
    = assay_lead_values_get (g_ptr_array_index (compare->values, lead), "created_at", NULL);
  g_autofree char *source = assay_compare_dup_text (compare, lead, "source");
  g_autofree char *when = NULL;

  if (value == NULL || value->kind != ASSAY_VALUE_INTEGER)
    return g_strdup (source);
  when = assay_format_instant (value->integer, TRUE);
  if (*source == '\0')
    return g_strdup_printf (_("added %s"), when);
  /* Translators: when a lead was added, and its source */
  return g_strdup_printf (_("added %s · %s"), when, source);
}

static GtkWidget *
new_pill (const AssayCompare *compare,
          guint               lead)
{
  const AssayLeadValues *values = g_ptr_array_index (compare->values, lead);
  const AssayValue *score = assay_lead_values_get (values, "score", NULL);
  const AssayValue *band = assay_lead_values_get (values, "temperature", NULL);
  const char *key = band != NULL && band->kind == ASSAY_VALUE_TEXT ? band->text : NULL;
  double number = score == NULL                        ? NAN
                  : score->kind == ASSAY_VALUE_INTEGER ? (double) score->integer
                  : score->kind == ASSAY_VALUE_REAL    ? score->real
                                                       : NAN;
  g_autofree char *text = assay_format_score (number);
  g_autofree char *words = assay_format_band (key);
  GtkWidget *pill = assay_score_pill_new ();

  assay_score_pill_set (ASSAY_SCORE_PILL (pill), text, assay_tone_from_band (key), words);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (pill, *text != '\0');
  return pill;
}

static void
leave_out_cb (GtkButton         *button,
              AssayCompareTable *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place"));

  g_signal_emit (self, signals[LEFT_OUT], 0, lead_at (self, place));
}

static GtkWidget *
new_leave_out (AssayCompareTable *self,
               guint              lead,
               const char        *number)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: “Lead 17” */
  g_autofree char *text = g_strdup_printf (_("Decide about %s later"), number);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "assay-compare-out");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (lead));
  g_signal_connect (button, "clicked", G_CALLBACK (leave_out_cb), self);
  return button;
}

static GtkWidget *
new_head (AssayCompareTable *self,
          guint              lead)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *avatar = assay_owner_avatar_new (32);
  GtkWidget *link, *arrival;
  g_autofree char *name = assay_compare_dup_name (self->compare, lead);
  g_autofree char *number = g_strdup_printf (_("Lead %'" PRId64), lead_at (self, lead));
  g_autofree char *text = say_arrival (self->compare, lead);
  /* Translators: “Lead 17” */
  g_autofree char *show = g_strdup_printf (_("Show %s"), number);

  assay_owner_avatar_set (avatar, name);
  gtk_widget_set_visible (avatar, !self->phone && self->compare->leads->len < 4);
  gtk_box_append (GTK_BOX (box), avatar);
  link = gtk_button_new_with_label (number);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (link))), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (link, "flat");
  gtk_widget_add_css_class (link, "assay-compare-lead");
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (link, show);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_PROPERTY_LABEL, show, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "win.show-lead");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (link), "x", lead_at (self, lead));
  arrival = new_label (text, "assay-second");
  gtk_widget_set_tooltip_text (arrival, text);
  gtk_box_append (GTK_BOX (words), link);
  gtk_box_append (GTK_BOX (words), arrival);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), new_pill (self->compare, lead));
  if (self->compare->leads->len > 2)
    gtk_box_append (GTK_BOX (box), new_leave_out (self, lead, number));
  gtk_widget_add_css_class (box, "assay-compare-cell");
  return box;
}

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
  GtkWidget *name = new_label (label, "dim-label"), *small = new_label (note, "assay-second");

  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), small);
  gtk_widget_set_visible (small, note != NULL);
  gtk_widget_set_size_request (head, LABEL_WIDTH, -1);
  gtk_widget_set_valign (head, GTK_ALIGN_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (name), self->phone ? -1 : 12);
  gtk_label_set_max_width_chars (GTK_LABEL (small), self->phone ? -1 : 13);
  gtk_widget_set_tooltip_text (name, label);
  gtk_box_set_homogeneous (GTK_BOX (cells), TRUE);
  gtk_widget_set_hexpand (cells, TRUE);
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), cells);
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
  GtkWidget *label = new_label (text, NULL);

  gtk_widget_add_css_class (tick, "assay-ok");
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kept"), -1);
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "assay-compare-cell");
  gtk_box_append (GTK_BOX (cells), box);
}

static GtkWidget *
add_plain_cell (GtkWidget  *cells,
                const char *text)
{
  GtkWidget *label = new_label (text, "assay-compare-cell");

  gtk_widget_add_css_class (label, "blank");
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_append (GTK_BOX (cells), label);
  return label;
}

static void
add_blank (GtkWidget *cells)
{
  GtkWidget *label = new_label (_("not known"), "dim-label");

  gtk_widget_add_css_class (label, "assay-compare-cell");
  gtk_widget_add_css_class (label, "blank");
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
  self->chosen[place] = lead_at (self, lead);
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
  GtkWidget *button = gtk_check_button_new (), *label = new_label (text, NULL);
  /* Translators: a field, its value, the number of a lead */
  g_autofree char *name = g_strdup_printf (_("%s: %s, of lead %'" PRId64), field->label, text,
                                           lead_at (self, lead));

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), self->chosen[place] == lead_at (self, lead));
  gtk_widget_set_tooltip_text (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (place));
  g_object_set_data (G_OBJECT (button), "lead", GUINT_TO_POINTER (lead));
  g_object_set_data (G_OBJECT (button), "note", note);
  g_signal_connect (button, "toggled", G_CALLBACK (choice_toggled_cb), self);
  gtk_widget_add_css_class (button, "assay-compare-cell");
  gtk_widget_add_css_class (button, "assay-compare-choice");
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
    if (lead_at (self, i) == choice_at (self, place)->lead)
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
  for (guint i = 0; i < self->compare->leads->len; i++)
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
            mark_difference (label, texts[i], other, lead_at (self, i) == choice->lead);
        }
      else
        {
          GtkWidget *button = new_choice (self, place, i, texts[i], group, note);
          const char *other = other_text (self, place, texts, i);

          if (*other != '\0' && !g_str_equal (other, texts[i]))
            mark_difference (gtk_check_button_get_child (GTK_CHECK_BUTTON (button)), texts[i], other,
                             lead_at (self, i) == choice->lead);
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
  for (guint i = 0; i < self->compare->events->len; i++)
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

static void
rebuild (AssayCompareTable *self)
{
  GtkWidget *child, *cells;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  if (self->compare == NULL)
    return;
  cells = add_row (self, "", NULL, NULL);
  gtk_widget_add_css_class (gtk_widget_get_parent (cells), "head");
  if (self->phone)
    gtk_widget_set_visible (gtk_widget_get_prev_sibling (cells), FALSE);
  for (guint i = 0; i < self->compare->leads->len; i++)
    gtk_box_append (GTK_BOX (cells), new_head (self, i));
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
