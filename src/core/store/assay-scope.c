/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-scope.h"

#include "store/assay-scope-sql-private.h"

#include "base/assay-text.h"
#include "store/assay-search.h"

#define MAX_SEARCH_WORDS 12

static GArray *
copy_ids (GArray *ids)
{
  return ids != NULL ? g_array_ref (ids) : NULL;
}

/**
 * assay_scope_init_copy:
 * @self: (out caller-allocates): to be cleared with assay_scope_clear()
 */
void
assay_scope_init_copy (AssayScope       *self,
                       const AssayScope *from)
{
  self->where = from->where != NULL ? assay_condition_ref (from->where) : NULL;
  self->search = g_strdup (from->search);
  self->ids = copy_ids (from->ids);
  self->except = copy_ids (from->except);
}

void
assay_scope_clear (AssayScope *self)
{
  g_clear_pointer (&self->where, assay_condition_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->except, g_array_unref);
}

/**
 * assay_scope_is_all:
 *
 * Returns: whether nothing narrows it
 */
gboolean
assay_scope_is_all (const AssayScope *self)
{
  return self->where == NULL && (self->search == NULL || *self->search == '\0')
         && self->ids == NULL && (self->except == NULL || self->except->len == 0);
}

struct _AssayScopeSql
{
  const AssayScope *scope; /* (not owned) */
  int first;               /* its first parameter */
  int n_parameters;
  char *expression; /* (owned) (nullable): for the full-text index */
  char **words;     /* (owned) (nullable): for leads that are not indexed yet */
  guint n_words;
  gboolean ready; /* the index knows all leads */
};

enum
{
  PARAMETER_IDS,
  PARAMETER_EXCEPT,
  PARAMETER_MATCH,
  PARAMETER_FIRST_WORD,
};

/**
 * assay_scope_sql_new:
 * @scope: outlives it
 * @n_reserved: parameters of the statement ahead of these
 */
AssayScopeSql *
assay_scope_sql_new (AssayConnection  *connection,
                     const AssayScope *scope,
                     int               n_reserved,
                     GError          **error)
{
  g_autoptr (AssayScopeSql) self = g_new0 (AssayScopeSql, 1);

  self->scope = scope;
  self->first = n_reserved + 1;
  if (!assay_search_is_ready (connection, &self->ready, error))
    return NULL;
  self->expression = scope->search != NULL ? assay_search_expression (scope->search) : NULL;
  if (self->expression != NULL)
    {
      g_autofree char *folded = assay_text_words (scope->search, -1);
      self->words = g_strsplit (folded, " ", MAX_SEARCH_WORDS);
      self->n_words = g_strv_length (self->words);
    }
  self->n_parameters = PARAMETER_FIRST_WORD + (int) self->n_words;
  return g_steal_pointer (&self);
}

void
assay_scope_sql_free (AssayScopeSql *self)
{
  g_free (self->expression);
  g_strfreev (self->words);
  g_free (self);
}

int
assay_scope_sql_get_n_parameters (AssayScopeSql *self)
{
  return self->n_parameters;
}

/* Leads that a bulk load has just brought are not in the index yet; they are few, and read. */
static void
append_search (AssayScopeSql *self,
               GString       *sql)
{
  g_string_append_printf (sql, "(lead.id IN (SELECT rowid FROM lead_fts WHERE lead_fts MATCH ?%d)",
                          self->first + PARAMETER_MATCH);
  if (!self->ready)
    {
      g_string_append (sql, " OR (lead.id > (SELECT upto FROM search_state)");
      for (guint i = 0; i < self->n_words; i++)
        g_string_append_printf (sql,
                                " AND instr(assay_fold(coalesce(name, '') || ' ' || coalesce(company, '')"
                                " || ' ' || coalesce(email, '') || ' ' || coalesce(role, '') || ' '"
                                " || coalesce(bio, '')), ?%d)",
                                self->first + PARAMETER_FIRST_WORD + (int) i);
      g_string_append_c (sql, ')');
    }
  g_string_append_c (sql, ')');
}

static void
start_term (GString    *sql,
            const char **joint)
{
  g_string_append (sql, *joint);
  *joint = " AND ";
}

/**
 * assay_scope_sql_append:
 *
 * Appends ` WHERE …`, or nothing for all leads.
 */
gboolean
assay_scope_sql_append (AssayScopeSql     *self,
                        AssayConditionSql *compiler,
                        GString           *to,
                        GError           **error)
{
  const char *joint = " WHERE ";

  if (self->scope->where != NULL)
    {
      start_term (to, &joint);
      if (!assay_condition_sql_append (compiler, self->scope->where, to, error))
        return FALSE;
    }
  if (self->expression != NULL)
    {
      start_term (to, &joint);
      append_search (self, to);
    }
  if (self->scope->ids != NULL)
    {
      start_term (to, &joint);
      g_string_append_printf (to, "lead.id IN (SELECT value FROM json_each(?%d))",
                              self->first + PARAMETER_IDS);
    }
  if (self->scope->except != NULL)
    {
      start_term (to, &joint);
      g_string_append_printf (to, "lead.id NOT IN (SELECT value FROM json_each(?%d))",
                              self->first + PARAMETER_EXCEPT);
    }
  return TRUE;
}

static void
bind_ids (AssayStatement *statement,
          int             parameter,
          GArray         *ids)
{
  g_autoptr (GString) list = g_string_new ("[");

  if (ids == NULL)
    return;
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (ids, gint64, i));
  g_string_append_c (list, ']');
  assay_statement_bind_text (statement, parameter, list->str);
}

void
assay_scope_sql_bind (AssayScopeSql  *self,
                      AssayStatement *statement)
{
  bind_ids (statement, self->first + PARAMETER_IDS, self->scope->ids);
  bind_ids (statement, self->first + PARAMETER_EXCEPT, self->scope->except);
  if (self->expression == NULL)
    return;
  assay_statement_bind_text (statement, self->first + PARAMETER_MATCH, self->expression);
  for (guint i = 0; i < self->n_words && !self->ready; i++)
    assay_statement_bind_text (statement, self->first + PARAMETER_FIRST_WORD + (int) i,
                               self->words[i]);
}

/**
 * assay_scope_collect_ids:
 * @statement: its first column is a lead
 *
 * Returns: (transfer full) (element-type gint64): what it yields, in its order
 */
GArray *
assay_scope_collect_ids (AssayStatement *statement,
                         GError        **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  while (assay_statement_step (statement, &row, error))
    {
      gint64 id;

      if (!row)
        return g_steal_pointer (&ids);
      id = assay_statement_get_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

/**
 * assay_scope_leads:
 * @as_of: the instant that the condition looks from, in milliseconds, or %ASSAY_AS_OF_NOW
 *
 * Which leads are meant, in order of id. Blocks; worker thread.
 *
 * Errors: %ASSAY_STORE_ERROR_UNKNOWN_FIELD, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type gint64): lead ids
 */
GArray *
assay_scope_leads (const AssayScope *self,
                   AssayWorkspace   *workspace,
                   gint64            as_of,
                   GCancellable     *cancellable,
                   GError          **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConditionSql) compiler = NULL;
  g_autoptr (AssayScopeSql) scope = NULL;
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id FROM lead");

  if (reader == NULL)
    return NULL;
  scope = assay_scope_sql_new (reader, self, 0, error);
  compiler = scope != NULL ? assay_condition_sql_new (reader, fields, ASSAY_SQL_SCOPE_LEAD, as_of, error)
                           : NULL;
  if (compiler == NULL)
    return NULL;
  assay_condition_sql_reserve (compiler, scope->n_parameters);
  if (!assay_scope_sql_append (scope, compiler, sql, error))
    return NULL;
  g_string_append (sql, " ORDER BY lead.id");
  assay_connection_set_cancellable (reader, cancellable);
  statement = assay_connection_prepare (reader, sql->str, error);
  if (statement == NULL)
    return NULL;
  assay_scope_sql_bind (scope, statement);
  assay_condition_sql_bind (compiler, statement);
  return assay_scope_collect_ids (statement, error);
}
