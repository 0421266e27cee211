/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayLeadBlocks:
 * @one_in: of so many blocks of leads one is looked at; 1 where all are
 *
 * Evenly spread blocks of ids, so that many leads can be looked at by a part of them.
 */
typedef struct
{
  guint one_in;
  /*< private >*/
  gint64 first;
  gint64 last;
  gint64 at;
  guint step;
} AssayLeadBlocks;

void     assay_lead_blocks_init   (AssayLeadBlocks *self,
                                   gint64           first,
                                   gint64           last,
                                   gint64           most);
gboolean assay_lead_blocks_next   (AssayLeadBlocks *self,
                                   gint64          *out_first,
                                   gint64          *out_last);
gboolean assay_lead_blocks_refine (AssayLeadBlocks *self);

G_END_DECLS
