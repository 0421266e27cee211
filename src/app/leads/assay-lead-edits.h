/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the leads view asks of the core's jobs and queries about leads. */

void     assay_lead_mean_async  (AssayWorkspace      *workspace,
                                 GArray              *leads,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gboolean assay_lead_mean_finish (AssayWorkspace      *workspace,
                                 GAsyncResult        *result,
                                 double              *out_mean,
                                 GError             **error);
void     assay_lead_edits_set   (AssaySession        *session,
                                 gint64               lead,
                                 const AssayField    *field,
                                 const char          *text);

G_END_DECLS
