/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_LEADS_N_COLUMNS 22

gboolean bench_leads_write_file (const char  *path,
                                 guint64      n_rows,
                                 guint32      seed,
                                 GError     **error);

guint64  bench_leads_person     (guint32      seed,
                                 guint64      number);

G_END_DECLS
