/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/assay-document.h"

G_BEGIN_DECLS

AssayDocument *assay_document_file_read  (GFile         *file,
                                          const char    *kind,
                                          const char    *key,
                                          GError       **error);
gboolean       assay_document_file_write (GFile         *file,
                                          AssayDocument *document,
                                          GCancellable  *cancellable,
                                          GError       **error);

G_END_DECLS
