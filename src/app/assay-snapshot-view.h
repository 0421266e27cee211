/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "assay-view.h"
#include "widgets/assay-states.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SNAPSHOT_VIEW (assay_snapshot_view_get_type ())

G_DECLARE_DERIVABLE_TYPE (AssaySnapshotView, assay_snapshot_view, ASSAY, SNAPSHOT_VIEW, AssayView)

/**
 * AssaySnapshotViewClass:
 * @reading: how to read the snapshot
 * @dup_query: (nullable) (transfer full): what to ask, if that changes
 * @show: there is a new snapshot
 * @failed: (nullable): it could not be read, and the page that says so is shown
 */
struct _AssaySnapshotViewClass
{
  AssayViewClass parent_class;

  const AssayReading *reading;
  gpointer (*dup_query) (AssaySnapshotView *self);
  void (*show) (AssaySnapshotView *self);
  void (*failed) (AssaySnapshotView *self);
};

void        assay_snapshot_view_load         (AssaySnapshotView *self);
gpointer    assay_snapshot_view_get_snapshot (AssaySnapshotView *self);
gboolean    assay_snapshot_view_is_queued    (AssaySnapshotView *self);
void        assay_snapshot_view_show_page    (AssaySnapshotView *self,
                                              const char        *page);
const char *assay_snapshot_view_get_page     (AssaySnapshotView *self);

G_END_DECLS
