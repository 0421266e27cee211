/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-key-index-private.h"
#include "import/assay-import-plan.h"
#include "import/assay-lead-builder.h"
#include "store/assay-lead-writer.h"

G_BEGIN_DECLS

/**
 * AssayRowPumpFlags:
 * @ASSAY_ROW_PUMP_TEXT: deliver the text of all rows, not of rejected ones alone
 * @ASSAY_ROW_PUMP_KEYS: make the keys that new leads are found by
 *
 * What is wanted beside the values.
 */
typedef enum
{
  ASSAY_ROW_PUMP_DEFAULT = 0,
  ASSAY_ROW_PUMP_TEXT = 1 << 0,
  ASSAY_ROW_PUMP_KEYS = 1 << 1,
} AssayRowPumpFlags;

/**
 * AssayPumpedRow:
 * @lead: its values, and its keys where they are wanted
 * @line: where it starts in the file
 * @reason: (nullable): why it is rejected; it has no values then
 * @text: (nullable): the row as the file has it, where it is rejected or was asked for
 * @key: hash of its key, where @key_state says so
 */
typedef struct
{
  AssayLeadRow lead;
  guint64 line;
  const char *reason;
  const char *text;
  gsize text_length;
  guint64 key;
  AssayKeyState key_state;
} AssayPumpedRow;

/**
 * AssayRowBatch:
 * @rows: (array length=n_rows)
 * @values: their values
 */
typedef struct
{
  guint n_rows;
  AssayPumpedRow *rows;
  AssayValue *values;
  GPtrArray *chunks;
  gsize used;
  guint chunk;
  GError *error;
  gboolean last;
} AssayRowBatch;

/**
 * AssayRowPump:
 *
 * Reads and parses on a thread of its own, ahead of whoever writes.
 */
typedef struct _AssayRowPump AssayRowPump;

AssayRowPump  *assay_row_pump_new          (AssayRowReader   *reader,
                                            AssayLeadBuilder *builder,
                                            int               key_target,
                                            AssayImportPlan  *counted,
                                            AssayRowPumpFlags flags);
void           assay_row_pump_free         (AssayRowPump     *self);
AssayRowBatch *assay_row_pump_next         (AssayRowPump     *self,
                                            GError          **error);
double         assay_row_pump_get_progress (AssayRowPump     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayRowPump, assay_row_pump_free)

G_END_DECLS
