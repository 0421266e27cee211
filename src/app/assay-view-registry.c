/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-view-registry.h"

#include "activity/assay-activity-view.h"
#include "duplicates/assay-duplicates-view.h"
#include "enrichment/assay-enrichment-view.h"
#include "import/assay-import-view.h"
#include "leads/assay-leads-view.h"
#include "models/assay-models-view.h"
#include "scoring/assay-scoring-view.h"

#include <glib/gi18n.h>

/* A new view is a line here; entries of one group stand together. */
static const AssayViewInfo views[] = {
  { "leads", N_("Leads"), "system-users-symbolic", N_("Work"), assay_leads_view_get_type, FALSE },
  { "duplicates", N_("Duplicates"), "assay-duplicates-symbolic", N_("Work"), assay_duplicates_view_get_type,
    FALSE },
  { "import", N_("Import"), "assay-import-symbolic", N_("Data"), assay_import_view_get_type, TRUE },
  { "enrichment", N_("Enrichment"), "emblem-ok-symbolic", N_("Data"), assay_enrichment_view_get_type,
    FALSE },
  { "scoring", N_("Scoring"), "assay-gauge-symbolic", N_("Intelligence"), assay_scoring_view_get_type,
    FALSE },
  { "models", N_("Models"), "assay-models-symbolic", N_("Intelligence"), assay_models_view_get_type, FALSE },
  { "activity", N_("Activity"), "document-open-recent-symbolic", NULL, assay_activity_view_get_type,
    FALSE },
};

/**
 * assay_view_registry_get:
 * @n_views: (out): how many
 *
 * Returns: (transfer none) (array length=n_views): the views in the order of the sidebar
 */
const AssayViewInfo *
assay_view_registry_get (gsize *n_views)
{
  *n_views = G_N_ELEMENTS (views);
  return views;
}

const AssayViewInfo *
assay_view_registry_find (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].key, key) == 0)
      return &views[i];
  return NULL;
}

/**
 * assay_view_registry_find_opener:
 *
 * Returns: (transfer none) (nullable): the view that takes files to import
 */
const AssayViewInfo *
assay_view_registry_find_opener (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (views[i].opens_files)
      return &views[i];
  return NULL;
}
