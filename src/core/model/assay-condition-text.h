/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"

G_BEGIN_DECLS

AssayCondition *assay_condition_from_text (const char           *text,
                                           gsize                *out_offset,
                                           GError              **error);
char           *assay_condition_to_text   (const AssayCondition *condition);

G_END_DECLS
