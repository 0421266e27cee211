/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LIST_FORMAT (assay_list_format_get_type ())
#define ASSAY_TYPE_LEADS_JOB   (assay_leads_job_get_type ())

/**
 * AssayListFormat:
 * @ASSAY_LIST_FORMAT_TABLE: for people
 * @ASSAY_LIST_FORMAT_CSV: RFC 4180
 * @ASSAY_LIST_FORMAT_JSON: one array of objects
 * @ASSAY_LIST_FORMAT_JSONL: an object a line
 */
typedef enum
{
  ASSAY_LIST_FORMAT_TABLE,
  ASSAY_LIST_FORMAT_CSV,
  ASSAY_LIST_FORMAT_JSON,
  ASSAY_LIST_FORMAT_JSONL,
} AssayListFormat;

GType assay_list_format_get_type (void) G_GNUC_CONST;
G_DECLARE_FINAL_TYPE (AssayLeadsJob, assay_leads_job, ASSAY, LEADS_JOB, AssayJob)

G_END_DECLS
