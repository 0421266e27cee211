/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include "model/assay-condition.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_SEGMENT_MENU (assay_segment_menu_get_type ())

G_DECLARE_FINAL_TYPE (AssaySegmentMenu, assay_segment_menu, ASSAY, SEGMENT_MENU, AdwBin)

void assay_segment_menu_set_session (AssaySegmentMenu *self,
                                     AssaySession     *session);
void assay_segment_menu_set_filter  (AssaySegmentMenu *self,
                                     AssayCondition   *filter);
void assay_segment_menu_refresh     (AssaySegmentMenu *self);
void assay_segment_menu_popup       (AssaySegmentMenu *self);
void assay_segment_menu_ask_name    (AssaySegmentMenu *self);

G_END_DECLS
