/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

/* One codec for job parameters: GValue ↔ JSON ↔ command-line text. Strict: unknown names, wrong
 * types and values out of range are errors that name the parameter. */

gboolean    assay_codec_value_from_text (GParamSpec      *pspec,
                                         const char      *text,
                                         GValue          *out_value,
                                         GError         **error);
char       *assay_codec_value_to_text   (GParamSpec      *pspec,
                                         const GValue    *value);
gboolean    assay_codec_value_from_json (GParamSpec      *pspec,
                                         JsonNode        *node,
                                         GValue          *out_value,
                                         GError         **error);
JsonNode   *assay_codec_value_to_json   (GParamSpec      *pspec,
                                         const GValue    *value);
AssayJob   *assay_codec_job_from_json   (GType            type,
                                         AssayWorkspace  *workspace,
                                         JsonObject      *parameters,
                                         GError         **error);
JsonNode   *assay_codec_job_to_json     (AssayJob        *job,
                                         gboolean         for_record);
AssayJob   *assay_codec_job_from_arguments (GType         type,
                                         AssayWorkspace  *workspace,
                                         const char *const *arguments,
                                         GError         **error);
char       *assay_codec_usage           (GType            type,
                                         const char      *command);
char       *assay_codec_command_line    (GType            type,
                                         const char      *command,
                                         JsonObject      *parameters,
                                         char           **out_withheld);
char       *assay_codec_help            (GType            type,
                                         const char      *command);
JsonNode   *assay_codec_schema          (GType            type);
GPtrArray  *assay_codec_list_params     (GType            type);

G_END_DECLS
