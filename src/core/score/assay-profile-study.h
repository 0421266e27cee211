/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-known-outcomes.h"
#include "job/assay-outcome-params.h"
#include "score/assay-factor-matrix.h"
#include "score/assay-profile.h"

G_BEGIN_DECLS

/* The first parameters of every job that holds a profile against outcomes. */
enum
{
  ASSAY_STUDY_PARAM_KEY = 1,
  ASSAY_STUDY_PARAM_OUTCOME,
  ASSAY_STUDY_PARAM_VERSION = ASSAY_STUDY_PARAM_OUTCOME + ASSAY_OUTCOME_N_PARAMS,
  ASSAY_STUDY_PARAM_NEXT,
};

/**
 * AssayProfileStudy:
 * @connection: only while it is run
 * @fields: the workspace's
 * @document: the version as it is stored
 * @offer: (nullable): that it was read with
 * @profile: what @document says
 * @rule: how to tell outcomes
 * @outcomes: what became of leads
 * @matrix: factor values of these leads before their outcomes
 *
 * A version of a profile beside what became of leads.
 */
typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  AssayDocument *document;
  AssayDocument *offer;
  AssayProfile *profile;
  AssayOutcomeRule *rule;
  AssayKnownOutcomes *outcomes;
  AssayFactorMatrix *matrix;
} AssayProfileStudy;

typedef gboolean (*AssayProfileStudyFunc) (AssayJob          *job,
                                           AssayProfileStudy *study,
                                           gpointer           user_data,
                                           GCancellable      *cancellable,
                                           GError           **error);

void     assay_profile_study_install  (AssayJobClass           *klass);
gboolean assay_profile_study_run      (AssayProfileStudy       *self,
                                       AssayJob                *job,
                                       AssayProfileStudyFunc    func,
                                       gpointer                 user_data,
                                       GCancellable            *cancellable,
                                       GError                 **error);
void     assay_profile_study_describe (const AssayProfileStudy *self,
                                       JsonObject              *to);
void     assay_profile_study_clear    (AssayProfileStudy       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayProfileStudy, assay_profile_study_clear)

G_END_DECLS
