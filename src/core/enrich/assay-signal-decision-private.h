/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-enrich-pipeline-private.h"

G_BEGIN_DECLS

/**
 * AssaySignalVerdict:
 * @ASSAY_SIGNAL_VERDICT_ACCEPT: it is right; nobody has to look at it again
 * @ASSAY_SIGNAL_VERDICT_REJECT: that value is wrong; the signal is absent until the rules derive another
 * @ASSAY_SIGNAL_VERDICT_SET: it is another value, whatever the rules derive
 * @ASSAY_SIGNAL_VERDICT_CLEAR: takes back what was said; the rules count again
 *
 * What a person says of a signal of a lead.
 */
typedef enum
{
  ASSAY_SIGNAL_VERDICT_ACCEPT,
  ASSAY_SIGNAL_VERDICT_REJECT,
  ASSAY_SIGNAL_VERDICT_SET,
  ASSAY_SIGNAL_VERDICT_CLEAR,
} AssaySignalVerdict;

/**
 * AssaySignalDecision:
 * @verdict: what was said
 * @value: of the signal: the one that was accepted, rejected or set
 */
typedef struct
{
  AssaySignalVerdict verdict;
  AssayValue value;
} AssaySignalDecision;

#define ASSAY_TYPE_SIGNAL_VERDICT (assay_signal_verdict_get_type ())

GType       assay_signal_verdict_get_type (void) G_GNUC_CONST;
const char *assay_signal_verdict_to_nick  (AssaySignalVerdict       verdict);

void        assay_signal_decision_put     (const char         *verdict,
                                           const AssayValue   *value,
                                           AssayArena         *arena,
                                           AssayValue         *derived);
gboolean    assay_signal_decision_apply   (AssayConnection    *connection,
                                           AssayEnrichBatch   *batch,
                                           AssayEnricher      *enricher,
                                           GError            **error);
gboolean    assay_signal_decision_write   (AssayTransaction   *transaction,
                                           gint64              job,
                                           gint64              lead,
                                           const char         *signal,
                                           const AssaySignalDecision *decision,
                                           GError            **error);

G_END_DECLS
