/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-change-private.h"

AssayStatement *
assay_change_prepare (AssayConnection *connection,
                      GError         **error)
{
  return assay_connection_prepare (connection,
                                   "INSERT INTO change (job, lead, part, data) "
                                   "VALUES (?1, ?2, ?3, ?4)",
                                   error);
}

gboolean
assay_change_write (AssayStatement *record,
                    gint64          job,
                    gint64          lead,
                    const char     *part,
                    GByteArray     *data,
                    GError        **error)
{
  static const char empty[] = "";

  assay_statement_bind_int64 (record, 1, job);
  assay_statement_bind_int64 (record, 2, lead);
  assay_statement_bind_static_text (record, 3, part, -1);
  assay_statement_bind_blob (record, 4, data->len > 0 ? (gconstpointer) data->data : empty,
                             data->len);
  return assay_statement_run (record, error);
}

void
assay_change_start (GByteArray *data,
                    guint       n)
{
  g_byte_array_set_size (data, 0);
  assay_varint_append (n, data);
}

void
assay_change_append (GByteArray       *data,
                     int               field,
                     const AssayValue *old_value,
                     const AssayValue *new_value)
{
  assay_varint_append ((guint64) field, data);
  assay_value_pack (old_value, data);
  assay_value_pack (new_value, data);
}
