/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FIRST_RUN (assay_first_run_get_type ())

G_DECLARE_FINAL_TYPE (AssayFirstRun, assay_first_run, ASSAY, FIRST_RUN, AdwBin)

void assay_first_run_set_error (AssayFirstRun *self,
                                const char    *message);

G_END_DECLS
