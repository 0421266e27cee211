/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-plan.h"
#include "job/assay-job.h"

G_BEGIN_DECLS

/* The parameters of an import, by their number. */
enum
{
  PARAM_FILE = 1,
  PARAM_KIND,
  PARAM_MAPPING,
  PARAM_MAP,
  PARAM_MODE,
  PARAM_KEY,
  PARAM_BLANK,
  PARAM_RULE,
  PARAM_ENCODING,
  PARAM_DELIMITER,
  PARAM_QUOTE,
  PARAM_HEADER_LINE,
  PARAM_SHEET,
  PARAM_DECIMAL,
  PARAM_DATES,
  PARAM_THEN,
  PARAM_ATTACH,
  PARAM_AGAIN,
  PARAM_DRY_RUN,
  PARAM_REJECTS,
};

void     assay_import_params_install (AssayJobClass      *job_class);
gboolean assay_import_params_refuse  (GError            **error,
                                      const char         *name,
                                      const char         *expected);
gboolean assay_import_params_read    (AssayJob           *job,
                                      AssayImportOptions *options,
                                      GError            **error);

G_END_DECLS
