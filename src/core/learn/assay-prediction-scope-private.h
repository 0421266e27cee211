/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-prediction-run.h"

G_BEGIN_DECLS

/* Neighbouring ids that are read in one go. */
typedef struct
{
  gint64 first;
  gint64 last;
} AssayIdRange;

GArray *assay_prediction_scope_find (const AssayPredictionRun *run,
                                     AssayConnection *connection,
                                     gint64 model,
                                     gint64 batch,
                                     GError **error);
gboolean assay_prediction_mark_store (AssayTransaction *transaction, gint64 model, GError **error);

G_END_DECLS
