/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayUbjson:
 *
 * A value of Universal Binary JSON, the form in which XGBoost saves models: a place in bytes that stay.
 * Nothing is copied, and nothing is believed: what is cut off or does not fit is not found.
 */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
} AssayUbjson;

gboolean assay_ubjson_member      (const AssayUbjson *object,
                                   const char        *name,
                                   AssayUbjson       *out_value);
gboolean assay_ubjson_elements    (const AssayUbjson *array,
                                   AssayUbjson       *out_first,
                                   gsize             *out_n);
gboolean assay_ubjson_next        (AssayUbjson       *value);
char    *assay_ubjson_dup_text    (const AssayUbjson *text);
double  *assay_ubjson_dup_numbers (const AssayUbjson *array,
                                   gsize             *out_n);

G_END_DECLS
