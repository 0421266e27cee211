/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-field-registry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_CONDITION_GROUP (assay_condition_group_get_type ())

G_DECLARE_FINAL_TYPE (AssayConditionGroup, assay_condition_group, ASSAY, CONDITION_GROUP, GtkBox)

GtkWidget      *assay_condition_group_new           (AssayFieldRegistry  *fields,
                                                     gboolean             nested);
void            assay_condition_group_set_condition (AssayConditionGroup *self,
                                                     AssayCondition      *condition);
AssayCondition *assay_condition_group_dup_condition (AssayConditionGroup *self);
void            assay_condition_group_add_rows      (AssayConditionGroup *self,
                                                     GPtrArray           *rows);

G_END_DECLS
