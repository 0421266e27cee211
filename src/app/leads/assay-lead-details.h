/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "leads/assay-lead-row.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AssayLeadOrigin:
 * @field: a field's number
 * @job: the job that wrote its present value
 * @text: (owned): that job for people: what, when
 *
 * Where a value comes from.
 */
typedef struct
{
  int field;
  gint64 job;
  char *text;
} AssayLeadOrigin;

/**
 * AssayLeadDetails:
 * @lead: which
 * @values: (nullable): all its fields; %NULL when the lead is gone
 * @scores: (nullable): array of breakdowns as `assay show` gives them
 * @events: (element-type AssayEvent): the newest first
 * @event_labels: (element-type utf8 utf8): labels of event types by key
 * @origins: (element-type AssayLeadOrigin)
 *
 * Everything the pane shows of one lead.
 */
typedef struct
{
  gint64 lead;
  AssayLeadValues *values;
  JsonArray *scores;
  GPtrArray *events;
  GHashTable *event_labels;
  GPtrArray *origins;
} AssayLeadDetails;

char       *assay_lead_details_dup_text   (AssayLeadDetails *self,
                                           const char       *key);
const char *assay_lead_details_get_origin (AssayLeadDetails *self,
                                           int               field);
void        assay_lead_details_free       (AssayLeadDetails *self);

extern const AssayReading assay_lead_details_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadDetails, assay_lead_details_free)

G_END_DECLS
