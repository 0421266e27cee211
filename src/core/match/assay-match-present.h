/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-store.h"
#include "store/assay-journal.h"

G_BEGIN_DECLS

/**
 * AssayMatchPresent:
 * @generation: whose pairs are the present ones; 0 before the first run
 * @job: the run that found them
 * @mark: up to where it has seen the workspace
 * @model: what it weighed by, as JSON
 *
 * The finding that a workspace goes by.
 */
typedef struct
{
  gint64 generation;
  gint64 job;
  AssayMatchMark mark;
  char *model;
} AssayMatchPresent;

/* The member of a model that says which run's index further leads are found by. */
#define ASSAY_MATCH_MODEL_INDEX "index"

extern const AssayJournalPart assay_match_present_journal_part;

void assay_match_present_clear (AssayMatchPresent *present);
gboolean assay_match_present_read (AssayConnection *connection, AssayMatchPresent *out, GError **error);
gboolean assay_match_present_is_outdated (AssayConnection *connection,
                                          const AssayMatchPresent *before,
                                          gboolean *out_outdated,
                                          GError **error);
gboolean assay_match_present_replace (AssayTransaction *transaction,
                                      gint64 job,
                                      const AssayMatchPresent *present,
                                      GError **error);
gboolean assay_match_present_set (AssayTransaction *transaction, const AssayMatchPresent *present, GError **error);
gboolean assay_match_present_is_behind (AssayConnection *connection, gboolean *out_behind, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayMatchPresent, assay_match_present_clear)

G_END_DECLS
