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

G_END_DECLS
