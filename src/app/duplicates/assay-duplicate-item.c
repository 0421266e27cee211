/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicate-item.h"

#include "duplicates/assay-duplicates-words.h"
#include "leads/assay-lead-cell.h"
#include "widgets/assay-parts.h"

/**
 * AssayDuplicateItem:
 *
 * A row of the list of groups: what it is about, and how sure it is.
 */
struct _AssayDuplicateItem
{
  GObject parent_instance;

  AssayDuplicatesEntry entry; /* copies; its leads are referenced */
  char *key;
};

G_DEFINE_FINAL_TYPE (AssayDuplicateItem, assay_duplicate_item, G_TYPE_OBJECT)

/* One row on screen, kept at its list item. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *avatar;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *share;
} Row;

static void
assay_duplicate_item_finalize (GObject *object)
{
  AssayDuplicateItem *self = ASSAY_DUPLICATE_ITEM (object);

  g_array_unref (self->entry.leads);
  g_free (self->entry.title);
  g_free (self->entry.subtitle);
  g_free (self->entry.search);
  g_free (self->key);
  G_OBJECT_CLASS (assay_duplicate_item_parent_class)->finalize (object);
}

static void
assay_duplicate_item_class_init (AssayDuplicateItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_duplicate_item_finalize;
}

static void
assay_duplicate_item_init (AssayDuplicateItem *self)
{
}

AssayDuplicateItem *
assay_duplicate_item_new (const AssayDuplicatesEntry *entry)
{
  AssayDuplicateItem *self = g_object_new (ASSAY_TYPE_DUPLICATE_ITEM, NULL);
  g_autoptr (GString) key = g_string_new (NULL);

  self->entry = *entry;
  self->entry.leads = g_array_ref (entry->leads);
  self->entry.title = g_strdup (entry->title);
  self->entry.subtitle = g_strdup (entry->subtitle);
  self->entry.search = g_strdup (entry->search);
  g_string_append_printf (key, "%" G_GINT64_FORMAT ":", entry->job);
  for (guint i = 0; i < entry->leads->len; i++)
    g_string_append_printf (key, " %" G_GINT64_FORMAT, g_array_index (entry->leads, gint64, i));
  self->key = g_string_free (g_steal_pointer (&key), FALSE);
  return self;
}

const AssayDuplicatesEntry *
assay_duplicate_item_get_entry (AssayDuplicateItem *self)
{
  return &self->entry;
}

/**
 * assay_duplicate_item_get_key:
 *
 * Returns: (transfer none): the same for the same group in another reading
 */
const char *
assay_duplicate_item_get_key (AssayDuplicateItem *self)
{
  return self->key;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  Row *row = g_new0 (Row, 1);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  row->avatar = assay_owner_avatar_new (32);
  row->title = assay_label_new (NULL, "assay-strong", ASSAY_LABEL_ELLIPSIZE);
  row->subtitle = assay_label_new (NULL, "assay-second", ASSAY_LABEL_ELLIPSIZE);
  row->share = assay_label_new (NULL, "assay-duplicate-share", ASSAY_LABEL_ELLIPSIZE);
  assay_append (row->box, row->avatar, assay_lines_new (row->title, row->subtitle), row->share, NULL);
  gtk_widget_add_css_class (row->box, "assay-duplicate");
  gtk_list_item_set_child (item, row->box);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  const AssayDuplicatesEntry *entry
    = &ASSAY_DUPLICATE_ITEM (gtk_list_item_get_item (item))->entry;
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  g_autofree char *share
    = entry->probability >= 0 ? assay_duplicates_format_share (entry->probability) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", entry->title, entry->subtitle, share);

  assay_owner_avatar_set (row->avatar, entry->title);
  gtk_label_set_text (GTK_LABEL (row->title), entry->title);
  gtk_label_set_text (GTK_LABEL (row->subtitle), entry->subtitle);
  gtk_label_set_text (GTK_LABEL (row->share), share);
  assay_set_accessible_name (gtk_widget_get_parent (row->box), name);
}

/**
 * assay_duplicate_item_new_factory:
 *
 * Returns: (transfer full): rows for a list of items
 */
GtkListItemFactory *
assay_duplicate_item_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
