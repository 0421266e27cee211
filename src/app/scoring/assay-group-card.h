/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-profile-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_GROUP_CARD (assay_group_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayGroupCard, assay_group_card, ASSAY, GROUP_CARD, GtkBox)

GtkWidget *assay_group_card_new          (AssayProfileDraft *draft,
                                          AssayWorkspace    *workspace,
                                          guint              group);
void       assay_group_card_update       (AssayGroupCard    *self);
void       assay_group_card_set_unfolded (AssayGroupCard    *self,
                                          gboolean           unfolded);
gboolean   assay_group_card_get_unfolded (AssayGroupCard    *self);
const char *assay_group_card_get_key     (AssayGroupCard    *self);

G_END_DECLS
