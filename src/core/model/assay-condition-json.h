/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"

G_BEGIN_DECLS

AssayCondition *assay_condition_from_json      (const char            *text,
                                                gssize                 length,
                                                GError               **error);
AssayCondition *assay_condition_from_json_node (const AssayJsonCursor *cursor,
                                                GError               **error);
char           *assay_condition_to_json        (const AssayCondition  *condition);
void            assay_condition_append_json    (const AssayCondition  *condition,
                                                GString               *to);
gboolean        assay_value_read_json          (const AssayJsonCursor *cursor,
                                                AssayValue            *out_value,
                                                GError               **error);
void            assay_value_append_json        (const AssayValue      *value,
                                                GString               *to);

G_END_DECLS
