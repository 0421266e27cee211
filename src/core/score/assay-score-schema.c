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

  /* Bands that leads have entered and not left by more than the hysteresis; they go with the score. A
   * score that was never written again has been in its bands since it was computed: of nearly all
   * leads, and of every fresh import, that is all there is to know, and no row is kept for it. */
  "CREATE TABLE band_entry ("
  "  scorer INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  bands TEXT NOT NULL,"
  "  band TEXT NOT NULL,"
  "  entered_at INTEGER NOT NULL,"
  "  PRIMARY KEY (scorer, lead, bands, band)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TRIGGER band_entry_gone AFTER DELETE ON score BEGIN"
  "  DELETE FROM band_entry WHERE scorer = old.scorer AND lead = old.lead;"
  "END;"
  "CREATE VIEW band_held (scorer, lead, bands, band, entered_at) AS"
  "  WITH fresh (scorer, lead, bands, band, entered_at) AS ("
  "    SELECT scorer, lead, 'temperature', temperature, as_of FROM score WHERE temperature IS NOT NULL"
  "    UNION ALL SELECT scorer, lead, 'grade', grade, as_of FROM score WHERE grade IS NOT NULL"
  "    UNION ALL SELECT scorer, lead, 'intent', intent, as_of FROM score WHERE intent IS NOT NULL"
  "    UNION ALL SELECT scorer, lead, each.key, each.value, as_of"
  "      FROM score, json_each(score.bands) AS each WHERE score.bands IS NOT NULL)"
  "  SELECT scorer, lead, bands, band, entered_at FROM band_entry"
  "  UNION ALL SELECT scorer, lead, bands, band, entered_at FROM fresh WHERE NOT EXISTS ("
  "    SELECT 1 FROM band_entry AS entry WHERE entry.scorer = fresh.scorer"
  "    AND entry.lead = fresh.lead AND entry.bands = fresh.bands);",

  /* What the scores of a version have meant: a curve from score to probability, as it was last
   * fitted. */
  "CREATE TABLE score_calibration ("
  "  profile TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  outcome TEXT NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  n_converted INTEGER NOT NULL,"
  "  knots BLOB NOT NULL,"
  "  PRIMARY KEY (profile, version)"
  ") STRICT, WITHOUT ROWID;",
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
