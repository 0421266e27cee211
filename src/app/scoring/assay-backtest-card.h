/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-result.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_BACKTEST_CARD (assay_backtest_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayBacktestCard, assay_backtest_card, ASSAY, BACKTEST_CARD, GtkBox)

GtkWidget *assay_backtest_card_new  (void);
void       assay_backtest_card_show (AssayBacktestCard     *self,
                                     const AssayLiveResult *result,
                                     gint64                 version);

G_END_DECLS
