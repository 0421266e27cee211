/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-scope.h"

#include <string.h>

#include "base/assay-clock.h"
#include "enrich/assay-check-tables.h"

/* What is known of one check before the run. */
typedef struct
{
  gboolean known;
  gboolean same_rules;
  AssayEnrichMark mark;
} Past;

static void
pass_free (gpointer data)
{
  AssayEnrichPass *pass = data;

  g_ptr_array_unref (pass->keys);
  g_clear_pointer (&pass->leads, g_array_unref);
  g_free (pass);
}

static AssayEnrichPass *
pass_new (void)
{
  AssayEnrichPass *pass = g_new0 (AssayEnrichPass, 1);

  pass->keys = g_ptr_array_new_null_terminated (8, NULL, TRUE);
  return pass;
}

static void
append_rules (const AssayCheck *check,
              GString          *rules)
{
  g_autofree char *own = assay_check_rules (check);
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  g_string_append (rules, own);
  for (const char *const *key = check->inputs; key != NULL && *key != NULL; key++)
    for (guint i = 0; i < n_checks && checks[i] != check; i++)
      if (assay_check_derives (checks[i], *key) && strstr (rules->str, checks[i]->key) == NULL)
        {
          g_string_append_printf (rules, "; %s ", checks[i]->key);
          append_rules (checks[i], rules);
        }
}

/**
 * assay_enrich_rules:
 *
 * Returns: (transfer full): all that makes a check say the same of the same lead: its rules, those of the
 *   checks it reads from, the home country, and the workspace's industries where it reads them
 */
char *
assay_enrich_rules (const AssayCheck *check,
                    const char       *settings)
{
  g_autoptr (GString) rules = g_string_new (NULL);

  gsize country = strcspn (settings, "\n");

  append_rules (check, rules);
  if (country > 0)
    g_string_append_printf (rules, "; %.*s", (int) country, settings);
  if (check->reads_industries && settings[country] != '\0')
    {
      g_autofree char *list
        = g_compute_checksum_for_string (G_CHECKSUM_SHA256, settings + country, -1);
      g_string_append_printf (rules, "; %.16s", list);
    }
  return g_string_free (g_steal_pointer (&rules), FALSE);
}

static gboolean
read_past (AssayConnection  *connection,
           const AssayCheck *check,
           const char       *settings,
           Past             *past,
           GError          **error)
{
  g_autofree char *rules = assay_enrich_rules (check, settings);
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT rules, lead, change FROM enrich_check WHERE key = ?1", error);

  if (select == NULL)
    return FALSE;
  assay_statement_bind_text (select, 1, check->key);
  if (!assay_statement_step (select, &past->known, error))
    return FALSE;
  if (!past->known)
    return TRUE;
  past->same_rules = strcmp (assay_statement_get_text (select, 0), rules) == 0;
  past->mark.lead = assay_statement_get_int64 (select, 1);
  past->mark.change = assay_statement_get_int64 (select, 2);
  return TRUE;
}

static gboolean
read_now (AssayConnection *connection,
          AssayEnrichMark *now,
          GError         **error)
{
  return assay_connection_query_int64 (connection, "SELECT ifnull(max(id), 0) FROM lead", &now->lead,
                                       error)
         && assay_connection_query_int64 (connection, "SELECT ifnull(max(id), 0) FROM change",
                                          &now->change, error);
}

static gboolean
read_ids (AssayStatement *statement,
          GArray         *ids,
          GError        **error)
{
  gboolean row;

  while (assay_statement_step (statement, &row, error))
    {
      gint64 id;

      if (!row)
        {
          assay_statement_reset (statement);
          return TRUE;
        }
      id = assay_statement_get_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return FALSE;
}

/* Leads that are new or whose values changed; what other modules note in the journal is no change of
 * a lead's values. */
static gboolean
list_since (AssayConnection       *connection,
            const AssayEnrichMark *seen,
            GArray                *ids,
            GError               **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT id FROM lead WHERE id > ?1 UNION "
    "SELECT lead.id FROM change JOIN lead ON lead.id = change.lead "
    "WHERE change.id > ?2 AND change.part IN ('', 'restore') AND lead.id <= ?1 ORDER BY 1",
    error);

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, seen->lead);
  assay_statement_bind_int64 (select, 2, seen->change);
  return read_ids (select, ids, error);
}

static gboolean
list_leads (const AssayEnrichScope *scope,
            AssayConnection        *connection,
            AssayEnrichPass        *pass,
            GError                **error)
{
  const AssayEnrichMark nothing = { 0, G_MAXINT64 };

  if (scope->leads != NULL)
    pass->leads = g_array_ref (scope->leads);
  else
    pass->leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  return scope->leads != NULL || list_since (connection, &nothing, pass->leads, error);
}

/**
 * assay_enrich_scope_passes:
 * @connection: with a read transaction
 * @out_now: (out): up to where the workspace goes
 *
 * Finds what has to be done: checks whose rules are new look at every lead, the others at those that
 * changed.
 *
 * Returns: (transfer full) (element-type AssayEnrichPass): none, one or two passes
 */
GPtrArray *
assay_enrich_scope_passes (const AssayEnrichScope *scope,
                           AssayConnection        *connection,
                           AssayEnrichMark        *out_now,
                           GError                **error)
{
  g_autoptr (GPtrArray) passes = g_ptr_array_new_with_free_func (pass_free);
  AssayEnrichPass *renewed = pass_new (), *changed = pass_new ();
  AssayEnrichMark seen = { G_MAXINT64, G_MAXINT64 };
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  g_ptr_array_add (passes, renewed);
  g_ptr_array_add (passes, changed);
  if (!read_now (connection, out_now, error))
    return NULL;
  for (guint i = 0; i < n_checks; i++)
    {
      Past past = { 0 };

      if (scope->checks != NULL && !g_strv_contains (scope->checks, checks[i]->key))
        continue;
      if (!read_past (connection, checks[i], scope->settings, &past, error))
        return NULL;
      if (scope->again || scope->leads != NULL || !past.same_rules)
        {
          g_ptr_array_add (renewed->keys, (gpointer) checks[i]->key);
          renewed->renews = renewed->renews || past.known;
          continue;
        }
      g_ptr_array_add (changed->keys, (gpointer) checks[i]->key);
      seen.lead = MIN (seen.lead, past.mark.lead);
      seen.change = MIN (seen.change, past.mark.change);
    }
  if (!list_leads (scope, connection, renewed, error)
      || !list_since (connection, &seen, changed->leads = g_array_new (FALSE, FALSE, sizeof (gint64)),
                      error))
    return NULL;
  for (guint i = passes->len; i > 0; i--)
    {
      const AssayEnrichPass *pass = passes->pdata[i - 1];
      if (pass->keys->len == 0 || pass->leads->len == 0)
        g_ptr_array_remove_index (passes, i - 1);
    }
  return g_steal_pointer (&passes);
}

static gboolean
write_mark (AssayTransaction       *transaction,
            const AssayEnrichScope *scope,
            const AssayCheck       *check,
            const AssayEnrichMark  *now,
            const char             *failure,
            GError                **error)
{
  static const char *const done
    = "INSERT INTO enrich_check (key, rules, lead, change, at) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT (key) DO UPDATE SET rules = ?2, lead = ?3, change = ?4, at = ?5, failure = NULL";
  static const char *const failed
    = "INSERT INTO enrich_check (key, rules, lead, change, at, failure) VALUES (?1, '', 0, 0, ?5, ?6) "
      "ON CONFLICT (key) DO UPDATE SET at = ?5, failure = ?6";
  g_autoptr (AssayStatement) upsert
    = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                failure == NULL ? done : failed, error);
  g_autofree char *rules = assay_enrich_rules (check, scope->settings);

  if (upsert == NULL)
    return FALSE;
  assay_statement_bind_text (upsert, 1, check->key);
  if (failure == NULL)
    {
      assay_statement_bind_text (upsert, 2, rules);
      assay_statement_bind_int64 (upsert, 3, now->lead);
      assay_statement_bind_int64 (upsert, 4, now->change);
    }
  else
    assay_statement_bind_text (upsert, 6, failure);
  assay_statement_bind_int64 (upsert, 5, assay_clock_now ());
  return assay_statement_run (upsert, error);
}

/**
 * assay_enrich_scope_finish:
 * @now: what assay_enrich_scope_passes() gave
 * @failures: (element-type utf8 utf8): checks that could not run, and why
 *
 * Notes how far the checks have seen the workspace.
 */
gboolean
assay_enrich_scope_finish (const AssayEnrichScope *scope,
                           AssayTransaction       *transaction,
                           const AssayEnrichMark  *now,
                           GHashTable             *failures,
                           GError                **error)
{
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  for (guint i = 0; scope->leads == NULL && i < n_checks; i++)
    if ((scope->checks == NULL || g_strv_contains (scope->checks, checks[i]->key))
        && !write_mark (transaction, scope, checks[i], now,
                        g_hash_table_lookup (failures, checks[i]->key), error))
      return FALSE;
  return TRUE;
}
