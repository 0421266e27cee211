/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile-edit.h"
#include "scoring/assay-ask-window.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

GtkWidget *assay_line_ask_new (AssayAskWindow       *parent,
                               AssayWorkspace       *workspace,
                               JsonNode             *root,
                               AssayProfileValueKind kind);
char      *assay_line_ask_add (AssayAskWindow       *window,
                               JsonNode             *root);

G_END_DECLS
