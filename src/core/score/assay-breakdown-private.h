/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "score/assay-evidence.h"
#include "score/assay-factor-query.h"
#include "score/assay-profile-sum.h"

G_BEGIN_DECLS

/* One lead and all that its score is made of. */
typedef struct
{
  AssayProfile *profile;
  AssayEvidence evidence;
  AssayFactorQuery *query;
  AssayFactorMatrix *matrix;
  double *values;
  AssayProfileResult result;
} AssayBreakdown;

const AssayBand *assay_breakdown_band          (const AssayBreakdown *breakdown,
                                                guint                 set);
char            *assay_breakdown_evidence      (const AssayBreakdown *breakdown,
                                                guint                 index);
void             assay_breakdown_add_judgement (const AssayBreakdown *breakdown,
                                                JsonObject           *to);

G_END_DECLS
