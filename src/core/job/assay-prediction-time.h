/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-clock.h"
#include "job/assay-outcome-rule.h"

G_BEGIN_DECLS

/* A lead of known outcome is looked at as of this long before it, so that what happened on the day
 * itself is not taken for a reason. */
#define ASSAY_BEFORE_OUTCOME ASSAY_MS_PER_DAY

/**
 * AssayPredictionTimes:
 * @n: leads
 * @leads: (array length=n): their ids
 * @outcomes: (array length=n): #AssayOutcomeState
 * @created: (array length=n): when the lead came in; NaN = unknown
 * @decided: (array length=n): when its outcome fell; NaN = unknown
 * @as_of: (array length=n): the instant that each is looked at from; set by the function
 *
 * When leads came and what became of them, in plain arrays of somebody else.
 */
typedef struct
{
  gsize n;
  const gint64 *leads;
  const guint8 *outcomes;
  const double *created;
  const double *decided;
  gint64 *as_of;
} AssayPredictionTimes;

gboolean assay_prediction_time_match (const AssayPredictionTimes *times,
                                      guint64                     seed,
                                      gint64                      now);

G_END_DECLS
