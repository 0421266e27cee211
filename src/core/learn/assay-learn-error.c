/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-learn-error.h"

G_DEFINE_QUARK (assay - learn - error - quark, assay_learn_error)
