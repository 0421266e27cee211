/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_DRAFT (assay_profile_draft_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileDraft, assay_profile_draft, ASSAY, PROFILE_DRAFT, GObject)

AssayProfileDraft *assay_profile_draft_new           (AssayWorkspace    *workspace,
                                                      AssayDocument     *published,
                                                      AssayDocument     *draft);
AssayDocument     *assay_profile_draft_get_document  (AssayProfileDraft *self);
AssayDocument     *assay_profile_draft_get_published (AssayProfileDraft *self);
AssayProfile      *assay_profile_draft_get_profile   (AssayProfileDraft *self);
AssayProfile      *assay_profile_draft_get_before    (AssayProfileDraft *self);
const char        *assay_profile_draft_get_key       (AssayProfileDraft *self);
GPtrArray         *assay_profile_draft_list_changes  (AssayProfileDraft *self);
guint              assay_profile_draft_count_changes (AssayProfileDraft *self);
JsonNode          *assay_profile_draft_copy_root     (AssayProfileDraft *self);
gboolean           assay_profile_draft_take          (AssayProfileDraft *self,
                                                      JsonNode          *root,
                                                      const char        *gesture,
                                                      GError           **error);
gboolean           assay_profile_draft_undo          (AssayProfileDraft *self);
gboolean           assay_profile_draft_is_kept_soon  (AssayProfileDraft *self);
void               assay_profile_draft_keep          (AssayProfileDraft *self);

G_END_DECLS
