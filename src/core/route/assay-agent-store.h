/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/assay-agent.h"
#include "store/assay-journal.h"

G_BEGIN_DECLS

extern const AssaySchemaModule assay_route_schema;
extern const AssayJournalPart assay_agent_journal_part;

GPtrArray *assay_agent_store_list (AssayConnection   *connection,
                                   GError           **error);
gboolean   assay_agent_store_save (AssayTransaction  *transaction,
                                   gint64             job,
                                   AssayAgent        *agent,
                                   GError           **error);

G_END_DECLS
