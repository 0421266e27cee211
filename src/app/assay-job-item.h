/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/assay-runner.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_ITEM (assay_job_item_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobItem, assay_job_item, ASSAY, JOB_ITEM, GObject)

AssayJobItem *assay_job_item_new           (const char    *title,
                                            GCancellable  *cancellable);
void          assay_job_item_set_progress  (AssayJobItem  *self,
                                            double         fraction,
                                            const char    *phrase);
void          assay_job_item_set_state     (AssayJobItem  *self,
                                            AssayJobState  state,
                                            const char    *phrase);
void          assay_job_item_set_undo      (AssayJobItem  *self,
                                            gint64         job);
void          assay_job_item_set_job       (AssayJobItem  *self,
                                            gint64         job);
void          assay_job_item_set_runner    (AssayJobItem  *self,
                                            AssayRunner   *runner);
void          assay_job_item_set_paused    (AssayJobItem  *self,
                                            gboolean       paused);
gboolean      assay_job_item_is_paused     (AssayJobItem  *self);
gboolean      assay_job_item_can_pause     (AssayJobItem  *self);
void          assay_job_item_cancel        (AssayJobItem  *self);
const char   *assay_job_item_get_title     (AssayJobItem  *self);
const char   *assay_job_item_get_phrase    (AssayJobItem  *self);
double        assay_job_item_get_fraction  (AssayJobItem  *self);
AssayJobState assay_job_item_get_state     (AssayJobItem  *self);
gint64        assay_job_item_get_undo      (AssayJobItem  *self);
gint64         assay_job_item_get_job       (AssayJobItem  *self);

G_END_DECLS
