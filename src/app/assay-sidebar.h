/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_SIDEBAR (assay_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (AssaySidebar, assay_sidebar, ASSAY, SIDEBAR, AdwBin)

void assay_sidebar_select         (AssaySidebar *self,
                                   const char   *view);
void assay_sidebar_set_subtitle   (AssaySidebar *self,
                                   const char   *workspace);
void assay_sidebar_set_count      (AssaySidebar *self,
                                   const char   *view,
                                   gint64        count,
                                   const char   *kind);
void assay_sidebar_set_alone      (AssaySidebar *self,
                                   gboolean      alone);
void assay_sidebar_open_menu      (AssaySidebar *self);

G_END_DECLS
