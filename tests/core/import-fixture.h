/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/assay-engine.h"
#include "import/assay-import-job.h"
#include "import/assay-mapping.h"
#include "store/assay-lead-query.h"
#include "store/assay-workspace.h"

#include <glib/gstdio.h>
#include <string.h>

/* What tests of imports and exports share. */

static inline AssayWorkspace *
open_workspace (void)
{
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open_temporary (&error);

  g_assert_no_error (error);
  return workspace;
}

static inline char *
write_file (const char *bytes,
            gssize      length)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("import-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  return path;
}

static inline AssayJob *
import_job (AssayWorkspace *workspace,
            const char     *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_object_new (ASSAY_TYPE_IMPORT_JOB, "workspace", workspace, "file", file, NULL);
}

static inline JsonObject *
run_job (AssayJob *job)
{
  g_autoptr (GError) error = NULL;

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return json_node_get_object (assay_job_get_result (job));
}

static inline gboolean
dump_row_cb (gint64            lead,
             const AssayValue *values,
             guint             n_values,
             gpointer          user_data,
             GError          **error)
{
  GString *row = g_string_new (NULL);

  for (guint i = 0; i < n_values; i++)
    {
      switch (values[i].kind)
        {
        case ASSAY_VALUE_INTEGER:
          g_string_append_printf (row, "i%" G_GINT64_FORMAT, values[i].integer);
          break;
        case ASSAY_VALUE_REAL:
          /* SQLite and the core take a whole real for the integer it is. */
          g_string_append_printf (row, values[i].real == (double) (gint64) values[i].real ? "i%.0f" : "r%.17g",
                                  values[i].real);
          break;
        case ASSAY_VALUE_TEXT:
          g_string_append_printf (row, "t%u:", values[i].length);
          g_string_append_len (row, values[i].text, values[i].length);
          break;
        case ASSAY_VALUE_NULL:
        default:
          g_string_append_c (row, '-');
        }
      g_string_append_c (row, '|');
    }
  g_ptr_array_add (user_data, g_string_free (row, FALSE));
  return TRUE;
}

static inline int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Every value of every lead, typed, one line a lead, sorted; without what tells runs apart. */
static inline char *
dump_leads (AssayWorkspace *workspace)
{
  static const char *const skipped[] = { "id", "created_at", "updated_at", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = assay_lead_query_columns (workspace, NULL, &error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  const AssayLeadQuery query = { .sort = "id" };

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      const AssayLeadColumn *column = g_ptr_array_index (all, i);
      if (column->field != NULL && !g_strv_contains (skipped, column->key))
        g_ptr_array_add (keys, column->key);
    }
  g_ptr_array_sort (keys, compare_texts);
  g_ptr_array_add (keys, NULL);
  g_autoptr (GPtrArray) columns
    = assay_lead_query_columns (workspace, (const char *const *) keys->pdata, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) ids = assay_lead_query_ids (workspace, &query, NULL, &error);
  g_assert_no_error (error);
  assay_lead_query_rows (workspace, (const gint64 *) (gpointer) ids->data, ids->len, columns,
                         dump_row_cb, rows, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (rows, compare_texts);
  g_ptr_array_insert (rows, 0, g_strjoinv (",", (char **) keys->pdata));
  g_ptr_array_add (rows, NULL);
  return g_strjoinv ("\n", (char **) rows->pdata);
}

/* Equal line by line; says which line is not. */
static inline void
assert_same_dump (const char *expected,
                  const char *got)
{
  g_auto (GStrv) a = NULL, b = NULL;

  if (strcmp (expected, got) == 0)
    return;
  a = g_strsplit (expected, "\n", -1);
  b = g_strsplit (got, "\n", -1);
  for (guint i = 0; a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpuint (g_strv_length (a), ==, g_strv_length (b));
  g_assert_not_reached ();
}

static inline gint64
count_of (JsonObject *result,
          const char *name)
{
  return json_object_get_int_member (result, name);
}

#define assert_counts(result, read, n_added, n_updated, n_unchanged, n_rejected)                  \
  G_STMT_START                                                                                    \
  {                                                                                               \
    g_assert_cmpint (count_of (result, "rows_read"), ==, read);                                   \
    g_assert_cmpint (count_of (result, "added"), ==, n_added);                                    \
    g_assert_cmpint (count_of (result, "updated"), ==, n_updated);                                \
    g_assert_cmpint (count_of (result, "unchanged"), ==, n_unchanged);                            \
    g_assert_cmpint (count_of (result, "rejected"), ==, n_rejected);                              \
  }                                                                                               \
  G_STMT_END

/* Imports a text with properties given as name, value…, NULL; checks the counts of what it returns. */
static inline AssayJob *
import_text (AssayWorkspace *workspace,
             const char     *text,
             const char     *first_property,
             ...)
{
  g_autofree char *path = write_file (text, -1);
  AssayJob *job = import_job (workspace, path);
  va_list arguments;

  va_start (arguments, first_property);
  if (first_property != NULL)
    g_object_set_valist (G_OBJECT (job), first_property, arguments);
  va_end (arguments);
  run_job (job);
  g_remove (path);
  return job;
}

static inline JsonObject *
result_of (AssayJob *job)
{
  return json_node_get_object (assay_job_get_result (job));
}

/* One value of the only lead, or the lead of that number in order, as text; NULL for none. */
typedef struct
{
  guint wanted;
  guint seen;
  char *text;
} Pick;

static inline gboolean
pick_cb (gint64            lead,
         const AssayValue *values,
         guint             n_values,
         gpointer          user_data,
         GError          **error)
{
  Pick *pick = user_data;

  if (pick->seen++ != pick->wanted)
    return TRUE;
  if (values[0].kind == ASSAY_VALUE_TEXT)
    pick->text = g_strndup (values[0].text, values[0].length);
  else if (values[0].kind == ASSAY_VALUE_INTEGER)
    pick->text = g_strdup_printf ("%" G_GINT64_FORMAT, values[0].integer);
  else if (values[0].kind == ASSAY_VALUE_REAL)
    pick->text = g_strdup_printf ("%g", values[0].real);
  return TRUE;
}

static inline char *
value_of (AssayWorkspace *workspace,
          guint           row,
          const char     *key)
{
  const char *const keys[] = { key, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) columns = assay_lead_query_columns (workspace, keys, &error);
  const AssayLeadQuery query = { .sort = "id" };
  Pick pick = { .wanted = row };

  g_assert_no_error (error);
  g_autoptr (GArray) ids = assay_lead_query_ids (workspace, &query, NULL, &error);
  assay_lead_query_rows (workspace, (const gint64 *) (gpointer) ids->data, ids->len, columns,
                         pick_cb, &pick, NULL, &error);
  g_assert_no_error (error);
  return pick.text;
}

static inline void
assert_value (AssayWorkspace *workspace,
              guint           row,
              const char     *key,
              const char     *expected)
{
  g_autofree char *text = value_of (workspace, row, key);

  g_assert_cmpstr (text, ==, expected);
}
