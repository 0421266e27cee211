/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"

G_BEGIN_DECLS

gboolean assay_profile_read_group     (AssayProfile          *self,
                                       const AssayJsonCursor *cursor,
                                       GError               **error);
gboolean assay_profile_read_factor    (AssayProfile          *self,
                                       const AssayJsonCursor *cursor,
                                       guint                  group,
                                       GError               **error);
gboolean assay_profile_read_value     (AssayProfile          *self,
                                       const AssayJsonCursor *cursor,
                                       AssayFactorValue      *value,
                                       GError               **error);
gboolean assay_profile_read_condition (const AssayJsonCursor *object,
                                       const char            *name,
                                       AssayCondition       **out_condition,
                                       GError               **error);
gboolean assay_profile_read_bands     (AssayProfile          *self,
                                       const AssayJsonCursor *root,
                                       GError               **error);
gboolean assay_profile_read_key       (const AssayJsonCursor *object,
                                       char                 **out_key,
                                       char                 **out_label,
                                       GError               **error);
int      assay_profile_find_group     (const AssayProfile    *self,
                                       const char            *key);
int      assay_profile_find_factor    (const AssayProfile    *self,
                                       const char            *key);
JsonNode *assay_profile_fill_template (JsonNode              *node,
                                       AssayDocument         *offer);
GArray  *assay_profile_new_cases      (void);
void     assay_factor_clear           (AssayFactor           *factor);
void     assay_group_clear            (AssayGroup            *group);
void     assay_band_set_clear         (AssayBandSet          *set);

G_END_DECLS
