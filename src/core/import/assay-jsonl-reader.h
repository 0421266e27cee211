/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-row-reader.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JSONL_READER (assay_jsonl_reader_get_type ())
G_DECLARE_FINAL_TYPE (AssayJsonlReader, assay_jsonl_reader, ASSAY, JSONL_READER, AssayRowReader)

AssayJsonlReader *assay_jsonl_reader_new   (AssayTextSource  *source,
                                            GCancellable     *cancellable,
                                            GError          **error);
gboolean          assay_jsonl_reader_sniff (const char       *sample,
                                            gsize             length);

G_END_DECLS
