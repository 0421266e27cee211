/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-list-private.h"

#include "assay-theme.h"
#include "duplicates/assay-duplicate-item.h"
#include "widgets/assay-list-bin.h"

#include <string.h>

/* What a decision takes a person who looks, in seconds. */

G_DEFINE_FINAL_TYPE (AssayDuplicatesList, assay_duplicates_list, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static AssayDuplicateItem *
get_selected (AssayDuplicatesList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

AssayDuplicatesPage
assay_duplicates_list_get_page (AssayDuplicatesList *self)
{
  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[i])))
      return (AssayDuplicatesPage) i;
  return ASSAY_DUPLICATES_REVIEW;
}

static gboolean
is_wanted (AssayDuplicatesList *self,
           AssayDuplicateItem  *item,
           const char          *needle)
{
  return !g_hash_table_contains (self->deciding, assay_duplicate_item_get_key (item))
         && (*needle == '\0' || strstr (assay_duplicate_item_get_entry (item)->search, needle) != NULL);
}

static guint
when_postponed (AssayDuplicatesList *self,
                AssayDuplicateItem  *item)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->postponed, assay_duplicate_item_get_key (item)));
}

static int
compare_postponed (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  guint first = when_postponed (user_data, *(AssayDuplicateItem *const *) a);
  guint second = when_postponed (user_data, *(AssayDuplicateItem *const *) b);

  return (first > second) - (first < second);
}

static void
select_key (AssayDuplicatesList *self,
            const char          *key,
            guint                otherwise)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint place = n > 0 ? MIN (otherwise, n - 1) : GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n && key != NULL; i++)
    {
      g_autoptr (AssayDuplicateItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (g_str_equal (assay_duplicate_item_get_key (item), key))
        place = i;
    }
  gtk_single_selection_set_selected (self->selection, place);
}

/* Fills the list anew; the chosen group stays chosen, else the one that takes its place is. */
static void
refill (AssayDuplicatesList *self)
{
  AssayDuplicatesPage page = assay_duplicates_list_get_page (self);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *needle
    = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  AssayDuplicateItem *selected = get_selected (self);
  g_autofree char *key = selected != NULL ? g_strdup (assay_duplicate_item_get_key (selected)) : NULL;
  guint place = gtk_single_selection_get_selected (self->selection);

  for (guint i = 0; i < self->items[page]->len; i++)
    if (is_wanted (self, g_ptr_array_index (self->items[page], i), needle))
      g_ptr_array_add (shown, g_ptr_array_index (self->items[page], i));
  g_ptr_array_sort_with_data (shown, compare_postponed, self);
  self->filling = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), shown->pdata,
                       shown->len);
  select_key (self, key, place == GTK_INVALID_LIST_POSITION ? 0 : place);
  self->filling = FALSE;
  assay_duplicates_list_update_texts (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
selected_cb (AssayDuplicatesList *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
activated_cb (AssayDuplicatesList *self,
              guint                position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[OPENED], 0);
}

static void
toggled_cb (AssayDuplicatesList *self,
            GtkToggleButton     *toggle)
{
  if (!gtk_toggle_button_get_active (toggle) || self->filling)
    return;
  gtk_single_selection_set_selected (self->selection, 0);
  refill (self);
}

static void
stop_search_cb (AssayDuplicatesList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  assay_duplicates_list_focus (self);
}

static void
search_next_cb (AssayDuplicatesList *self)
{
  assay_duplicates_list_focus (self);
}

static void
assay_duplicates_list_dispose (GObject *object)
{
  AssayDuplicatesList *self = ASSAY_DUPLICATES_LIST (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_DUPLICATES_LIST);
  G_OBJECT_CLASS (assay_duplicates_list_parent_class)->dispose (object);
}

static void
assay_duplicates_list_finalize (GObject *object)
{
  AssayDuplicatesList *self = ASSAY_DUPLICATES_LIST (object);

  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    g_ptr_array_unref (self->items[i]);
  g_hash_table_unref (self->deciding);
  g_hash_table_unref (self->postponed);
  G_OBJECT_CLASS (assay_duplicates_list_parent_class)->finalize (object);
}

static void
assay_duplicates_list_class_init (AssayDuplicatesListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const toggles[] = { "review", "sure", "teach", "settled" };

  g_type_ensure (ASSAY_TYPE_LIST_BIN);
  G_OBJECT_CLASS (klass)->dispose = assay_duplicates_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_duplicates_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-duplicates-list.ui");
  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, toggles[i], FALSE,
      G_STRUCT_OFFSET (AssayDuplicatesList, toggles) + (gssize) (i * sizeof (GtkWidget *)));
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, search);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, view);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, foot);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, merge_all);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, learn);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, suggestion);
  gtk_widget_class_bind_template_child (widget_class, AssayDuplicatesList, suggestion_text);
  gtk_widget_class_bind_template_callback (widget_class, refill);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_next_cb);

  /**
   * AssayDuplicatesList::chosen:
   *
   * Another group is chosen, or none.
   */
  signals[CHOSEN] = g_signal_new ("chosen", ASSAY_TYPE_DUPLICATES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  /**
   * AssayDuplicatesList::opened:
   *
   * A group was pressed, or Enter on it.
   */
  signals[OPENED] = g_signal_new ("opened", ASSAY_TYPE_DUPLICATES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
assay_duplicates_list_init (AssayDuplicatesList *self)
{
  g_autoptr (GtkListItemFactory) factory = assay_duplicate_item_new_factory ();

  self->filling = TRUE;
  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    self->items[i] = g_ptr_array_new_with_free_func (g_object_unref);
  self->deciding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->postponed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->store = g_list_store_new (ASSAY_TYPE_DUPLICATE_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

/**
 * assay_duplicates_list_show:
 * @state: what there is; copied
 */
void
assay_duplicates_list_show (AssayDuplicatesList        *self,
                            const AssayDuplicatesState *state)
{
  const gint64 totals[]
    = { state->tally.review, state->tally.sure, state->entries[ASSAY_DUPLICATES_TEACH]->len,
        state->tally.different + state->merges };

  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));

  self->tally = state->tally;
  for (guint page = 0; page < ASSAY_DUPLICATES_N_PAGES; page++)
    {
      self->totals[page] = totals[page];
      g_ptr_array_set_size (self->items[page], 0);
      for (guint i = 0; i < state->entries[page]->len; i++)
        g_ptr_array_add (self->items[page],
                         assay_duplicate_item_new (g_ptr_array_index (state->entries[page], i)));
    }
  refill (self);
}

static void
scroll_to_selected (AssayDuplicatesList *self)
{
  guint place = gtk_single_selection_get_selected (self->selection);

  if (place != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", place);
}

void
assay_duplicates_list_set_page (AssayDuplicatesList *self,
                                AssayDuplicatesPage  page)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[page]), TRUE);
}

/**
 * assay_duplicates_list_get_chosen:
 *
 * Returns: (transfer none) (nullable): the group to decide about
 */
const AssayDuplicatesEntry *
assay_duplicates_list_get_chosen (AssayDuplicatesList *self)
{
  AssayDuplicateItem *item;

  g_return_val_if_fail (ASSAY_IS_DUPLICATES_LIST (self), NULL);

  item = get_selected (self);
  return item != NULL ? assay_duplicate_item_get_entry (item) : NULL;
}

static gboolean
has_lead (AssayDuplicateItem *item,
          gint64              lead)
{
  GArray *leads = assay_duplicate_item_get_entry (item)->leads;

  for (guint i = 0; i < leads->len; i++)
    if (g_array_index (leads, gint64, i) == lead)
      return TRUE;
  return FALSE;
}

/**
 * assay_duplicates_list_choose_lead:
 *
 * Chooses the group of a lead, wherever it stands.
 *
 * Returns: whether there is one
 */
gboolean
assay_duplicates_list_choose_lead (AssayDuplicatesList *self,
                                   gint64               lead)
{
  g_return_val_if_fail (ASSAY_IS_DUPLICATES_LIST (self), FALSE);

  for (guint page = 0; page <= ASSAY_DUPLICATES_SURE; page++)
    for (guint i = 0; i < self->items[page]->len; i++)
      if (has_lead (g_ptr_array_index (self->items[page], i), lead))
        {
          gtk_editable_set_text (GTK_EDITABLE (self->search), "");
          assay_duplicates_list_set_page (self, (AssayDuplicatesPage) page);
          refill (self);
          select_key (self, assay_duplicate_item_get_key (g_ptr_array_index (self->items[page], i)), 0);
          scroll_to_selected (self);
          return TRUE;
        }
  return FALSE;
}

/**
 * assay_duplicates_list_step:
 * @by: 1 for the next group, −1 for the one before
 */
void
assay_duplicates_list_step (AssayDuplicatesList *self,
                            int                  by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint place = gtk_single_selection_get_selected (self->selection);

  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));

  if (place == GTK_INVALID_LIST_POSITION || (by < 0 && place == 0) || (by > 0 && place + 1 >= n))
    return;
  gtk_single_selection_set_selected (self->selection, (guint) ((int) place + by));
  scroll_to_selected (self);
}

/**
 * assay_duplicates_list_begin:
 *
 * The chosen group is being decided: it goes, and the next one is chosen.
 *
 * Returns: (transfer full) (nullable): to tell assay_duplicates_list_end() which
 */
char *
assay_duplicates_list_begin (AssayDuplicatesList *self)
{
  AssayDuplicateItem *item;
  char *key;

  g_return_val_if_fail (ASSAY_IS_DUPLICATES_LIST (self), NULL);

  item = get_selected (self);
  if (item == NULL)
    return NULL;
  key = g_strdup (assay_duplicate_item_get_key (item));
  g_hash_table_add (self->deciding, g_strdup (key));
  refill (self);
  return key;
}

/**
 * assay_duplicates_list_end:
 * @decision: of assay_duplicates_list_begin()
 *
 * The decision was carried out, or failed: what the workspace says counts again.
 */
void
assay_duplicates_list_end (AssayDuplicatesList *self,
                           const char          *decision)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));
  g_hash_table_remove (self->deciding, decision);
}

/**
 * assay_duplicates_list_postpone:
 *
 * Puts the chosen group at the end and chooses the next one.
 */
void
assay_duplicates_list_postpone (AssayDuplicatesList *self)
{
  AssayDuplicateItem *item;
  guint place;

  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));

  item = get_selected (self);
  if (item == NULL)
    return;
  place = gtk_single_selection_get_selected (self->selection);
  g_hash_table_insert (self->postponed, g_strdup (assay_duplicate_item_get_key (item)),
                       GUINT_TO_POINTER (++self->n_postponed));
  refill (self);
  select_key (self, NULL, place);
}

void
assay_duplicates_list_search (AssayDuplicatesList *self)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));
  gtk_widget_grab_focus (self->search);
}

void
assay_duplicates_list_focus (AssayDuplicatesList *self)
{
  g_return_if_fail (ASSAY_IS_DUPLICATES_LIST (self));
  gtk_widget_grab_focus (self->view);
}

/**
 * assay_duplicates_list_is_filtered:
 *
 * Returns: whether a search hides groups
 */
gboolean
assay_duplicates_list_is_filtered (AssayDuplicatesList *self)
{
  g_return_val_if_fail (ASSAY_IS_DUPLICATES_LIST (self), FALSE);
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}
