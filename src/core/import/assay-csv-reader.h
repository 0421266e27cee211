/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-row-reader.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CSV_READER (assay_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (AssayCsvReader, assay_csv_reader, ASSAY, CSV_READER, AssayRowReader)

AssayCsvReader        *assay_csv_reader_new         (AssayTextSource        *source,
                                                     const AssayCsvDialect  *dialect,
                                                     gboolean                unguard,
                                                     GCancellable           *cancellable,
                                                     GError                **error);
const AssayCsvDialect *assay_csv_reader_get_dialect (AssayCsvReader         *self);
AssayTextSource       *assay_csv_reader_get_source  (AssayCsvReader         *self);

G_END_DECLS
