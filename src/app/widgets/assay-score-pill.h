/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-theme.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SCORE_PILL (assay_score_pill_get_type ())

G_DECLARE_FINAL_TYPE (AssayScorePill, assay_score_pill, ASSAY, SCORE_PILL, GtkWidget)

GtkWidget  *assay_score_pill_new      (void);
void        assay_score_pill_set      (AssayScorePill *self,
                                       const char     *text,
                                       AssayTone       tone,
                                       const char     *band);
const char *assay_score_pill_get_text (AssayScorePill *self);
AssayTone   assay_score_pill_get_tone (AssayScorePill *self);

G_END_DECLS
