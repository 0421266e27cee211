/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-field-registry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_CONDITION_ROW (assay_condition_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayConditionRow, assay_condition_row, ASSAY, CONDITION_ROW, GtkBox)

GtkWidget      *assay_condition_row_new           (AssayFieldRegistry *fields,
                                                   AssayCondition     *condition);
AssayCondition *assay_condition_row_dup_condition (AssayConditionRow  *self);
void            assay_condition_row_set_count     (AssayConditionRow  *self,
                                                   gint64              count,
                                                   gboolean            estimated);

G_END_DECLS
