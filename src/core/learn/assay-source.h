/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssaySourceKind:
 * @ASSAY_SOURCE_NUMBER: a number, or yes and no as 1 and 0
 * @ASSAY_SOURCE_CATEGORY: a text that stands for itself
 * @ASSAY_SOURCE_TEXT: a text whose words count
 * @ASSAY_SOURCE_DATE: an instant
 * @ASSAY_SOURCE_EVENTS: the events of one type
 *
 * What kind of values a source has.
 */
typedef enum
{
  ASSAY_SOURCE_NUMBER,
  ASSAY_SOURCE_CATEGORY,
  ASSAY_SOURCE_TEXT,
  ASSAY_SOURCE_DATE,
  ASSAY_SOURCE_EVENTS,
} AssaySourceKind;

/* Numbers that the events of a type give: counts and decayed sums within 7, 30 and 90 days, and the
 * days since the last one. */
#define ASSAY_EVENT_NUMBERS 7
#define ASSAY_EVENT_WINDOWS 3
#define ASSAY_EVENT_LAST 6
/* Which of them tells most about presence: the count within 90 days. */
#define ASSAY_EVENT_COUNT_90 2

/**
 * AssaySource:
 * @kind: what it holds
 * @key: a field, a signal, or `events.<type>`
 * @label: what a person reads
 * @column: (nullable): the SQL of its value; none for events
 * @field: (nullable): the field it is; not owned
 * @event_type: the number of the type of events
 * @half_life: of these events, in days
 *
 * Something that is known of a lead, and what may be learned from.
 */
typedef struct
{
  AssaySourceKind kind;
  char *key;
  char *label;
  char *column;
  int field_number;
  AssayFieldType field_type;
  gint64 event_type;
  double half_life;
} AssaySource;

void assay_source_free (AssaySource *self);
GPtrArray *
assay_source_list (AssayConnection *connection, AssayFieldRegistry *fields, GError **error);
const AssaySource *assay_source_find (GPtrArray *sources, const char *key);
const char *assay_source_kind_to_nick (AssaySourceKind kind);
gboolean assay_source_kind_from_nick (const char *nick, AssaySourceKind *out_kind);
const char *assay_event_number_nick (guint which);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySource, assay_source_free)

G_END_DECLS
