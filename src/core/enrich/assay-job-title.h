/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssaySeniority:
 *
 * From the top down; of two in one title the higher one counts.
 */
typedef enum
{
  ASSAY_SENIORITY_UNKNOWN,
  ASSAY_SENIORITY_OWNER,
  ASSAY_SENIORITY_C_LEVEL,
  ASSAY_SENIORITY_VP,
  ASSAY_SENIORITY_DIRECTOR,
  ASSAY_SENIORITY_MANAGER,
  ASSAY_SENIORITY_SENIOR,
  ASSAY_SENIORITY_INDIVIDUAL,
  ASSAY_SENIORITY_ENTRY,
} AssaySeniority;

/**
 * AssayJobTitle:
 * @seniority: what the title says, %ASSAY_SENIORITY_UNKNOWN where there is no title
 * @function: place in assay_job_functions; -1 where the title tells none
 * @confidence: 0–100
 * @former: whether the person was that once
 * @has_subject: whether the title names something to be done that no function is known for
 * @subject_beside: whether it stands beside the title, not behind a comma or the like, where companies stand too
 * @assistant: whether the title names somebody else, whom the person assists
 */
typedef struct
{
  AssaySeniority seniority;
  int function;
  int confidence;
  gboolean former;
  gboolean has_subject;
  gboolean subject_beside;
  gboolean assistant;
} AssayJobTitle;

/**
 * AssayJobTitles:
 *
 * The words of job titles: `data/reference/job-titles.tsv`. Immutable; any thread.
 */
typedef struct _AssayJobTitles AssayJobTitles;

extern const char *const assay_seniorities[];
extern const char *const assay_job_functions[];

AssayJobTitles *assay_job_titles_load (GError              **error);
void            assay_job_titles_free (AssayJobTitles       *titles);
AssayJobTitle   assay_job_titles_read (const AssayJobTitles *titles,
                                       const char           *text,
                                       gsize                 length);
int             assay_job_titles_read_function (const AssayJobTitles *titles,
                                                const char           *text,
                                                gsize                 length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayJobTitles, assay_job_titles_free)

G_END_DECLS
