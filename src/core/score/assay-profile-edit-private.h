/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile-edit.h"

G_BEGIN_DECLS

JsonObject *assay_profile_edit_find_by_key (JsonArray  *array,
                                            const char *key);
JsonArray  *assay_profile_edit_list_of     (JsonObject *object,
                                            const char *name);
char       *assay_profile_edit_make_key    (JsonArray  *neighbours,
                                            const char *label,
                                            const char *otherwise);
gboolean    assay_profile_edit_remove_from (JsonArray  *array,
                                            JsonObject *object);
GPtrArray  *assay_profile_edit_list_factor_values (JsonObject *factor);

JsonArray  *assay_profile_edit_split_phrases (const char *phrases);
JsonNode   *assay_profile_edit_write_condition (const AssayCondition *condition);
JsonObject *assay_profile_edit_find_value  (JsonNode   *root,
                                            const char *group,
                                            const char *factor);
const AssayProfileValue *assay_profile_edit_find_line (GPtrArray  *values,
                                                       const char *path,
                                                       guint      *out_place);
void        assay_profile_edit_add_number  (JsonArray  *array,
                                            double      number);

G_END_DECLS
