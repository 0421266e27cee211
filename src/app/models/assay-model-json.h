/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading a model's document: what an older model's does not say is missing, not wrong. */

JsonObject *assay_model_json_get_object (JsonObject *object,
                                         const char *name);
JsonArray  *assay_model_json_get_list   (JsonObject *object,
                                         const char *name);
guint       assay_model_json_get_length (JsonArray  *list);
const char *assay_model_json_get_text   (JsonObject *object,
                                         const char *name);
double      assay_model_json_get_number (JsonObject *object,
                                         const char *name);
gint64      assay_model_json_get_int    (JsonObject *object,
                                         const char *name);
gboolean    assay_model_json_get_boolean (JsonObject *object,
                                         const char *name);

G_END_DECLS
