/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_LEAD_ERROR (assay_lead_error_quark ())

/**
 * AssayLeadError:
 * @ASSAY_LEAD_ERROR_NOT_FOUND: no lead has that number, email or external id
 * @ASSAY_LEAD_ERROR_AMBIGUOUS: several leads have that email or external id
 * @ASSAY_LEAD_ERROR_UNKNOWN_FIELD: an assignment names no field
 * @ASSAY_LEAD_ERROR_INVALID_VALUE: a value does not fit its field
 */
typedef enum
{
  ASSAY_LEAD_ERROR_NOT_FOUND,
  ASSAY_LEAD_ERROR_AMBIGUOUS,
  ASSAY_LEAD_ERROR_UNKNOWN_FIELD,
  ASSAY_LEAD_ERROR_INVALID_VALUE,
} AssayLeadError;

GQuark assay_lead_error_quark (void);

G_END_DECLS
