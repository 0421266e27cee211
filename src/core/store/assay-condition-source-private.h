/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-condition-sql.h"
#include "store/assay-sql-constant-private.h"

G_BEGIN_DECLS

/* A signal's column of table `signal`. */
typedef struct
{
  char *column;
  AssayFieldType type;
} AssaySqlSignal;

typedef struct
{
  gint64 id;
  char *key;
  char **bands; /* keys of its band sets */
} AssaySqlScorer;

/* What a workspace offers to conditions, read once for each compiler. */
typedef struct
{
  AssayFieldRegistry *fields;
  AssaySqlScope scope;
  gboolean historic; /* as_of is not now: event_stat does not hold */
  gint64 as_of;
  GPtrArray *types;    /* (element-type AssayEventType) */
  GHashTable *signals; /* (element-type utf8 AssaySqlSignal) by key */
  GPtrArray *scorers;  /* (element-type AssaySqlScorer) active ones, the primary first */
  gboolean uses_signal;
  gboolean uses_stat;
} AssaySqlContext;

/* What a reference became. */
typedef struct
{
  char *sql;          /* (owned) the value */
  AssayFieldType type;
  gboolean jobs; /* what changed the lead: many numbers, compared as a set */
  gboolean maybe_text; /* a column of numbers or dates that may hold text as well */
  gboolean zero;       /* nothing counts as 0 in comparisons */
  char *instant;       /* (owned) (nullable) of last_days and first_days: the event's instant */
  char *change; /* (owned) (nullable) lines of SQL: instants when the value changes by itself */
} AssaySqlSource;

struct _AssayConditionSql
{
  AssaySqlContext context;
  int n_reserved;
  GPtrArray *constants; /* (element-type AssaySqlConstant or NULL): what functions get */
  GArray *scalars;      /* (element-type AssayValue) of the same length: the others */
  GHashTable *changes;  /* (element-type utf8): SQL of instants when something changes by itself */
};

gboolean assay_sql_context_load   (AssaySqlContext      *self,
                                   AssayConnection      *connection,
                                   GError              **error);
void     assay_sql_context_clear  (AssaySqlContext      *self);
gboolean assay_sql_source_resolve (AssaySqlContext      *context,
                                   const AssayReference *reference,
                                   AssaySqlSource       *out_source,
                                   GError              **error);
gboolean assay_sql_source_measure (AssaySqlContext      *context,
                                   const AssayReference *reference,
                                   AssaySqlSource       *out_source,
                                   GError              **error);
void     assay_sql_source_clear   (AssaySqlSource       *source);

void     assay_condition_sql_append_constant (AssayConditionSql        *self,
                                              GString                  *to,
                                              AssaySqlConstant         *constant);
void     assay_condition_sql_append_in       (AssayConditionSql        *self,
                                              GString                  *to,
                                              const AssaySqlSource     *source,
                                              const AssayValue         *values,
                                              guint                     n_values);
void     assay_condition_sql_append_test     (AssayConditionSql        *self,
                                              GString                  *to,
                                              const AssaySqlSource     *source,
                                              const AssayConditionLeaf *leaf);
void     assay_condition_sql_note_change     (AssayConditionSql        *self,
                                              char                     *sql);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssaySqlSource, assay_sql_source_clear)

G_END_DECLS
