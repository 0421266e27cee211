/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-model.h"
#include "match/assay-match-sample.h"

G_BEGIN_DECLS

/* The chance that a pair of such levels is two leads, for the choice of parents. */
typedef double (*AssayMatchApartFunc) (AssayMatchVector vector,
                                       guint first,
                                       guint second,
                                       gpointer user_data);

void assay_match_tree_build (AssayMatchModel *model,
                             const AssayMatchRecords *records,
                             const AssayMatchSample *sample,
                             AssayMatchApartFunc apart,
                             gpointer user_data);

G_END_DECLS
