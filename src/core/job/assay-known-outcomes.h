/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-outcome-rule.h"

G_BEGIN_DECLS

/**
 * AssayKnownOutcomes:
 * @n: leads whose outcome is known
 * @leads: (array length=n): their ids, rising
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @as_of: (array length=n): the instant that each has to be looked at from
 * @n_converted: how many converted
 * @n_open: leads beside these whose outcome is not known
 * @dated: whether the instants are comparable ones before the outcomes; otherwise all are now
 *
 * What became of leads, in plain arrays.
 */
typedef struct
{
  gsize n;
  gint64 *leads;
  guint8 *outcomes;
  gint64 *as_of;
  gsize n_converted;
  gsize n_open;
  gboolean dated;
} AssayKnownOutcomes;

/**
 * AssayOutcomeSpanFunc:
 * @rows: (array length=n): places among the outcomes, rising
 * @as_of: from when to look at all of them, or %ASSAY_AS_OF_NOW
 *
 * Leads that may be looked at from one instant.
 */
typedef gboolean (*AssayOutcomeSpanFunc) (const gsize *rows,
                                          gsize        n,
                                          gint64       as_of,
                                          gpointer     user_data,
                                          GError     **error);

AssayKnownOutcomes *assay_known_outcomes_read (AssayConnection        *connection,
                                               AssayFieldRegistry     *fields,
                                               const AssayOutcomeRule *rule,
                                               GError                **error);
void                assay_known_outcomes_free (AssayKnownOutcomes     *self);
void                assay_known_outcomes_sample (AssayKnownOutcomes   *self,
                                                 gsize                 most,
                                                 guint64               seed);
gboolean            assay_known_outcomes_foreach_span (const AssayKnownOutcomes *self,
                                                       AssayOutcomeSpanFunc      func,
                                                       gpointer                  user_data,
                                                       GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayKnownOutcomes, assay_known_outcomes_free)

G_END_DECLS
