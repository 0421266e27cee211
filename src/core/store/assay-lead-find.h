/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-workspace.h"

G_BEGIN_DECLS

gint64   assay_lead_find       (AssayConnection  *connection,
                                const char       *name,
                                GError          **error);
gboolean assay_lead_parse_value (const AssayField *field,
                                const char       *text,
                                AssayValue       *out_value,
                                GError          **error);
JsonNode *assay_lead_value_to_json (AssayFieldType    type,
                                const AssayValue *value);

G_END_DECLS
