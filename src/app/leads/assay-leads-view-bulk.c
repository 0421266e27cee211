/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-leads-view-private.h"

#include "assay-file-dialog.h"
#include "leads/assay-lead-edits.h"

#include <glib/gi18n.h>

/* Doing something with all leads that are selected, and with filters under a name. */

/* The leads that are selected, as the jobs of the core take them: one by one, or the list that is
 * shown without some. */
static void
init_selection (AssayLeadsView *self,
                AssayScope     *scope)
{
  g_auto (AssayScope) chosen = { 0 };

  assay_lead_list_get_selection (self->list, &chosen.ids, &chosen.except);
  if (chosen.ids == NULL)
    {
      chosen.where = self->shown.where;
      chosen.search = self->shown.search;
    }
  assay_scope_init_copy (scope, &chosen);
  chosen.where = NULL;
  chosen.search = NULL;
}

void
assay_leads_view_set_field (AssayLeadsView *self,
                            const char     *key,
                            const char     *text)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (self->workspace);
  const AssayField *field = assay_field_registry_find (fields, key);
  g_auto (AssayScope) scope = { 0 };

  if (field == NULL)
    return;
  init_selection (self, &scope);
  assay_lead_edits_set_many (assay_view_get_session (ASSAY_VIEW (self)), &scope, assay_lead_list_get_n_selected (self->list),
                             field, text);
}

void
assay_leads_view_tag (AssayLeadsView *self,
                      const char     *tag,
                      gboolean        add)
{
  g_auto (AssayScope) scope = { 0 };

  init_selection (self, &scope);
  assay_lead_edits_tag (assay_view_get_session (ASSAY_VIEW (self)), &scope, assay_lead_list_get_n_selected (self->list), tag,
                        add);
}

/* The leads that are selected; where it is none or the one that is looked at, all that are shown. */
static void
init_selected_or_shown (AssayLeadsView *self,
                        AssayScope     *scope)
{
  if (assay_lead_list_get_n_selected (self->list) > 1)
    init_selection (self, scope);
  else
    assay_scope_init_copy (scope, &self->shown);
}

void
assay_leads_view_enrich (AssayLeadsView *self)
{
  g_auto (AssayScope) scope = { 0 };

  if (self->workspace == NULL)
    return;
  init_selected_or_shown (self, &scope);
  assay_lead_edits_enrich (assay_view_get_session (ASSAY_VIEW (self)), &scope);
}

static void
export_chosen_cb (GFile    *file,
                  gpointer  user_data)
{
  AssayLeadsView *self = user_data;
  g_auto (AssayScope) scope = { 0 };

  init_selected_or_shown (self, &scope);
  assay_lead_edits_export (assay_view_get_session (ASSAY_VIEW (self)), file, &scope, assay_lead_table_get_sort (self->table));
}

void
assay_leads_view_export (AssayLeadsView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->workspace != NULL && GTK_IS_WINDOW (root))
    assay_file_dialog_save (GTK_WINDOW (root), _("Export Leads"), _("leads.csv"), export_chosen_cb,
                            self);
}

void
assay_leads_view_open_set (AssayLeadsView *self)
{
  assay_bulk_bar_open_set (ASSAY_BULK_BAR (self->bulk_bar));
}

void
assay_leads_view_open_tag (AssayLeadsView *self)
{
  assay_bulk_bar_open_tag (ASSAY_BULK_BAR (self->bulk_bar));
}

void
assay_leads_view_open_segments (AssayLeadsView *self)
{
  assay_segment_menu_popup (ASSAY_SEGMENT_MENU (self->segments));
}

void
assay_leads_view_save_segment (AssayLeadsView *self)
{
  assay_segment_menu_ask_name (ASSAY_SEGMENT_MENU (self->segments));
}
