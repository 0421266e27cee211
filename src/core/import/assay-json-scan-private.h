/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/* A place in one line of JSON, and room for texts without their escapes: as many bytes as the line
 * has are enough. */
typedef struct
{
  const char *p;
  const char *end;
  char *room;
} AssayJsonScan;

gboolean assay_json_scan_accept (AssayJsonScan *self,
                                 char           mark);
gboolean assay_json_scan_string (AssayJsonScan *self,
                                 AssayValue    *value);
gboolean assay_json_scan_value  (AssayJsonScan *self,
                                 AssayValue    *value);
gboolean assay_json_scan_at_end (AssayJsonScan *self);

G_END_DECLS
