/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-json-cursor.h"

G_BEGIN_DECLS

/**
 * AssayMeasure:
 * @ASSAY_MEASURE_NONE: not an event measure
 * @ASSAY_MEASURE_COUNT: how many events
 * @ASSAY_MEASURE_LAST_DAYS: days since the last one, with fractions
 * @ASSAY_MEASURE_FIRST_DAYS: days since the first one
 * @ASSAY_MEASURE_DECAYED: sum of weights, each halved every half-life since the event
 * @ASSAY_MEASURE_WEIGHT: sum of weights, not decayed
 * @ASSAY_MEASURE_DECAYED_COUNT: as the decayed sum, each event weighing 1
 *
 * What `events.<type>.<measure>` asks of a lead's events.
 */
typedef enum
{
  ASSAY_MEASURE_NONE,
  ASSAY_MEASURE_COUNT,
  ASSAY_MEASURE_LAST_DAYS,
  ASSAY_MEASURE_FIRST_DAYS,
  ASSAY_MEASURE_DECAYED,
  ASSAY_MEASURE_WEIGHT,
  ASSAY_MEASURE_DECAYED_COUNT,
} AssayMeasure;

/**
 * AssayReference:
 * @key: what is read: a field key, a signal (`email.status`), an event measure
 *   (`events.email_open.count`), a score (`score`, `score.lead-intent`) or a band (`temperature`)
 * @within: of an event measure: only events of the last so many days; 0 for all
 * @older: of an event measure: only events older than so many days; 0 for all
 * @half_life: of the decayed measures: half-life in days; 0 for each type's own
 *
 * What a condition's leaf or a factor's value reads.
 */
typedef struct
{
  char *key;
  double within;
  double older;
  double half_life;
} AssayReference;

#define ASSAY_REFERENCE_MAX_DAYS 100000.0

void         assay_reference_init_copy   (AssayReference        *reference,
                                          const AssayReference  *other);
void         assay_reference_clear       (AssayReference        *reference);
gboolean     assay_reference_equal       (const AssayReference  *a,
                                          const AssayReference  *b);
gboolean     assay_reference_check       (const AssayReference  *reference,
                                          const char           **out_member,
                                          const char           **out_expected);
gboolean     assay_reference_read_json   (AssayReference        *reference,
                                          const AssayJsonCursor *object,
                                          GError               **error);
void         assay_reference_append_json (const AssayReference  *reference,
                                          GString               *to);
AssayMeasure assay_reference_parse_event (const AssayReference  *reference,
                                          char                 **out_type);
const char  *assay_measure_to_nick       (AssayMeasure           measure);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayReference, assay_reference_clear)

G_END_DECLS
