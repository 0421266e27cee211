/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_DOCUMENT (assay_document_get_type ())

/**
 * AssayDocument:
 *
 * A named, versioned JSON document of a workspace: a profile, mapping, offer, segment… Immutable and
 * reference counted; any thread.
 */
typedef struct _AssayDocument AssayDocument;

GType          assay_document_get_type    (void) G_GNUC_CONST;
AssayDocument *assay_document_new         (const char    *kind,
                                           const char    *key,
                                           gint64         version,
                                           JsonNode      *root);
AssayDocument *assay_document_parse       (const char    *kind,
                                           const char    *key,
                                           gint64         version,
                                           const char    *json,
                                           GError       **error);
AssayDocument *assay_document_ref         (AssayDocument *self);
void           assay_document_unref       (AssayDocument *self);
const char    *assay_document_get_kind    (AssayDocument *self);
const char    *assay_document_get_key     (AssayDocument *self);
gint64         assay_document_get_version (AssayDocument *self);
JsonNode      *assay_document_get_root    (AssayDocument *self);
JsonObject    *assay_document_get_object  (AssayDocument *self);
gint64         assay_document_get_time    (AssayDocument *self);
void           assay_document_set_time    (AssayDocument *self,
                                           gint64         instant);
char          *assay_document_to_json     (AssayDocument *self,
                                           gboolean       pretty);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayDocument, assay_document_unref)

G_END_DECLS
