/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_CONDITION_EDITOR (assay_condition_editor_get_type ())

G_DECLARE_FINAL_TYPE (AssayConditionEditor, assay_condition_editor, ASSAY, CONDITION_EDITOR,
                      GtkPopover)

GtkWidget      *assay_condition_editor_new           (AssayWorkspace       *workspace,
                                                      AssayCondition       *condition);
AssayCondition *assay_condition_editor_dup_condition (AssayConditionEditor *self);
void            assay_condition_editor_hide_save     (AssayConditionEditor *self);

G_END_DECLS
