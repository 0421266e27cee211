/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_COMMAND_PALETTE (assay_command_palette_get_type ())

G_DECLARE_FINAL_TYPE (AssayCommandPalette, assay_command_palette, ASSAY, COMMAND_PALETTE, AdwWindow)

GtkWidget *assay_command_palette_new (GtkWindow *parent);

G_END_DECLS
