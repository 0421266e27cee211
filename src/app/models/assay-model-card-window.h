/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_model_card_window_present (GtkWindow    *parent,
                                      AssaySession *session,
                                      gint64        model);

G_END_DECLS
