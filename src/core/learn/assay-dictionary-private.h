/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayDictionary:
 *
 * Numbers the distinct texts of a column from 1 on; 0 is no text, and whatever means as much
 * (`Select`, `n/a`, `unknown`). Texts that fold alike share a number.
 */
typedef struct _AssayDictionary AssayDictionary;

AssayDictionary *assay_dictionary_new (void);
void assay_dictionary_free (AssayDictionary *self);
void assay_dictionary_clear (AssayDictionary *self);
guint assay_dictionary_get_generation (AssayDictionary *self);
guint32 assay_dictionary_intern (AssayDictionary *self, const char *text, gsize length);
guint32 assay_dictionary_get_size (AssayDictionary *self);
const char *assay_dictionary_get_text (AssayDictionary *self, guint32 code);
const char *assay_dictionary_get_folded (AssayDictionary *self, guint32 code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayDictionary, assay_dictionary_free)

G_END_DECLS
