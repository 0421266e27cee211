/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-signal.h"
#include "store/assay-schema.h"

G_BEGIN_DECLS

/**
 * AssayCheck:
 * @key: stable name, e.g. `completeness`
 * @label: what a person reads; translatable
 * @version: of its rules; raise it when they change, and leads are checked anew
 * @fields: (array zero-terminated=1): keys of the fields it reads
 * @signals: (array length=n_signals): what it derives
 * @run: derives the signals from @fields' values, in their orders. Pure: no state, no I/O, any thread.
 *   Text that it writes has to be static or part of the values
 *
 * One rule of offline enrichment: a file of its own and a line in assay-check-registry.c.
 */
typedef struct
{
  const char *key;
  const char *label;
  int version;
  const char *const *fields;
  const AssaySignal *signals;
  guint n_signals;
  void (*run) (const AssayValue *values,
               AssayValue       *out_signals);
} AssayCheck;

extern const AssayCheck assay_completeness_check;
extern const AssaySchemaModule assay_enrich_schema;

const AssayCheck *const *assay_check_list    (guint *n_checks);
gint64                   assay_check_version (void);

G_END_DECLS
