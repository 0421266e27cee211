/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/assay-key-table.h"

/* Many keys, among them the empty one and such as differ in their length alone. */
static void
test_many (void)
{
  g_autoptr (AssayKeyTable) table = assay_key_table_new ();
  guint32 value = 7;

  g_assert_false (assay_key_table_lookup (table, "", 0, &value));
  g_assert_cmpuint (value, ==, 7);
  for (guint32 i = 0; i < 10000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      assay_key_table_insert (table, key, strlen (key), i);
    }
  assay_key_table_insert (table, "", 0, 42);
  g_assert_cmpuint (assay_key_table_get_size (table), ==, 10001);
  for (guint32 i = 0; i < 10000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%ux", i);

      g_assert_true (assay_key_table_lookup (table, key, strlen (key) - 1, &value));
      g_assert_cmpuint (value, ==, i);
      g_assert_false (assay_key_table_lookup (table, key, strlen (key), NULL));
    }
  g_assert_true (assay_key_table_lookup (table, "x", 0, &value));
  g_assert_cmpuint (value, ==, 42);
}

static void
test_again (void)
{
  g_autoptr (AssayKeyTable) table = assay_key_table_new ();
  guint32 value = 0;

  assay_key_table_insert (table, "a", 1, 1);
  assay_key_table_insert (table, "a", 1, 2);
  g_assert_cmpuint (assay_key_table_get_size (table), ==, 1);
  g_assert_true (assay_key_table_lookup (table, "a", 1, &value));
  g_assert_cmpuint (value, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-table/many", test_many);
  g_test_add_func ("/key-table/again", test_again);
  return g_test_run ();
}
