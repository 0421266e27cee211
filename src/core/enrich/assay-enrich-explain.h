/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "enrich/assay-enricher.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayEnrichExplainer:
 *
 * Works out why the signals of single leads are what they are: the checks run again, this time saying why.
 * Belongs to one thread.
 */
typedef struct _AssayEnrichExplainer AssayEnrichExplainer;

AssayEnrichExplainer *assay_enrich_explainer_new        (AssayConnection      *connection,
                                                         AssayFieldRegistry   *fields,
                                                         GError              **error);
void                  assay_enrich_explainer_free       (AssayEnrichExplainer *self);
AssayEnricher        *assay_enrich_explainer_get_enricher (AssayEnrichExplainer *self);
gboolean              assay_enrich_explainer_look       (AssayEnrichExplainer *self,
                                                         gint64                lead,
                                                         GError              **error);
const AssayValue     *assay_enrich_explainer_get_value  (AssayEnrichExplainer *self,
                                                         guint                 signal);
const AssayValue     *assay_enrich_explainer_get_derived (AssayEnrichExplainer *self,
                                                         guint                 signal);
JsonObject           *assay_enrich_explainer_to_json    (AssayEnrichExplainer *self,
                                                         guint                 signal);
guint                 assay_enrich_explainer_find       (AssayEnrichExplainer *self,
                                                         const char           *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEnrichExplainer, assay_enrich_explainer_free)

G_END_DECLS
