/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profiles-job.h"

#include <glib/gi18n-lib.h>

#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfilesJob:
 *
 * Lists the profiles: those in use, the primary one first, then what else there is.
 */
struct _AssayProfilesJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfilesJob, assay_profiles_job, ASSAY_TYPE_JOB)

static gboolean
add_profile (AssayConnection         *reader,
             const char              *key,
             const AssayProfileEntry *entry,
             gboolean                 primary,
             JsonArray               *list)
{
  g_autoptr (AssayDocument) published
    = assay_profile_store_get (reader, key, ASSAY_DOCUMENT_LATEST, NULL);
  g_autoptr (AssayDocument) draft = assay_profile_store_get (reader, key, 0, NULL);
  AssayDocument *document = published != NULL ? published : draft;
  g_autoptr (AssayProfile) profile = document != NULL ? assay_profile_new (document, NULL, NULL)
                                                      : NULL;
  JsonObject *object;

  if (profile == NULL)
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "key", key);
  json_object_set_string_member (object, "name", profile->name);
  json_object_set_string_member (
    object, "description", profile->description != NULL ? profile->description : "");
  json_object_set_int_member (object, "version", profile->version);
  json_object_set_boolean_member (object, "active", entry != NULL && entry->active);
  json_object_set_boolean_member (object, "primary", primary);
  json_object_set_boolean_member (object, "draft", draft != NULL);
  json_object_set_int_member (object, "groups", profile->groups->len);
  json_object_set_int_member (object, "factors", profile->factors->len);
  json_array_add_object_element (list, object);
  return TRUE;
}

static gboolean
assay_profiles_job_run (AssayJob     *job,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (GPtrArray) entries = reader != NULL ? assay_profile_store_list_entries (reader, error)
                                                 : NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_auto (GStrv) shipped = assay_profile_store_list_shipped ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonArray) list = json_array_new ();

  if (entries == NULL)
    return FALSE;
  documents = assay_document_store_list (reader, ASSAY_PROFILE_KIND, error);
  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const AssayProfileEntry *entry = entries->pdata[i];
      if (g_hash_table_add (seen, entry->key))
        add_profile (reader, entry->key, entry, i == 0 && entry->active, list);
    }
  for (guint i = 0; i < documents->len; i++)
    if (g_hash_table_add (seen, (gpointer) assay_document_get_key (documents->pdata[i])))
      add_profile (reader, assay_document_get_key (documents->pdata[i]), NULL, FALSE, list);
  for (char **key = shipped; *key != NULL; key++)
    if (g_hash_table_add (seen, *key))
      add_profile (reader, *key, NULL, FALSE, list);
  assay_job_set_result (job, json_node_init_array (json_node_alloc (), list));
  return TRUE;
}

static void
assay_profiles_job_class_init (AssayProfilesJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profiles";
  job_class->summary = N_ ("List scoring profiles");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_profiles_job_run;
}

static void
assay_profiles_job_init (AssayProfilesJob *self)
{
}
