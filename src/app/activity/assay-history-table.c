/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-history-table.h"

#include "activity/assay-activity-words.h"
#include "activity/assay-history-item.h"
#include "base/assay-clock.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-tooltip.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SHOWN 200

typedef enum
{
  COLUMN_WHEN,
  COLUMN_WHO,
  COLUMN_WHAT,
  COLUMN_CHANGE,
  N_COLUMNS
} HistoryColumn;

static const struct
{
  const char *title;
  int width; /* -1: takes what is left */
  int phone_width;
} columns[N_COLUMNS] = {
  [COLUMN_WHEN] = { N_("When"), 88, 76 },
  [COLUMN_WHO] = { N_("Who"), 98, 0 },
  [COLUMN_WHAT] = { N_("What"), 142, 118 },
  [COLUMN_CHANGE] = { N_("Change"), -1, -1 },
};

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = assay_label_new (NULL, css_class, ASSAY_LABEL_ELLIPSIZE);

  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  user_data)
{
  HistoryColumn column = (HistoryColumn) GPOINTER_TO_INT (user_data);
  GtkWidget *box;

  if (column != COLUMN_CHANGE)
    {
      GtkWidget *label = new_label (column == COLUMN_WHEN   ? "dim-label"
                                    : column == COLUMN_WHAT ? "assay-strong"
                                                            : NULL);
      gtk_widget_add_css_class (label, "numeric");
      gtk_list_item_set_child (list_item, label);
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  assay_append (box, new_label ("assay-second"), new_label ("numeric"), NULL);
  gtk_list_item_set_child (list_item, box);
}

/* Notes may be pages long; a line of the table shows their beginning. */
static char *
escape_start (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SHOWN));

  return g_markup_escape_text (g_strdelimit (start, "\r\n\t", ' '), -1);
}

static void
bind_change (GtkWidget               *box,
             const AssayHistoryEntry *entry)
{
  GtkWidget *field = gtk_widget_get_first_child (box);
  GtkWidget *change = gtk_widget_get_next_sibling (field);
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = assay_activity_change (entry, &old_text);
  g_autofree char *escaped = escape_start (new_text);
  g_autofree char *markup = NULL;
  gboolean value = entry->kind == ASSAY_CHANGE_KIND_VALUE;

  gtk_label_set_text (GTK_LABEL (field), value ? entry->field->label : new_text);
  gtk_widget_set_visible (change, value);
  if (!value)
    return;
  if (old_text != NULL)
    {
      g_autofree char *struck = escape_start (old_text);
      markup = g_strdup_printf ("<span alpha='60%%' size='9pt'><s>%s</s> →</span> %s", struck,
                                escaped);
    }
  gtk_label_set_markup (GTK_LABEL (change), markup != NULL ? markup : escaped);
  assay_set_tooltip (change, new_text);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  user_data)
{
  HistoryColumn column = (HistoryColumn) GPOINTER_TO_INT (user_data);
  const AssayHistoryEntry *entry
    = assay_history_item_get_entry (gtk_list_item_get_item (list_item));
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autofree char *text = NULL;

  if (column == COLUMN_CHANGE)
    {
      bind_change (child, entry);
      return;
    }
  text = column == COLUMN_WHEN  ? assay_activity_when (entry->at, assay_clock_now ())
         : column == COLUMN_WHO ? assay_activity_person (entry->person)
                                : assay_activity_lead (entry);
  gtk_label_set_text (GTK_LABEL (child), text);
  assay_set_tooltip (child, column == COLUMN_WHO ? entry->title : text);
}

void
assay_history_table_add_columns (GtkColumnView *table)
{
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_column_set_expand (column, columns[i].width < 0);
      gtk_column_view_append_column (table, column);
    }
}

/**
 * assay_history_table_set_phone:
 * @phone: whether there is no room for who it was
 */
void
assay_history_table_set_phone (GtkColumnView *table,
                               gboolean       phone)
{
  GListModel *list = gtk_column_view_get_columns (table);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (list, i);

      gtk_column_view_column_set_fixed_width (column,
                                              phone ? columns[i].phone_width : columns[i].width);
      gtk_column_view_column_set_visible (column, !phone || columns[i].phone_width != 0);
    }
}
