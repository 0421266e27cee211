/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-study.h"

#include <glib/gi18n-lib.h>

#include "score/assay-outcome-matrix.h"
#include "score/assay-profile-params.h"
#include "score/assay-profile-store.h"

void
assay_profile_study_clear (AssayProfileStudy *self)
{
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  g_clear_pointer (&self->document, assay_document_unref);
  g_clear_pointer (&self->offer, assay_document_unref);
  g_clear_pointer (&self->profile, assay_profile_unref);
  g_clear_pointer (&self->rule, assay_outcome_rule_free);
  g_clear_pointer (&self->outcomes, assay_known_outcomes_free);
  g_clear_pointer (&self->matrix, assay_factor_matrix_free);
}

/**
 * assay_profile_study_install:
 *
 * Gives a job class the parameters of a study: `key`, `outcome`, `lost` and `version`.
 */
void
assay_profile_study_install (AssayJobClass *klass)
{
  assay_profile_params_install_key (klass, ASSAY_STUDY_PARAM_KEY);
  assay_outcome_params_install (klass, ASSAY_STUDY_PARAM_OUTCOME);
  assay_profile_params_install_version (klass, ASSAY_STUDY_PARAM_VERSION);
}

static gboolean
read_profile (AssayProfileStudy *self,
              AssayJob          *job,
              GError           **error)
{
  g_autoptr (GError) local = NULL;

  self->document
    = assay_profile_store_get (self->connection, assay_job_get_string (job, ASSAY_STUDY_PARAM_KEY),
                               assay_job_get_int64 (job, ASSAY_STUDY_PARAM_VERSION), error);
  if (self->document == NULL)
    return FALSE;
  self->offer = assay_profile_store_get_offer (self->connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->profile = assay_profile_new (self->document, self->offer, error);
  return self->profile != NULL;
}

static gboolean
read_all (AssayProfileStudy *self,
          AssayJob          *job,
          GCancellable      *cancellable,
          GError           **error)
{
  if (!read_profile (self, job, error))
    return FALSE;
  self->rule
    = assay_outcome_params_read (job, ASSAY_STUDY_PARAM_OUTCOME, self->connection, error);
  if (self->rule == NULL)
    return FALSE;
  assay_job_report (job, 0.1, _ ("Reading outcomes"));
  self->outcomes
    = assay_known_outcomes_read (self->connection, self->fields, self->rule, error);
  if (self->outcomes == NULL)
    return FALSE;
  assay_job_report (job, 0.2, _ ("Reading factors"));
  self->matrix = assay_outcome_matrix_read (self->connection, self->fields, self->profile,
                                            self->outcomes, cancellable, error);
  return self->matrix != NULL;
}

/**
 * assay_profile_study_run:
 * @self: zeroed
 * @func: what to do with it
 *
 * Reads what the job's parameters name and works on it, all as of one moment.
 */
gboolean
assay_profile_study_run (AssayProfileStudy    *self,
                         AssayJob             *job,
                         AssayProfileStudyFunc func,
                         gpointer              user_data,
                         GCancellable         *cancellable,
                         GError              **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  gboolean done;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  self->connection = reader;
  self->fields = assay_workspace_get_fields (workspace);
  assay_connection_set_cancellable (reader, cancellable);
  done = read_all (self, job, cancellable, error)
         && func (job, self, user_data, cancellable, error);
  assay_connection_set_cancellable (reader, NULL);
  assay_connection_end_read (reader);
  self->connection = NULL;
  return done;
}

/**
 * assay_profile_study_describe:
 *
 * Says which version was held against which outcomes.
 */
void
assay_profile_study_describe (const AssayProfileStudy *self,
                              JsonObject              *to)
{
  g_autofree char *outcome = assay_outcome_rule_to_text (self->rule);

  json_object_set_string_member (to, "profile", self->profile->key);
  json_object_set_string_member (to, "name", self->profile->name);
  json_object_set_int_member (to, "version", self->profile->version);
  json_object_set_string_member (to, "outcome", outcome);
  json_object_set_boolean_member (to, "dated", self->outcomes->dated);
}
