/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-document.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

/* Versions: 0 is the draft; published versions count from 1 and never change. */
#define ASSAY_DOCUMENT_LATEST (-1)

AssayDocument *assay_document_store_get        (AssayConnection  *connection,
                                                const char       *kind,
                                                const char       *key,
                                                gint64            version,
                                                GError          **error);
GPtrArray     *assay_document_store_list       (AssayConnection  *connection,
                                                const char       *kind,
                                                GError          **error);
GPtrArray     *assay_document_store_versions   (AssayConnection  *connection,
                                                const char       *kind,
                                                const char       *key,
                                                GError          **error);
gboolean       assay_document_store_save_draft (AssayTransaction *transaction,
                                                gint64            job,
                                                AssayDocument    *document,
                                                GError          **error);
AssayDocument *assay_document_store_publish    (AssayTransaction *transaction,
                                                gint64            job,
                                                AssayDocument    *document,
                                                GError          **error);
gboolean       assay_document_store_drop_draft (AssayTransaction *transaction,
                                                gint64            job,
                                                const char       *kind,
                                                const char       *key,
                                                GError          **error);
gboolean       assay_document_store_remove     (AssayTransaction *transaction,
                                                gint64            job,
                                                const char       *kind,
                                                const char       *key,
                                                GError          **error);

G_END_DECLS
