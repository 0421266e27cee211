/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-train-data.h"

G_BEGIN_DECLS

gboolean assay_outcome_reads (AssayFieldRegistry *fields,
                              const AssayCondition *condition,
                              const AssaySource *source);
gboolean assay_outcome_check (AssayConnection *connection,
                              AssayFieldRegistry *fields,
                              const AssayTrainPlan *plan,
                              gsize converted,
                              gsize lost,
                              GError **error);

G_END_DECLS
