/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-coded-column-private.h"

G_BEGIN_DECLS

/**
 * AssayLeakSubject:
 * @table: leads of known outcome
 * @coded: the column as few codes
 * @column: its place in the table
 * @auc: how well it alone ranks leads by outcome
 *
 * A source under suspicion.
 */
typedef struct
{
  const AssayRawTable *table;
  const AssayCodedColumn *coded;
  guint column;
  double auc;
} AssayLeakSubject;

/* Each gives the evidence for people, translated, or NULL where there is none. */
char *assay_leak_test_identifier (const AssayLeakSubject *subject);
char *assay_leak_test_one_sided (const AssayLeakSubject *subject);
char *assay_leak_test_filling (const AssayLeakSubject *subject);
char *assay_leak_test_unsteady (const AssayLeakSubject *subject);
char *assay_leak_test_rating (const AssayLeakSubject *subject);
char *assay_leak_test_overwritten (const AssayLeakSubject *subject, guint other);
gboolean assay_leak_is_too_good (double auc, double next_best);

G_END_DECLS
