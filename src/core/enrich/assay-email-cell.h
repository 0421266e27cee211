/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-email-address.h"

G_BEGIN_DECLS

/**
 * AssayEmailCell:
 * @address: the first address that is one, else what is wrong with the first that tries to be
 * @start: byte of the cell where its text starts
 * @n_addresses: how many addresses there are; 0 where there is none
 * @alone: whether the cell is the address and nothing else
 * @empty: whether there is nothing but white space
 *
 * What a cell for a mail address holds. Plain data; fill it with assay_email_cell_read().
 */
typedef struct
{
  AssayEmailAddress address;
  gsize start;
  guint n_addresses;
  gboolean alone;
  gboolean empty;
} AssayEmailCell;

void assay_email_cell_read (AssayEmailCell *self,
                            const char     *text,
                            gsize           length);

G_END_DECLS
