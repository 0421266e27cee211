/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/* Conditions in the words of a chip. */

char *assay_reference_dup_label (const char           *key,
                                 AssayFieldRegistry   *fields);
char *assay_condition_describe  (const AssayCondition *condition,
                                 AssayFieldRegistry   *fields,
                                 char                **out_subject);

G_END_DECLS
