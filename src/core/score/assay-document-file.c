/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-document-file.h"

#include <string.h>

#include "base/assay-json-cursor.h"

/* No document that people write is larger. */
#define LARGEST_FILE (16 * 1024 * 1024)

/**
 * assay_document_file_read:
 * @key: (nullable): its key, or %NULL for the document's own member `key`
 *
 * Returns: (transfer full) (nullable): the document in @file, or %NULL with an error that names the
 *   place in it
 */
AssayDocument *
assay_document_file_read (GFile      *file,
                          const char *kind,
                          const char *key,
                          GError    **error)
{
  g_autoptr (GFileInfo) info
    = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autofree char *text = NULL;
  g_autofree char *own = NULL;
  g_autoptr (JsonNode) node = NULL;
  AssayJsonCursor root;
  gsize length;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > LARGEST_FILE)
    {
      g_set_error (error,
                   ASSAY_JSON_ERROR,
                   ASSAY_JSON_ERROR_SYNTAX,
                   "The file is larger than %d MB",
                   LARGEST_FILE / (1024 * 1024));
      return NULL;
    }
  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    return NULL;
  node = assay_json_parse (text, (gssize) length, error);
  if (node == NULL)
    return NULL;
  assay_json_cursor_init_root (&root, node);
  if (!assay_json_cursor_is_object (&root))
    {
      assay_json_cursor_fail (&root, error, "expected an object");
      return NULL;
    }
  if (key == NULL && !assay_json_cursor_read_string (&root, "key", TRUE, &own, error))
    return NULL;
  return assay_document_new (kind, key != NULL ? key : own, 0, node);
}

/**
 * assay_document_file_write:
 *
 * Writes @document to @file, for people to read, in place of what was there.
 */
gboolean
assay_document_file_write (GFile         *file,
                           AssayDocument *document,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_autofree char *json = assay_document_to_json (document, TRUE);
  g_autofree char *text = g_strconcat (json, "\n", NULL);

  return g_file_replace_contents (
    file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}
