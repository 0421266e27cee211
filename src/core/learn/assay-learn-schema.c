/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-learn-schema.h"

static const char *const migrations[] = {
  /* What was learned. Its parts are documents that stand for themselves; `seen` are the leads it
   * learned from, so that two models can be compared on leads that neither has seen. */
  "CREATE TABLE model ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  job INTEGER NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  promoted_at INTEGER,"
  "  plan TEXT NOT NULL,"
  "  algorithm TEXT NOT NULL,"
  "  verdict TEXT NOT NULL,"
  "  recipe TEXT NOT NULL,"
  "  calibration TEXT NOT NULL,"
  "  payload BLOB NOT NULL,"
  "  card TEXT NOT NULL,"
  "  seen BLOB NOT NULL"
  ") STRICT;"
  "CREATE UNIQUE INDEX model_champion ON model (state) WHERE state = 'champion';"

  /* A prediction is of a time when the outcome was open; once that is known it stays as it was, to
   * be measured by it. */
  "CREATE TABLE prediction ("
  "  model INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  open INTEGER NOT NULL,"
  "  probability REAL NOT NULL,"
  "  PRIMARY KEY (model, lead)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX prediction_lead ON prediction (lead);"

  /* Up to where each model has seen the workspace. */
  "CREATE TABLE prediction_mark ("
  "  model INTEGER PRIMARY KEY,"
  "  lead INTEGER NOT NULL,"
  "  change INTEGER NOT NULL,"
  "  event INTEGER NOT NULL"
  ") STRICT;",
  /* A challenger beside the champion: silently, or for a share of the leads that come in after it began. Which
   * lead was whose is kept, so that the comparison can be checked. */
  "CREATE TABLE model_trial ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  champion INTEGER NOT NULL,"
  "  challenger INTEGER NOT NULL,"
  "  share REAL NOT NULL,"
  "  seed INTEGER NOT NULL,"
  "  after_lead INTEGER NOT NULL,"
  "  started_at INTEGER NOT NULL,"
  "  ended_at INTEGER"
  ") STRICT;"
  "CREATE TABLE trial_arm ("
  "  trial INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  challenger INTEGER NOT NULL,"
  "  PRIMARY KEY (trial, lead)"
  ") STRICT, WITHOUT ROWID;",
  /* What a model makes of the leads it learned from, see AssayNeighbours. */
  "CREATE TABLE model_neighbour ("
  "  model INTEGER PRIMARY KEY,"
  "  leads BLOB NOT NULL"
  ") STRICT;",
  NULL,
};

const AssaySchemaModule assay_learn_schema = {
  .name = "learn",
  .migrations = migrations,
};
