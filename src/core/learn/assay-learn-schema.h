/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-schema.h"

G_BEGIN_DECLS

extern const AssaySchemaModule assay_learn_schema;

G_END_DECLS
