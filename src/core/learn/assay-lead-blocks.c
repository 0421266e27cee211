/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-lead-blocks.h"

/* Leads of one block: as many as are read in about the time that finding them takes. */
#define BLOCK 500

/**
 * assay_lead_blocks_init:
 * @first: the first id
 * @last: the last one
 * @most: about how many leads to look at
 */
void
assay_lead_blocks_init (AssayLeadBlocks *self,
                        gint64           first,
                        gint64           last,
                        gint64           most)
{
  self->first = self->at = first;
  self->last = last;
  self->one_in = 1;
  while (last - first >= most * (gint64) self->one_in)
    self->one_in *= 2;
  self->step = self->one_in;
}

/**
 * assay_lead_blocks_next:
 * @out_first: (out): the first id of a block
 * @out_last: (out): its last one
 *
 * Returns: whether there is another block
 */
gboolean
assay_lead_blocks_next (AssayLeadBlocks *self,
                        gint64          *out_first,
                        gint64          *out_last)
{
  if (self->at > self->last)
    return FALSE;
  *out_first = self->at;
  *out_last = MIN (self->at + BLOCK - 1, self->last);
  self->at += (gint64) BLOCK * self->step;
  return TRUE;
}

/**
 * assay_lead_blocks_refine:
 *
 * Goes on with the blocks halfway between those that were looked at: then twice as many are.
 *
 * Returns: whether there are any
 */
gboolean
assay_lead_blocks_refine (AssayLeadBlocks *self)
{
  if (self->one_in == 1)
    return FALSE;
  self->step = self->one_in;
  self->one_in /= 2;
  self->at = self->first + (gint64) BLOCK * self->one_in;
  return TRUE;
}
