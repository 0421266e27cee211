/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"

G_BEGIN_DECLS

/**
 * AssayBandEntry:
 * @band: its place in the band set
 * @entered_at: when it was entered, milliseconds since 1970-01-01T00:00:00Z
 *
 * A band that was entered and not left by more than the hysteresis since: what waits for it does not
 * fire again.
 */
typedef struct
{
  int band;
  gint64 entered_at;
} AssayBandEntry;

gboolean assay_band_is_left    (const AssayBandSet  *set,
                                int                  band,
                                double               value);
gboolean assay_band_latch_step (const AssayBandSet  *set,
                                int                  band,
                                double               value,
                                gint64               at,
                                GArray              *entries);

G_END_DECLS
