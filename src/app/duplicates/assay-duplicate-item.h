/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-duplicates-load.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_DUPLICATE_ITEM (assay_duplicate_item_get_type ())

G_DECLARE_FINAL_TYPE (AssayDuplicateItem, assay_duplicate_item, ASSAY, DUPLICATE_ITEM, GObject)

AssayDuplicateItem         *assay_duplicate_item_new         (const AssayDuplicatesEntry *entry);
const AssayDuplicatesEntry *assay_duplicate_item_get_entry   (AssayDuplicateItem         *self);
const char                 *assay_duplicate_item_get_key     (AssayDuplicateItem         *self);
GtkListItemFactory         *assay_duplicate_item_new_factory (void);

G_END_DECLS
