/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-lead-insert-private.h"
#include "store/assay-lead-writer.h"

G_BEGIN_DECLS

struct _AssayLeadWriter
{
  AssayFieldRegistry *registry;
  AssayTransaction *transaction; /* (not owned) (nullable) */
  AssayConnection *connection;   /* (not owned) (nullable) */
  gint64 job;
  AssayLeadWriterFlags flags;

  const AssayField *updated_at;

  /* Of the shape of the last insert and update: rows of one import all have the same. */
  AssayLeadInsert *insert;
  GPtrArray *select_shape; /* (element-type AssayField) */
  AssayStatement *select;
  GPtrArray *update_shape; /* (element-type AssayField): the columns that @update sets */
  AssayStatement *update;
  AssayStatement *record;
  GByteArray *packed;
  GByteArray *pairs; /* old and new values of the update at hand */
  GString *email_key;
  GString *phone_key;
  gboolean marked; /* the journal knows the first lead of this job */
};

AssayLeadRow assay_lead_writer_make_row     (AssayLeadWriter         *self,
                                             const AssayField *const *fields,
                                             const AssayValue        *values,
                                             guint                    n_values);
gboolean     assay_lead_writer_record       (AssayLeadWriter         *self,
                                             gint64                   lead,
                                             const char              *part,
                                             GError                 **error);
gboolean     assay_lead_writer_fail_missing (gint64                   lead,
                                             GError                 **error);

G_END_DECLS
