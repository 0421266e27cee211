/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-check-tables.h"

#include <glib/gstdio.h>

#include "enrich/assay-reference-table.h"

struct _AssayCheckTables
{
  const AssayCheck *check;
  gpointer tables; /* (nullable): what the check's load made */
  char *stamp;
};

static GMutex mutex;       /* guards what follows */
static GHashTable *loaded; /* (element-type AssayCheck AssayCheckTables) */

static void
tables_clear (gpointer data)
{
  AssayCheckTables *self = data;

  if (self->check->unload != NULL && self->tables != NULL)
    self->check->unload (self->tables);
  g_free (self->stamp);
}

void
assay_check_tables_unref (AssayCheckTables *tables)
{
  g_atomic_rc_box_release_full (tables, tables_clear);
}

/* Which files they are, and from when: another text means that they have to be loaded again. */
static char *
make_stamp (const AssayCheck *check)
{
  g_autoptr (GString) stamp = g_string_new (NULL);

  for (const char *const *name = check->references; name != NULL && *name != NULL; name++)
    {
      g_autofree char *path = assay_reference_table_find (*name);
      GStatBuf status = { 0 };

      g_stat (path, &status);
      g_string_append_printf (stamp,
                              "%s %" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT "\n",
                              path,
                              (gint64) status.st_mtim.tv_sec,
                              status.st_mtim.tv_nsec,
                              (gint64) status.st_size);
    }
  return g_string_free (g_steal_pointer (&stamp), FALSE);
}

static AssayCheckTables *
load (const AssayCheck *check,
      const char       *stamp,
      GError          **error)
{
  AssayCheckTables *self = g_atomic_rc_box_new0 (AssayCheckTables);

  self->check = check;
  self->stamp = g_strdup (stamp);
  if (check->load != NULL && (self->tables = check->load (error)) == NULL)
    {
      assay_check_tables_unref (self);
      return NULL;
    }
  return self;
}

/**
 * assay_check_tables_get:
 *
 * Returns: (transfer full) (nullable): the check's tables; %NULL with what its load says
 */
AssayCheckTables *
assay_check_tables_get (const AssayCheck *check,
                        GError          **error)
{
  g_autofree char *stamp = make_stamp (check);
  AssayCheckTables *tables;

  g_mutex_lock (&mutex);
  if (loaded == NULL)
    loaded = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) assay_check_tables_unref);
  tables = g_hash_table_lookup (loaded, check);
  if (tables == NULL || g_strcmp0 (tables->stamp, stamp) != 0)
    {
      tables = load (check, stamp, error);
      if (tables != NULL)
        g_hash_table_replace (loaded, (gpointer) check, tables);
    }
  if (tables != NULL)
    g_atomic_rc_box_acquire (tables);
  g_mutex_unlock (&mutex);
  return tables;
}

/**
 * assay_check_tables_peek:
 *
 * Returns: (transfer none) (nullable): what the check's load made
 */
gconstpointer
assay_check_tables_peek (AssayCheckTables *tables)
{
  return tables->tables;
}

/**
 * assay_check_rules:
 *
 * Returns: (transfer full): the version of the check's rules and the dates of its tables, e.g.
 *   `3 2026-11-01`; another text means that leads have to be checked anew
 */
char *
assay_check_rules (const AssayCheck *check)
{
  g_autoptr (GString) rules = g_string_new (NULL);

  g_string_append_printf (rules, "%d", check->version);
  for (const char *const *name = check->references; name != NULL && *name != NULL; name++)
    {
      g_autofree char *date = assay_reference_table_read_header (*name, "date");

      g_string_append_printf (rules, " %s", date != NULL ? date : "?");
    }
  return g_string_free (g_steal_pointer (&rules), FALSE);
}
