/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-plan.h"
#include "import/assay-import-stage-private.h"
#include "import/assay-row-pump-private.h"
#include "store/assay-lead-writer.h"

G_BEGIN_DECLS

/**
 * AssayImportCounts:
 *
 * What became of the rows: @read is the sum of the next four. @left_out: of those unchanged, rows
 * without a key of a file that was imported before.
 */
typedef struct
{
  guint64 read;
  guint64 added;
  guint64 updated;
  guint64 unchanged;
  guint64 rejected;
  guint64 left_out;
} AssayImportCounts;

/**
 * AssayLeadSink:
 *
 * Decides for each row whether it adds, updates or changes nothing, and hands the effect on: to the
 * lead writer, or to a stage. The decision is the same code for both.
 */
typedef struct _AssayLeadSink AssayLeadSink;

/* What a sink needs to know. Borrowed by it. */
typedef struct
{
  const AssayLeadBuilder *builder;
  const char *key_field;    /* (nullable) */
  AssayImportMode mode;
  gboolean blank_erases;
  gboolean strict_key;      /* a key that is none rejects the row */
  gboolean seen;            /* this content was imported before: rows without key add nothing */
  guint64 expected;
} AssayLeadSinkOptions;

AssayLeadSink *assay_lead_sink_new_direct (const AssayLeadSinkOptions  *options,
                                           AssayLeadWriter             *writer,
                                           AssayImportStage            *stage,
                                           AssayKeyIndex               *repeated,
                                           const AssayField *const     *fields);
AssayLeadSink *assay_lead_sink_new_staged (const AssayLeadSinkOptions  *options,
                                           AssayImportStage            *stage,
                                           AssayConnection             *reader,
                                           AssayFieldRegistry          *registry,
                                           GError                     **error);
void           assay_lead_sink_free       (AssayLeadSink               *self);
gboolean       assay_lead_sink_take       (AssayLeadSink               *self,
                                           const AssayPumpedRow        *row,
                                           AssayImportCounts           *counts,
                                           const char                 **out_reason,
                                           GError                     **error);
gboolean       assay_lead_sink_flush      (AssayLeadSink               *self,
                                           GError                     **error);
gboolean       assay_lead_sink_finish     (AssayLeadSink               *self,
                                           GError                     **error);
guint64        assay_lead_sink_count_new  (AssayLeadSink               *self);
guint64        assay_lead_sink_count_found_anew (AssayLeadSink         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadSink, assay_lead_sink_free)

G_END_DECLS
