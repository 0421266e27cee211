/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "leads/assay-lead-row.h"
#include "match/assay-match-result.h"
#include "match/assay-merge.h"

G_BEGIN_DECLS

/**
 * AssayComparePair:
 * @first and @second: places of two of the leads
 * @labels: (element-type utf8): what people call each step's comparison
 * @result: as it was found; its steps are copies
 *
 * Why two of the leads may be one.
 */
typedef struct
{
  guint first;
  guint second;
  GPtrArray *labels;
  AssayMatchResult result;
} AssayComparePair;

/**
 * AssayCompare:
 * @leads: (element-type gint64): those that still exist
 * @values: (element-type AssayLeadValues): one a lead: all fields, score, temperature
 * @events: (element-type guint): how many events each has, up to %ASSAY_COMPARE_MAX_EVENTS
 * @fields: what the plan's fields belong to
 * @plan: (nullable) (element-type AssayMergeChoice): what merging would keep; %NULL for a single lead
 * @pairs: (element-type AssayComparePair): those that are known, the weakest first
 *
 * Leads side by side.
 */
typedef struct
{
  GArray *leads;
  GPtrArray *values;
  GArray *events;
  AssayFieldRegistry *fields;
  GArray *plan;
  GPtrArray *pairs;
} AssayCompare;

/* More of them are more than anyone looks through; the others come when these are decided. */
#define ASSAY_COMPARE_MAX_LEADS  60
#define ASSAY_COMPARE_MAX_EVENTS 1000

void  assay_compare_free     (AssayCompare       *self);
char *assay_compare_dup_text (const AssayCompare *self,
                              guint               lead,
                              const char         *key);
char *assay_compare_dup_name (const AssayCompare *self,
                              guint               lead);

gboolean assay_compare_says_same (const AssayCompare *a,
                                  const AssayCompare *b);

extern const AssayReading assay_compare_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCompare, assay_compare_free)

G_END_DECLS
