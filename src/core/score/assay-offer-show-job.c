/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-offer-show-job.h"

#include <glib/gi18n-lib.h>

#include "base/assay-json-copy.h"
#include "score/assay-profile-store.h"

/**
 * AssayOfferShowJob:
 *
 * Shows what the workspace sells.
 */
struct _AssayOfferShowJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayOfferShowJob, assay_offer_show_job, ASSAY_TYPE_JOB)

static gboolean
assay_offer_show_job_run (AssayJob     *job,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayDocument) offer = NULL;
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (GError) local = NULL;

  if (reader == NULL)
    return FALSE;
  offer = assay_profile_store_get_offer (reader, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  json_object_set_int_member (
    result, "version", offer != NULL ? assay_document_get_version (offer) : 0);
  json_object_set_member (result, "offer",
                          offer != NULL ? assay_json_copy (assay_document_get_root (offer))
                                        : json_node_new (JSON_NODE_NULL));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static void
assay_offer_show_job_class_init (AssayOfferShowJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "offer-show";
  job_class->summary = N_ ("Show the offer");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_offer_show_job_run;
}

static void
assay_offer_show_job_init (AssayOfferShowJob *self)
{
}
