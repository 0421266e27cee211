/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-field-registry.h"

G_BEGIN_DECLS

JsonArray *assay_outcome_suggest (AssayConnection     *connection,
                                  AssayFieldRegistry  *fields,
                                  GError             **error);

G_END_DECLS
