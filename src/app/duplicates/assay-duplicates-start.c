/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-start.h"

#include "assay-loader.h"
#include "assay-theme.h"
#include "match/assay-match-preview.h"
#include "widgets/assay-job-progress.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayDuplicatesStart:
 *
 * What is seen before duplicates are found: what looking for them does, what it would compare, how far it is, and
 * what it came to.
 */
struct _AssayDuplicatesStart
{
  AdwBin parent_instance;

  AssaySession *session; /* (owned) (nullable) */
  AssayJobItem *item;    /* (owned) (nullable): of the run that goes on */
  AssayLoader *loader;   /* (owned) (nullable): of the preview */

  GtkWidget *status;
  GtkWidget *idle;
  GtkWidget *running;
  GtkWidget *look;
  GtkWidget *progress;
  GtkWidget *phrase;
  GtkWidget *preview_button;
  GtkWidget *preview;
  GtkWidget *preview_text;
  GtkWidget *preview_rows;
};

G_DEFINE_FINAL_TYPE (AssayDuplicatesStart, assay_duplicates_start, ADW_TYPE_BIN)

/* What would be compared */

static void
add_row (AssayDuplicatesStart *self,
         int                   y,
         const char           *key,
         const char           *count,
         const char           *class)
{
  GtkWidget *name = assay_label_new (key, class, ASSAY_LABEL_EXPAND);
  GtkWidget *number = assay_label_new (count, class, ASSAY_LABEL_END);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (number, "numeric");
  gtk_grid_attach (GTK_GRID (self->preview_rows), name, 0, y, 1, 1);
  gtk_grid_attach (GTK_GRID (self->preview_rows), number, 1, y, 1, 1);
}

static char *
say_compared (JsonObject *object)
{
  JsonArray *list = json_object_get_array_member (object, "comparisons");
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append_printf (
      labels, "%s%s", i > 0 ? ", " : "",
      json_object_get_string_member (json_array_get_object_element (list, i), "label"));
  return g_strdup_printf (_("Compared by: %s."), labels->str);
}

static void
fill_preview (AssayDuplicatesStart *self,
              JsonObject           *object)
{
  JsonArray *blocks = json_object_get_array_member (object, "blocks");
  g_autofree char *compared = say_compared (object);
  g_autofree char *all
    = g_strdup_printf ("%'" PRId64, json_object_get_int_member (object, "pairs"));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->preview_rows)) != NULL)
    gtk_grid_remove (GTK_GRID (self->preview_rows), child);
  gtk_label_set_text (GTK_LABEL (self->preview_text), compared);
  add_row (self, 0, _("Leads that share"), _("pairs"), "dim-label");
  for (guint i = 0; i < json_array_get_length (blocks); i++)
    {
      JsonObject *block = json_array_get_object_element (blocks, i);
      const char *key = json_object_get_string_member (block, "key");
      g_autofree char *pairs
        = g_strdup_printf ("%'" PRId64, json_object_get_int_member (block, "pairs"));

      /* So few leads that each is compared with each. */
      add_row (self, (int) i + 1, g_str_equal (key, "all") ? _("nothing: each with each") : key, pairs, NULL);
    }
  add_row (self, (int) json_array_get_length (blocks) + 1, _("Together, each pair once"), all, "assay-strong");
  gtk_widget_set_visible (self->preview_rows, TRUE);
}

static gpointer
read_preview (AssayWorkspace *workspace,
              gpointer        query,
              GCancellable   *cancellable,
              GError        **error)
{
  return assay_match_preview (workspace, cancellable, error);
}

static const AssayReading preview_reading = { read_preview, NULL, (GDestroyNotify) json_node_unref };

static void
previewed_cb (gpointer      owner,
              gpointer      answer,
              const GError *error)
{
  AssayDuplicatesStart *self = owner;
  g_autoptr (JsonNode) node = answer;

  if (node != NULL)
    fill_preview (self, json_node_get_object (node));
  else
    gtk_label_set_text (GTK_LABEL (self->preview_text), error->message);
}

static void
preview_toggled_cb (AssayDuplicatesStart *self)
{
  AssayWorkspace *workspace = self->session != NULL ? assay_session_get_workspace (self->session) : NULL;
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->preview_button));

  gtk_widget_set_visible (self->preview, shown);
  assay_loader_cancel (self->loader);
  if (!shown || workspace == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->preview_text), _("Counting…"));
  gtk_widget_set_visible (self->preview_rows, FALSE);
  assay_loader_load (self->loader, workspace, NULL);
}

/* The run */

static void
cancel_cb (AssayDuplicatesStart *self)
{
  if (self->item != NULL)
    assay_job_item_cancel (self->item);
}

static void
assay_duplicates_start_dispose (GObject *object)
{
  AssayDuplicatesStart *self = ASSAY_DUPLICATES_START (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->item);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (assay_duplicates_start_parent_class)->dispose (object);
}

static void
assay_duplicates_start_class_init (AssayDuplicatesStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_duplicates_start_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-duplicates-start.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, status);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, idle);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, running);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, look);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, phrase);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, preview_button);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, preview);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, preview_text);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesStart, preview_rows);
  gtk_widget_class_bind_template_callback (widget_class, preview_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
assay_duplicates_start_init (AssayDuplicatesStart *self)
{
  self->loader = assay_loader_new (&preview_reading, previewed_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
assay_duplicates_start_set_session (AssayDuplicatesStart *self,
                                    AssaySession         *session)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_START (self));
  g_set_object (&self->session, session);
}

/**
 * assay_duplicates_start_set_job:
 * @item: (nullable): the run that goes on
 */
void
assay_duplicates_start_set_job (AssayDuplicatesStart *self,
                                AssayJobItem         *item)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_START (self));

  if (!g_set_object (&self->item, item))
    return;
  gtk_widget_set_visible (self->idle, item == NULL);
  gtk_widget_set_visible (self->running, item != NULL);
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), GTK_LABEL (self->phrase), item);
  if (item != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->preview_button), FALSE);
}

void
assay_duplicates_start_set_words (AssayDuplicatesStart *self,
                                  const char           *title,
                                  const char           *text,
                                  const char           *button)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_START (self));

  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), text);
  gtk_button_set_label (GTK_BUTTON (self->look), button);
}
