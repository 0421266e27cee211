/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_MODEL_ERROR (assay_model_error_quark ())

/**
 * AssayModelError:
 * @ASSAY_MODEL_ERROR_CONDITION: a condition that makes no sense, such as `between` with one value
 * @ASSAY_MODEL_ERROR_CONDITION_TEXT: text that is no condition; the message names the character
 * @ASSAY_MODEL_ERROR_CONDITION_LIMIT: more levels or leaves than a condition may have
 */
typedef enum
{
  ASSAY_MODEL_ERROR_CONDITION,
  ASSAY_MODEL_ERROR_CONDITION_TEXT,
  ASSAY_MODEL_ERROR_CONDITION_LIMIT,
} AssayModelError;

GQuark assay_model_error_quark (void);

G_END_DECLS
