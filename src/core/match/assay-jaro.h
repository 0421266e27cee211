/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_JARO_MAX 64

double assay_jaro_winkler (const char *a, gsize a_length, const char *b, gsize b_length);
guint
assay_edit_distance (const char *a, gsize a_length, const char *b, gsize b_length, guint limit);

G_END_DECLS
