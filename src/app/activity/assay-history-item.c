/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-history-item.h"

/**
 * AssayHistoryItem:
 *
 * An entry of the history as an item of a list model.
 */
struct _AssayHistoryItem
{
  GObject parent_instance;

  AssayHistoryEntry *entry; /* (owned) */
};

G_DEFINE_FINAL_TYPE (AssayHistoryItem, assay_history_item, G_TYPE_OBJECT)

static void
assay_history_item_finalize (GObject *object)
{
  g_clear_pointer (&ASSAY_HISTORY_ITEM (object)->entry, assay_history_entry_free);
  G_OBJECT_CLASS (assay_history_item_parent_class)->finalize (object);
}

static void
assay_history_item_class_init (AssayHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_history_item_finalize;
}

static void
assay_history_item_init (AssayHistoryItem *self)
{
}

AssayHistoryItem *
assay_history_item_new (const AssayHistoryEntry *entry)
{
  AssayHistoryItem *self = g_object_new (ASSAY_TYPE_HISTORY_ITEM, NULL);

  self->entry = assay_history_entry_copy (entry);
  return self;
}

const AssayHistoryEntry *
assay_history_item_get_entry (AssayHistoryItem *self)
{
  g_return_val_if_fail (ASSAY_IS_HISTORY_ITEM (self), NULL);
  return self->entry;
}
