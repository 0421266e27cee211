/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-copy-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-text.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-params.h"
#include "score/assay-profile-store.h"
#include "store/assay-document-store.h"

/**
 * AssayProfileCopyJob:
 *
 * Starts a draft of a new profile as a copy of another one, such as a shipped one.
 */
struct _AssayProfileCopyJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileCopyJob, assay_profile_copy_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_KEY = 1,
  PARAM_TO,
  PARAM_NAME,
};

static gboolean
is_taken (AssayConnection *connection,
          const char      *key)
{
  g_autoptr (AssayDocument) draft = assay_profile_store_get (connection, key, 0, NULL);
  g_autoptr (AssayDocument) published
    = assay_profile_store_get (connection, key, ASSAY_DOCUMENT_LATEST, NULL);

  return draft != NULL || published != NULL;
}

/* A key that no profile has, neither of the workspace nor a shipped one. */
static gboolean
check_free (AssayConnection *connection,
            const char      *key,
            GError         **error)
{
  if (!is_taken (connection, key))
    return TRUE;
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
               _ ("“to”: there is a profile “%s” already"), key);
  return FALSE;
}

/* A free key out of the name. */
static char *
make_key (AssayConnection *connection,
          const char      *name)
{
  g_autofree char *words = assay_text_words (name, (gssize) strlen (name));
  g_autofree char *base = NULL;
  char *key;

  for (char *p = words; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      *p = '-';
  base = g_ascii_isalpha (*words) ? g_strdup (words) : g_strdup ("profile");
  key = g_strdup (base);
  for (int n = 2; is_taken (connection, key); n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s-%d", base, n);
    }
  return key;
}

static AssayDocument *
copy (AssayJob        *job,
      AssayConnection *connection,
      GError         **error)
{
  const char *key = assay_job_get_string (job, PARAM_KEY);
  const char *name = assay_job_get_string (job, PARAM_NAME);
  g_autofree char *to = g_strdup (assay_job_get_string (job, PARAM_TO));
  g_autoptr (AssayDocument) source
    = assay_profile_store_get (connection, key, ASSAY_DOCUMENT_LATEST, NULL);
  g_autoptr (AssayDocument) made = NULL;
  g_autoptr (AssayProfile) sound = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (source == NULL)
    source = assay_profile_store_get (connection, key, 0, error);
  if (to == NULL)
    to = make_key (connection, name != NULL ? name : key);
  if (source == NULL || !check_free (connection, to, error))
    return NULL;
  root = assay_profile_edit_copy (source);
  json_object_set_string_member (json_node_get_object (root), "key", to);
  if (name != NULL)
    json_object_set_string_member (json_node_get_object (root), "name", name);
  made = assay_document_new (ASSAY_PROFILE_KIND, to, 0, root);
  sound = assay_profile_new (made, NULL, error);
  return sound != NULL ? g_steal_pointer (&made) : NULL;
}

static gboolean
assay_profile_copy_job_run (AssayJob     *job,
                            GCancellable *cancellable,
                            GError      **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (JsonObject) result = json_object_new ();

  if (transaction == NULL)
    return FALSE;
  document = copy (job, assay_transaction_get_connection (transaction), error);
  if (document == NULL
      || !assay_document_store_save_draft (transaction, assay_job_get_id (job), document, error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_string_member (result, "profile", assay_document_get_key (document));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_profile_copy_job_describe (AssayJob *job)
{
  const char *name = assay_job_get_string (job, PARAM_NAME);
  const char *to = assay_job_get_string (job, PARAM_TO);

  return g_strdup_printf (_ ("New profile %s"), name != NULL ? name : to != NULL ? to : "");
}

static void
assay_profile_copy_job_class_init (AssayProfileCopyJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-copy";
  job_class->summary = N_ ("Start a new profile from another one");
  job_class->run = assay_profile_copy_job_run;
  job_class->describe = assay_profile_copy_job_describe;

  assay_profile_params_install_key (job_class, PARAM_KEY);
  assay_job_class_install (
    job_class, PARAM_TO,
    g_param_spec_string ("to", NULL, N_ ("The new profile’s key; made of its name without"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .position = 2, .metavar = "NEW" });
  assay_job_class_install (job_class, PARAM_NAME,
                           g_param_spec_string ("name", NULL, N_ ("Its name"), NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .metavar = "NAME" });
}

static void
assay_profile_copy_job_init (AssayProfileCopyJob *self)
{
}
