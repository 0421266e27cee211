/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-band-latch.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

/**
 * AssayBandEntries:
 *
 * Keeps for one profile which bands each lead has entered and not left since, and when. What notifies,
 * calls out or starts workflows reads view `band_held`. Belongs to one thread.
 */
typedef struct _AssayBandEntries AssayBandEntries;

AssayBandEntries *assay_band_entries_new   (AssayProfile      *profile,
                                            gint64             scorer,
                                            gint64             at);
void              assay_band_entries_free  (AssayBandEntries  *self);
void              assay_band_entries_begin (AssayBandEntries  *self,
                                            AssayConnection   *connection);
void              assay_band_entries_end   (AssayBandEntries  *self);
gboolean          assay_band_entries_move  (AssayBandEntries  *self,
                                            gint64             lead,
                                            gint64             old_at,
                                            const gint8       *old_bands,
                                            const gint8       *bands,
                                            const double      *values,
                                            GError           **error);
gboolean          assay_band_entries_find  (AssayConnection   *connection,
                                            const char        *profile,
                                            gint64             lead,
                                            const char        *bands,
                                            const char        *band,
                                            gint64            *out_at,
                                            GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayBandEntries, assay_band_entries_free)

G_END_DECLS
