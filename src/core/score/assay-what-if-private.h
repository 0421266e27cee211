/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-what-if.h"

G_BEGIN_DECLS

/*
 * AssayWhatIfSide:
 * @matrix: values of the leads, as they were read
 * @known: (nullable): values of the leads of known outcome, before it
 * @places: of each factor, its column in both
 * @n_factors: columns that were read
 * @leads: scores of @matrix
 * @tested: (nullable): scores of @known
 *
 * The published version, or the draft.
 */
typedef struct
{
  AssayProfile *profile;
  AssayFactorMatrix *matrix;
  AssayFactorMatrix *known;
  guint *places;
  guint n_factors;
  AssayScoredLeads *leads;
  AssayScoredLeads *tested;
} AssayWhatIfSide;

struct _AssayWhatIf
{
  AssayWhatIfSide published;
  AssayWhatIfSide draft;
  AssayProfile *read; /* (owned): the draft whose factors were read */
  GHashTable *signatures;
  AssayDocument *offer;
  AssayKnownOutcomes *outcomes;
  AssayBacktest *test_before;
  char **warnings;
  gsize limit;
  gsize n_all;
  gsize n_all_outcomes;
};

void               assay_what_if_side_score (AssayWhatIfSide *side);
AssayWhatIfResult *assay_what_if_compare    (AssayWhatIf     *self);

G_END_DECLS
