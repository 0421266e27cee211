/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-domain-name.h"
#include "enrich/assay-email-tables.h"

G_BEGIN_DECLS

/**
 * AssayEmailTypo:
 * @confidence: how sure it is, 0–100
 * @domain: what was probably meant; lower-case ASCII
 */
typedef struct
{
  guint confidence;
  char domain[ASSAY_DOMAIN_MAX + 1];
} AssayEmailTypo;

gboolean assay_email_typo_find    (const AssayEmailTables *tables,
                                   const AssayDomainName  *domain,
                                   const char             *own_domain,
                                   AssayEmailTypo         *out_typo);
gboolean assay_email_typo_missing_dot (const AssayEmailTables *tables,
                                       const char             *label,
                                       gsize                   length,
                                       AssayEmailTypo         *out_typo);

G_END_DECLS
