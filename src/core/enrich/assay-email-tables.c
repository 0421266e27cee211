/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/assay-text.h"
#include "enrich/assay-domain-name.h"
#include "enrich/assay-reference-table.h"

#define PROVIDERS "email-providers.tsv"
#define DISPOSABLE "disposable-domains.tsv"
#define ROLES "role-mailboxes.tsv"
#define PLACEHOLDERS "email-placeholders.tsv"

#define ROLE_MAX 48 /* bytes of the longest local part that could be a role's */
#define CELL_MAX 40 /* bytes of the longest cell that could say that there is no address */

const char *const assay_email_references[] = { PROVIDERS, DISPOSABLE, ROLES, PLACEHOLDERS, NULL };

/* Kinds of placeholders, as bits. */
enum
{
  PLACEHOLDER_NONE = 1 << 0,
  PLACEHOLDER_LOCAL = 1 << 1,
  PLACEHOLDER_DOMAIN = 1 << 2,
};

typedef gboolean (*RowFunc) (AssayEmailTables *self,
                             AssayReferenceTable *table,
                             const char *const *cells,
                             GError **error);

static void
provider_clear (gpointer data)
{
  AssayEmailProvider *provider = data;

  g_free (provider->domain);
  g_free (provider->main);
}

/**
 * assay_email_letters_of:
 * @text: lower-case ASCII
 *
 * Returns: a bit per letter that it has; texts that differ by one slip differ by two bits at most
 */
guint32
assay_email_letters_of (const char *text, gsize length)
{
  guint32 letters = 0;

  for (gsize i = 0; i < length; i++)
    letters |= 1u << (text[i] & 31);
  return letters;
}

static gboolean
read_provider (AssayEmailTables *self,
               AssayReferenceTable *table,
               const char *const *cells,
               GError **error)
{
  AssayEmailProvider provider = { .free = strcmp (cells[1], "free") == 0 };
  AssayDomainName name;

  if (!provider.free && strcmp (cells[1], "other") != 0)
    return assay_reference_table_fail (table, error, "expected the kind “free” or “other”");
  if (!assay_domain_name_parse (&name, cells[0], strlen (cells[0])))
    return assay_reference_table_fail (table, error, "expected a domain");
  assay_domain_name_classify (&name);
  provider.domain = g_strdup (cells[0]);
  provider.main = *cells[3] != '\0' ? g_strdup (cells[3]) : NULL;
  provider.name_length = strcspn (cells[0], ".");
  provider.registrable = name.registrable;
  provider.letters = assay_email_letters_of (cells[0], provider.name_length);
  provider.weight = (guint) CLAMP (atoi (cells[2]), 0, 100);
  provider.tag = cells[4][0];
  provider.ignores_dots = strcmp (cells[5], "ignored") == 0;
  g_array_append_val (self->providers, provider);
  return TRUE;
}

static gboolean
read_disposable (AssayEmailTables *self,
                 AssayReferenceTable *table,
                 const char *const *cells,
                 GError **error)
{
  assay_key_table_insert (self->disposable, cells[0], strlen (cells[0]), 0);
  return TRUE;
}

static gboolean
read_role (AssayEmailTables *self,
           AssayReferenceTable *table,
           const char *const *cells,
           GError **error)
{
  assay_key_table_insert (self->roles, cells[0], strlen (cells[0]), 0);
  return TRUE;
}

static gboolean
read_placeholder (AssayEmailTables *self,
                  AssayReferenceTable *table,
                  const char *const *cells,
                  GError **error)
{
  gsize length = strlen (cells[1]);
  guint32 kinds = 0, kind;

  if (strcmp (cells[0], "none") == 0)
    kind = PLACEHOLDER_NONE;
  else if (strcmp (cells[0], "local") == 0)
    kind = PLACEHOLDER_LOCAL;
  else if (strcmp (cells[0], "domain") == 0)
    kind = PLACEHOLDER_DOMAIN;
  else
    return assay_reference_table_fail (
        table, error, "expected the kind “none”, “local” or “domain”");
  assay_key_table_lookup (self->placeholders, cells[1], length, &kinds);
  assay_key_table_insert (self->placeholders, cells[1], length, kinds | kind);
  return TRUE;
}

static gboolean
read_table (AssayEmailTables *self, const char *name, guint n_columns, RowFunc read, GError **error)
{
  g_autoptr (AssayReferenceTable) table = assay_reference_table_open (name, error);
  g_autoptr (GError) row_error = NULL;
  const char *const *cells;

  if (table == NULL)
    return FALSE;
  if (assay_reference_table_get_n_columns (table) < n_columns)
    return assay_reference_table_fail (table, error, "expected %u columns", n_columns);
  while (assay_reference_table_next (table, &cells, &row_error))
    if (!read (self, table, cells, error))
      return FALSE;
  if (row_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&row_error));
  return FALSE;
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const AssayEmailProvider *left = a, *right = b;

  if (left->weight != right->weight)
    return left->weight < right->weight ? 1 : -1;
  return strcmp (left->domain, right->domain);
}

static void
index_providers (AssayEmailTables *self)
{
  g_array_sort (self->providers, compare_weights);
  for (guint i = 0; i < self->providers->len; i++)
    {
      const AssayEmailProvider *provider = &g_array_index (self->providers, AssayEmailProvider, i);

      assay_key_table_insert (
          self->provider_domains, provider->domain, strlen (provider->domain), i);
      if (provider->weight > 0)
        self->n_targets = i + 1;
    }
}

/**
 * assay_email_tables_load:
 *
 * Returns: (transfer full) (nullable): what the reference tables say; %NULL with what is wrong with
 * one
 */
AssayEmailTables *
assay_email_tables_load (GError **error)
{
  g_autoptr (AssayEmailTables) self = g_new0 (AssayEmailTables, 1);

  self->providers = g_array_new (FALSE, FALSE, sizeof (AssayEmailProvider));
  g_array_set_clear_func (self->providers, provider_clear);
  self->provider_domains = assay_key_table_new ();
  self->disposable = assay_key_table_new ();
  self->roles = assay_key_table_new ();
  self->placeholders = assay_key_table_new ();
  if (!read_table (self, PROVIDERS, 6, read_provider, error) ||
      !read_table (self, DISPOSABLE, 1, read_disposable, error) ||
      !read_table (self, ROLES, 1, read_role, error) ||
      !read_table (self, PLACEHOLDERS, 2, read_placeholder, error))
    return NULL;
  index_providers (self);
  return g_steal_pointer (&self);
}

void
assay_email_tables_free (AssayEmailTables *self)
{
  g_array_unref (self->providers);
  g_clear_pointer (&self->provider_domains, assay_key_table_free);
  g_clear_pointer (&self->disposable, assay_key_table_free);
  g_clear_pointer (&self->roles, assay_key_table_free);
  g_clear_pointer (&self->placeholders, assay_key_table_free);
  g_free (self);
}

/**
 * assay_email_tables_find_provider:
 * @domain: lower-case ASCII
 *
 * Returns: (transfer none) (nullable): the row of that domain
 */
const AssayEmailProvider *
assay_email_tables_find_provider (const AssayEmailTables *self, const char *domain)
{
  guint32 place;

  if (!assay_key_table_lookup (self->provider_domains, domain, strlen (domain), &place))
    return NULL;
  return &g_array_index (self->providers, AssayEmailProvider, place);
}

/**
 * assay_email_tables_is_disposable:
 * @domain: lower-case ASCII
 * @registrable: where in @domain its registrable domain starts
 *
 * Returns: whether the domain, or one that it belongs to, hands out throw-away mailboxes
 */
gboolean
assay_email_tables_is_disposable (const AssayEmailTables *self,
                                  const char *domain,
                                  gsize registrable)
{
  const char *name = domain;

  for (;;)
    {
      if (assay_key_table_lookup (self->disposable, name, strlen (name), NULL))
        return TRUE;
      name = strchr (name, '.');
      if (name == NULL || (gsize) (++name - domain) > registrable)
        return FALSE;
    }
}

static gboolean
is_separator (char c)
{
  return c == '.' || c == '-' || c == '_';
}

/**
 * assay_email_tables_is_role:
 * @local: a local part without its tag, lower-case
 *
 * Returns: whether it names a function: a word of the table with or without a number ("info2"),
 * however it is spelt ("customer-service"), or such a word before or after something else
 * ("sales.emea")
 */
gboolean
assay_email_tables_is_role (const AssayEmailTables *self, const char *local, gsize length)
{
  char word[ROLE_MAX];
  gsize n = 0, first = 0, last = 0;

  if (length > ROLE_MAX)
    return FALSE;
  while (length > 0 && g_ascii_isdigit (local[length - 1]))
    length--;
  for (gsize i = 0; i < length; i++)
    {
      if (!is_separator (local[i]))
        word[n++] = local[i];
      else if (n > 0)
        {
          first = first == 0 ? n : first;
          last = n;
        }
    }
  if (n == 0)
    return FALSE;
  if (assay_key_table_lookup (self->roles, word, n, NULL))
    return TRUE;
  /* Short words are too often a name or initials to say much beside something else. */
  return (first >= 4 && assay_key_table_lookup (self->roles, word, first, NULL)) ||
         (last > 0 && n - last >= 4 &&
          assay_key_table_lookup (self->roles, word + last, n - last, NULL));
}

static guint32
placeholder_kinds (const AssayEmailTables *self, const char *text, gsize length)
{
  guint32 kinds = 0;

  assay_key_table_lookup (self->placeholders, text, length, &kinds);
  return kinds;
}

/**
 * assay_email_tables_is_nothing:
 * @cell: UTF-8 text
 *
 * Returns: whether the cell says that there is no address: "n/a", "keine"
 */
gboolean
assay_email_tables_is_nothing (const AssayEmailTables *self, const char *cell, gsize length)
{
  g_auto (AssayFoldBuffer) buffer = { NULL };
  const char *folded;
  gsize folded_length;

  if (length > CELL_MAX)
    return FALSE;
  folded = assay_text_fold_in (&buffer, cell, length, &folded_length);
  return placeholder_kinds (self, folded, folded_length) & PLACEHOLDER_NONE;
}

/**
 * assay_email_tables_is_made_up:
 * @local: lower-case
 * @domain: lower-case ASCII
 *
 * Returns: whether the address is one to please a form: `test@test.com`, `asdf@asdf.de`
 */
gboolean
assay_email_tables_is_made_up (const AssayEmailTables *self,
                               const char *local,
                               gsize local_length,
                               const char *domain)
{
  gsize name = strcspn (domain, ".");

  if (!(placeholder_kinds (self, local, local_length) & PLACEHOLDER_LOCAL))
    return FALSE;
  return (name == local_length && memcmp (local, domain, name) == 0) ||
         (placeholder_kinds (self, domain, strlen (domain)) & PLACEHOLDER_DOMAIN);
}
