/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-lead-query.h"

G_BEGIN_DECLS

/**
 * AssayLeadValues:
 * @columns: (element-type AssayLeadColumn): what was read, shared by all rows of one reading
 * @values: (array): one a column; their texts belong to this block
 *
 * What a reading of a lead's columns gave. Immutable and reference counted, made on a worker.
 */
typedef struct
{
  gint64 lead;
  GPtrArray *columns;
  AssayValue *values;
} AssayLeadValues;

AssayLeadValues  *assay_lead_values_new  (gint64                 lead,
                                          GPtrArray             *columns,
                                          const AssayValue      *values);
void              assay_lead_values_free (AssayLeadValues       *self);
const AssayValue *assay_lead_values_get  (const AssayLeadValues *self,
                                          const char            *key,
                                          AssayFieldType        *out_type);

#define ASSAY_TYPE_LEAD_ROW (assay_lead_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadRow, assay_lead_row, ASSAY, LEAD_ROW, GObject)

AssayLeadRow          *assay_lead_row_new          (guint            position,
                                                    gint64           lead);
guint                  assay_lead_row_get_position (AssayLeadRow    *self);
gint64                 assay_lead_row_get_lead     (AssayLeadRow    *self);
void                   assay_lead_row_set_lead     (AssayLeadRow    *self,
                                                    gint64           lead);
void                   assay_lead_row_take_values  (AssayLeadRow    *self,
                                                    AssayLeadValues *values);
void                   assay_lead_row_set_stale    (AssayLeadRow    *self);
void                   assay_lead_row_set_gone     (AssayLeadRow    *self);
gboolean               assay_lead_row_is_loaded    (AssayLeadRow    *self);
const AssayLeadValues *assay_lead_row_get_values   (AssayLeadRow    *self);
char                  *assay_lead_row_dup_text     (AssayLeadRow    *self,
                                                    const char      *key);
double                 assay_lead_row_get_number   (AssayLeadRow    *self,
                                                    const char      *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadValues, assay_lead_values_free)

G_END_DECLS
