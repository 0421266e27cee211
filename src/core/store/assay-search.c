/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-search-private.h"

#include "base/assay-text.h"

static gboolean
set_upto (AssayConnection *connection,
          gint64           upto,
          GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection, "UPDATE search_state SET upto = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, upto);
  return assay_statement_run (statement, error);
}

/**
 * assay_search_begin_bulk:
 *
 * Before many leads are added: from here on new leads are not indexed one by one (search still finds
 * them, by reading them); assay_search_index_some() does it afterwards, a batch at a time. In an
 * empty workspace the triggers go too, because a statement with triggers keeps a journal of its own
 * (three times slower), and leads beyond the index need none.
 */
gboolean
assay_search_begin_bulk (AssayTransaction *transaction,
                         GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  gint64 upto, highest;

  if (!assay_connection_query_int64 (connection, "SELECT upto FROM search_state", &upto, error)
      || !assay_connection_query_int64 (connection, "SELECT max(id) FROM lead", &highest, error))
    return FALSE;
  if (highest == 0 && !assay_connection_execute (connection, ASSAY_SEARCH_DROP_TRIGGERS, error))
    return FALSE;
  return upto != G_MAXINT64 || set_upto (connection, highest, error);
}

/**
 * assay_search_begin_rebuild:
 *
 * Before what a search looks at is changed in many leads: changing each in the index costs several
 * times what the lead itself does. The index is emptied, all leads count as not indexed (search reads
 * them), and assay_search_index_some() makes it again.
 */
gboolean
assay_search_begin_rebuild (AssayTransaction *transaction,
                            GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);

  return assay_connection_execute (connection,
                                   ASSAY_SEARCH_DROP_TRIGGERS
                                   "INSERT INTO lead_fts (lead_fts) VALUES ('delete-all');",
                                   error)
         && set_upto (connection, 0, error);
}

/**
 * assay_search_covers:
 *
 * Whether the full-text index holds the field with this key.
 */
gboolean
assay_search_covers (const char *field)
{
  static const char *const fields[] = { "name", "company", "email", "role", "bio", NULL };

  return g_strv_contains (fields, field);
}

/* Whether the triggers are there. */
static gboolean
is_whole (AssayConnection *connection,
          gboolean        *out_whole,
          GError         **error)
{
  gint64 n;

  if (!assay_connection_query_int64 (connection,
                                     "SELECT count(*) FROM sqlite_schema "
                                     "WHERE name IN "
                                     "('lead_fts_insert', 'lead_fts_delete', 'lead_fts_update')",
                                     &n, error))
    return FALSE;
  *out_whole = n == 3;
  return TRUE;
}

/**
 * assay_search_is_ready:
 * @out_ready: (out): whether all leads are in the full-text index
 */
gboolean
assay_search_is_ready (AssayConnection *connection,
                       gboolean        *out_ready,
                       GError         **error)
{
  gint64 upto;
  gboolean whole;

  if (!assay_connection_query_int64 (connection, "SELECT upto FROM search_state", &upto, error)
      || !is_whole (connection, &whole, error))
    return FALSE;
  *out_ready = whole && upto == G_MAXINT64;
  return TRUE;
}

static gboolean
index_range (AssayConnection *connection,
             gint64           from,
             gint64           upto,
             GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "INSERT INTO lead_fts (rowid, name, company, email, role, bio) "
                                "SELECT id, name, company, email, role, bio FROM lead "
                                "WHERE id > ?1 AND id <= ?2",
                                error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, from);
  assay_statement_bind_int64 (statement, 2, upto);
  return assay_statement_run (statement, error);
}

/**
 * assay_search_index_some:
 * @rows: ids to go on by at most
 * @out_done: (out): whether everything is indexed
 * @out_fraction: (out): how far it got, 0–1
 *
 * Does the next step of what assay_search_begin_bulk() put off.
 */
gboolean
assay_search_index_some (AssayTransaction *transaction,
                         guint             rows,
                         gboolean         *out_done,
                         double           *out_fraction,
                         GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  gint64 from, upto, highest;
  gboolean whole;

  *out_done = FALSE;
  *out_fraction = 0;
  if (!is_whole (connection, &whole, error))
    return FALSE;
  if (!whole)
    return assay_connection_execute (connection, ASSAY_SEARCH_TRIGGERS, error);
  if (!assay_connection_query_int64 (connection, "SELECT upto FROM search_state", &from, error)
      || !assay_connection_query_int64 (connection, "SELECT max(id) FROM lead", &highest, error))
    return FALSE;
  upto = from < highest ? MIN (highest, from + (gint64) rows) : highest;
  if (from < upto && !index_range (connection, from, upto, error))
    return FALSE;
  *out_done = upto >= highest;
  *out_fraction = highest > 0 ? (double) upto / (double) highest : 1;
  return set_upto (connection, *out_done ? G_MAXINT64 : upto, error);
}

/**
 * assay_search_address_expression:
 *
 * Returns: (transfer full): an FTS5 query for leads whose email has the words of the address in its order
 */
char *
assay_search_address_expression (const char *address)
{
  g_auto (GStrv) parts = g_strsplit (address, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("email : \"%s\"", quoted);
}

/**
 * assay_search_expression:
 * @words: what a person typed
 *
 * Returns: (transfer full) (nullable): an FTS5 query for leads with all the words, the last one as a
 *   prefix; %NULL where there is no word
 */
char *
assay_search_expression (const char *words)
{
  g_autofree char *split = assay_text_words (words, -1);
  g_auto (GStrv) list = g_strsplit (split, " ", -1);
  GString *expression = g_string_new (NULL);
  guint n = 0;

  for (char **word = list; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (expression, "%s\"%s\"", n++ > 0 ? " " : "", *word);
  if (n == 0)
    {
      g_string_free (expression, TRUE);
      return NULL;
    }
  g_string_append_c (expression, '*');
  return g_string_free (expression, FALSE);
}
