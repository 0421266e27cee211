/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-segment.h"
#include "store/assay-document-store.h"

G_BEGIN_DECLS

AssayDocument  *assay_segment_store_find          (AssayConnection  *connection,
                                                   const char       *name,
                                                   GError          **error);
AssayCondition *assay_segment_store_get_condition (AssayConnection  *connection,
                                                   const char       *name,
                                                   GError          **error);
char           *assay_segment_store_new_key       (AssayConnection  *connection,
                                                   const char       *name,
                                                   GError          **error);

G_END_DECLS
