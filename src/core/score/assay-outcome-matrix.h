/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-known-outcomes.h"
#include "score/assay-factor-matrix.h"
#include "score/assay-profile.h"

G_BEGIN_DECLS

AssayFactorMatrix *assay_outcome_matrix_read (AssayConnection          *connection,
                                              AssayFieldRegistry       *fields,
                                              AssayProfile             *profile,
                                              const AssayKnownOutcomes *outcomes,
                                              GCancellable             *cancellable,
                                              GError                  **error);

G_END_DECLS
