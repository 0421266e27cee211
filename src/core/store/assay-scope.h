/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-condition-sql.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayScope:
 * @where: (nullable): only leads for which this holds
 * @search: (nullable): only leads with these words; the last one matches as a prefix
 * @ids: (nullable) (element-type gint64): only these leads
 * @except: (nullable) (element-type gint64): but not these
 *
 * Which leads an operation is about. All members narrow it; with none it is all leads. A selection
 * is either @ids, or what the list shows @except a few. Lists, exports, scoring and every change to
 * many leads at once take the same scope.
 */
typedef struct
{
  AssayCondition *where;
  char *search;
  GArray *ids;
  GArray *except;
} AssayScope;

void     assay_scope_init_copy (AssayScope       *self,
                                const AssayScope *from);
void     assay_scope_clear     (AssayScope       *self);
gboolean assay_scope_is_all    (const AssayScope *self);
GArray  *assay_scope_leads     (const AssayScope *self,
                                AssayWorkspace   *workspace,
                                gint64            as_of,
                                GCancellable     *cancellable,
                                GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayScope, assay_scope_clear)

G_END_DECLS
