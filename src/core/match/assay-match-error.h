/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_MATCH_ERROR (assay_match_error_quark ())

/**
 * AssayMatchError:
 * @ASSAY_MATCH_ERROR_NO_FIELDS: no field can be compared
 * @ASSAY_MATCH_ERROR_PARAMETER: a parameter names what does not exist; the message says what does
 * @ASSAY_MATCH_ERROR_NOT_MERGE: the job joined no leads
 */
typedef enum
{
  ASSAY_MATCH_ERROR_NO_FIELDS,
  ASSAY_MATCH_ERROR_PARAMETER,
  ASSAY_MATCH_ERROR_NOT_MERGE,
} AssayMatchError;

GQuark assay_match_error_quark (void);

G_END_DECLS
