/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-transaction.h"

G_BEGIN_DECLS

gboolean assay_search_begin_bulk         (AssayTransaction *transaction,
                                          GError          **error);
gboolean assay_search_begin_rebuild      (AssayTransaction *transaction,
                                          GError          **error);
gboolean assay_search_covers             (const char       *field);
gboolean assay_search_is_ready           (AssayConnection  *connection,
                                          gboolean         *out_ready,
                                          GError          **error);
gboolean assay_search_index_some         (AssayTransaction *transaction,
                                          guint             rows,
                                          gboolean         *out_done,
                                          double           *out_fraction,
                                          GError          **error);
char    *assay_search_expression         (const char       *words);
char    *assay_search_address_expression (const char       *address);

G_END_DECLS
