/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-raw-table.h"

G_BEGIN_DECLS

/**
 * AssayLeakKind:
 * @ASSAY_LEAK_IDENTIFIER: names one lead
 * @ASSAY_LEAK_BOOKKEEPING: kept by the team while it works on a lead
 * @ASSAY_LEAK_AFTERWARDS: filled after outcomes fell, by the journal
 * @ASSAY_LEAK_ONE_SIDED: values, or having one, that only one outcome has
 * @ASSAY_LEAK_SEPARATES: tells outcomes apart almost by itself
 * @ASSAY_LEAK_FILLING: filled for one outcome rather than the other, and tells them apart
 * @ASSAY_LEAK_OVERWRITTEN: another field's copy that is overwritten when a lead is worked on
 * @ASSAY_LEAK_RATING: somebody's or something's judgement of some of the leads
 * @ASSAY_LEAK_UNSTEADY: filled at some times and not at others
 * @ASSAY_LEAK_PROTECTED: about what may not decide about people
 *
 * Why a source should not be learned from.
 */
typedef enum
{
  ASSAY_LEAK_IDENTIFIER,
  ASSAY_LEAK_BOOKKEEPING,
  ASSAY_LEAK_AFTERWARDS,
  ASSAY_LEAK_ONE_SIDED,
  ASSAY_LEAK_SEPARATES,
  ASSAY_LEAK_FILLING,
  ASSAY_LEAK_OVERWRITTEN,
  ASSAY_LEAK_RATING,
  ASSAY_LEAK_UNSTEADY,
  ASSAY_LEAK_PROTECTED,
} AssayLeakKind;

/**
 * AssayLeak:
 * @column: the source's place in the table
 * @kind: why
 * @why: the evidence, for people; translated
 * @auc: how well this source alone ranks leads by outcome
 *
 * A source that should not be learned from, with the evidence.
 */
typedef struct
{
  guint column;
  AssayLeakKind kind;
  char *why;
  double auc;
} AssayLeak;

GPtrArray *
assay_leak_guard_check (const AssayRawTable *table, const double *filled_after, const guint8 *skip);
const char *assay_leak_kind_to_nick (AssayLeakKind kind);

G_END_DECLS
