/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_TEXT_SOURCE (assay_text_source_get_type ())
G_DECLARE_FINAL_TYPE (AssayTextSource, assay_text_source, ASSAY, TEXT_SOURCE, GObject)

/* What one read delivers at most unless the caller asks for less. */
#define ASSAY_TEXT_SOURCE_BLOCK (256 * 1024)

AssayTextSource *assay_text_source_new            (GFile            *file,
                                                   const char       *encoding,
                                                   GCancellable     *cancellable,
                                                   GError          **error);
AssayTextSource *assay_text_source_new_for_stream (GInputStream     *stream,
                                                   const char       *name,
                                                   const char       *encoding,
                                                   GCancellable     *cancellable,
                                                   GError          **error);
AssayTextSource *assay_text_source_new_for_bytes  (GBytes           *bytes,
                                                   const char       *encoding,
                                                   GError          **error);
gssize           assay_text_source_read           (AssayTextSource  *self,
                                                   char             *into,
                                                   gsize             size,
                                                   GCancellable     *cancellable,
                                                   GError          **error);
const char      *assay_text_source_peek           (AssayTextSource  *self,
                                                   gsize            *length,
                                                   gboolean         *complete);
const char      *assay_text_source_get_name       (AssayTextSource  *self);
const char      *assay_text_source_get_encoding   (AssayTextSource  *self);
gboolean         assay_text_source_get_compressed (AssayTextSource  *self);
guint64          assay_text_source_get_replaced   (AssayTextSource  *self,
                                                   guint64          *first_offset);
double           assay_text_source_get_progress   (AssayTextSource  *self);

G_END_DECLS
