/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-plan.h"
#include "import/assay-lead-sink-private.h"
#include "import/assay-row-writer.h"
#include "job/assay-job.h"

G_BEGIN_DECLS

/**
 * AssayImportRun:
 * @job: reports progress and has the workspace
 * @plan: (owned): what is to be done
 * @prepare: gives a plan the mapping that is wanted
 * @dry: only count
 * @strict_key: the key was named, so it has to be one
 * @seen: the same content was imported before and not undone
 * @rejects_path: (nullable): where rejected rows go
 * @first_rejects: (owned): line and reason of the first rejected rows
 * @counts: what became of the rows
 *
 * One import on its way.
 */
typedef struct
{
  AssayJob *job;
  AssayImportPlan *plan;
  gboolean (*prepare) (AssayJob         *job,
                       AssayImportPlan  *plan,
                       GError          **error);
  gboolean dry;
  gboolean strict_key;
  gboolean seen;
  const char *rejects_path;
  GCancellable *cancellable;
  AssayRowWriter *rejects;
  JsonArray *first_rejects;
  AssayImportCounts counts;
} AssayImportRun;

gboolean  assay_import_run_leads   (AssayImportRun        *run,
                                    GError               **error);
gboolean  assay_import_run_rows    (AssayImportRun        *run,
                                    GError               **error);
gboolean  assay_import_run_reject  (AssayImportRun        *run,
                                    const AssayPumpedRow  *row,
                                    const char            *reason,
                                    GError               **error);
gboolean  assay_import_run_finish  (AssayImportRun        *run,
                                    GError               **error);
JsonNode *assay_import_run_to_json (AssayImportRun        *run);

G_END_DECLS
