/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-offer-set-job.h"

#include <glib/gi18n-lib.h>

#include "base/assay-json-copy.h"
#include "score/assay-offer.h"
#include "score/assay-profile-store.h"

/**
 * AssayOfferSetJob:
 *
 * Sets members of the offer: texts, numbers, or lists with commas between. Nothing after the sign
 * takes the member out.
 */
struct _AssayOfferSetJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayOfferSetJob, assay_offer_set_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_VALUES = 1,
};

/* The present offer's members, or none. */
static JsonObject *
copy_offer (AssayConnection *connection)
{
  g_autoptr (AssayDocument) offer = assay_profile_store_get_offer (connection, NULL);
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (offer == NULL)
    return copy;
  json_object_iter_init_ordered (&iter, assay_document_get_object (offer));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, assay_json_copy (node));
  return copy;
}

static AssayDocument *
change_offer (AssayJob        *job,
              AssayConnection *connection,
              GError         **error)
{
  g_autoptr (JsonObject) members = copy_offer (connection);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (AssayDocument) document = NULL;

  for (const char *const *value = assay_job_get_strv (job, PARAM_VALUES); *value != NULL; value++)
    {
      g_auto (GStrv) parts = g_strsplit (*value, "=", 2);
      if (!assay_offer_set (members, parts[0], parts[1] != NULL ? parts[1] : "", error))
        return NULL;
    }
  node = json_node_init_object (json_node_alloc (), members);
  document = assay_document_new (ASSAY_OFFER_KIND, ASSAY_OFFER_KEY, 0, node);
  return assay_offer_check (document, error) ? g_steal_pointer (&document) : NULL;
}

static gboolean
assay_offer_set_job_run (AssayJob     *job,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayDocument) document = NULL;

  transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  if (transaction == NULL)
    return FALSE;
  document = change_offer (job, assay_transaction_get_connection (transaction), error);
  if (document == NULL)
    return FALSE;
  return assay_offer_publish (job, transaction, document, error);
}

static void
assay_offer_set_job_class_init (AssayOfferSetJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "offer-set";
  job_class->summary = N_ ("Set members of the offer");
  job_class->run = assay_offer_set_job_run;

  assay_job_class_install (
    job_class, PARAM_VALUES,
    g_param_spec_boxed ("values", NULL, N_ ("What to set; lists have commas between"), G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED | ASSAY_PARAM_REPEATABLE | ASSAY_PARAM_MAP,
                    .position = 1,
                    .metavar = "MEMBER=VALUE" });
}

static void
assay_offer_set_job_init (AssayOfferSetJob *self)
{
}
