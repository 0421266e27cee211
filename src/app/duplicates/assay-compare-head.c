/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-compare-table-private.h"

#include "assay-format.h"
#include "leads/assay-lead-cell.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-score-pill.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/* The head of the comparison: who they are. */

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

  g_signal_emit_by_name (self, "left-out", assay_compare_table_lead_at (self, place));
}

static GtkWidget *
new_leave_out (AssayCompareTable *self,
               guint              lead,
               const char        *number)
{
  /* Translators: “Lead 17” */
  g_autofree char *text = g_strdup_printf (_("Decide about %s later"), number);
  GtkWidget *button
    = assay_icon_button_new ("window-close-symbolic", text, "flat circular assay-compare-out");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (lead));
  g_signal_connect (button, "clicked", G_CALLBACK (leave_out_cb), self);
  return button;
}

GtkWidget *
assay_compare_table_new_head (AssayCompareTable *self,
                              guint              lead)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *avatar = assay_owner_avatar_new (32);
  GtkWidget *link, *arrival;
  g_autofree char *name = assay_compare_dup_name (self->compare, lead);
  g_autofree char *number = g_strdup_printf (_("Lead %'" PRId64), assay_compare_table_lead_at (self, lead));
  g_autofree char *text = say_arrival (self->compare, lead);
  /* Translators: “Lead 17” */
  g_autofree char *show = g_strdup_printf (_("Show %s"), number);

  assay_owner_avatar_set (avatar, name);
  gtk_widget_set_visible (avatar, !self->phone && assay_compare_table_get_n_columns (self) < 4);
  gtk_box_append (GTK_BOX (box), avatar);
  link = gtk_button_new_with_label (number);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (link))), PANGO_ELLIPSIZE_END);
  assay_add_css_classes (link, "flat assay-compare-lead");
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (link, show);
  assay_set_accessible_name (link, show);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "win.show-lead");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (link), "x", assay_compare_table_lead_at (self, lead));
  arrival = assay_label_new (text, "assay-second", ASSAY_LABEL_ELLIPSIZE);
  gtk_widget_set_tooltip_text (arrival, text);
  assay_append (words, link, arrival, NULL);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  assay_append (box, words, new_pill (self->compare, lead), NULL);
  if (self->compare->leads->len > 2)
    gtk_box_append (GTK_BOX (box), new_leave_out (self, lead, number));
  gtk_widget_add_css_class (box, "assay-compare-cell");
  return box;
}
