/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-document.h"

struct _AssayDocument
{
  gatomicrefcount ref_count;
  char *kind;
  char *key;
  gint64 version;
  gint64 time;
  JsonNode *root; /* (owned), immutable */
};

G_DEFINE_BOXED_TYPE (AssayDocument, assay_document, assay_document_ref, assay_document_unref)

/**
 * assay_document_new:
 * @kind: e.g. `profile`
 * @key: its name among documents of its kind
 * @version: 0 for a draft
 * @root: (transfer none): its content; sealed, so that threads may share it
 *
 * Returns: (transfer full): a document
 */
AssayDocument *
assay_document_new (const char *kind,
                    const char *key,
                    gint64      version,
                    JsonNode   *root)
{
  AssayDocument *self = g_new0 (AssayDocument, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = g_strdup (kind);
  self->key = g_strdup (key);
  self->version = version;
  self->root = json_node_ref (root);
  json_node_seal (self->root);
  return self;
}

/**
 * assay_document_parse:
 * @json: a JSON object
 *
 * Errors: %JSON_PARSER_ERROR with the line, or where the root is no object.
 *
 * Returns: (transfer full): a document
 */
AssayDocument *
assay_document_parse (const char *kind,
                      const char *key,
                      gint64      version,
                      const char *json,
                      GError    **error)
{
  g_autoptr (JsonNode) root = json_from_string (json, error);

  if (root == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                             "The document is empty; a JSON object was expected");
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                           "A JSON object was expected");
      return NULL;
    }
  return assay_document_new (kind, key, version, root);
}

AssayDocument *
assay_document_ref (AssayDocument *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
assay_document_unref (AssayDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->kind);
  g_free (self->key);
  json_node_unref (self->root);
  g_free (self);
}

const char *
assay_document_get_kind (AssayDocument *self)
{
  return self->kind;
}

const char *
assay_document_get_key (AssayDocument *self)
{
  return self->key;
}

gint64
assay_document_get_version (AssayDocument *self)
{
  return self->version;
}

/**
 * assay_document_get_root:
 *
 * Returns: (transfer none): its content
 */
JsonNode *
assay_document_get_root (AssayDocument *self)
{
  return self->root;
}

/**
 * assay_document_get_object:
 *
 * Returns: (transfer none): its content
 */
JsonObject *
assay_document_get_object (AssayDocument *self)
{
  return json_node_get_object (self->root);
}

/**
 * assay_document_get_time:
 *
 * Returns: when this version was written, milliseconds since 1970-01-01T00:00:00Z; 0 if not stored
 */
gint64
assay_document_get_time (AssayDocument *self)
{
  return self->time;
}

/**
 * assay_document_set_time:
 *
 * For the store, before anybody else sees the document.
 */
void
assay_document_set_time (AssayDocument *self,
                         gint64         instant)
{
  self->time = instant;
}

/**
 * assay_document_to_json:
 * @pretty: with line breaks and two spaces a level
 *
 * Returns: (transfer full): the content as text
 */
char *
assay_document_to_json (AssayDocument *self,
                        gboolean       pretty)
{
  return json_to_string (self->root, pretty);
}
