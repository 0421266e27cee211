/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"

G_BEGIN_DECLS

/* What a factor asks of the data, as text: all of its definition but what it is worth. Factors of
 * the same key and signature have the same values. */

GHashTable *assay_factor_signatures (AssayDocument *document);

G_END_DECLS
