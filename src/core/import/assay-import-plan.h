/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-column-profile.h"
#include "import/assay-lead-builder.h"
#include "import/assay-mapping.h"
#include "import/assay-row-reader.h"
#include "job/assay-row-sink.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssayImportOptions:
 * @kind: what the rows are
 * @encoding: (nullable): the file's character encoding; %NULL to find out
 * @delimiter: 0 to find out
 * @quote: 0 to find out
 * @no_quote: nothing quotes; @quote does not count then
 * @header_line: line of the header; 0 for none, negative to find out
 * @sheet: (nullable): of a workbook
 * @decimal: auto to find out, column by column
 * @date_order: auto to find out, column by column
 * @start_rows: of a larger delimited file with a header only so many rows are looked at; 0 for all
 *
 * What a person knows better than the detection. Start from %ASSAY_IMPORT_OPTIONS_INIT.
 */
typedef struct
{
  AssayImportKind kind;
  const char *encoding;
  char delimiter;
  char quote;
  gboolean no_quote;
  gint64 header_line;
  const char *sheet;
  AssayDecimalSign decimal;
  AssayDateOrder date_order;
  guint64 start_rows;
} AssayImportOptions;

#define ASSAY_IMPORT_OPTIONS_INIT ((AssayImportOptions) { .header_line = -1 })

typedef void (*AssayImportProgress) (double   fraction,
                                     gpointer user_data);

/**
 * AssayImportPreviewFunc:
 * @line: where the row starts in the file
 * @values: (array length=n_values): by target of the builder
 * @reason: (nullable): why it will be rejected
 *
 * Returns: whether to go on
 */
typedef gboolean (*AssayImportPreviewFunc) (guint64           line,
                                            const AssayValue *values,
                                            guint             n_values,
                                            const char       *reason,
                                            gpointer          user_data);

/**
 * AssayImportPlan:
 *
 * What a file holds and what would become of it: encoding, dialect, columns with their profiles, a
 * proposed mapping. The window's preview, the dry run and the import all start from one. Nothing is
 * written. Belongs to one thread at a time; reading the file happens in assay_import_plan_new().
 */
typedef struct _AssayImportPlan AssayImportPlan;

const AssayRowSinkClass *assay_import_kind_sink          (AssayImportKind            kind);
AssayImportPlan       *assay_import_plan_new            (GFile                     *file,
                                                         const AssayImportOptions  *options,
                                                         AssayFieldRegistry        *fields,
                                                         AssayImportProgress        progress,
                                                         gpointer                   user_data,
                                                         GCancellable              *cancellable,
                                                         GError                   **error);
void                   assay_import_plan_free           (AssayImportPlan           *self);
AssayMapping          *assay_import_plan_get_mapping    (AssayImportPlan           *self);
void                   assay_import_plan_use_mapping    (AssayImportPlan           *self,
                                                         const AssayMapping        *saved);
gboolean               assay_import_plan_map            (AssayImportPlan           *self,
                                                         const char                *rule,
                                                         GError                   **error);
void                   assay_import_plan_set_field      (AssayImportPlan           *self,
                                                         guint                      column,
                                                         const char                *field,
                                                         const char                *label);
guint                  assay_import_plan_get_n_columns  (AssayImportPlan           *self);
AssayColumnProfile    *assay_import_plan_get_profile    (AssayImportPlan           *self,
                                                         guint                      column);
const AssayColumnVerdict *assay_import_plan_get_verdict (AssayImportPlan           *self,
                                                         guint                      column);
guint64                assay_import_plan_count_problems (AssayImportPlan           *self,
                                                         guint                      column);
guint64                assay_import_plan_get_rows       (AssayImportPlan           *self);
gboolean               assay_import_plan_is_partial     (AssayImportPlan           *self);
const char            *assay_import_plan_get_encoding   (AssayImportPlan           *self);
const AssayCsvDialect *assay_import_plan_get_dialect    (AssayImportPlan           *self);
gboolean               assay_import_plan_wait_content   (AssayImportPlan           *self,
                                                         GError                   **error);
char                  *assay_import_plan_dup_content    (AssayImportPlan           *self);
char                  *assay_import_plan_dup_signature  (AssayImportPlan           *self);
AssayRowReader        *assay_import_plan_open           (AssayImportPlan           *self,
                                                         GCancellable              *cancellable,
                                                         GError                   **error);
AssayLeadBuilder      *assay_import_plan_create_builder (AssayImportPlan           *self);
const char            *assay_import_plan_get_key        (AssayImportPlan           *self);
gboolean               assay_import_plan_preview        (AssayImportPlan           *self,
                                                         guint                      n_rows,
                                                         AssayImportPreviewFunc     func,
                                                         gpointer                   user_data,
                                                         GCancellable              *cancellable,
                                                         GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayImportPlan, assay_import_plan_free)

G_END_DECLS
