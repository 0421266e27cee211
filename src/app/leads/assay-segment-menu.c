/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-segment-menu.h"

#include "assay-theme.h"
#include "leads/assay-lead-edits.h"
#include "leads/assay-segment-row.h"
#include "widgets/assay-parts.h"

#include "engine/assay-engine.h"
#include "model/assay-condition-text.h"

#include <glib/gi18n.h>

/**
 * AssaySegmentMenu:
 *
 * Saved filters: choosing one filters the list, the present filter can be saved under a name, and
 * each can be renamed and removed.
 */
struct _AssaySegmentMenu
{
  AdwBin parent_instance;

  AssaySession *session;  /* (owned) (nullable) */
  AssayCondition *filter; /* (owned) (nullable): what the list shows */
  GCancellable *loading;  /* (owned) (nullable) */
  GtkWidget *button;
  GtkWidget *list;
  GtkWidget *empty_label;
  GtkWidget *name_entry;
  GtkWidget *save_button;
  GtkWidget *save_hint;
};

G_DEFINE_FINAL_TYPE (AssaySegmentMenu, assay_segment_menu, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_chosen_cb (AssaySegmentMenu *self,
               AssaySegmentRow  *row)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[CHOSEN], 0, assay_segment_row_get_where (row));
}

static void
row_renamed_cb (AssaySegmentMenu *self,
                const char       *name,
                AssaySegmentRow  *row)
{
  assay_lead_edits_rename_segment (self->session, assay_segment_row_get_key (row), name);
}

static void
row_removed_cb (AssaySegmentMenu *self,
                AssaySegmentRow  *row)
{
  assay_lead_edits_remove_segment (self->session, assay_segment_row_get_key (row),
                                   assay_segment_row_get_name (row));
}

static gboolean
is_filter (AssaySegmentMenu *self,
           const char       *where)
{
  g_autoptr (AssayCondition) condition
    = where != NULL ? assay_condition_from_text (where, NULL, NULL) : NULL;

  return condition != NULL && self->filter != NULL && assay_condition_equal (condition, self->filter);
}

static void
show_row (AssaySegmentMenu *self,
          JsonObject       *segment)
{
  GtkWidget *row = assay_segment_row_new (
    json_object_get_string_member (segment, "segment"),
    json_object_get_string_member (segment, "name"),
    json_object_get_string_member_with_default (segment, "where", NULL));

  g_signal_connect_object (row, "chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (row_renamed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->list), row);
}

/* The one that the filter is, if any, is marked and named on the button. */
static void
mark_current (AssaySegmentMenu *self)
{
  const char *name = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      gboolean current = is_filter (self, assay_segment_row_get_where (ASSAY_SEGMENT_ROW (row)));

      assay_segment_row_set_current (ASSAY_SEGMENT_ROW (row), current);
      if (current && name == NULL)
        name = assay_segment_row_get_name (ASSAY_SEGMENT_ROW (row));
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), name != NULL ? name : _("Segments"));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssaySegmentMenu) self = user_data;
  JsonArray *segments;

  if (!assay_job_run_finish (ASSAY_JOB (source), result, NULL) || self->session == NULL)
    return;
  segments = json_node_get_array (assay_job_get_result (ASSAY_JOB (source)));
  assay_remove_all (self->list);
  for (guint i = 0; i < json_array_get_length (segments); i++)
    show_row (self, json_array_get_object_element (segments, i));
  gtk_widget_set_visible (self->empty_label, json_array_get_length (segments) == 0);
  mark_current (self);
}

static void
name_changed_cb (AssaySegmentMenu *self)
{
  g_autofree char *name
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));

  gtk_widget_set_sensitive (self->name_entry, self->filter != NULL);
  gtk_widget_set_sensitive (self->save_button, self->filter != NULL && *name != '\0');
  gtk_widget_set_visible (self->save_hint, self->filter == NULL);
}

static void
save_cb (AssaySegmentMenu *self)
{
  g_autofree char *name
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));

  if (self->filter == NULL || *name == '\0')
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), "");
  assay_lead_edits_save_segment (self->session, name, self->filter);
}

static void
assay_segment_menu_dispose (GObject *object)
{
  AssaySegmentMenu *self = ASSAY_SEGMENT_MENU (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_pointer (&self->filter, assay_condition_unref);
  G_OBJECT_CLASS (assay_segment_menu_parent_class)->dispose (object);
}

static void
assay_segment_menu_class_init (AssaySegmentMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_segment_menu_dispose;
  /**
   * AssaySegmentMenu::chosen:
   * @where: the text form of the segment's condition
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-segment-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, AssaySegmentMenu, button);
  gtk_widget_class_bind_template_child (widget_class, AssaySegmentMenu, list);
  gtk_widget_class_bind_template_child (widget_class, AssaySegmentMenu, empty_label);
  gtk_widget_class_bind_template_child (widget_class, AssaySegmentMenu, name_entry);
  gtk_widget_class_bind_template_child (widget_class, AssaySegmentMenu, save_button);
  gtk_widget_class_bind_template_child (widget_class, AssaySegmentMenu, save_hint);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
assay_segment_menu_init (AssaySegmentMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_changed_cb (self);
}

void
assay_segment_menu_set_session (AssaySegmentMenu *self,
                                AssaySession     *session)
{
  g_return_if_fail (ASSAY_IS_SEGMENT_MENU (self));
  g_set_object (&self->session, session);
}

/**
 * assay_segment_menu_set_filter:
 * @filter: (nullable): what would be saved
 */
void
assay_segment_menu_set_filter (AssaySegmentMenu *self,
                               AssayCondition   *filter)
{
  g_return_if_fail (ASSAY_IS_SEGMENT_MENU (self));

  if (filter != NULL)
    assay_condition_ref (filter);
  g_clear_pointer (&self->filter, assay_condition_unref);
  self->filter = filter;
  name_changed_cb (self);
  mark_current (self);
}

/**
 * assay_segment_menu_refresh:
 *
 * Reads the segments on a worker.
 */
void
assay_segment_menu_refresh (AssaySegmentMenu *self)
{
  AssayWorkspace *workspace;
  g_autoptr (AssayJob) job = NULL;

  g_return_if_fail (ASSAY_IS_SEGMENT_MENU (self));

  workspace = self->session != NULL ? assay_session_get_workspace (self->session) : NULL;
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (workspace == NULL)
    return;
  self->loading = g_cancellable_new ();
  job = g_object_new (assay_engine_find_job ("segments"), "workspace", workspace, NULL);
  assay_job_run_async (job, self->loading, loaded_cb, g_object_ref (self));
}

void
assay_segment_menu_popup (AssaySegmentMenu *self)
{
  g_return_if_fail (ASSAY_IS_SEGMENT_MENU (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}

/**
 * assay_segment_menu_ask_name:
 *
 * Opens where the present filter gets its name.
 */
void
assay_segment_menu_ask_name (AssaySegmentMenu *self)
{
  assay_segment_menu_popup (self);
  gtk_widget_grab_focus (self->name_entry);
}
