/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-codec.h"

G_BEGIN_DECLS

char       *assay_codec_json_name  (GParamSpec  *pspec);
GParamSpec *assay_codec_find       (GPtrArray   *params,
                                    const char  *name,
                                    gboolean     json);
G_END_DECLS
