/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-store.h"

#include <string.h>

#include "base/assay-data.h"
#include "base/assay-json.h"
#include "score/assay-score-error.h"
#include "score/assay-scorer-table.h"
#include "store/assay-document-store.h"

/* What a new workspace scores with; the first is the primary one. */
static const char *const starting_profiles[] = { "crm-classic", "lead-intent", "ten-factor" };

void
assay_profile_entry_free (AssayProfileEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->key);
  g_free (entry);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * assay_profile_store_list_shipped:
 *
 * Returns: (transfer full) (array zero-terminated=1): keys of the profiles that come with Assay
 */
char **
assay_profile_store_list_shipped (void)
{
  g_autofree char *folder = assay_data_file ("profiles");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (keys, g_strndup (name, strlen (name) - strlen (".json")));
  g_ptr_array_sort (keys, compare_names);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/**
 * assay_profile_store_read_shipped:
 *
 * Returns: (transfer full) (nullable): the document as it was shipped, or %NULL with
 *   %ASSAY_SCORE_ERROR_NO_PROFILE
 */
AssayDocument *
assay_profile_store_read_shipped (const char *key,
                                  GError    **error)
{
  g_auto (GStrv) known = assay_profile_store_list_shipped ();
  g_autofree char *name = g_strdup_printf ("profiles/%s.json", key);
  g_autofree char *path = assay_data_file (name);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length;

  if (!g_strv_contains ((const char *const *) known, key))
    {
      g_set_error (
        error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE, "There is no profile “%s”", key);
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  node = assay_json_parse (text, (gssize) length, error);
  return node != NULL ? assay_document_new (ASSAY_PROFILE_KIND, key, 0, node) : NULL;
}

/**
 * assay_profile_store_get_offer:
 *
 * Returns: (transfer full) (nullable): the workspace's newest offer; %NULL without @error set where
 *   there is none
 */
AssayDocument *
assay_profile_store_get_offer (AssayConnection *connection,
                               GError         **error)
{
  g_autoptr (GError) local = NULL;
  AssayDocument *offer = assay_document_store_get (connection, ASSAY_OFFER_KIND, ASSAY_OFFER_KEY,
                                                   ASSAY_DOCUMENT_LATEST, &local);

  if (offer == NULL && !g_error_matches (local, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return offer;
}

/**
 * assay_profile_store_get:
 * @version: a version, 0 for the draft, or %ASSAY_DOCUMENT_LATEST
 *
 * Returns: (transfer full) (nullable): the workspace's document, else, for the newest, the shipped
 * one
 */
AssayDocument *
assay_profile_store_get (AssayConnection *connection,
                         const char      *key,
                         gint64           version,
                         GError         **error)
{
  g_autoptr (GError) local = NULL;
  AssayDocument *document
    = assay_document_store_get (connection, ASSAY_PROFILE_KIND, key, version, &local);

  if (document != NULL)
    return document;
  if (!g_error_matches (local, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (version == ASSAY_DOCUMENT_LATEST)
    return assay_profile_store_read_shipped (key, error);
  g_set_error (error,
               ASSAY_SCORE_ERROR,
               ASSAY_SCORE_ERROR_NO_PROFILE,
               version == 0 ? "There is no draft of profile “%s”"
                            : "There is no such version of profile “%s”",
               key);
  return NULL;
}

/**
 * assay_profile_store_keep_draft:
 * @draft: a valid profile
 *
 * Keeps a draft while it is worked on. It changes no score, so there is no job to undo; publishing
 * it is one.
 */
gboolean
assay_profile_store_keep_draft (AssayWorkspace *workspace,
                                AssayDocument  *draft,
                                GError        **error)
{
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, NULL, error);

  return transaction != NULL && assay_document_store_save_draft (transaction, 0, draft, error)
         && assay_transaction_commit (transaction, error);
}

/**
 * assay_profile_store_load:
 * @version: a version, 0 for the draft, or %ASSAY_DOCUMENT_LATEST
 *
 * Returns: (transfer full) (nullable): the profile with the workspace's offer filled in
 */
AssayProfile *
assay_profile_store_load (AssayConnection *connection,
                          const char      *key,
                          gint64           version,
                          GError         **error)
{
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayDocument) offer = NULL;
  g_autoptr (GError) local = NULL;

  document = assay_profile_store_get (connection, key, version, error);
  if (document == NULL)
    return NULL;
  offer = assay_profile_store_get_offer (connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return assay_profile_new (document, offer, error);
}

/**
 * assay_profile_store_list_entries:
 *
 * Returns: (transfer full) (element-type AssayProfileEntry): what the workspace scores or scored
 * with, the primary one first
 */
GPtrArray *
assay_profile_store_list_entries (AssayConnection *connection,
                                  GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT key, id, position, active FROM scorer ORDER BY active DESC, position, id",
    error);
  g_autoptr (GPtrArray) entries
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_profile_entry_free);
  gboolean row;

  if (select == NULL)
    return NULL;
  while (assay_statement_step (select, &row, error))
    {
      AssayProfileEntry *entry;

      if (!row)
        return g_steal_pointer (&entries);
      entry = g_new0 (AssayProfileEntry, 1);
      entry->key = g_strdup (assay_statement_get_text (select, 0));
      entry->scorer = assay_statement_get_int64 (select, 1);
      entry->position = assay_statement_get_int64 (select, 2);
      entry->active = assay_statement_get_int64 (select, 3) != 0;
      g_ptr_array_add (entries, entry);
    }
  return NULL;
}

static gboolean
define_event_types (AssayConnection    *connection,
                    const AssayProfile *profile,
                    GError            **error)
{
  for (guint i = 0; i < profile->event_types->len; i++)
    {
      const AssayProfileEventType *type
        = &g_array_index (profile->event_types, AssayProfileEventType, i);
      g_autoptr (AssayStatement) insert
        = assay_connection_prepare (connection,
                                    "INSERT OR IGNORE INTO event_type "
                                    "(key, label, weight, half_life, interaction, inbound) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                    error);
      if (insert == NULL)
        return FALSE;
      assay_statement_bind_text (insert, 1, type->key);
      assay_statement_bind_text (insert, 2, type->label);
      assay_statement_bind_double (insert, 3, type->weight);
      assay_statement_bind_double (insert, 4, type->half_life);
      assay_statement_bind_int64 (insert, 5, type->interaction);
      assay_statement_bind_int64 (insert, 6, type->inbound);
      if (!assay_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static char *
band_keys (const AssayProfile *profile)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < profile->band_sets->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      assay_json_append_string (json, assay_profile_band_set (profile, i)->key, -1);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

/**
 * assay_profile_store_activate:
 * @job: whose undo takes it back; 0 for none
 * @active: whether leads are to be scored with it from now on
 * @primary: put it before all others
 *
 * Makes a profile one that the workspace scores with, or no more. Its event types are made to
 * exist.
 */
gboolean
assay_profile_store_activate (AssayTransaction   *transaction,
                              gint64              job,
                              const AssayProfile *profile,
                              gboolean            active,
                              gboolean            primary,
                              GError            **error)
{
  g_autofree char *bands = band_keys (profile);

  return define_event_types (assay_transaction_get_connection (transaction), profile, error)
         && assay_scorer_table_set (transaction, job, profile->key, bands, active, primary, error);
}

static gboolean
set_up_profile (AssayTransaction *transaction,
                const char       *key,
                GError          **error)
{
  g_autoptr (AssayDocument) shipped = assay_profile_store_read_shipped (key, NULL);
  g_autoptr (AssayDocument) published = NULL;
  g_autoptr (AssayProfile) profile = NULL;

  /* Without its data files Assay still opens workspaces. */
  if (shipped == NULL)
    return TRUE;
  published = assay_document_store_publish (transaction, 0, shipped, error);
  if (published == NULL)
    return FALSE;
  profile = assay_profile_new (published, NULL, error);
  return profile != NULL
         && assay_profile_store_activate (transaction, 0, profile, TRUE, FALSE, error);
}

/**
 * assay_profile_store_set_up:
 *
 * Gives a workspace that has no profiles the shipped ones to start with.
 */
gboolean
assay_profile_store_set_up (AssayWorkspace *workspace,
                            GError        **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  gint64 n;

  if (reader == NULL
      || !assay_connection_query_int64 (reader, "SELECT count(*) FROM scorer", &n, error))
    return FALSE;
  if (n > 0)
    return TRUE;
  transaction = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, error);
  if (transaction == NULL
      || !assay_connection_query_int64 (assay_transaction_get_connection (transaction),
                                        "SELECT count(*) FROM scorer", &n, error))
    return FALSE;
  for (gsize i = 0; n == 0 && i < G_N_ELEMENTS (starting_profiles); i++)
    if (!set_up_profile (transaction, starting_profiles[i], error))
      return FALSE;
  return assay_transaction_commit (transaction, error);
}
