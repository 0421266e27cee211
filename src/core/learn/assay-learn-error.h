/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_LEARN_ERROR (assay_learn_error_quark ())

/**
 * AssayLearnError:
 * @ASSAY_LEARN_ERROR_LIBRARY: XGBoost is not installed, or does not know what is asked of it
 * @ASSAY_LEARN_ERROR_TOO_LITTLE: too few leads of either outcome to learn from
 * @ASSAY_LEARN_ERROR_NO_MODEL: there is no model of that number, or none is in use
 * @ASSAY_LEARN_ERROR_INVALID_MODEL: a model or recipe that cannot be read; the message names the
 * path
 * @ASSAY_LEARN_ERROR_REFUSED: a model that may not be put to use
 */
typedef enum
{
  ASSAY_LEARN_ERROR_LIBRARY,
  ASSAY_LEARN_ERROR_TOO_LITTLE,
  ASSAY_LEARN_ERROR_NO_MODEL,
  ASSAY_LEARN_ERROR_INVALID_MODEL,
  ASSAY_LEARN_ERROR_REFUSED,
} AssayLearnError;

GQuark assay_learn_error_quark (void);

G_END_DECLS
