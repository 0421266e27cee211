/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-lead-builder.h"

G_BEGIN_DECLS

AssayUpdateRule assay_update_rule_resolve (const AssayLeadTarget  *target,
                                           const char             *key_field);
gboolean        assay_update_rule_takes   (AssayUpdateRule         rule,
                                           const AssayValue       *current,
                                           const AssayValue       *value);

G_END_DECLS
