/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_HISTORY_PANE (assay_history_pane_get_type ())

G_DECLARE_FINAL_TYPE (AssayHistoryPane, assay_history_pane, ASSAY, HISTORY_PANE, AdwBin)

void     assay_history_pane_set_session  (AssayHistoryPane *self,
                                          AssaySession     *session);
void     assay_history_pane_refresh      (AssayHistoryPane *self);
void     assay_history_pane_set_job      (AssayHistoryPane *self,
                                          gint64            job,
                                          const char       *title);
gboolean assay_history_pane_start_search (AssayHistoryPane *self);
void     assay_history_pane_set_room     (AssayHistoryPane *self,
                                          gboolean          paged,
                                          gboolean          phone);

G_END_DECLS
