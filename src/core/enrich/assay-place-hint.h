/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-place-index.h"

G_BEGIN_DECLS

const AssayPlace *assay_place_hint_postal_code (const AssayPlaceIndex *index,
                                                const char            *text,
                                                gsize                  length);
const AssayPlace *assay_place_hint_phone       (const AssayPlaceIndex *index,
                                                const char            *text,
                                                gsize                  length);
const AssayPlace *assay_place_hint_website     (const AssayPlaceIndex *index,
                                                const char            *text,
                                                gsize                  length);

G_END_DECLS
