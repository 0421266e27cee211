/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

/**
 * AssayPastValue:
 * @row: which lead, as its place in the caller's array
 * @field: whose value
 * @at: when it changed, milliseconds since 1970-01-01T00:00:00Z
 * @old_value: what it was before; points into the journal
 * @new_value: what it became
 *
 * A value that changed after the instant that its lead is looked at from.
 */
typedef struct
{
  gsize row;
  const AssayField *field;
  gint64 at;
  AssayValue old_value;
  AssayValue new_value;
} AssayPastValue;

typedef void (*AssayPastValueFunc) (const AssayPastValue *value,
                                    gpointer              user_data);

gboolean assay_past_values_foreach (AssayConnection    *connection,
                                    AssayFieldRegistry *fields,
                                    const gint64       *leads,
                                    const gint64       *as_of,
                                    gsize               n,
                                    AssayPastValueFunc  func,
                                    gpointer            user_data,
                                    GError            **error);

G_END_DECLS
