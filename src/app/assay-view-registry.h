/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-view.h"

G_BEGIN_DECLS

/**
 * AssayViewInfo:
 * @key: stable name, e.g. `leads`
 * @label: what the sidebar says; translatable
 * @icon: symbolic icon
 * @group: (nullable): heading in the sidebar; translatable
 * @opens_files: whether the view takes files to import
 * @count: (nullable): how much waits in it for somebody, until it is built and tells itself; worker thread
 *
 * What the window knows of a view before it is built.
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *icon;
  const char *group;
  GType (*get_type) (void);
  gboolean opens_files;
  gint64 (*count) (AssayConnection *connection,
                   GError         **error);
} AssayViewInfo;

const AssayViewInfo *assay_view_registry_get  (gsize      *n_views);
const AssayViewInfo *assay_view_registry_find (const char *key);
const AssayViewInfo *assay_view_registry_find_opener (void);

G_END_DECLS
