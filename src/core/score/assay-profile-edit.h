/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"

G_BEGIN_DECLS

/* Small changes to the JSON of a profile: each works on a copy that the caller owns, see
 * assay_profile_edit_copy(), and keeps all that it does not know. */

JsonNode   *assay_profile_edit_copy        (AssayDocument *document);
JsonObject *assay_profile_edit_find_group  (JsonNode      *root,
                                            const char    *group);
JsonObject *assay_profile_edit_find_factor (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
gboolean    assay_profile_edit_set_points  (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            double         points);
gboolean    assay_profile_edit_set_weight  (JsonNode      *root,
                                            const char    *group,
                                            double         weight);
double      assay_profile_edit_get_most    (JsonNode      *root,
                                            const char    *group);
gboolean    assay_profile_edit_set_when    (JsonNode             *root,
                                            const char           *group,
                                            const char           *factor,
                                            const AssayCondition *when);
gboolean    assay_profile_edit_set_limit   (JsonNode      *root,
                                            const char    *group,
                                            double         most);
gboolean    assay_profile_edit_set_band    (JsonNode      *root,
                                            const char    *set,
                                            const char    *band,
                                            double         least);
gboolean    assay_profile_edit_set_decay   (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            const char    *kind,
                                            double         days);
gboolean    assay_profile_edit_can_decay   (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
gboolean    assay_profile_edit_rename      (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            const char    *label);
gboolean    assay_profile_edit_set_phrases (JsonNode      *root,
                                            const char    *group,
                                            const char    *tier,
                                            const char    *phrases);
char       *assay_profile_edit_get_phrases (JsonNode      *root,
                                            const char    *group,
                                            const char    *tier);
gboolean    assay_profile_edit_rename_band (JsonNode      *root,
                                            const char    *set,
                                            const char    *band,
                                            const char    *label);
char       *assay_profile_edit_add_band    (JsonNode      *root,
                                            const char    *set,
                                            const char    *label,
                                            double         least);
gboolean    assay_profile_edit_remove_band (JsonNode      *root,
                                            const char    *set,
                                            const char    *band);
char       *assay_profile_edit_add_group   (JsonNode      *root,
                                            const char    *label);
char       *assay_profile_edit_add_factor  (JsonNode             *root,
                                            const char           *group,
                                            const char           *label,
                                            const AssayCondition *when);
gboolean    assay_profile_edit_remove      (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
void        assay_profile_edit_set_number  (JsonObject    *object,
                                            const char    *name,
                                            double         number);

G_END_DECLS
