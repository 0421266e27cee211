/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayIndustryPreview:
 * @names: (array zero-terminated=1): names of the industries, in the order of the lines
 * @counts: (array length=n_names): leads that each would get
 * @n_leads: leads that were looked at
 * @sampled: whether there are more leads than were looked at
 *
 * What a list of own industries would do.
 */
typedef struct
{
  char **names;
  gint64 *counts;
  guint n_names;
  gint64 n_leads;
  gboolean sampled;
} AssayIndustryPreview;

AssayIndustryPreview *assay_industry_preview_new  (AssayWorkspace        *workspace,
                                                   const char *const     *lines,
                                                   guint                  limit,
                                                   GCancellable          *cancellable,
                                                   GError               **error);
void                  assay_industry_preview_free (AssayIndustryPreview  *preview);
char                **assay_industry_lines_get    (AssayWorkspace        *workspace,
                                                   GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayIndustryPreview, assay_industry_preview_free)

G_END_DECLS
