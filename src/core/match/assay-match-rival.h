/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-cluster.h"

G_BEGIN_DECLS

void assay_match_find_rivals (const AssayMatchRecords *records, GArray *pairs);

G_END_DECLS
