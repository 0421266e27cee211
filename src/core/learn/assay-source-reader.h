/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-raw-table.h"
#include "model/assay-condition.h"

G_BEGIN_DECLS

/**
 * AssayPast:
 * @converted: what holds of leads that converted
 * @lost: (nullable): what holds of leads that did not; without it, all others of known outcome
 * @order_field: (nullable): the field that tells their place in time; none takes their row
 * @match_times: whether leads whose outcome is not dated are looked at from comparable instants
 * @seed: for the lots of that
 *
 * How to tell what became of leads.
 */
typedef struct
{
  const AssayCondition *converted;
  const AssayCondition *lost;
  const char *order_field;
  gboolean match_times;
  guint64 seed;
} AssayPast;

/**
 * AssaySourceReader:
 *
 * Reads what is known of leads into plain arrays, as it was known at one instant: events after that
 * are not seen. Used by the thread of its connection.
 */
typedef struct _AssaySourceReader AssaySourceReader;

AssaySourceReader *assay_source_reader_new (AssayConnection *connection,
                                            AssayFieldRegistry *fields,
                                            GPtrArray *sources,
                                            const AssayPast *past,
                                            gint64 as_of,
                                            GError **error);
void assay_source_reader_free (AssaySourceReader *self);
gboolean assay_source_reader_read (
    AssaySourceReader *self, gint64 first, gint64 last, AssayRawTable *table, GError **error);
void assay_source_reader_put (AssayRawColumn *column, gsize row, const AssayValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySourceReader, assay_source_reader_free)

G_END_DECLS
