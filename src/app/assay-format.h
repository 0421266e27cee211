/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-field.h"

G_BEGIN_DECLS

char *assay_format_value    (const AssayValue *value,
                             AssayFieldType    type);
char *assay_format_score    (double            score);
char *assay_format_ago      (gint64            instant,
                             gint64            now);
char *assay_format_instant  (gint64            instant,
                             gboolean          date_only);
char *assay_format_count    (gint64            count,
                             gboolean          estimated);
char *assay_format_band     (const char       *band);
char *assay_value_dup_text  (const AssayValue *value);

G_END_DECLS
