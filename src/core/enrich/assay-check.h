/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-arena.h"
#include "enrich/assay-check-notes.h"
#include "model/assay-signal.h"
#include "store/assay-schema.h"

G_BEGIN_DECLS

typedef struct _AssayCheck AssayCheck;

/**
 * AssayCheckRun:
 * @tables: (nullable): what the check's @load made; shared by all workers, read only
 * @scratch: (nullable): what the check's @begin made; this worker's alone
 * @home_country: ISO 3166-1 alpha-2 code of the workspace, e.g. `DE`, or an empty text where it is not known
 * @industries: lines of the workspace's own industries, or an empty text; the same as long as the scratch
 * @fields: values of the check's fields, in their order
 * @inputs: values of the check's inputs, in their order
 * @signals: (out): where the signals go, in their order; %ASSAY_VALUE_NULL at the start
 * @arena: room for text of signals, valid until the lead is written
 * @notes: (nullable): where to say why, with assay_check_note(); only when somebody looks at one lead
 *
 * One lead's turn in a check. Text in @signals has to be static, part of the values, or from @arena.
 */
typedef struct
{
  gconstpointer tables;
  gpointer scratch;
  const char *home_country;
  const char *industries;
  const AssayValue *fields;
  const AssayValue *inputs;
  AssayValue *signals;
  AssayArena *arena;
  AssayCheckNotes *notes;
} AssayCheckRun;

/**
 * AssayCheck:
 * @key: stable name, e.g. `email`
 * @label: what a person reads; translatable
 * @description: one sentence of what it finds out; translatable
 * @version: of its rules; raise it when they change, and leads are checked anew
 * @fields: (array zero-terminated=1): keys of the fields it reads
 * @inputs: (nullable) (array zero-terminated=1): keys of signals it reads, of checks before it in the registry
 * @signals: (array length=n_signals): what it derives. One may be named `<key>.confidence`: how sure the
 *   check is of what it derived, 0–100; absent where it derived nothing
 * @references: (nullable) (array zero-terminated=1): files of `data/reference/` that it reads; their dates
 *   count as part of the version
 * @memo: whether inputs repeat so often that results are worth remembering; the framework does that
 * @reads_industries: whether it reads the workspace's own industries
 * @load: (nullable): reads the reference tables, once per process
 * @unload: (nullable): frees what @load made
 * @begin: (nullable): makes what one worker needs for itself; e.g. a parser
 * @end: (nullable): frees what @begin made
 * @run: derives the signals. Pure: the same values give the same signals; no I/O, any thread
 *
 * One rule of offline enrichment: a file of its own and a line in assay-check-registry.c.
 */
struct _AssayCheck
{
  const char *key;
  const char *label;
  const char *description;
  int version;
  const char *const *fields;
  const char *const *inputs;
  const AssaySignal *signals;
  guint n_signals;
  const char *const *references;
  gboolean memo;
  gboolean reads_industries;

  gpointer (*load) (GError **error);
  void (*unload) (gpointer tables);
  gpointer (*begin) (gconstpointer tables);
  void (*end) (gpointer scratch);
  void (*run) (AssayCheckRun *run);
};

extern const AssayCheck assay_company_check;
extern const AssayCheck assay_contact_check;
extern const AssayCheck assay_email_check;
extern const AssayCheck assay_industry_check;
extern const AssayCheck assay_location_check;
extern const AssayCheck assay_name_check;
extern const AssayCheck assay_phone_check;
extern const AssayCheck assay_role_check;
extern const AssayCheck assay_web_check;
extern const AssaySchemaModule assay_enrich_schema;

const AssayCheck *const *assay_check_list    (guint *n_checks);
const AssayCheck        *assay_check_find    (const char *key);
gboolean                 assay_check_derives (const AssayCheck *check,
                                              const char       *signal);
void                     assay_enrich_register (void);

G_END_DECLS
