/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "model/assay-document.h"

G_BEGIN_DECLS

#define ASSAY_SEGMENT_KIND "segment"

/* A segment is a condition with a name, kept as a document of the workspace. */

AssayDocument  *assay_segment_new           (const char     *key,
                                             const char     *name,
                                             AssayCondition *where);
char           *assay_segment_make_key      (const char     *name);
const char     *assay_segment_get_name      (AssayDocument  *segment);
AssayCondition *assay_segment_dup_condition (AssayDocument  *segment,
                                             GError        **error);

G_END_DECLS
