/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-connection.h"

G_BEGIN_DECLS

/* Rows of table `change`. Parts that the store itself knows: */
#define ASSAY_CHANGE_UPDATE "" /* count, then per field: number, old value, new value */
#define ASSAY_CHANGE_DELETE "delete" /* count, creating job, then per value: number, value */
#define ASSAY_CHANGE_INSERT "insert" /* the first lead that the job added */
#define ASSAY_CHANGE_RESTORE "restore" /* a deleted lead that an undo brought back */
#define ASSAY_CHANGE_FIELD "field" /* a custom field's number, retired by an undo */
#define ASSAY_CHANGE_FIELD_BACK "field-back" /* the same, in use again */
#define ASSAY_CHANGE_MERGE "merge" /* a lead that a merge touched, in any part */

AssayStatement *assay_change_prepare (AssayConnection  *connection,
                                      GError          **error);
gboolean        assay_change_write   (AssayStatement   *record,
                                      gint64            job,
                                      gint64            lead,
                                      const char       *part,
                                      GByteArray       *data,
                                      GError          **error);
void            assay_change_start   (GByteArray       *data,
                                      guint             n);
void            assay_change_append  (GByteArray       *data,
                                      int               field,
                                      const AssayValue *old_value,
                                      const AssayValue *new_value);

G_END_DECLS
