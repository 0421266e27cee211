/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-schema-private.h"
#include "store/assay-search-private.h"

/* Number and date columns are ANY: a value that does not fit its column's type stays as text. */
static const char *const migrations[] = {
  "PRAGMA application_id = 1095979865;"
  "PRAGMA user_version = 1;"

  "CREATE TABLE module (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE revision (topic INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;"

  "CREATE TABLE field ("
  "  number INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL,"
  "  label TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  job INTEGER NOT NULL,"
  "  retired INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE UNIQUE INDEX field_key ON field (key) WHERE retired = 0;"

  /* AUTOINCREMENT: the journal refers to leads by id, so an id is never used again. */
  "CREATE TABLE lead ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  job INTEGER NOT NULL,"
  "  name TEXT, first_name TEXT, last_name TEXT, email TEXT, phone TEXT, mobile TEXT,"
  "  company TEXT, role TEXT, department TEXT, industry TEXT,"
  "  company_size ANY, revenue ANY,"
  "  location TEXT, street TEXT, city TEXT, region TEXT, postal_code TEXT, country TEXT,"
  "  website TEXT, linkedin_url TEXT, bio TEXT,"
  "  source TEXT, medium TEXT, campaign TEXT, referrer TEXT,"
  "  owner TEXT, stage TEXT, status TEXT, tags TEXT, notes TEXT, external_id TEXT,"
  "  deal_value ANY, currency TEXT, outcome TEXT, outcome_at ANY, consent TEXT,"
  "  created_at ANY, updated_at ANY, last_activity_at ANY,"
  "  email_key TEXT, phone_key TEXT"
  ") STRICT;"
  "CREATE INDEX lead_email_key ON lead (email_key) WHERE email_key IS NOT NULL;"
  "CREATE INDEX lead_phone_key ON lead (phone_key) WHERE phone_key IS NOT NULL;"

  "CREATE TABLE change ("
  "  id INTEGER PRIMARY KEY,"
  "  job INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  part TEXT NOT NULL,"
  "  data BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX change_lead ON change (lead);"
  "CREATE INDEX change_job ON change (job);"

  "CREATE TABLE event_type ("
  "  id INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL UNIQUE,"
  "  label TEXT NOT NULL,"
  "  weight REAL NOT NULL,"
  "  half_life REAL NOT NULL,"
  "  interaction INTEGER NOT NULL,"
  "  inbound INTEGER NOT NULL"
  ") STRICT;"
  "INSERT INTO event_type (key, label, weight, half_life, interaction, inbound) VALUES"
  "  ('email_sent', 'Email sent', 0, 14, 0, 0),"
  "  ('email_opened', 'Email opened', 1, 14, 1, 0),"
  "  ('email_clicked', 'Email clicked', 3, 14, 1, 0),"
  "  ('email_replied', 'Email replied', 8, 30, 1, 1),"
  "  ('email_bounced', 'Email bounced', -5, 90, 0, 0),"
  "  ('email_unsubscribed', 'Unsubscribed', -10, 180, 0, 0),"
  "  ('page_view', 'Page view', 1, 7, 1, 0),"
  "  ('form_submitted', 'Form submitted', 8, 30, 1, 1),"
  "  ('content_downloaded', 'Content downloaded', 5, 30, 1, 0),"
  "  ('meeting_booked', 'Meeting booked', 12, 30, 1, 0),"
  "  ('meeting_held', 'Meeting held', 15, 45, 1, 0),"
  "  ('meeting_missed', 'Meeting missed', -3, 30, 1, 0),"
  "  ('call', 'Call', 6, 30, 1, 0),"
  "  ('call_in', 'Call received', 10, 30, 1, 1),"
  "  ('chat', 'Chat', 6, 14, 1, 1),"
  "  ('trial_started', 'Trial started', 15, 30, 1, 0),"
  "  ('product_used', 'Product used', 4, 14, 1, 0),"
  "  ('purchase', 'Purchase', 20, 180, 1, 0),"
  "  ('referral', 'Referral', 10, 90, 1, 0),"
  "  ('inbound_contact', 'Inbound contact', 10, 30, 1, 1);"

  "CREATE TABLE event ("
  "  id INTEGER PRIMARY KEY,"
  "  lead INTEGER NOT NULL,"
  "  type INTEGER NOT NULL REFERENCES event_type (id),"
  "  at INTEGER NOT NULL,"
  "  value REAL,"
  "  channel TEXT, source TEXT, medium TEXT, campaign TEXT,"
  "  external_id TEXT,"
  "  label TEXT,"
  "  job INTEGER NOT NULL"
  ") STRICT;"
  /* The identity of an event, so that the same one is taken once; also the way to a lead's events. */
  "CREATE UNIQUE INDEX event_identity ON event"
  "  (lead, type, at, ifnull(external_id, ''), ifnull(value, 0), ifnull(label, ''));"
  "CREATE UNIQUE INDEX event_external ON event (external_id) WHERE external_id IS NOT NULL;"
  "CREATE INDEX event_job ON event (job);"

  "CREATE TABLE event_stat ("
  "  lead INTEGER NOT NULL,"
  "  type INTEGER NOT NULL,"
  "  count INTEGER NOT NULL,"
  "  first INTEGER NOT NULL,"
  "  last INTEGER NOT NULL,"
  "  decayed REAL NOT NULL,"
  "  PRIMARY KEY (lead, type)"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE signal (lead INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT;"

  "CREATE TABLE scorer ("
  "  id INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL UNIQUE,"
  "  position INTEGER NOT NULL,"
  "  active INTEGER NOT NULL,"
  "  bands TEXT NOT NULL"
  ") STRICT;"
  "CREATE TABLE score ("
  "  scorer INTEGER NOT NULL,"
  "  lead INTEGER NOT NULL,"
  "  value REAL,"
  "  shown INTEGER,"
  "  base REAL,"
  "  temperature TEXT, grade TEXT, intent TEXT, bands TEXT,"
  "  version INTEGER NOT NULL,"
  "  as_of INTEGER NOT NULL,"
  "  next_change INTEGER,"
  "  points BLOB NOT NULL,"
  "  PRIMARY KEY (scorer, lead)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX score_next_change ON score (next_change) WHERE next_change IS NOT NULL;"

  "CREATE TABLE document ("
  "  id INTEGER PRIMARY KEY,"
  "  kind TEXT NOT NULL,"
  "  key TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  json TEXT NOT NULL,"
  "  author TEXT,"
  "  at INTEGER NOT NULL,"
  "  job INTEGER NOT NULL,"
  "  removed INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (kind, key, version)"
  ") STRICT;"

  "CREATE TABLE audit ("
  "  id INTEGER PRIMARY KEY,"
  "  at INTEGER NOT NULL,"
  "  job INTEGER NOT NULL,"
  "  action TEXT NOT NULL,"
  "  detail TEXT NOT NULL,"
  "  hash BLOB NOT NULL"
  ") STRICT;"
  "CREATE TABLE audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), id INTEGER NOT NULL,"
  "  hash BLOB NOT NULL) STRICT;"

  /* Full-text search. Rows beyond `upto` are not indexed yet: a bulk load lowers it, the index job
   * raises it batch by batch, and the triggers keep to what is below. */
  "CREATE TABLE search_state (one INTEGER PRIMARY KEY CHECK (one = 1), upto INTEGER NOT NULL) STRICT;"
  "INSERT INTO search_state VALUES (1, 9223372036854775807);"
  "CREATE VIRTUAL TABLE lead_fts USING fts5 (name, company, email, role, bio,"
  "  content = 'lead', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',"
  "  prefix = '2 3');"
  ASSAY_SEARCH_TRIGGERS,

  /* Signals know the job that derived them first, so that it can be undone; and a counter tells who
   * builds on them that more of them changed than leads did. */
  "ALTER TABLE signal RENAME COLUMN version TO job;"
  "UPDATE signal SET job = 0;"
  "CREATE TABLE signal_state (one INTEGER PRIMARY KEY CHECK (one = 1), generation INTEGER NOT NULL)"
  " STRICT;"
  "INSERT INTO signal_state VALUES (1, 0);",

  /* Keys come in no order: an import of a million leads into as many wrote each page of their indexes
   * a thousand times. An address is found by the full-text index, which takes new entries in batches. */
  "DROP INDEX IF EXISTS lead_email_key;"
  "DROP INDEX IF EXISTS lead_phone_key;",
  NULL,
};

const AssaySchemaModule assay_store_schema = {
  .name = "store",
  .migrations = migrations,
};
