/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_CHECK_CARD (assay_check_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayCheckCard, assay_check_card, ASSAY, CHECK_CARD, AdwBin)

GtkWidget  *assay_check_card_new        (void);
void        assay_check_card_show       (AssayCheckCard *self,
                                         JsonObject     *check,
                                         gint64          leads);
const char *assay_check_card_get_key    (AssayCheckCard *self);
gboolean    assay_check_card_get_chosen (AssayCheckCard *self);

G_END_DECLS
