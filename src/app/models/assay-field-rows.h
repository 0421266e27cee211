/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FIELD_ROWS (assay_field_rows_get_type ())

G_DECLARE_FINAL_TYPE (AssayFieldRows, assay_field_rows, ASSAY, FIELD_ROWS, AdwBin)

GtkWidget *assay_field_rows_new        (void);
void       assay_field_rows_clear      (AssayFieldRows *self);
void       assay_field_rows_add        (AssayFieldRows *self,
                                        JsonObject     *field,
                                        const char     *detail,
                                        gboolean        active);
guint      assay_field_rows_get_size   (AssayFieldRows *self);
gboolean   assay_field_rows_set_active (AssayFieldRows *self,
                                        const char     *field,
                                        gboolean        active);
char     **assay_field_rows_list       (AssayFieldRows *self,
                                        gboolean        active);

G_END_DECLS
