/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-term-words.h"

G_BEGIN_DECLS

/**
 * AssayTermTable:
 *
 * Terms of one or more words, each with a number. Filled by one thread, then read by any.
 */
typedef struct _AssayTermTable AssayTermTable;

AssayTermTable *assay_term_table_new      (void);
void            assay_term_table_free     (AssayTermTable       *table);
void            assay_term_table_add      (AssayTermTable       *table,
                                           const char           *term,
                                           guint32               value);
void            assay_term_table_add_list (AssayTermTable       *table,
                                           const char           *terms,
                                           guint32               value);
guint           assay_term_table_match    (const AssayTermTable *table,
                                           const AssayTermWord  *words,
                                           guint                 n_words,
                                           guint32              *out_value);
gboolean        assay_term_table_find     (const AssayTermTable *table,
                                           const char           *text,
                                           gsize                 length,
                                           guint32              *out_value);
gsize           assay_term_table_find_start (const AssayTermTable *table,
                                             const char           *text,
                                             gsize                 length,
                                             guint32              *out_value);
gsize           assay_term_table_find_end (const AssayTermTable *table,
                                           const char           *text,
                                           gsize                 length,
                                           guint32              *out_value);
const char     *assay_term_table_find_near (const AssayTermTable *table,
                                            const char           *text,
                                            gsize                 length,
                                            gsize                *out_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTermTable, assay_term_table_free)

G_END_DECLS
