/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-job-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_job_progress_follow (GtkProgressBar *bar,
                                GtkLabel       *phrase,
                                AssayJobItem   *item);

G_END_DECLS
