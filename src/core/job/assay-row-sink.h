/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-row-intake.h"
#include "model/assay-field.h"

G_BEGIN_DECLS

/**
 * AssayRowTarget:
 * @key: what a column is mapped to
 * @label: what people call it; translatable
 * @type: how the text of its cells is read
 *
 * Something that a column of a file may become.
 */
typedef struct
{
  const char *key;
  const char *label;
  AssayFieldType type;
} AssayRowTarget;

/**
 * AssayRowSinkClass:
 * @kind: what the rows are: the nick of an import's kind
 * @phrase: what is being done, for people; translatable
 * @targets: (array length=n_targets): what columns may become
 * @open: begins. @columns holds for each target the place of its value in a row, −1 for none; says
 *   what is missing where the columns do not do
 * @take: the next row; sets @out_reason, static text, where the row cannot be taken, and counts all
 *   others with assay_row_intake_count() once it knows what they are. A dry run takes the same way
 *   and does not write
 * @flush: (nullable): called before each commit
 * @finish: (nullable): after the last row
 * @close: frees what @open made
 *
 * How a module takes rows of a file that are no leads. The import knows files, the module its
 * tables; they meet here. Worker thread.
 */
typedef struct
{
  const char *kind;
  const char *phrase;
  const AssayRowTarget *targets;
  gsize n_targets;
  gpointer (*open) (AssayRowIntake  *intake,
                    const int       *columns,
                    GError         **error);
  gboolean (*take) (gpointer           sink,
                    const AssayValue  *values,
                    const char       **out_reason,
                    GError           **error);
  gboolean (*flush) (gpointer   sink,
                     GError   **error);
  gboolean (*finish) (gpointer   sink,
                      GError   **error);
  void (*close) (gpointer sink);
} AssayRowSinkClass;

void                     assay_row_sink_register (const AssayRowSinkClass *klass);
const AssayRowSinkClass *assay_row_sink_find     (const char              *kind);
const AssayRowTarget    *assay_row_sink_find_target (const AssayRowSinkClass *klass,
                                                  const char              *key);

/* For sinks: the value of a target in a row. */
const AssayValue *assay_row_value    (const AssayValue *values,
                                      int               column);
char             *assay_row_dup_text (const AssayValue *values,
                                      int               column);

G_END_DECLS
