/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-model-error.h"

G_DEFINE_QUARK (assay-model-error-quark, assay_model_error)
