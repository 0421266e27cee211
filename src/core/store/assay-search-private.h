/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-search.h"

/* Part of the schema that a load into an empty workspace drops, and the index job makes again. */

#define ASSAY_SEARCH_DROP_TRIGGERS \
  "DROP TRIGGER IF EXISTS lead_fts_insert;" \
  "DROP TRIGGER IF EXISTS lead_fts_delete;" \
  "DROP TRIGGER IF EXISTS lead_fts_update;"

#define ASSAY_SEARCH_TRIGGERS \
  "CREATE TRIGGER IF NOT EXISTS lead_fts_insert AFTER INSERT ON lead" \
  "  WHEN new.id <= (SELECT upto FROM search_state) BEGIN" \
  "  INSERT INTO lead_fts (rowid, name, company, email, role, bio)" \
  "    VALUES (new.id, new.name, new.company, new.email, new.role, new.bio);" \
  "END;" \
  "CREATE TRIGGER IF NOT EXISTS lead_fts_delete AFTER DELETE ON lead" \
  "  WHEN old.id <= (SELECT upto FROM search_state) BEGIN" \
  "  INSERT INTO lead_fts (lead_fts, rowid, name, company, email, role, bio)" \
  "    VALUES ('delete', old.id, old.name, old.company, old.email, old.role, old.bio);" \
  "END;" \
  "CREATE TRIGGER IF NOT EXISTS lead_fts_update AFTER UPDATE OF name, company, email, role, bio ON lead" \
  "  WHEN old.id <= (SELECT upto FROM search_state) BEGIN" \
  "  INSERT INTO lead_fts (lead_fts, rowid, name, company, email, role, bio)" \
  "    VALUES ('delete', old.id, old.name, old.company, old.email, old.role, old.bio);" \
  "  INSERT INTO lead_fts (rowid, name, company, email, role, bio)" \
  "    VALUES (new.id, new.name, new.company, new.email, new.role, new.bio);" \
  "END;"
