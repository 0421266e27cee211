/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssayLeadWriterFlags:
 * @ASSAY_LEAD_WRITER_NO_JOURNAL: leave no change rows; only for taking back what never should have been
 * @ASSAY_LEAD_WRITER_KEEP_TIMES: do not set `updated_at`; undo restores the old one instead
 */
typedef enum
{
  ASSAY_LEAD_WRITER_DEFAULT = 0,
  ASSAY_LEAD_WRITER_NO_JOURNAL = 1 << 0,
  ASSAY_LEAD_WRITER_KEEP_TIMES = 1 << 1,
} AssayLeadWriterFlags;

/**
 * AssayLeadRow:
 * @values: (array) (not owned): a value for each of the fields at hand
 * @email_key: what the address is found by, see assay_lead_row_set_keys()
 * @phone_key: what the number is found by
 *
 * A new lead, one of many that are written at once.
 */
typedef struct
{
  const AssayValue *values;
  AssayValue email_key;
  AssayValue phone_key;
} AssayLeadRow;

/**
 * AssayLeadWriter:
 *
 * The only way lead values change: imports, edits, merges and undo all write through it, so that
 * every change is in the journal and the folded keys are right. It lives inside one transaction at
 * a time: set the next one with assay_lead_writer_set_transaction(). Prepared statements are kept
 * between calls with the same columns, so writing a million rows costs no more than SQLite's part.
 */
typedef struct _AssayLeadWriter AssayLeadWriter;

AssayLeadWriter *assay_lead_writer_new             (AssayFieldRegistry       *fields,
                                                    gint64                    job,
                                                    AssayLeadWriterFlags      flags);
void             assay_lead_writer_free            (AssayLeadWriter          *self);
void             assay_lead_writer_set_transaction (AssayLeadWriter          *self,
                                                    AssayTransaction         *transaction);
void             assay_lead_writer_set_fields      (AssayLeadWriter          *self,
                                                    AssayFieldRegistry       *fields);
void             assay_lead_row_set_keys           (AssayLeadRow             *row,
                                                    const AssayValue         *email,
                                                    const AssayValue         *phone,
                                                    GString                  *email_key,
                                                    GString                  *phone_key);
gint64           assay_lead_writer_insert          (AssayLeadWriter          *self,
                                                    const AssayField *const  *fields,
                                                    const AssayValue         *values,
                                                    guint                     n_values,
                                                    GError                  **error);
gboolean         assay_lead_writer_insert_rows     (AssayLeadWriter          *self,
                                                    const AssayField *const  *fields,
                                                    const AssayLeadRow       *rows,
                                                    guint                     n_values,
                                                    guint                     n_rows,
                                                    GError                  **error);
gboolean         assay_lead_writer_update          (AssayLeadWriter          *self,
                                                    gint64                    lead,
                                                    const AssayField *const  *fields,
                                                    const AssayValue         *values,
                                                    guint                     n_values,
                                                    gboolean                 *out_changed,
                                                    GError                  **error);
gboolean         assay_lead_writer_restore         (AssayLeadWriter          *self,
                                                    gint64                    lead,
                                                    gint64                    creator,
                                                    const AssayField *const  *fields,
                                                    const AssayValue         *values,
                                                    guint                     n_values,
                                                    GError                  **error);
gboolean         assay_lead_writer_delete          (AssayLeadWriter          *self,
                                                    gint64                    lead,
                                                    GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadWriter, assay_lead_writer_free)

G_END_DECLS
