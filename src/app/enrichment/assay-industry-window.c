/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-industry-window.h"

#include "assay-loader.h"
#include "assay-theme.h"
#include "enrich/assay-industry-preview.h"
#include "enrich/assay-own-industries.h"
#include "enrichment/assay-industry-row.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define DELAY_MS      250
#define PREVIEW_LEADS 20000

/**
 * AssayIndustryWindow:
 *
 * Edits a workspace's own list of industries, and tells while that goes on how many leads each would get.
 */
struct _AssayIndustryWindow
{
  AdwWindow parent_instance;

  AssayWorkspace *workspace; /* (owned) */
  AssayLoader *loader;       /* (owned) */
  char *was;                 /* (owned): the list as it was, as one text */
  guint source;

  GtkWidget *states;
  GtkWidget *list;
  GtkWidget *save_button;
  GtkWidget *foot;
};

G_DEFINE_FINAL_TYPE (AssayIndustryWindow, assay_industry_window, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is counted on a worker */

static gpointer
read_preview (AssayWorkspace *workspace,
              gpointer        query,
              GCancellable   *cancellable,
              GError        **error)
{
  return assay_industry_preview_new (workspace, query, PREVIEW_LEADS, cancellable, error);
}

static const AssayReading preview_reading
  = { read_preview, (GDestroyNotify) g_strfreev, (GDestroyNotify) assay_industry_preview_free };

static AssayIndustryRow *
next_row (GtkWidget *row)
{
  return ASSAY_INDUSTRY_ROW (gtk_widget_get_next_sibling (row));
}

static AssayIndustryRow *
first_row (AssayIndustryWindow *self)
{
  return ASSAY_INDUSTRY_ROW (gtk_widget_get_first_child (self->list));
}

/* Rows that stand empty are no industries. */
static gboolean
is_written (AssayIndustryRow *row)
{
  g_autofree char *line = assay_industry_row_dup_line (row);

  return *line != '\0';
}

static gint64
show_counts (AssayIndustryWindow        *self,
             const AssayIndustryPreview *preview)
{
  gint64 sum = 0;
  guint i = 0;

  for (AssayIndustryRow *row = first_row (self); row != NULL; row = next_row (GTK_WIDGET (row)))
    {
      if (!is_written (row) || i >= preview->n_names)
        {
          assay_industry_row_set_count (row, -1, FALSE);
          continue;
        }
      assay_industry_row_set_count (row, preview->counts[i], preview->sampled);
      sum += preview->counts[i++];
    }
  return sum;
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayIndustryWindow *self = owner;
  g_autoptr (AssayIndustryPreview) preview = answer;
  g_autofree char *text = NULL;
  gint64 sum;

  if (preview == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->foot), error->message);
      return;
    }
  sum = show_counts (self, preview);
  /* Translators: numbers of leads: in all, and those that get an industry */
  text = g_strdup_printf (ngettext ("Of %'" PRId64 " lead %'" PRId64 " would get one of them.",
                                    "Of %'" PRId64 " leads %'" PRId64 " would get one of them.",
                                    (gulong) preview->n_leads),
                          preview->n_leads, sum);
  gtk_label_set_text (GTK_LABEL (self->foot), text);
}

static gboolean
is_valid (AssayIndustryWindow *self)
{
  for (AssayIndustryRow *row = first_row (self); row != NULL; row = next_row (GTK_WIDGET (row)))
    if (!assay_industry_row_is_valid (row))
      return FALSE;
  return TRUE;
}

static gboolean
count_cb (gpointer user_data)
{
  AssayIndustryWindow *self = user_data;

  self->source = 0;
  assay_loader_load (self->loader, self->workspace, assay_industry_window_dup_lines (self));
  return G_SOURCE_REMOVE;
}

static void
update (AssayIndustryWindow *self)
{
  g_auto (GStrv) lines = assay_industry_window_dup_lines (self);
  g_autofree char *now = g_strjoinv ("\n", lines);
  g_autoptr (GError) error = NULL;
  gboolean valid = is_valid (self) && assay_own_industries_check ((const char *const *) lines, &error);

  gtk_stack_set_visible_child_name (GTK_STACK (self->states), first_row (self) != NULL ? "list" : "empty");
  gtk_widget_set_sensitive (self->save_button, valid && g_strcmp0 (now, self->was) != 0);
  g_clear_handle_id (&self->source, g_source_remove);
  assay_loader_cancel (self->loader);
  if (!valid)
    gtk_label_set_text (GTK_LABEL (self->foot), error != NULL
                                                  ? error->message
                                                  : _("An industry needs a name, and a name has no colon."));
  else if (lines[0] == NULL)
    gtk_label_set_text (GTK_LABEL (self->foot), "");
  else
    self->source = g_timeout_add (DELAY_MS, count_cb, self);
}

/* Rows */

static GtkWidget *add_row (AssayIndustryWindow *self,
                           const char          *line);

static void
add_cb (AssayIndustryWindow *self)
{
  GtkWidget *row = add_row (self, "");

  update (self);
  gtk_widget_grab_focus (row);
}

/* Enter in the last one makes another. */
static void
row_next_cb (AssayIndustryWindow *self,
             AssayIndustryRow    *row)
{
  AssayIndustryRow *next = next_row (GTK_WIDGET (row));

  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  else if (is_written (row))
    add_cb (self);
}

static void
row_removed_cb (AssayIndustryWindow *self,
                AssayIndustryRow    *row)
{
  GtkWidget *beside = gtk_widget_get_next_sibling (GTK_WIDGET (row));

  if (beside == NULL)
    beside = gtk_widget_get_prev_sibling (GTK_WIDGET (row));
  gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  update (self);
  if (beside != NULL)
    gtk_widget_grab_focus (beside);
}

static GtkWidget *
add_row (AssayIndustryWindow *self,
         const char          *line)
{
  GtkWidget *row = assay_industry_row_new (line);

  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "next", G_CALLBACK (row_next_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return row;
}

static void
save_cb (AssayIndustryWindow *self)
{
  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  g_object_ref (self);
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
save_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  save_cb (ASSAY_INDUSTRY_WINDOW (widget));
}

static void
add_action_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  add_cb (ASSAY_INDUSTRY_WINDOW (widget));
}

static void
assay_industry_window_dispose (GObject *object)
{
  AssayIndustryWindow *self = ASSAY_INDUSTRY_WINDOW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (assay_industry_window_parent_class)->dispose (object);
}

static void
assay_industry_window_finalize (GObject *object)
{
  g_free (ASSAY_INDUSTRY_WINDOW (object)->was);
  G_OBJECT_CLASS (assay_industry_window_parent_class)->finalize (object);
}

static void
assay_industry_window_class_init (AssayIndustryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_industry_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_industry_window_finalize;
  gtk_widget_class_install_action (widget_class, "industries.save", NULL, save_action_cb);
  gtk_widget_class_install_action (widget_class, "industries.add", NULL, add_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "industries.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "industries.add", NULL);

  /**
   * AssayIndustryWindow::saved:
   *
   * The list is to be kept; the window closes after this.
   */
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, ASSAY_RESOURCE_PATH "/ui/assay-industry-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryWindow, states);
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryWindow, list);
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, AssayIndustryWindow, foot);
}

static void
assay_industry_window_init (AssayIndustryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loader = assay_loader_new (&preview_reading, loaded_cb, self);
}

/**
 * assay_industry_window_new:
 * @lines: (array zero-terminated=1): the list as it is
 */
GtkWidget *
assay_industry_window_new (GtkWindow         *parent,
                           AssayWorkspace    *workspace,
                           const char *const *lines)
{
  AssayIndustryWindow *self
    = g_object_new (ASSAY_TYPE_INDUSTRY_WINDOW, "transient-for", parent, NULL);
  g_auto (GStrv) known = NULL;

  self->workspace = g_object_ref (workspace);
  for (; *lines != NULL; lines++)
    add_row (self, *lines);
  known = assay_industry_window_dup_lines (self);
  self->was = g_strjoinv ("\n", known);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * assay_industry_window_dup_lines:
 *
 * Returns: (transfer full) (array zero-terminated=1): the list, as `assay enrich --industry` takes it
 */
char **
assay_industry_window_dup_lines (AssayIndustryWindow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (AssayIndustryRow *row = first_row (self); row != NULL; row = next_row (GTK_WIDGET (row)))
    {
      g_autofree char *line = assay_industry_row_dup_line (row);

      if (*line != '\0')
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}
