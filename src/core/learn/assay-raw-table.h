/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-outcome-rule.h"
#include "learn/assay-source.h"

G_BEGIN_DECLS

/**
 * AssayRawColumn:
 * @source: what it holds; not owned
 * @width: how many numbers a lead has here; 0 of a column of texts
 * @numbers: (array): @width runs of the table's capacity; NaN = missing
 * @codes: (array) (nullable): of texts: their numbers in the dictionary; 0 = missing
 * @dictionary: (nullable): of texts
 *
 * One source's values of many leads.
 */
typedef struct
{
  const AssaySource *source;
  guint width;
  double *numbers;
  guint32 *codes;
  struct _AssayDictionary *dictionary;
} AssayRawColumn;

/**
 * AssayRawTable:
 * @n_rows: leads
 * @capacity: room for leads
 * @leads: (array length=n_rows): their ids
 * @as_of: (array length=n_rows): the instant that each is looked at from
 * @outcomes: (array length=n_rows): #AssayOutcomeState
 * @order: (array length=n_rows): their place in time; NaN = unknown
 * @created: (array length=n_rows): when the lead came in; NaN = unknown
 * @decided: (array length=n_rows): when its outcome fell; NaN = unknown
 * @values: (array length=n_rows): what it was worth; NaN = unknown
 * @dated: whether all leads of known outcome are looked at from comparable instants before it
 * @columns: (array length=n_columns): a column of each source
 *
 * What is known of many leads, in plain arrays by source.
 */
typedef struct
{
  gsize n_rows;
  gsize capacity;
  gint64 *leads;
  gint64 *as_of;
  guint8 *outcomes;
  double *order;
  double *created;
  double *decided;
  double *values;
  gboolean dated;
  guint n_columns;
  AssayRawColumn *columns;
} AssayRawTable;

AssayRawTable *assay_raw_table_new (GPtrArray *sources);
void assay_raw_table_free (AssayRawTable *self);
void assay_raw_table_clear (AssayRawTable *self);
gsize assay_raw_table_add_row (AssayRawTable *self, gint64 lead, gint64 as_of);
void assay_raw_table_drop (AssayRawTable *self, const guint8 *drop);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayRawTable, assay_raw_table_free)

G_END_DECLS
