/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_EXPORT_FORMAT (assay_export_format_get_type ())
#define ASSAY_TYPE_EXPORT_JOB    (assay_export_job_get_type ())

/**
 * AssayExportFormat:
 * @ASSAY_EXPORT_FORMAT_AUTO: by the file's name; CSV if that says nothing
 * @ASSAY_EXPORT_FORMAT_CSV: RFC 4180
 * @ASSAY_EXPORT_FORMAT_JSONL: a JSON object a line
 * @ASSAY_EXPORT_FORMAT_XLSX: an Excel workbook
 * @ASSAY_EXPORT_FORMAT_INTENT: CSV of lead_id, name, company, role, industry, score, intent, reasoning
 */
typedef enum
{
  ASSAY_EXPORT_FORMAT_AUTO,
  ASSAY_EXPORT_FORMAT_CSV,
  ASSAY_EXPORT_FORMAT_JSONL,
  ASSAY_EXPORT_FORMAT_XLSX,
  ASSAY_EXPORT_FORMAT_INTENT,
} AssayExportFormat;

GType assay_export_format_get_type (void) G_GNUC_CONST;
G_DECLARE_FINAL_TYPE (AssayExportJob, assay_export_job, ASSAY, EXPORT_JOB, AssayJob)

G_END_DECLS
