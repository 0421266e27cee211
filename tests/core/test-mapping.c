/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-mapping.h"

#include "base/assay-json.h"

static AssayMapping *
make (void)
{
  AssayMapping *mapping = assay_mapping_new (ASSAY_IMPORT_KIND_LEADS);
  AssayMappingColumn *column;

  mapping->mode = ASSAY_IMPORT_MODE_UPDATE;
  mapping->encoding = g_strdup ("WINDOWS-1252");
  mapping->dialect = assay_csv_dialect_new (';');
  mapping->dialect->header_line = 3;
  mapping->dialect->first_line = 4;
  mapping->dialect->comment = g_strdup ("#");
  mapping->key = g_strdup ("email");
  mapping->blank_erases = TRUE;
  column = assay_mapping_add_column (mapping, "E-Mail");
  assay_mapping_column_set_field (column, "email", NULL);
  column->format.type = ASSAY_FIELD_TYPE_EMAIL;
  column = assay_mapping_add_column (mapping, "Umsatz “brutto”\n");
  assay_mapping_column_set_field (column, "gross", "Umsatz brutto");
  column->format.type = ASSAY_FIELD_TYPE_NUMBER;
  column->format.decimal = ASSAY_DECIMAL_COMMA;
  column->rule = ASSAY_UPDATE_RULE_LONGEST;
  assay_mapping_add_column (mapping, "Geheim");
  return mapping;
}

static void
test_round_trip (void)
{
  g_autoptr (AssayMapping) mapping = make ();
  g_autoptr (AssayMapping) copy = assay_mapping_copy (mapping);
  g_autoptr (AssayDocument) document = assay_mapping_to_document (copy, "fair");
  g_autofree char *json = assay_document_to_json (document, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) parsed = assay_document_parse (ASSAY_MAPPING_KIND, "fair", 0, json, &error);
  g_assert_no_error (error);
  g_autoptr (AssayMapping) again = assay_mapping_from_document (parsed, &error);
  g_assert_no_error (error);
  g_autoptr (AssayDocument) written = assay_mapping_to_document (again, "fair");
  g_autofree char *json_again = assay_document_to_json (written, FALSE);

  g_assert_cmpstr (json, ==, json_again);
  g_assert_true (assay_csv_dialect_equal (mapping->dialect, again->dialect));
  g_assert_cmpint (again->mode, ==, ASSAY_IMPORT_MODE_UPDATE);
  g_assert_true (again->blank_erases);
  g_assert_cmpstr (assay_mapping_get_column (again, 1)->label, ==, "Umsatz brutto");
  g_assert_null (assay_mapping_get_column (again, 2)->field);
}

static void
test_signature (void)
{
  static const char *const a[] = { "First Name", "E-Mail", NULL };
  static const char *const b[] = { "email", "first_name", NULL };
  static const char *const c[] = { "email", "first_name", "phone", NULL };
  g_autofree char *sa = assay_mapping_signature (a);
  g_autofree char *sb = assay_mapping_signature (b);
  g_autofree char *sc = assay_mapping_signature (c);

  g_assert_cmpstr (sa, ==, sb);
  g_assert_cmpstr (sa, !=, sc);
}

static void
test_apply_saved (void)
{
  g_autoptr (AssayMapping) saved = make ();
  g_autoptr (AssayMapping) mapping = assay_mapping_new (ASSAY_IMPORT_KIND_LEADS);

  assay_mapping_column_set_field (assay_mapping_add_column (mapping, "Geheim"), "secret", "Geheim");
  assay_mapping_add_column (mapping, "e_mail");
  assay_mapping_column_set_field (assay_mapping_add_column (mapping, "Neu"), "new", "Neu");
  assay_mapping_apply_saved (mapping, saved);
  g_assert_null (assay_mapping_get_column (mapping, 0)->field);
  g_assert_cmpstr (assay_mapping_get_column (mapping, 1)->field, ==, "email");
  g_assert_cmpstr (assay_mapping_get_column (mapping, 2)->field, ==, "new");
  g_assert_cmpstr (mapping->key, ==, "email");
}

static void
test_strict (void)
{
  static const char *const bad[] = {
    "[]",
    "{}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\"}",
    "{\"kind\":\"fish\",\"mode\":\"upsert\",\"columns\":[]}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":{}}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[],\"color\":1}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[{\"header\":\"a\"}]}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[{\"header\":\"a\",\"field\":\"x\",\"type\":\"y\"}]}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[{\"header\":\"a\",\"field\":\"x\"},"
    "{\"header\":\"b\",\"field\":\"x\"}]}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[],\"dialect\":{\"delimiter\":\";;\"}}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[],\"dialect\":{\"header_line\":-1}}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[],\"dialect\":{\"delimiter\":\"\\\"\",\"quote\":\"\\\"\"}}",
    "{\"kind\":\"leads\",\"mode\":\"upsert\",\"columns\":[],\"blank\":\"maybe\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = assay_json_parse (bad[i], -1, &error);
      g_assert_no_error (error);
      g_autoptr (AssayDocument) document = assay_document_new (ASSAY_MAPPING_KIND, "x", 0, root);
      g_test_message ("%s", bad[i]);
      g_assert_null (assay_mapping_from_document (document, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/round-trip", test_round_trip);
  g_test_add_func ("/mapping/signature", test_signature);
  g_test_add_func ("/mapping/apply-saved", test_apply_saved);
  g_test_add_func ("/mapping/strict", test_strict);
  return g_test_run ();
}
