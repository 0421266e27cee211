/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-profile-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_EDITOR (assay_profile_editor_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileEditor, assay_profile_editor, ASSAY, PROFILE_EDITOR, GtkBox)

GtkWidget *assay_profile_editor_new  (void);
void       assay_profile_editor_show (AssayProfileEditor *self,
                                      AssayProfileDraft  *draft,
                                      AssayWorkspace     *workspace);

G_END_DECLS
