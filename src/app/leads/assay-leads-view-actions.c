/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-leads-view-private.h"

static void
previous_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  assay_leads_view_step (user_data, -1);
}

static void
next_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  assay_leads_view_step (user_data, 1);
}

static void
filter_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  assay_leads_view_add_filter (user_data);
}

static void
filter_text_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  assay_leads_view_edit_text (user_data);
}

static void
clear_filter_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  assay_leads_view_clear (user_data, FALSE);
}

static void
clear_all_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  assay_leads_view_clear (user_data, TRUE);
}

static void
columns_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  assay_leads_view_choose_columns (user_data);
}

static void
select_all_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  assay_leads_view_select (user_data, TRUE);
}

static void
select_none_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  assay_leads_view_select (user_data, FALSE);
}

static void
export_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  assay_leads_view_export (user_data);
}

static void
enrich_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  assay_leads_view_enrich (user_data);
}

static void
set_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  assay_leads_view_open_set (user_data);
}

static void
tag_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  assay_leads_view_open_tag (user_data);
}

static void
segments_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  assay_leads_view_open_segments (user_data);
}

static void
save_segment_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  assay_leads_view_save_segment (user_data);
}

static void
retry_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  assay_leads_view_retry (user_data);
}

static void
sort_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  assay_leads_view_sort_menu (user_data, g_variant_get_string (parameter, NULL));
}

void
assay_leads_view_add_actions (AssayLeadsView *self)
{
  static const GActionEntry entries[] = {
    { .name = "previous", .activate = previous_action },
    { .name = "next", .activate = next_action },
    { .name = "filter", .activate = filter_action },
    { .name = "filter-text", .activate = filter_text_action },
    { .name = "clear-filter", .activate = clear_filter_action },
    { .name = "clear-all", .activate = clear_all_action },
    { .name = "columns", .activate = columns_action },
    { .name = "select-all", .activate = select_all_action },
    { .name = "select-none", .activate = select_none_action },
    { .name = "export", .activate = export_action },
    { .name = "enrich", .activate = enrich_action },
    { .name = "set", .activate = set_action },
    { .name = "tag", .activate = tag_action },
    { .name = "segments", .activate = segments_action },
    { .name = "save-segment", .activate = save_segment_action },
    { .name = "retry", .activate = retry_action },
    { .name = "sort", .activate = sort_action, .parameter_type = "s" },
  };

  assay_view_add_actions (ASSAY_VIEW (self), entries, G_N_ELEMENTS (entries));
}
