/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-row.h"

G_BEGIN_DECLS

/**
 * AssayMatchTouched:
 * @leads: (element-type gint64): leads that may be one with a lead that changed, or with such a lead, rising
 * @rows: (element-type AssayMatchRow): what is kept of pairs of them, and all pairs of the leads that
 * changed; rising
 * @too_many: whether they are more than were asked for; then the others are not complete
 *
 * The part of a finding that leads which changed can change.
 */
typedef struct
{
  GArray *leads;
  GArray *rows;
  gboolean too_many;
} AssayMatchTouched;

AssayMatchTouched *assay_match_touched_new (AssayConnection *connection,
                                            gint64 generation,
                                            const GArray *changed,
                                            const GArray *seeds,
                                            guint most,
                                            GError **error);
void assay_match_touched_free (AssayMatchTouched *self);
const AssayMatchRow *assay_match_touched_find (const AssayMatchTouched *self, gint64 a, gint64 b);
gboolean assay_match_has_lead (const GArray *leads, gint64 lead);
int assay_match_compare_leads (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchTouched, assay_match_touched_free)

G_END_DECLS
