/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-industries.h"

G_BEGIN_DECLS

/**
 * AssayOwnIndustries:
 *
 * The industries that a workspace tells apart, each a line: `Software`, or with other words for it and codes of NAICS
 * 2022 behind a colon, `Software: saas; apps; 5132`. Without codes its name and words are looked up as those of a lead
 * are. For one thread.
 */
typedef struct _AssayOwnIndustries AssayOwnIndustries;

AssayOwnIndustries *assay_own_industries_new   (AssayIndustrySearch      *search,
                                                const AssayIndustries    *industries,
                                                const char               *lines);
void                assay_own_industries_free  (AssayOwnIndustries       *own);
const char         *assay_own_industries_match (const AssayOwnIndustries *own,
                                                const char               *text,
                                                gsize                     length,
                                                const AssayIndustry      *industry,
                                                int                      *out_confidence);
gboolean            assay_own_industries_check (const char *const        *lines,
                                                GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOwnIndustries, assay_own_industries_free)

G_END_DECLS
