/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-plan.h"

G_BEGIN_DECLS

/**
 * AssayMatchRecords:
 * @n: how many leads
 * @leads: (array length=n): their ids, rising
 * @groups: (array length=n) (nullable): which import brought each; only pairs of two groups count
 * @comparisons: (element-type AssayMatchComparison): what is compared
 * @given: which comparison is the given name, or −1
 * @family: which one is the surname, or −1
 * @whole_name: which one is the whole name, or −1
 *
 * All leads as columns, or some of them, for comparing. Immutable once loaded; any thread may read.
 */
typedef struct
{
  guint32 n;
  gint64 *leads;
  guint32 *groups;
  GPtrArray *comparisons;
  int given;
  int family;
  int whole_name;
} AssayMatchRecords;

#define ASSAY_MATCH_ALL_USED G_MAXUINT32

/* Levels of all comparisons, three bits each. */
typedef guint64 AssayMatchVector;

#define ASSAY_MATCH_LEVEL_BITS 3

static inline AssayMatchLevel
assay_match_vector_level (AssayMatchVector vector, guint comparison)
{
  return (AssayMatchLevel) (vector >> (comparison * ASSAY_MATCH_LEVEL_BITS) & 7);
}

AssayMatchRecords *assay_match_records_new (GPtrArray *comparisons);
void assay_match_records_free (AssayMatchRecords *self);
AssayMatchRecords *assay_match_records_load (AssayConnection *connection,
                                             const AssayMatchPlan *plan,
                                             gboolean grouped,
                                             GCancellable *cancellable,
                                             GError **error);
AssayMatchRecords *assay_match_records_load_some (AssayConnection *connection,
                                                  const AssayMatchPlan *plan,
                                                  const GArray *leads,
                                                  gboolean grouped,
                                                  GCancellable *cancellable,
                                                  GError **error);
void assay_match_records_seal (AssayMatchRecords *self);
void assay_match_records_seal_some (AssayMatchRecords *self);
AssayMatchVector
assay_match_records_compare (const AssayMatchRecords *self, guint32 used, guint32 a, guint32 b);
guint32 assay_match_records_find (const AssayMatchRecords *self, gint64 lead);

static inline const AssayMatchComparison *
assay_match_records_get (const AssayMatchRecords *self, guint comparison)
{
  return g_ptr_array_index (self->comparisons, comparison);
}

/* Whether a pair counts at all. */
static inline gboolean
assay_match_records_may (const AssayMatchRecords *self, guint32 a, guint32 b)
{
  return self->groups == NULL || self->groups[a] != self->groups[b];
}

#define ASSAY_MATCH_NO_RECORD G_MAXUINT32

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchRecords, assay_match_records_free)

G_END_DECLS
