/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_DUPLICATES_START (assay_duplicates_start_get_type ())

G_DECLARE_FINAL_TYPE (AssayDuplicatesStart, assay_duplicates_start, ASSAY, DUPLICATES_START, AdwBin)

void assay_duplicates_start_set_session (AssayDuplicatesStart *self,
                                         AssaySession         *session);
void assay_duplicates_start_set_job     (AssayDuplicatesStart *self,
                                         AssayJobItem         *item);
void assay_duplicates_start_set_words   (AssayDuplicatesStart *self,
                                         const char           *title,
                                         const char           *text,
                                         const char           *button);

G_END_DECLS
