/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *assay_card_to_markdown (gint64 model, JsonObject *card);
char *assay_card_to_html (gint64 model, JsonObject *card);

G_END_DECLS
