/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-chart-card.h"

#include "widgets/assay-parts.h"

/**
 * AssayChartCard:
 *
 * A chart with its title, a legend, and below it what it says in words: there is no chart without that.
 */
struct _AssayChartCard
{
  AdwBin parent_instance;

  GtkWidget *title;
  GtkWidget *tag;
  GtkWidget *legend;
  GtkWidget *caption;
  GtkWidget *content;
  GtkWidget *reading;
};

G_DEFINE_FINAL_TYPE (AssayChartCard, assay_chart_card, ADW_TYPE_BIN)

static GtkWidget *
make_head (AssayChartCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->title = assay_label_new (NULL, "heading", ASSAY_LABEL_ELLIPSIZE | ASSAY_LABEL_EXPAND);
  self->tag = assay_label_new (NULL, "assay-tag", ASSAY_LABEL_PLAIN);
  gtk_widget_set_valign (self->tag, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->tag, FALSE);
  self->legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_set_visible (self->legend, FALSE);
  assay_append (head, self->title, self->tag, self->legend, NULL);
  return head;
}

static void
assay_chart_card_class_init (AssayChartCardClass *klass)
{
}

static void
assay_chart_card_init (AssayChartCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  assay_add_css_classes (box, "card assay-chart-card");
  gtk_box_append (GTK_BOX (box), make_head (self));
  self->caption = assay_label_new (NULL, "caption dim-label", ASSAY_LABEL_ELLIPSIZE);
  gtk_widget_set_visible (self->caption, FALSE);
  gtk_box_append (GTK_BOX (box), self->caption);
  self->content = adw_bin_new ();
  gtk_widget_set_vexpand (self->content, TRUE);
  gtk_box_append (GTK_BOX (box), self->content);
  self->reading = assay_label_new (NULL, "caption", ASSAY_LABEL_WRAP);
  gtk_label_set_wrap_mode (GTK_LABEL (self->reading), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_yalign (GTK_LABEL (self->reading), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->reading), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (self->reading), 40);
  gtk_box_append (GTK_BOX (box), self->reading);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * assay_chart_card_new:
 * @child: the chart
 */
GtkWidget *
assay_chart_card_new (const char *title,
                      GtkWidget  *child)
{
  AssayChartCard *self = g_object_new (ASSAY_TYPE_CHART_CARD, NULL);

  adw_bin_set_child (ADW_BIN (self->content), child);
  assay_chart_card_set_title (self, title);
  return GTK_WIDGET (self);
}

void
assay_chart_card_set_title (AssayChartCard *self,
                            const char     *title)
{
  g_return_if_fail (ASSAY_IS_CHART_CARD (self));

  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (ASSAY_IS_CHART (adw_bin_get_child (ADW_BIN (self->content))))
    assay_set_accessible_name (adw_bin_get_child (ADW_BIN (self->content)), title);
}

/**
 * assay_chart_card_set_caption:
 * @caption: (nullable): a line below the title
 */
void
assay_chart_card_set_caption (AssayChartCard *self,
                              const char     *caption)
{
  g_return_if_fail (ASSAY_IS_CHART_CARD (self));

  gtk_label_set_text (GTK_LABEL (self->caption), caption != NULL ? caption : "");
  gtk_widget_set_visible (self->caption, caption != NULL);
}

/**
 * assay_chart_card_set_legend:
 * @labels: (array zero-terminated=1): of the series, in the order of their colours
 */
void
assay_chart_card_set_legend (AssayChartCard    *self,
                             const char *const *labels)
{
  static const char *const classes[] = { "series-1", "series-2", "series-4" };

  g_return_if_fail (ASSAY_IS_CHART_CARD (self));

  assay_remove_all (self->legend);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
      GtkWidget *key = adw_bin_new ();
      GtkWidget *label = assay_label_new (labels[i], "caption dim-label", ASSAY_LABEL_ELLIPSIZE);

      gtk_widget_add_css_class (key, "assay-key");
      gtk_widget_add_css_class (key, classes[i % G_N_ELEMENTS (classes)]);
      gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
      assay_append (item, key, label, NULL);
      gtk_box_append (GTK_BOX (self->legend), item);
    }
  gtk_widget_set_visible (self->legend, labels[0] != NULL);
}

/**
 * assay_chart_card_set_tag:
 * @tag: (nullable): a word that needs attention
 * @css_class: (nullable): its colour
 */
void
assay_chart_card_set_tag (AssayChartCard *self,
                          const char     *tag,
                          const char     *css_class)
{
  g_return_if_fail (ASSAY_IS_CHART_CARD (self));

  gtk_widget_set_css_classes (self->tag, (const char *[]) { "assay-tag", css_class, NULL });
  gtk_label_set_text (GTK_LABEL (self->tag), tag != NULL ? tag : "");
  gtk_widget_set_visible (self->tag, tag != NULL);
}

void
assay_chart_card_set_reading (AssayChartCard *self,
                              const char     *reading)
{
  g_return_if_fail (ASSAY_IS_CHART_CARD (self));
  gtk_label_set_text (GTK_LABEL (self->reading), reading);
}

/**
 * assay_chart_card_get_reading:
 *
 * Returns: (transfer none): what the chart says in words
 */
const char *
assay_chart_card_get_reading (AssayChartCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CHART_CARD (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->reading));
}

/**
 * assay_chart_card_get_content:
 *
 * Returns: (transfer none): the chart
 */
GtkWidget *
assay_chart_card_get_content (AssayChartCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CHART_CARD (self), NULL);
  return adw_bin_get_child (ADW_BIN (self->content));
}
