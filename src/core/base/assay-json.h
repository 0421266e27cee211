/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_JSON_ERROR (assay_json_error_quark ())

/**
 * AssayJsonError:
 * @ASSAY_JSON_ERROR_SYNTAX: the text is not JSON; the message names line and column
 * @ASSAY_JSON_ERROR_SHAPE: it is JSON, but not what was expected; the message names the path
 */
typedef enum
{
  ASSAY_JSON_ERROR_SYNTAX,
  ASSAY_JSON_ERROR_SHAPE,
} AssayJsonError;

#define ASSAY_JSON_MAX_DEPTH 64

GQuark    assay_json_error_quark     (void);
JsonNode *assay_json_parse           (const char *text,
                                      gssize      length,
                                      GError    **error);
char     *assay_json_write           (JsonNode   *node);
void      assay_json_append          (GString    *to,
                                      JsonNode   *node);
void      assay_json_append_string   (GString    *to,
                                      const char *text,
                                      gssize      length);
void      assay_json_append_number   (GString    *to,
                                      double      number);
void      assay_json_append_shortest (GString    *to,
                                      double      number);
char     *assay_json_format_number   (double      number);
void      assay_json_set_number      (JsonObject *to,
                                      const char *name,
                                      double      number);

G_END_DECLS
