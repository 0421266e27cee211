/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-row.h"

/* Level and bits of each comparison, as a waterfall shows them. */
static GBytes *
pack_detail (const AssayMatchRecords *records, const AssayMatchFinding *finding, const AssayMatchPair *pair)
{
  g_autoptr (GByteArray) detail = g_byte_array_new ();
  float bits[ASSAY_MATCH_MAX_COMPARISONS];
  AssayMatchVector vector;

  assay_match_model_pair_bits (&finding->model, records, pair->a, pair->b, &vector, bits);
  for (guint i = 0; i < records->comparisons->len; i++)
    {
      guint8 level = (guint8) assay_match_vector_level (vector, i);
      AssayValue value = { .kind = ASSAY_VALUE_REAL, .real = bits[i] };

      g_byte_array_append (detail, &level, 1);
      assay_value_pack (&value, detail);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&detail));
}

/**
 * assay_match_row_init:
 * @pair: one of @finding
 * @detail: (nullable): what is known of it; else it is made
 */
void
assay_match_row_init (AssayMatchRow *row,
                      const AssayMatchRecords *records,
                      const AssayMatchFinding *finding,
                      const AssayMatchPair *pair,
                      GBytes *detail)
{
  const AssayMatchClusters *clusters = finding->clusters;
  guint32 cluster = clusters->cluster[pair->a];
  gboolean together = cluster == clusters->cluster[pair->b];

  *row = (AssayMatchRow){ .a = records->leads[pair->a],
                          .b = records->leads[pair->b],
                          .cluster = together ? records->leads[cluster] : 0,
                          .weakest = together ? clusters->weakest[cluster] : 0,
                          .probability = pair->probability,
                          .bits = pair->bits,
                          .detail = detail != NULL ? g_bytes_ref (detail)
                                                   : pack_detail (records, finding, pair),
                          .vouched = pair->vouched };
}

/**
 * assay_match_row_read:
 * @statement: at a row of %ASSAY_MATCH_ROW_COLUMNS
 */
void
assay_match_row_read (AssayMatchRow *row, AssayStatement *statement)
{
  gsize size;
  gconstpointer detail = assay_statement_get_blob (statement, 6, &size);

  *row = (AssayMatchRow){ .a = assay_statement_get_int64 (statement, 0),
                          .b = assay_statement_get_int64 (statement, 1),
                          .cluster = assay_statement_get_int64 (statement, 2),
                          .weakest = assay_statement_get_double (statement, 3),
                          .probability = assay_statement_get_double (statement, 4),
                          .bits = assay_statement_get_double (statement, 5),
                          .detail = g_bytes_new (detail, size),
                          .vouched = assay_statement_get_int64 (statement, 7) != 0 };
}

void
assay_match_row_clear (gpointer row)
{
  g_clear_pointer (&((AssayMatchRow *) row)->detail, g_bytes_unref);
}

/**
 * assay_match_rows_new:
 *
 * Returns: (transfer full) (element-type AssayMatchRow): an empty array
 */
GArray *
assay_match_rows_new (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (AssayMatchRow));

  g_array_set_clear_func (rows, assay_match_row_clear);
  return rows;
}

static gboolean
insert_row (AssayStatement *insert, const AssayMatchRow *row, GError **error)
{
  gsize size;
  gconstpointer detail = g_bytes_get_data (row->detail, &size);

  assay_statement_bind_int64 (insert, 2, row->a);
  assay_statement_bind_int64 (insert, 3, row->b);
  if (row->cluster != 0)
    {
      assay_statement_bind_int64 (insert, 4, row->cluster);
      assay_statement_bind_double (insert, 5, row->weakest);
    }
  else
    {
      assay_statement_bind_null (insert, 4);
      assay_statement_bind_null (insert, 5);
    }
  assay_statement_bind_double (insert, 6, row->probability);
  assay_statement_bind_double (insert, 7, row->bits);
  assay_statement_bind_blob (insert, 8, size > 0 ? detail : "", size);
  assay_statement_bind_int64 (insert, 9, row->vouched);
  return assay_statement_run (insert, error);
}

gboolean
assay_match_rows_insert (
    AssayConnection *connection, gint64 generation, const GArray *rows, guint from, guint to, GError **error)
{
  g_autoptr (AssayStatement) insert = assay_connection_prepare (
      connection, "INSERT OR REPLACE INTO match_pair VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);

  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, generation);
  for (guint i = from; i < to; i++)
    if (!insert_row (insert, &g_array_index (rows, AssayMatchRow, i), error))
      return FALSE;
  return TRUE;
}

gboolean
assay_match_rows_delete (
    AssayConnection *connection, gint64 generation, const GArray *rows, guint from, guint to, GError **error)
{
  g_autoptr (AssayStatement) remove = assay_connection_prepare (
      connection, "DELETE FROM match_pair WHERE generation = ?1 AND a = ?2 AND b = ?3", error);

  if (remove == NULL)
    return FALSE;
  assay_statement_bind_int64 (remove, 1, generation);
  for (guint i = from; i < to; i++)
    {
      assay_statement_bind_int64 (remove, 2, g_array_index (rows, AssayMatchRow, i).a);
      assay_statement_bind_int64 (remove, 3, g_array_index (rows, AssayMatchRow, i).b);
      if (!assay_statement_run (remove, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_match_rows_pack:
 *
 * Appends rows as the journal keeps them.
 */
void
assay_match_rows_pack (const GArray *rows, GByteArray *into)
{
  assay_varint_append (rows->len, into);
  for (guint i = 0; i < rows->len; i++)
    {
      const AssayMatchRow *row = &g_array_index (rows, AssayMatchRow, i);
      AssayValue numbers[] = { assay_value_from_real (row->weakest),
                               assay_value_from_real (row->probability),
                               assay_value_from_real (row->bits) };
      gsize size;
      const guint8 *detail = g_bytes_get_data (row->detail, &size);

      assay_varint_append ((guint64) row->a, into);
      assay_varint_append ((guint64) row->b, into);
      assay_varint_append ((guint64) row->cluster, into);
      assay_varint_append (row->vouched != FALSE, into);
      for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
        assay_value_pack (&numbers[k], into);
      assay_varint_append (size, into);
      g_byte_array_append (into, detail, (guint) size);
    }
}

static double
to_double (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer
         : value->kind == ASSAY_VALUE_REAL  ? value->real
                                            : 0;
}

static gboolean
unpack_row (AssayMatchRow *row, const guint8 **p, const guint8 *end)
{
  guint64 leads[3], vouched, size;
  AssayValue numbers[3];

  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    if (!assay_varint_read (&leads[i], p, end))
      return FALSE;
  if (!assay_varint_read (&vouched, p, end))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!assay_value_unpack (&numbers[i], p, end))
      return FALSE;
  if (!assay_varint_read (&size, p, end) || size > (guint64) (end - *p))
    return FALSE;
  *row = (AssayMatchRow){ .a = (gint64) leads[0],
                          .b = (gint64) leads[1],
                          .cluster = (gint64) leads[2],
                          .weakest = to_double (&numbers[0]),
                          .probability = to_double (&numbers[1]),
                          .bits = to_double (&numbers[2]),
                          .detail = g_bytes_new (*p, size),
                          .vouched = vouched != 0 };
  *p += size;
  return TRUE;
}

gboolean
assay_match_rows_unpack (GArray *rows, const guint8 **p, const guint8 *end)
{
  guint64 n;

  if (!assay_varint_read (&n, p, end))
    return FALSE;
  for (; n > 0; n--)
    {
      AssayMatchRow row;

      if (!unpack_row (&row, p, end))
        return FALSE;
      g_array_append_val (rows, row);
    }
  return TRUE;
}
