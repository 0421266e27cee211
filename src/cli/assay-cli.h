/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/assay-engine.h"

G_BEGIN_DECLS

/* Exit statuses, fixed by the manual. */
typedef enum
{
  ASSAY_EXIT_DONE = 0,
  ASSAY_EXIT_FAILED = 1,
  ASSAY_EXIT_USAGE = 2,
  ASSAY_EXIT_REJECTED = 3,
  ASSAY_EXIT_CANCELLED = 130,
} AssayExit;

/**
 * AssayCliOptions:
 * @workspace: (nullable): `-w`
 * @json: print the result as one JSON document
 * @quiet: no progress, no summary
 * @verbose: more on standard error
 *
 * What stands before the command.
 */
typedef struct
{
  char *workspace;
  gboolean json;
  gboolean quiet;
  gboolean verbose;
} AssayCliOptions;

/* The command that words on the line name: `profile publish` is job `profile-publish`. */
GType      assay_cli_find_command  (const char *const     *words,
                                    guint                 *out_n_words);
char      *assay_cli_command_name  (const char            *key);
AssayExit  assay_cli_run_job       (GType                  type,
                                    const char *const     *arguments,
                                    const AssayCliOptions *options);
AssayExit  assay_cli_help          (const char *const     *words);
void       assay_cli_print_usage   (void);
AssayExit  assay_cli_complete      (const char *const     *words);
AssayExit  assay_cli_manual        (void);
void       assay_cli_render        (AssayJob              *job,
                                    GString               *out);
AssayExit  assay_cli_exit_of       (const GError          *error);

G_END_DECLS
