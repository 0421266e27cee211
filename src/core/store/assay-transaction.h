/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-connection.h"

G_BEGIN_DECLS

/**
 * AssayTopics:
 * @ASSAY_TOPIC_LEADS: lead values
 * @ASSAY_TOPIC_FIELDS: the field registry
 * @ASSAY_TOPIC_EVENTS: events and event types
 * @ASSAY_TOPIC_SCORES: scores and their history
 * @ASSAY_TOPIC_DOCUMENTS: profiles, mappings, offers…
 * @ASSAY_TOPIC_JOBS: the job table and the audit chain
 * @ASSAY_TOPIC_SIGNALS: what enrichment derived
 * @ASSAY_TOPIC_AGENTS: whom leads are routed to
 * @ASSAY_TOPIC_MATCHES: duplicates found, and what people said of them
 *
 * Groups of tables that change together; #AssayWorkspace::changed says which did.
 */
typedef enum
{
  ASSAY_TOPIC_LEADS = 1 << 0,
  ASSAY_TOPIC_FIELDS = 1 << 1,
  ASSAY_TOPIC_EVENTS = 1 << 2,
  ASSAY_TOPIC_SCORES = 1 << 3,
  ASSAY_TOPIC_DOCUMENTS = 1 << 4,
  ASSAY_TOPIC_JOBS = 1 << 5,
  ASSAY_TOPIC_SIGNALS = 1 << 6,
  ASSAY_TOPIC_AGENTS = 1 << 7,
  ASSAY_TOPIC_MATCHES = 1 << 8,
} AssayTopics;

#define ASSAY_N_TOPICS 9

/**
 * AssayDurability:
 * @ASSAY_DURABILITY_NORMAL: safe against a crash of the program; a power cut may lose the last commits
 * @ASSAY_DURABILITY_FULL: on the disk when commit returns: for what answers a person
 */
typedef enum
{
  ASSAY_DURABILITY_NORMAL,
  ASSAY_DURABILITY_FULL,
} AssayDurability;

/**
 * AssayTransaction:
 *
 * The right to write: one at a time per workspace, across processes, first come first served. Freed
 * without commit it rolls back. Belongs to the thread that began it.
 */
typedef struct _AssayTransaction AssayTransaction;

AssayConnection *assay_transaction_get_connection (AssayTransaction *self);
void             assay_transaction_touch          (AssayTransaction *self,
                                                   AssayTopics       topics);
gint64           assay_transaction_get_age        (AssayTransaction *self);
gboolean         assay_transaction_should_end     (AssayTransaction *self);
gboolean         assay_transaction_commit         (AssayTransaction *self,
                                                   GError          **error);
void             assay_transaction_free           (AssayTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTransaction, assay_transaction_free)

G_END_DECLS
