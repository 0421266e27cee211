/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-transaction.h"

G_BEGIN_DECLS

/**
 * AssayEvent:
 * @id: 0 for one that is not stored yet
 * @lead: whose behaviour it is
 * @type: key of an event type; unknown ones are made with weight 1
 * @at: when it happened, milliseconds since 1970-01-01T00:00:00Z
 * @value: a number that belongs to it, or NaN
 * @external_id: (nullable): its id where it came from; the same one is taken once
 * @label: (nullable): what it was about, e.g. `Demo request`
 *
 * A dated behaviour. Strings are not owned while it is passed in; assay_event_store_list() hands out
 * owned ones.
 */
typedef struct
{
  gint64 id;
  gint64 lead;
  char *type;
  gint64 at;
  double value;
  char *channel;
  char *source;
  char *medium;
  char *campaign;
  char *external_id;
  char *label;
} AssayEvent;

/**
 * AssayEventType:
 * @id: its number in tables `event` and `event_stat`
 * @weight: points of engagement; negative for bad signs
 * @half_life: days after which an event counts half in the decayed sum
 * @interaction: a behaviour of the lead, not something sent to it
 * @inbound: the lead came to us
 */
typedef struct
{
  gint64 id;
  char *key;
  char *label;
  double weight;
  double half_life;
  gboolean interaction;
  gboolean inbound;
} AssayEventType;

/**
 * AssayEventWriter:
 *
 * Writes events inside transactions, keeps `event_stat` and `last_activity_at` right, and is undone
 * with its job.
 */
typedef struct _AssayEventWriter AssayEventWriter;

AssayEventWriter *assay_event_writer_new             (gint64             job);
void              assay_event_writer_free            (AssayEventWriter  *self);
void              assay_event_writer_set_transaction (AssayEventWriter  *self,
                                                      AssayTransaction  *transaction);
gboolean          assay_event_writer_add             (AssayEventWriter  *self,
                                                      const AssayEvent  *event,
                                                      gboolean          *out_added,
                                                      GError           **error);
gboolean          assay_event_writer_flush           (AssayEventWriter  *self,
                                                      GError           **error);
GPtrArray        *assay_event_store_list             (AssayConnection   *connection,
                                                      gint64             lead,
                                                      guint              limit,
                                                      GError           **error);
GPtrArray        *assay_event_store_list_types       (AssayConnection   *connection,
                                                      GError           **error);
void              assay_event_free                   (AssayEvent        *event);
void              assay_event_type_free              (AssayEventType    *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEvent, assay_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEventType, assay_event_type_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEventWriter, assay_event_writer_free)

G_END_DECLS
