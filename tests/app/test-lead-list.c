/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "leads/assay-lead-list.h"
#include "leads/assay-lead-sorter.h"

/* The virtual list: what it emits, what it keeps, what is selected. */

static GArray *
new_ids (guint    n,
         gboolean backwards)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (guint i = 0; i < n; i++)
    {
      gint64 id = backwards ? n - i : i + 1;
      g_array_append_val (ids, id);
    }
  return ids;
}

typedef struct
{
  guint emissions;
  guint position;
  guint removed;
  guint added;
} Change;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Change     *change)
{
  change->emissions++;
  change->position = position;
  change->removed = removed;
  change->added = added;
}

static void
test_tail (void)
{
  g_autoptr (AssayLeadList) list = assay_lead_list_new ();
  Change change = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &change);
  assay_lead_list_take_ids (list, new_ids (1000, FALSE), FALSE);
  g_assert_cmpuint (change.emissions, ==, 1);
  g_assert_cmpuint (change.added, ==, 1000);
  /* Another order is no change of items. */
  assay_lead_list_take_ids (list, new_ids (1000, TRUE), TRUE);
  g_assert_cmpuint (change.emissions, ==, 1);
  g_assert_cmpint (assay_lead_list_get_lead (list, 0), ==, 1000);
  assay_lead_list_take_ids (list, new_ids (300, TRUE), FALSE);
  g_assert_cmpuint (change.emissions, ==, 2);
  g_assert_cmpuint (change.position, ==, 300);
  g_assert_cmpuint (change.removed, ==, 700);
  g_assert_cmpuint (change.added, ==, 0);
  assay_lead_list_take_ids (list, new_ids (0, TRUE), FALSE);
  g_assert_cmpuint (change.removed, ==, 300);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
}

static void
changed_cb (guint *count)
{
  (*count)++;
}

static void
test_slots (void)
{
  g_autoptr (AssayLeadList) list = assay_lead_list_new ();
  g_autoptr (AssayLeadRow) row = NULL;
  g_autoptr (AssayLeadRow) again = NULL;
  g_autoptr (AssayLeadRow) last = NULL;
  guint changes = 0;

  assay_lead_list_take_ids (list, new_ids (100, FALSE), FALSE);
  row = g_list_model_get_item (G_LIST_MODEL (list), 3);
  again = g_list_model_get_item (G_LIST_MODEL (list), 3);
  last = g_list_model_get_item (G_LIST_MODEL (list), 99);
  g_assert_true (row == again);
  g_assert_cmpuint (assay_lead_list_get_n_live (list), ==, 2);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), &changes);
  assay_lead_list_take_ids (list, new_ids (100, TRUE), TRUE);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpint (assay_lead_row_get_lead (row), ==, 97);
  /* A shorter list lets go of its tail; the slot at the front stays. */
  assay_lead_list_take_ids (list, new_ids (50, FALSE), FALSE);
  g_assert_cmpuint (assay_lead_list_get_n_live (list), ==, 1);
  g_assert_cmpint (assay_lead_row_get_lead (row), ==, 4);
  g_clear_object (&row);
  g_clear_object (&again);
  g_assert_cmpuint (assay_lead_list_get_n_live (list), ==, 0);
}

static void
test_selection (void)
{
  g_autoptr (AssayLeadList) list = assay_lead_list_new ();
  GtkSelectionModel *model = GTK_SELECTION_MODEL (list);
  g_autoptr (GtkBitset) set = NULL;
  g_autoptr (GArray) chosen = NULL;

  assay_lead_list_take_ids (list, new_ids (10, FALSE), FALSE);
  g_assert_true (gtk_selection_model_select_range (model, 2, 3, TRUE));
  g_assert_true (gtk_selection_model_unselect_item (model, 3));
  g_assert_cmpuint (assay_lead_list_get_n_selected (list), ==, 2);
  /* Leads 3 and 5 stay selected wherever they go. */
  assay_lead_list_take_ids (list, new_ids (10, TRUE), TRUE);
  g_assert_true (gtk_selection_model_is_selected (model, 7));
  g_assert_true (gtk_selection_model_is_selected (model, 5));
  g_assert_false (gtk_selection_model_is_selected (model, 2));
  chosen = assay_lead_list_dup_selected (list);
  g_assert_cmpuint (chosen->len, ==, 2);
  g_assert_cmpint (g_array_index (chosen, gint64, 0), ==, 5);
  /* All but one, in another order. */
  gtk_selection_model_select_all (model);
  gtk_selection_model_unselect_item (model, 0);
  g_assert_cmpuint (assay_lead_list_get_n_selected (list), ==, 9);
  assay_lead_list_take_ids (list, new_ids (10, FALSE), TRUE);
  g_assert_false (gtk_selection_model_is_selected (model, 9));
  set = gtk_selection_model_get_selection (model);
  g_assert_cmpuint (gtk_bitset_get_size (set), ==, 9);
  /* When leads came or went, "all" no longer says which. */
  assay_lead_list_take_ids (list, new_ids (12, FALSE), TRUE);
  g_assert_cmpuint (assay_lead_list_get_n_selected (list), ==, 0);
  gtk_selection_model_select_range (model, 8, 4, TRUE);
  assay_lead_list_take_ids (list, new_ids (10, FALSE), TRUE);
  g_assert_cmpuint (assay_lead_list_get_n_selected (list), ==, 2);
  /* Other leads: what is not seen must not be acted upon. */
  assay_lead_list_take_ids (list, new_ids (5, FALSE), FALSE);
  g_assert_cmpuint (assay_lead_list_get_n_selected (list), ==, 0);
  g_assert_false (gtk_selection_model_select_item (model, 5, TRUE));
}

/* Against the simplest thing that could work: a flag for each lead. */
static void
test_selection_property (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (AssayLeadList) list = assay_lead_list_new ();
      GtkSelectionModel *model = GTK_SELECTION_MODEL (list);
      guint n = (guint) g_test_rand_int_range (1, 40), selected = 0;
      g_autofree gboolean *flags = g_new0 (gboolean, n);

      assay_lead_list_take_ids (list, new_ids (n, FALSE), FALSE);
      for (guint step = 0; step < 30; step++)
        {
          guint at = (guint) g_test_rand_int_range (0, (int) n);
          guint length = (guint) g_test_rand_int_range (1, (int) (n - at) + 1);
          gboolean only = g_test_rand_bit ();

          switch (g_test_rand_int_range (0, 6))
            {
            case 0:
              gtk_selection_model_select_all (model);
              for (guint i = 0; i < n; i++)
                flags[i] = TRUE;
              break;
            case 1:
              gtk_selection_model_unselect_all (model);
              memset (flags, 0, n * sizeof *flags);
              break;
            case 2:
              gtk_selection_model_unselect_item (model, at);
              flags[at] = FALSE;
              break;
            case 3:
              gtk_selection_model_unselect_range (model, at, length);
              for (guint i = at; i < at + length; i++)
                flags[i] = FALSE;
              break;
            case 4:
              gtk_selection_model_select_item (model, at, only);
              if (only)
                memset (flags, 0, n * sizeof *flags);
              flags[at] = TRUE;
              break;
            default:
              gtk_selection_model_select_range (model, at, length, only);
              if (only)
                memset (flags, 0, n * sizeof *flags);
              for (guint i = at; i < at + length; i++)
                flags[i] = TRUE;
            }
        }
      for (guint i = 0; i < n; i++)
        {
          selected += flags[i];
          g_assert_cmpint (gtk_selection_model_is_selected (model, i), ==, flags[i]);
        }
      g_assert_cmpuint (assay_lead_list_get_n_selected (list), ==, selected);
    }
}

static gboolean
is_loaded (gpointer row)
{
  return assay_lead_row_is_loaded (row);
}

static void
test_values (void)
{
  static const char *const keys[] = { "score", "name", "last_activity_at", NULL };
  AssayWorkspace *workspace = app_fixture_workspace (20);
  g_autoptr (AssayLeadList) list = assay_lead_list_new ();
  g_autoptr (AssayLeadRow) row = NULL;
  g_autoptr (AssayLeadRow) gone = NULL;
  g_autofree char *name = NULL;
  GArray *ids = new_ids (20, FALSE);
  gint64 missing = 4711;

  g_array_append_val (ids, missing);
  assay_lead_list_set_workspace (list, workspace);
  assay_lead_list_set_columns (list, keys);
  assay_lead_list_take_ids (list, ids, FALSE);
  row = g_list_model_get_item (G_LIST_MODEL (list), 4);
  gone = g_list_model_get_item (G_LIST_MODEL (list), 20);
  app_fixture_wait (is_loaded, row);
  app_fixture_wait (is_loaded, gone);
  name = assay_lead_row_dup_text (row, "name");
  g_assert_cmpstr (name, ==, "Maren Ostrand");
  g_assert_cmpfloat (assay_lead_row_get_number (row, "score"), ==, 87);
  g_assert_null (assay_lead_row_get_values (gone));
  g_clear_object (&list);
  app_fixture_remove (workspace);
}

static void
test_few_objects (void)
{
  AssayLeadList *list = assay_lead_list_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view;

  assay_lead_list_take_ids (list, new_ids (200000, FALSE), FALSE);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (list)),
                            gtk_signal_list_item_factory_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  app_fixture_present (GTK_WINDOW (window), 300, 400);
  g_assert_cmpuint (assay_lead_list_get_n_live (list), <, 500);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (list));
  assay_lead_list_take_ids (list, new_ids (200000, TRUE), TRUE);
  app_fixture_settle ();
  g_assert_cmpuint (assay_lead_list_get_n_live (list), <, 500);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (list);
}

static void
test_sorter (void)
{
  GtkWidget *view = g_object_ref_sink (gtk_column_view_new (NULL));
  static const char *const keys[] = { "score", "name" };
  GtkColumnViewColumn *columns[2];
  gboolean descending;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GtkSorter) sorter = assay_lead_sorter_new (keys[i]);

      columns[i] = gtk_column_view_column_new (keys[i], NULL);
      gtk_column_view_column_set_sorter (columns[i], sorter);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), columns[i]);
    }
  g_assert_null (
    assay_lead_sorter_ask (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)), &descending));
  for (int i = 0; i < 4; i++)
    {
      gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), columns[i % 2],
                                      i < 2 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
      g_assert_cmpstr (
        assay_lead_sorter_ask (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)), &descending),
        ==, keys[i % 2]);
      g_assert_cmpint (descending, ==, i < 2);
    }
  for (int i = 0; i < 2; i++)
    g_object_unref (columns[i]);
  g_object_unref (view);
}

int
main (int    argc,
      char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/lead-list/tail", test_tail);
  g_test_add_func ("/lead-list/slots", test_slots);
  g_test_add_func ("/lead-list/selection", test_selection);
  g_test_add_func ("/lead-list/selection-property", test_selection_property);
  g_test_add_func ("/lead-list/values", test_values);
  g_test_add_func ("/lead-list/few-objects", test_few_objects);
  g_test_add_func ("/lead-list/sorter", test_sorter);
  return g_test_run ();
}
