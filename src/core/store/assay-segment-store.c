/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-segment-store.h"

#include <string.h>

#include "base/assay-text.h"

/**
 * assay_segment_store_find:
 * @name: a segment's name, whatever its case, or its key
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the segment
 */
AssayDocument *
assay_segment_store_find (AssayConnection *connection,
                          const char      *name,
                          GError         **error)
{
  g_autoptr (GPtrArray) segments
    = assay_document_store_list (connection, ASSAY_SEGMENT_KIND, error);
  g_autofree char *wanted = assay_text_fold (name, -1);
  AssayDocument *by_key = NULL;

  if (segments == NULL)
    return NULL;
  for (guint i = 0; i < segments->len; i++)
    {
      AssayDocument *segment = segments->pdata[i];
      g_autofree char *folded = assay_text_fold (assay_segment_get_name (segment), -1);
      if (strcmp (folded, wanted) == 0)
        return assay_document_ref (segment);
      if (strcmp (assay_document_get_key (segment), name) == 0)
        by_key = segment;
    }
  if (by_key != NULL)
    return assay_document_ref (by_key);
  g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND,
               "There is no segment “%s”; “assay segments” lists them", name);
  return NULL;
}

/**
 * assay_segment_store_get_condition:
 * @name: a segment's name or key
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND, and those of a condition.
 *
 * Returns: (transfer full): which leads belong to it
 */
AssayCondition *
assay_segment_store_get_condition (AssayConnection *connection,
                                   const char      *name,
                                   GError         **error)
{
  g_autoptr (AssayDocument) segment = assay_segment_store_find (connection, name, error);

  return segment != NULL ? assay_segment_dup_condition (segment, error) : NULL;
}

/**
 * assay_segment_store_new_key:
 *
 * Returns: (transfer full): a key for a new segment that no segment ever had
 */
char *
assay_segment_store_new_key (AssayConnection *connection,
                             const char      *name,
                             GError         **error)
{
  g_autofree char *base = assay_segment_make_key (name);
  g_autoptr (AssayStatement) taken = assay_connection_prepare (
    connection, "SELECT 1 FROM document WHERE kind = ?1 AND key = ?2 LIMIT 1", error);

  if (taken == NULL)
    return NULL;
  for (guint number = 1;; number++)
    {
      g_autofree char *key = number == 1 ? g_strdup (base) : g_strdup_printf ("%s-%u", base, number);
      gboolean row;

      assay_statement_bind_text (taken, 1, ASSAY_SEGMENT_KIND);
      assay_statement_bind_text (taken, 2, key);
      if (!assay_statement_step (taken, &row, error))
        return NULL;
      assay_statement_reset (taken);
      if (!row)
        return g_steal_pointer (&key);
    }
}
