/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-find.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

/**
 * AssayMatchRow:
 * @cluster: the first lead of their cluster; 0 where they are apart
 * @vouched: whether only its cluster or a person brought it: without them it is no pair
 * @detail: (owned): level and bits of each comparison
 *
 * A pair as the workspace keeps it.
 */
typedef struct
{
  gint64 a;
  gint64 b;
  gint64 cluster;
  double weakest;
  double probability;
  double bits;
  GBytes *detail;
  gboolean vouched;
} AssayMatchRow;

void assay_match_row_init (AssayMatchRow *row,
                           const AssayMatchRecords *records,
                           const AssayMatchFinding *finding,
                           const AssayMatchPair *pair,
                           GBytes *detail);
void assay_match_row_read (AssayMatchRow *row, AssayStatement *statement);
void assay_match_row_clear (gpointer row);
GArray *assay_match_rows_new (void);
gboolean assay_match_rows_insert (
    AssayConnection *connection, gint64 generation, const GArray *rows, guint from, guint to, GError **error);
gboolean assay_match_rows_delete (
    AssayConnection *connection, gint64 generation, const GArray *rows, guint from, guint to, GError **error);
void assay_match_rows_pack (const GArray *rows, GByteArray *into);
gboolean assay_match_rows_unpack (GArray *rows, const guint8 **p, const guint8 *end);

#define ASSAY_MATCH_ROW_COLUMNS "a, b, cluster, weakest, probability, bits, detail, vouched"

G_END_DECLS
