/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-result.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LIVE_PANE (assay_live_pane_get_type ())

G_DECLARE_FINAL_TYPE (AssayLivePane, assay_live_pane, ASSAY, LIVE_PANE, GtkBox)

GtkWidget *assay_live_pane_new  (void);
void       assay_live_pane_show (AssayLivePane         *self,
                                 const AssayLiveResult *result,
                                 gint64                 version,
                                 const char            *error);

G_END_DECLS
