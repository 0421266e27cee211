/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-industry-row.h"

#include "assay-theme.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/**
 * AssayIndustryRow:
 *
 * One industry of a workspace's own list: its name, other words for it, and how many leads it would get.
 */
struct _AssayIndustryRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *name;
  GtkWidget *words;
  GtkWidget *count;
  GtkWidget *unit;
};

G_DEFINE_FINAL_TYPE (AssayIndustryRow, assay_industry_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CHANGED,
  REMOVED,
  NEXT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_text (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

/* A colon would end the name. */
static void
changed_cb (AssayIndustryRow *self)
{
  gboolean valid = assay_industry_row_is_valid (self);

  if (valid)
    gtk_widget_remove_css_class (self->name, "error");
  else
    gtk_widget_add_css_class (self->name, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
name_activated_cb (AssayIndustryRow *self)
{
  gtk_widget_grab_focus (self->words);
}

static void
words_activated_cb (AssayIndustryRow *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
remove_clicked_cb (AssayIndustryRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ASSAY_INDUSTRY_ROW (widget)->name);
}

static void
assay_industry_row_class_init (AssayIndustryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = grab_focus;

  /**
   * AssayIndustryRow::changed:
   *
   * Name or words are others.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * AssayIndustryRow::removed:
   *
   * The person wants it gone.
   */
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * AssayIndustryRow::next:
   *
   * Enter was pressed in its last entry.
   */
  signals[NEXT] = g_signal_new ("next", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, ASSAY_RESOURCE_PATH "/ui/assay-industry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryRow, name);
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryRow, words);
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryRow, count);
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryRow, unit);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
assay_industry_row_init (AssayIndustryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_industry_row_new:
 * @line: as `assay enrich --industry` takes it
 */
GtkWidget *
assay_industry_row_new (const char *line)
{
  AssayIndustryRow *self = g_object_new (ASSAY_TYPE_INDUSTRY_ROW, NULL);
  g_auto (GStrv) parts = g_strsplit (line, ":", 2);

  if (parts[0] != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), g_strstrip (parts[0]));
  if (parts[0] != NULL && parts[1] != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->words), g_strstrip (parts[1]));
  return GTK_WIDGET (self);
}

/**
 * assay_industry_row_dup_line:
 *
 * Returns: (transfer full): the line of the list; empty where nothing is written
 */
char *
assay_industry_row_dup_line (AssayIndustryRow *self)
{
  g_autofree char *name = dup_text (self->name), *words = dup_text (self->words);

  return *words != '\0' ? g_strconcat (name, ": ", words, NULL) : g_steal_pointer (&name);
}

/**
 * assay_industry_row_is_valid:
 *
 * Returns: whether it has a name without a colon, or nothing at all
 */
gboolean
assay_industry_row_is_valid (AssayIndustryRow *self)
{
  g_autofree char *name = dup_text (self->name), *words = dup_text (self->words);

  return strchr (name, ':') == NULL && (*name != '\0' || *words == '\0');
}

/**
 * assay_industry_row_set_count:
 * @count: leads that it would get; -1 while that is not known
 * @about: whether that is an estimate
 */
void
assay_industry_row_set_count (AssayIndustryRow *self,
                              gint64            count,
                              gboolean          about)
{
  g_autofree char *text = g_strdup_printf (about ? "≈ %'" PRId64 : "%'" PRId64, count);

  gtk_label_set_text (GTK_LABEL (self->count), count >= 0 ? text : "");
  gtk_label_set_text (GTK_LABEL (self->unit), count >= 0 ? ngettext ("lead", "leads", (gulong) count) : "");
}
