/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"
#include "model/assay-document.h"

G_BEGIN_DECLS

gboolean assay_offer_check (AssayDocument *offer,
                            GError       **error);
gboolean assay_offer_set   (JsonObject    *members,
                            const char    *name,
                            const char    *text,
                            GError       **error);
gboolean assay_offer_publish (AssayJob         *job,
                              AssayTransaction *transaction,
                              AssayDocument    *offer,
                              GError          **error);

G_END_DECLS
