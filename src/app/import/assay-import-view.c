/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-view.h"

#include "assay-theme.h"
#include "import/assay-import-columns.h"
#include "import/assay-import-file-card.h"
#include "import/assay-import-mode-card.h"
#include "import/assay-import-preview.h"
#include "widgets/assay-loading-rows.h"

#include <glib/gi18n.h>

#define LOADING_DELAY_MS 300
#define PROGRESS_INTERVAL_MS 100
#define RUN_CARD_WIDTH 390

/**
 * AssayImportView:
 *
 * A file on its way in, on one page: how it is written, what its columns become, what would happen,
 * and the import itself.
 */
struct _AssayImportView
{
  AssayView parent_instance;

  AssayWorkspace *workspace; /* (owned) (nullable): what the file is for */
  AssayImportDraft *draft;   /* (owned) (nullable) */
  guint loading_source;
  guint progress_source;

  GtkWidget *states;
  GtkWidget *page;
  GtkWidget *reading_bar;
  GtkWidget *loading_label;
  GtkWidget *error_title;
  GtkWidget *error_label;
  GtkWidget *detect_button;
  GtkWidget *file_card;
  GtkWidget *columns;
  GtkWidget *bottom;
  GtkWidget *mode_card;
  GtkWidget *preview;
  GtkWidget *run_card;
};

G_DEFINE_FINAL_TYPE (AssayImportView, assay_import_view, ASSAY_TYPE_VIEW)

static void
show_state (AssayImportView *self,
            const char      *state)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), state);
  assay_view_update_header (ASSAY_VIEW (self));
}

static gboolean
is_locked (AssayImportView *self)
{
  return assay_import_run_card_get_step (ASSAY_IMPORT_RUN_CARD (self->run_card))
         >= ASSAY_IMPORT_STEP_RUNNING;
}

static void
step_changed_cb (AssayImportView *self)
{
  gboolean locked = is_locked (self);

  assay_import_file_card_set_locked (ASSAY_IMPORT_FILE_CARD (self->file_card), locked);
  gtk_widget_set_sensitive (self->columns, !locked);
  gtk_widget_set_sensitive (self->mode_card, !locked);
  assay_view_update_header (ASSAY_VIEW (self));
}

/* Reading */

static void
stop_waiting (AssayImportView *self)
{
  g_clear_handle_id (&self->loading_source, g_source_remove);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_set_visible (self->reading_bar, FALSE);
}

static gboolean
copy_progress_cb (gpointer user_data)
{
  AssayImportView *self = user_data;
  double fraction = assay_import_draft_get_progress (self->draft);
  g_autofree char *name = g_file_get_basename (assay_import_draft_get_file (self->draft));
  /* Translators: a file and how much of it is read */
  g_autofree char *text = g_strdup_printf (_("Reading %s, %d %%"), name, (int) (fraction * 100));

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->reading_bar), fraction);
  gtk_label_set_text (GTK_LABEL (self->loading_label), text);
  return G_SOURCE_CONTINUE;
}

static gboolean
show_loading_cb (gpointer user_data)
{
  AssayImportView *self = user_data;

  self->loading_source = 0;
  copy_progress_cb (self);
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, copy_progress_cb, self);
  if (assay_import_draft_get_sheet (self->draft) != NULL)
    gtk_widget_set_visible (self->reading_bar, TRUE);
  else
    show_state (self, "loading");
  return G_SOURCE_REMOVE;
}

static void
show_error (AssayImportView *self,
            const GError    *error)
{
  const AssayImportChoices *choices = assay_import_draft_get_choices (self->draft);
  g_autofree char *name = g_file_get_basename (assay_import_draft_get_file (self->draft));
  g_autofree char *title = g_strdup_printf (_("“%s” cannot be read"), name);

  gtk_label_set_text (GTK_LABEL (self->error_title), title);
  gtk_label_set_text (GTK_LABEL (self->error_label), error->message);
  gtk_widget_set_visible (self->detect_button, choices->encoding != NULL
                                                 || choices->delimiter != '\0'
                                                 || choices->quote != '\0' || choices->no_quote
                                                 || choices->header_line >= 0);
  show_state (self, "error");
}

static void
try_import (AssayImportView *self)
{
  assay_import_run_card_try (ASSAY_IMPORT_RUN_CARD (self->run_card), assay_view_get_session (ASSAY_VIEW (self)), self->draft);
}

static void
draft_changed_cb (AssayImportView  *self,
                  AssayImportDraft *draft)
{
  AssayImportSheet *sheet = assay_import_draft_get_sheet (draft);

  stop_waiting (self);
  if (assay_import_draft_get_error (draft) != NULL)
    {
      show_error (self, assay_import_draft_get_error (draft));
      return;
    }
  assay_import_file_card_show (ASSAY_IMPORT_FILE_CARD (self->file_card), draft);
  assay_import_columns_show (ASSAY_IMPORT_COLUMNS (self->columns), draft);
  assay_import_mode_card_show (ASSAY_IMPORT_MODE_CARD (self->mode_card), draft);
  assay_import_preview_show (ASSAY_IMPORT_PREVIEW (self->preview), sheet);
  gtk_widget_set_visible (self->mode_card, sheet->kind == ASSAY_IMPORT_KIND_LEADS);
  show_state (self, "page");
  try_import (self);
}

static void
reading_cb (AssayImportView *self)
{
  g_clear_handle_id (&self->loading_source, g_source_remove);
  if (self->progress_source == 0)
    self->loading_source = g_timeout_add (LOADING_DELAY_MS, show_loading_cb, self);
}

static void
drop_draft (AssayImportView *self)
{
  stop_waiting (self);
  if (self->draft != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->draft, self);
      assay_import_draft_cancel (self->draft);
    }
  g_clear_object (&self->draft);
}

static void
cancel_reading_cb (AssayImportView *self)
{
  drop_draft (self);
  show_state (self, "empty");
}

static void
detect_clicked_cb (AssayImportView *self)
{
  AssayImportChoices *choices = assay_import_draft_get_choices (self->draft);

  g_clear_pointer (&choices->encoding, g_free);
  choices->delimiter = choices->quote = '\0';
  choices->no_quote = FALSE;
  choices->header_line = -1;
  assay_import_draft_read_anew (self->draft);
}

static void
retry_clicked_cb (AssayImportView *self)
{
  assay_import_draft_read (self->draft);
}

/* The view */

static gboolean
open_file (AssayView *view,
           GFile     *file)
{
  AssayImportView *self = ASSAY_IMPORT_VIEW (view);

  if (self->workspace == NULL)
    return FALSE;
  drop_draft (self);
  assay_import_run_card_reset (ASSAY_IMPORT_RUN_CARD (self->run_card));
  self->draft = assay_import_draft_new (self->workspace, file);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "reading", G_CALLBACK (reading_cb), self,
                           G_CONNECT_SWAPPED);
  step_changed_cb (self);
  show_state (self, "start");
  assay_import_draft_read (self->draft);
  return TRUE;
}

static void
refresh (AssayView *view)
{
  AssayImportView *self = ASSAY_IMPORT_VIEW (view);
  AssayImportStep step
    = assay_import_run_card_get_step (ASSAY_IMPORT_RUN_CARD (self->run_card));

  if (g_set_object (&self->workspace, assay_view_get_workspace (ASSAY_VIEW (self))))
    {
      drop_draft (self);
      assay_import_run_card_reset (ASSAY_IMPORT_RUN_CARD (self->run_card));
      show_state (self, "empty");
    }
  else if (self->draft != NULL && assay_import_draft_get_sheet (self->draft) != NULL
           && (step == ASSAY_IMPORT_STEP_READY || step == ASSAY_IMPORT_STEP_FAILED))
    try_import (self);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayImportView *self = ASSAY_IMPORT_VIEW (view);
  gboolean wide = width >= ASSAY_WIDTH_WIDE;

  assay_import_columns_set_width (ASSAY_IMPORT_COLUMNS (self->columns), width);
  assay_import_file_card_set_width (ASSAY_IMPORT_FILE_CARD (self->file_card), width);
  assay_import_mode_card_set_phone (ASSAY_IMPORT_MODE_CARD (self->mode_card),
                                    width == ASSAY_WIDTH_PHONE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bottom), wide ? GTK_ORIENTATION_HORIZONTAL
                                                                      : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (self->run_card, wide ? RUN_CARD_WIDTH : -1, -1);
}

static char *
dup_subtitle (AssayView *view)
{
  AssayImportView *self = ASSAY_IMPORT_VIEW (view);
  const char *state = gtk_stack_get_visible_child_name (GTK_STACK (self->states));

  if (g_strcmp0 (state, "page") == 0 && !is_locked (self))
    return g_strdup (_("Nothing is written until you press Import"));
  return self->draft != NULL ? g_file_get_basename (assay_import_draft_get_file (self->draft))
                             : g_strdup ("");
}

static void
assay_import_view_dispose (GObject *object)
{
  AssayImportView *self = ASSAY_IMPORT_VIEW (object);

  drop_draft (self);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (assay_import_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, states);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, page);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, reading_bar);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, loading_label);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, error_title);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, error_label);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, detect_button);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, file_card);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, columns);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, bottom);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, mode_card);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, preview);
  gtk_widget_class_bind_template_child (widget_class, AssayImportView, run_card);
  gtk_widget_class_bind_template_callback (widget_class, step_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_import);
  gtk_widget_class_bind_template_callback (widget_class, cancel_reading_cb);
  gtk_widget_class_bind_template_callback (widget_class, detect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
assay_import_view_class_init (AssayImportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_IMPORT_COLUMNS);
  g_type_ensure (ASSAY_TYPE_IMPORT_FILE_CARD);
  g_type_ensure (ASSAY_TYPE_IMPORT_MODE_CARD);
  g_type_ensure (ASSAY_TYPE_IMPORT_PREVIEW);
  g_type_ensure (ASSAY_TYPE_IMPORT_RUN_CARD);
  g_type_ensure (ASSAY_TYPE_LOADING_ROWS);
  G_OBJECT_CLASS (klass)->dispose = assay_import_view_dispose;
  view_class->title = N_("Import");
  view_class->dup_subtitle = dup_subtitle;
  view_class->refresh = refresh;
  view_class->set_width = set_width;
  view_class->open_file = open_file;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-import-view.ui");
  bind_children (widget_class);
}

static void
assay_import_view_init (AssayImportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_import_view_get_draft:
 *
 * Returns: (transfer none) (nullable): the file on its way in
 */
AssayImportDraft *
assay_import_view_get_draft (AssayImportView *self)
{
  g_return_val_if_fail (ASSAY_IS_IMPORT_VIEW (self), NULL);
  return self->draft;
}
