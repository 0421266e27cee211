/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/* Places in the standard table, see assay-field.c. */
#define ASSAY_LEAD_EMAIL_NUMBER 3
#define ASSAY_LEAD_PHONE_NUMBER 4

gboolean assay_lead_email_key (const AssayValue *email,
                               GString          *key);
gboolean assay_lead_phone_key (const AssayValue *phone,
                               GString          *key);

G_END_DECLS
