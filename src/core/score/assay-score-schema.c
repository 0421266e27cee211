/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-schema.h"

#include "score/assay-profile-store.h"
#include "store/assay-workspace.h"

static const char *const migrations[] = {
  "CREATE TABLE score_history ("
  "  id INTEGER PRIMARY KEY,"
  "  lead INTEGER NOT NULL,"
  "  profile TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  as_of INTEGER NOT NULL,"
  "  job INTEGER NOT NULL,"
  "  reason TEXT NOT NULL,"
  "  old_version INTEGER NOT NULL,"
  "  new_version INTEGER NOT NULL,"
  "  old_value REAL,"
  "  new_value REAL,"
  "  old_bands TEXT NOT NULL,"
  "  new_bands TEXT NOT NULL,"
  "  old_points BLOB NOT NULL,"
  "  new_points BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX score_history_lead ON score_history (lead, profile, at);"

  /* What a judge said of a lead; it takes the place of a profile's heuristics. */
  "CREATE TABLE judgement ("
  "  lead INTEGER NOT NULL,"
  "  profile TEXT NOT NULL,"
  "  label TEXT NOT NULL,"
  "  points REAL,"
  "  reason TEXT,"
  "  model TEXT,"
  "  at INTEGER NOT NULL,"
  "  PRIMARY KEY (lead, profile)"
  ") STRICT, WITHOUT ROWID;"

  /* Up to where each scorer has seen the workspace, so that a run over what changed knows it. */
  "CREATE TABLE score_progress ("
  "  scorer INTEGER PRIMARY KEY,"
  "  version INTEGER NOT NULL,"
  "  offer INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  change INTEGER NOT NULL,"
  "  event INTEGER NOT NULL"
  ") STRICT;",

  /* New rules of enrichment change what leads are worth without a change of the leads. */
  "ALTER TABLE score_progress ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;",
  NULL,
};

/* A new workspace starts with the shipped profiles that need no outcomes, CRM classic first. */
static gboolean
opened (AssayWorkspace *workspace,
        GError        **error)
{
  return assay_profile_store_set_up (workspace, error);
}

const AssaySchemaModule assay_score_schema = {
  .name = "score",
  .migrations = migrations,
  .opened = opened,
};
