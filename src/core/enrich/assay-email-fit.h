/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/**
 * AssayEmailFit:
 * @ASSAY_EMAIL_FIT_UNKNOWN: there is nothing to compare
 */
typedef enum
{
  ASSAY_EMAIL_FIT_UNKNOWN = -1,
  ASSAY_EMAIL_FIT_NO = 0,
  ASSAY_EMAIL_FIT_YES = 1,
} AssayEmailFit;

AssayEmailFit assay_email_fits_name    (const char       *local,
                                        gsize             length,
                                        const AssayValue *names,
                                        guint             n_names);
AssayEmailFit assay_email_fits_company (const char       *domain,
                                        const AssayValue *company,
                                        const char       *own_domain);

G_END_DECLS
