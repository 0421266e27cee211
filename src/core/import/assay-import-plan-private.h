/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-header-matcher.h"
#include "import/assay-import-plan.h"
#include "import/assay-key-list-private.h"

G_BEGIN_DECLS

/* A column of the file as analysed. */
typedef struct
{
  char *header; /* (owned): empty where there is none */
  AssayColumnProfile *profile; /* (owned) */
  AssayColumnVerdict verdict;
  AssayHeaderMatch match;
  AssayKeyList *keys; /* (owned) (nullable): where the header promises a key */
} AssayImportColumn;

struct _AssayImportPlan
{
  GFile *file;                  /* (owned) */
  AssayImportKind kind;
  char *encoding;               /* (owned) */
  AssayCsvDialect *dialect;     /* (owned) (nullable): NULL where the file is no delimited text */
  char *sheet;                  /* (owned) (nullable) */
  AssayFieldRegistry *fields;   /* (owned) */
  gboolean native;
  AssayDecimalSign decimal;
  AssayDateOrder date_order;
  guint64 rows;
  gboolean partial;             /* there are more rows, not looked at */
  guint64 content[2];           /* by the hasher, once it has ended */
  GThread *hasher;              /* (owned) (nullable) */
  GCancellable *hasher_stop;    /* (owned) (nullable) */
  GError *hasher_error;         /* (owned) (nullable) */
  GPtrArray *columns;           /* (owned) (element-type AssayImportColumn) */
  AssayMapping *mapping;        /* (owned) */
};

void     assay_import_column_free    (AssayImportColumn  *column);
gboolean assay_import_plan_propose   (AssayImportPlan    *self,
                                      AssayHeaderMatcher *matcher);
gboolean assay_import_plan_read      (AssayImportPlan      *self,
                                      AssayRowReader       *reader,
                                      AssayHeaderMatcher   *matcher,
                                      guint64               start_rows,
                                      AssayImportProgress   progress,
                                      gpointer              user_data,
                                      GError              **error);
AssayImportPlan *
         assay_import_plan_new_recount (AssayImportPlan   *self);
void     assay_import_plan_count     (AssayImportPlan     *self,
                                      const AssayRow      *row);
gboolean assay_import_plan_end_count (AssayImportPlan     *self,
                                      AssayImportPlan     *start,
                                      GError             **error);
AssayImportPlan *
         assay_import_plan_count_all  (AssayImportPlan     *self,
                                      GCancellable        *cancellable,
                                      GError             **error);
gboolean assay_import_plan_agrees    (AssayImportPlan     *self,
                                      AssayImportPlan     *other);
AssayKeyList *
         assay_import_plan_read_keys (AssayImportPlan     *self,
                                      GCancellable        *cancellable,
                                      GError             **error);
void     assay_import_plan_start_hasher (AssayImportPlan  *self);
void     assay_import_plan_stop_hasher (AssayImportPlan   *self);
gboolean assay_import_headers_native (const char *const        *headers,
                                      const AssayHeaderMatcher *matcher);
AssayKeyList *
         assay_import_plan_get_key_list (AssayImportPlan *self);
AssayFieldType
         assay_import_plan_target_type (AssayImportPlan  *self,
                                        const char       *field);
char    *assay_import_plan_free_key  (AssayImportPlan    *self,
                                      const char         *label);

G_END_DECLS
