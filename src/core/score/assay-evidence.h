/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include <json-glib/json-glib.h>

#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssayEvidence:
 * @connection: a reader
 * @lead: whose
 * @as_of: the instant to look from, or %ASSAY_AS_OF_NOW
 * @sources: (nullable): gets where evidence was found: `{"field": key}`, `{"event": number}`
 *
 * Where evidence is looked up: made when somebody looks at a lead, never stored.
 */
typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  gint64 lead;
  gint64 as_of;
  JsonArray *sources;
} AssayEvidence;

char *assay_evidence_of_condition (const AssayEvidence  *evidence,
                                   const AssayCondition *condition);
char *assay_evidence_of_reference (const AssayEvidence  *evidence,
                                   const AssayReference *reference);
char *assay_evidence_get_text     (const AssayEvidence  *evidence,
                                   const AssayReference *reference);
gboolean assay_evidence_holds     (const AssayEvidence  *evidence,
                                   const AssayCondition *condition);

G_END_DECLS
