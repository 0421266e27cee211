/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Instants are milliseconds since 1970-01-01T00:00:00Z everywhere in the core: six bytes in SQLite,
 * finer than anything a CRM exports, and exact in a double. */

#define ASSAY_MS_PER_SECOND ((gint64) 1000)
#define ASSAY_MS_PER_DAY    ((gint64) 86400000)

gint64 assay_clock_now        (void);
void   assay_clock_set_fixed  (gint64 instant);
char  *assay_instant_to_iso   (gint64       instant,
                               gboolean     date_only);
gboolean assay_instant_from_civil (int     year,
                                   int     month,
                                   int     day,
                                   gint64 *out_instant);
gboolean assay_instant_from_iso (const char *text,
                                 gssize      length,
                                 gint64     *out_instant,
                                 gboolean   *out_date_only);

G_END_DECLS
