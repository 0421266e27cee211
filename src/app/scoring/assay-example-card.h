/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-result.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_EXAMPLE_CARD (assay_example_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayExampleCard, assay_example_card, ASSAY, EXAMPLE_CARD, GtkBox)

GtkWidget *assay_example_card_new  (void);
void       assay_example_card_show (AssayExampleCard      *self,
                                    const AssayLiveResult *result);

G_END_DECLS
