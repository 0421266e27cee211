/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import-fixture.h"
#include "match-sets.h"

#include "job/assay-undo-job.h"
#include "lead/assay-set-job.h"
#include "match/assay-match-groups.h"
#include "match/assay-match-job.h"
#include "match/assay-match-result.h"

/* What tests of matching share. */

static inline void
import_rows (AssayWorkspace *workspace, const char *text)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);

  g_object_set (job, "key", "external_id", NULL);
  run_job (job);
  g_remove (path);
}

/* The rows of a set of persons, each with a key of its own, from one to before another. */
static inline char *
persons_rows (guint32 seed, guint n, guint from, guint to)
{
  g_autoptr (MatchSet) set = match_set_persons (seed, n);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (set->files[0]->str, "\n", -1);

  g_string_append_printf (text, "external_id,%s\n", lines[0]);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (i > from && i <= to)
      g_string_append_printf (text, "r%u,%s\n", i, lines[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static inline AssayWorkspace *
persons_workspace (guint n)
{
  g_autofree char *text = persons_rows (7, n, 0, G_MAXUINT);
  AssayWorkspace *workspace = open_workspace ();

  import_rows (workspace, text);
  return workspace;
}

static inline JsonObject *
match (AssayWorkspace *workspace, AssayJob **out_job, const char *property, ...)
{
  va_list arguments;

  va_start (arguments, property);
  *out_job = ASSAY_JOB (g_object_new_valist (ASSAY_TYPE_MATCH_JOB, property, arguments));
  va_end (arguments);
  return run_job (*out_job);
}

static inline gboolean
dump_result (const AssayMatchResult *result, gpointer user_data)
{
  g_string_append_printf (user_data,
                          "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %.9g %.9g\n",
                          result->a,
                          result->b,
                          result->cluster,
                          result->probability,
                          result->bits);
  return TRUE;
}

static inline char *
dump_results (AssayWorkspace *workspace)
{
  const AssayMatchQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GString *out = g_string_new (NULL);

  g_assert_true (assay_match_foreach_result (reader, &query, dump_result, out, &error));
  return g_string_free (out, FALSE);
}

static inline GPtrArray *
list_groups (AssayWorkspace *workspace, AssayMatchBand band, AssayMatchTally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GPtrArray *groups = assay_match_list_groups (reader, band, 0, tally, &error);

  g_assert_no_error (error);
  return groups;
}

static inline void
undo (AssayWorkspace *workspace, gint64 target, gint64 *out_job)
{
  g_autoptr (AssayJob) job =
      g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", target, NULL);

  run_job (job);
  if (out_job != NULL)
    *out_job = assay_job_get_id (job);
}

/* Rows that are nobody's but each other's. */
#define TWINS                                                                                      \
  "external_id,first_name,surname,dob,birth_place,postcode\n"                                     \
  "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n"                                         \
  "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n"

static inline void
match_changed (AssayWorkspace *workspace, AssayJob **out_job)
{
  g_assert_true (json_object_has_member (
      match (workspace, out_job, "workspace", workspace, "changed-only", TRUE, NULL), "changed"));
}

static inline gint64
count_rows (AssayWorkspace *workspace, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = -1;

  assay_connection_query_int64 (reader, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* What was found of a pair, whichever way. */
typedef struct
{
  gint64 cluster;
  double probability;
} Found;

static inline gboolean
note_found (const AssayMatchResult *result, gpointer user_data)
{
  Found *found = g_new (Found, 1);

  *found = (Found){ result->cluster, result->probability };
  g_hash_table_insert (
      user_data, g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, result->a, result->b), found);
  return TRUE;
}

static inline GHashTable *
list_found (AssayWorkspace *workspace)
{
  const AssayMatchQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_true (assay_match_foreach_result (reader, &query, note_found, found, &error));
  return found;
}

static inline void
arrive_rows (AssayWorkspace *workspace, guint32 seed, guint n, guint from, guint to)
{
  g_autofree char *rows = persons_rows (seed, n, from, to);

  import_rows (workspace, rows);
}

static inline void
change_lead (AssayWorkspace *workspace, guint lead, const char *text)
{
  g_autofree char *number = g_strdup_printf ("%u", lead);
  const char *change[] = { text, NULL };
  g_autoptr (AssayJob) set = g_object_new (
      ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", number, "values", change, NULL);

  run_job (set);
}
