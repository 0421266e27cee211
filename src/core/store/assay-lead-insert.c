/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-insert-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "store/assay-lead-key-private.h"

/* Well below SQLite's limit of parameters, and a program that stays in the processor's cache. */
#define MAX_PARAMETERS 2000

/* The first two parameters are for all rows. */
enum
{
  JOB = 1,
  NOW,
  FIRST_VALUE,
};

struct _AssayLeadInsert
{
  AssayStatement *statement;
  const AssayField **fields; /* (owned) (array length=n) */
  guint n;
  guint n_rows;
  int email, phone; /* places among the fields, -1 */
  GString *keys[2 * ASSAY_LEAD_INSERT_ROWS]; /* (owned): an address and a number for each row */
};

/**
 * assay_lead_insert_fit:
 *
 * Returns: how many leads of so many fields one statement best adds
 */
guint
assay_lead_insert_fit (guint n_fields)
{
  return CLAMP (MAX_PARAMETERS / (n_fields + 4), 1, ASSAY_LEAD_INSERT_ROWS);
}

static int
find_field (const AssayField *const *fields,
            guint                    n,
            const char              *key)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (fields[i]->key, key) == 0)
      return (int) i;
  return -1;
}

static char *
make_sql (AssayLeadInsert *self)
{
  GString *sql = g_string_new ("INSERT INTO lead (job");
  gboolean created = find_field (self->fields, self->n, "created_at") < 0;
  gboolean updated = find_field (self->fields, self->n, "updated_at") < 0;
  int parameter = FIRST_VALUE;

  for (guint i = 0; i < self->n; i++)
    g_string_append_printf (sql, ", %s", self->fields[i]->column);
  g_string_append (sql, self->email >= 0 ? ", email_key" : "");
  g_string_append (sql, self->phone >= 0 ? ", phone_key" : "");
  g_string_append (sql, created ? ", created_at" : "");
  g_string_append (sql, updated ? ", updated_at" : "");
  for (guint row = 0; row < self->n_rows; row++)
    {
      guint n = self->n + (self->email >= 0) + (self->phone >= 0);
      g_string_append_printf (sql, "%s?%d", row == 0 ? ") VALUES (" : "), (", JOB);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (sql, ", ?%d", parameter++);
      for (int i = 0; i < created + updated; i++)
        g_string_append_printf (sql, ", ?%d", NOW);
    }
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

/**
 * assay_lead_insert_new:
 * @fields: (array length=n_fields): which columns are given; each at most once
 * @n_rows: how many leads one run adds, up to %ASSAY_LEAD_INSERT_ROWS
 *
 * Returns: (transfer full) (nullable): the statement, ready to run
 */
AssayLeadInsert *
assay_lead_insert_new (AssayConnection         *connection,
                       const AssayField *const *fields,
                       guint                    n_fields,
                       guint                    n_rows,
                       GError                 **error)
{
  AssayLeadInsert *self;
  g_autofree char *sql = NULL;

  g_return_val_if_fail (n_rows >= 1 && n_rows <= ASSAY_LEAD_INSERT_ROWS, NULL);

  self = g_new0 (AssayLeadInsert, 1);
  self->fields = g_new (const AssayField *, n_fields + 1);
  memcpy (self->fields, fields, n_fields * sizeof *fields);
  self->n = n_fields;
  self->n_rows = n_rows;
  self->email = find_field (fields, n_fields, "email");
  self->phone = find_field (fields, n_fields, "phone");
  for (gsize i = 0; i < G_N_ELEMENTS (self->keys); i++)
    self->keys[i] = g_string_new (NULL);
  sql = make_sql (self);
  self->statement = assay_connection_prepare (connection, sql, error);
  if (self->statement != NULL)
    return self;
  assay_lead_insert_free (self);
  return NULL;
}

void
assay_lead_insert_free (AssayLeadInsert *self)
{
  g_clear_pointer (&self->statement, assay_statement_release);
  for (gsize i = 0; i < G_N_ELEMENTS (self->keys); i++)
    g_string_free (self->keys[i], TRUE);
  g_free (self->fields);
  g_free (self);
}

/* Whether it is for these fields. */
gboolean
assay_lead_insert_fits (AssayLeadInsert         *self,
                        const AssayField *const *fields,
                        guint                    n_fields)
{
  return self->n == n_fields && memcmp (self->fields, fields, n_fields * sizeof *fields) == 0;
}

static void
bind_key (AssayLeadInsert *self,
          int              parameter,
          gboolean         has_key,
          const GString   *key)
{
  if (has_key)
    assay_statement_bind_static_text (self->statement, parameter, key->str, (gssize) key->len);
  else
    assay_statement_bind_null (self->statement, parameter);
}

/**
 * assay_lead_insert_run:
 * @job: who adds them
 * @rows: (array): for each row the values of the fields
 *
 * Adds as many leads as the statement is for, or none. Times that are not given are now.
 */
gboolean
assay_lead_insert_run (AssayLeadInsert         *self,
                       gint64                   job,
                       const AssayValue *const *rows,
                       GError                 **error)
{
  int parameter = FIRST_VALUE;

  assay_statement_bind_int64 (self->statement, JOB, job);
  assay_statement_bind_int64 (self->statement, NOW, assay_clock_now ());
  for (guint row = 0; row < self->n_rows; row++)
    {
      const AssayValue *values = rows[row];
      GString *email = self->keys[2 * row], *phone = self->keys[2 * row + 1];
      for (guint i = 0; i < self->n; i++)
        assay_statement_bind_value (self->statement, parameter++, &values[i]);
      if (self->email >= 0)
        bind_key (self, parameter++, assay_lead_email_key (&values[self->email], email), email);
      if (self->phone >= 0)
        bind_key (self, parameter++, assay_lead_phone_key (&values[self->phone], phone), phone);
    }
  return assay_statement_run (self->statement, error);
}
