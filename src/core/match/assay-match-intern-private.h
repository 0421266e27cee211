/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts under numbers from 1 on; the same text always has the same number. */
typedef struct
{
  guint32 *slots; /* (owned) (nullable): numbers by hash; gone once sealed */
  guint32 n_slots;
  guint32 n;
  GArray *starts; /* (element-type guint32): where each text begins; one more at the end */
  GByteArray *bytes;
} AssayMatchIntern;

void assay_match_intern_init (AssayMatchIntern *intern);
void assay_match_intern_clear (AssayMatchIntern *intern);
guint32 assay_match_intern_add (AssayMatchIntern *intern, const char *text, gsize length);
void assay_match_intern_seal (AssayMatchIntern *intern);

static inline const char *
assay_match_intern_get (const AssayMatchIntern *intern, guint32 number, guint32 *out_length)
{
  const guint32 *starts = (const guint32 *) (gpointer) intern->starts->data;

  *out_length = starts[number + 1] - starts[number];
  return (const char *) intern->bytes->data + starts[number];
}

G_END_DECLS
