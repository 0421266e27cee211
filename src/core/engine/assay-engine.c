/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-engine.h"

#include <string.h>

#include "engine/assay-audit-verify-job.h"
#include "engine/assay-index-job.h"
#include "engine/assay-info-job.h"
#include "engine/assay-job-cancel-job.h"
#include "engine/assay-job-resume-job.h"
#include "engine/assay-job-show-job.h"
#include "engine/assay-jobs-job.h"
#include "engine/assay-jobs-timer-job.h"
#include "engine/assay-run-due-job.h"
#include "engine/assay-score-file-job.h"
#include "import/assay-export-job.h"
#include "enrich/assay-check.h"
#include "enrich/assay-coverage-job.h"
#include "enrich/assay-decide-job.h"
#include "enrich/assay-enrich-job.h"
#include "enrich/assay-enrich-past.h"
#include "enrich/assay-review-job.h"
#include "enrich/assay-signals-job.h"
#include "import/assay-event-sink.h"
#include "import/assay-import-job.h"
#include "import/assay-leads-job.h"
#include "import/assay-outcome-sink.h"
#include "job/assay-job-record.h"
#include "job/assay-row-sink.h"
#include "job/assay-undo-job.h"
#include "learn/assay-learn-schema.h"
#include "learn/assay-forecast-job.h"
#include "learn/assay-model-card-job.h"
#include "learn/assay-model-compare-job.h"
#include "learn/assay-model-export-job.h"
#include "learn/assay-model-promote-job.h"
#include "learn/assay-model-rollback-job.h"
#include "learn/assay-model-show-job.h"
#include "learn/assay-model-states.h"
#include "learn/assay-model-stop-job.h"
#include "learn/assay-model-try-job.h"
#include "learn/assay-models-job.h"
#include "learn/assay-predict-job.h"
#include "learn/assay-predictive-scorer.h"
#include "learn/assay-train-check-job.h"
#include "learn/assay-train-job.h"
#include "learn/assay-trial.h"
#include "learn/assay-xgboost.h"
#include "lead/assay-event-job.h"
#include "lead/assay-fields-job.h"
#include "lead/assay-segment-remove-job.h"
#include "lead/assay-segment-rename-job.h"
#include "lead/assay-segment-save-job.h"
#include "lead/assay-segments-job.h"
#include "lead/assay-set-job.h"
#include "lead/assay-show-job.h"
#include "route/assay-agent-sink.h"
#include "route/assay-agent-store.h"
#include "route/assay-agents-job.h"
#include "match/assay-duplicates-job.h"
#include "match/assay-label-job.h"
#include "match/assay-match-job.h"
#include "match/assay-match-label.h"
#include "match/assay-match-present.h"
#include "match/assay-match-step.h"
#include "match/assay-match-store.h"
#include "match/assay-merge-job.h"
#include "match/assay-unmerge-job.h"
#include "score/assay-offer-import-job.h"
#include "score/assay-offer-set-job.h"
#include "score/assay-offer-show-job.h"
#include "score/assay-profile-backtest-job.h"
#include "score/assay-profile-check-job.h"
#include "score/assay-profile-copy-job.h"
#include "score/assay-profile-distribution-job.h"
#include "score/assay-profile-export-job.h"
#include "score/assay-profile-fit-job.h"
#include "score/assay-profile-import-job.h"
#include "score/assay-profile-publish-job.h"
#include "score/assay-profile-remove-job.h"
#include "score/assay-profile-show-job.h"
#include "score/assay-profiles-job.h"
#include "score/assay-rule-scorer.h"
#include "score/assay-score-job.h"
#include "score/assay-score-schema.h"
#include "score/assay-scorer-table.h"
#include "store/assay-lead-merge.h"

/* The one place that knows all modules: their tables and their job classes. */

static const AssaySchemaModule *const schemas[] = {
  &assay_job_schema,
  &assay_enrich_schema,
  &assay_match_schema,
  &assay_score_schema,
  &assay_route_schema,
  &assay_learn_schema,
};

static const AssayJournalPart *const journal_parts[] = {
  &assay_agent_journal_part,
  &assay_match_label_journal_part,
  &assay_match_present_journal_part,
  &assay_match_step_journal_part,
  &assay_model_journal_part,
  &assay_trial_journal_part,
  &assay_scorer_journal_part,
};

/* What follows a lead that is merged into another, besides its events. */
static const AssayLeadRows lead_rows[] = {
  { "score-history", "score_history", "rowid", NULL },
  { "judgements", "judgement", "profile", NULL },
  { "signal-decisions", "signal_decision", "signal", NULL },
};

static const AssayRowSinkClass *const row_sinks[] = {
  &assay_event_sink_class,
  &assay_outcome_sink_class,
  &assay_agent_sink_class,
};

typedef GType (*GetType) (void);

static const GetType job_types[] = {
  assay_undo_job_get_type, assay_show_job_get_type, assay_set_job_get_type,
  assay_event_job_get_type, assay_fields_job_get_type, assay_jobs_job_get_type,
  assay_job_cancel_job_get_type, assay_job_show_job_get_type, assay_info_job_get_type,
  assay_audit_verify_job_get_type, assay_index_job_get_type, assay_import_job_get_type,
  assay_enrich_job_get_type, assay_score_job_get_type, assay_score_file_job_get_type,
  assay_run_due_job_get_type, assay_export_job_get_type, assay_leads_job_get_type,
  assay_profiles_job_get_type, assay_profile_show_job_get_type, assay_profile_check_job_get_type,
  assay_profile_import_job_get_type, assay_profile_export_job_get_type,
  assay_profile_publish_job_get_type, assay_offer_show_job_get_type, assay_offer_set_job_get_type,
  assay_offer_import_job_get_type, assay_signals_job_get_type, assay_decide_job_get_type,
  assay_review_job_get_type, assay_coverage_job_get_type, assay_agents_job_get_type,
  assay_job_resume_job_get_type, assay_segments_job_get_type, assay_segment_save_job_get_type,
  assay_segment_rename_job_get_type, assay_segment_remove_job_get_type, assay_train_job_get_type,
  assay_train_check_job_get_type, assay_jobs_timer_job_get_type,
  assay_model_try_job_get_type, assay_model_compare_job_get_type, assay_model_stop_job_get_type,
  assay_predict_job_get_type, assay_models_job_get_type, assay_model_show_job_get_type,
  assay_model_promote_job_get_type, assay_model_rollback_job_get_type,
  assay_model_export_job_get_type, assay_model_card_job_get_type, assay_forecast_job_get_type,
  assay_match_job_get_type, assay_duplicates_job_get_type, assay_label_job_get_type,
  assay_merge_job_get_type, assay_unmerge_job_get_type, assay_profile_backtest_job_get_type,
  assay_profile_fit_job_get_type, assay_profile_distribution_job_get_type,
  assay_profile_copy_job_get_type, assay_profile_remove_job_get_type,
};

/**
 * assay_engine_init:
 *
 * Makes all modules known. Before the first workspace is opened; twice does nothing.
 */
void
assay_engine_init (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    assay_schema_register (schemas[i]);
  assay_enrich_register ();
  assay_past_signals_set_deriver (&assay_enrich_past);
  for (gsize i = 0; i < G_N_ELEMENTS (journal_parts); i++)
    assay_journal_register_part (journal_parts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (row_sinks); i++)
    assay_row_sink_register (row_sinks[i]);
  assay_xgboost_prepare ();
  for (gsize i = 0; i < G_N_ELEMENTS (lead_rows); i++)
    assay_lead_merge_register_rows (&lead_rows[i]);
  assay_scorer_register_factory (assay_rule_scorer_list_active);
  assay_scorer_register_factory (assay_predictive_scorer_list_active);
}

/**
 * assay_engine_list_jobs:
 * @n_types: (out): their number
 *
 * Returns: (transfer full) (array length=n_types): all job classes
 */
GType *
assay_engine_list_jobs (guint *n_types)
{
  GType *types = g_new (GType, G_N_ELEMENTS (job_types));

  for (gsize i = 0; i < G_N_ELEMENTS (job_types); i++)
    types[i] = job_types[i]();
  *n_types = G_N_ELEMENTS (job_types);
  return types;
}

/**
 * assay_engine_find_job:
 * @key: e.g. `profile-publish`
 *
 * Returns: the job class, or %G_TYPE_INVALID
 */
GType
assay_engine_find_job (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (job_types); i++)
    {
      GType type = job_types[i]();
      g_autoptr (AssayJobClass) klass = g_type_class_ref (type);
      if (strcmp (klass->key, key) == 0)
        return type;
    }
  return G_TYPE_INVALID;
}
