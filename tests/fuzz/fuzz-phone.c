/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A phone cell and a line of a place: nothing crashes, and there is always a verdict on the phone. */

#include "enrich/assay-enricher.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static AssayEnricher *enricher;
  static AssayArena *arena;
  const char *const keys[] = { "phone", NULL };
  AssayValue fields[16], signals[64];
  const AssaySignal *const *derived;
  guint n_signals;

  if (enricher == NULL)
    {
      enricher = assay_enricher_new (keys, "DE", NULL, NULL);
      arena = assay_arena_new ();
    }
  g_assert_cmpuint (assay_enricher_get_n_fields (enricher), <=, G_N_ELEMENTS (fields));
  for (guint i = 0; i < assay_enricher_get_n_fields (enricher); i++)
    fields[i] = assay_value_from_text ((const char *) data, size);
  assay_arena_reset (arena);
  assay_enricher_run (enricher, arena, fields, signals);
  derived = assay_enricher_get_signals (enricher, &n_signals);
  for (guint i = 0; i < n_signals; i++)
    if (strcmp (derived[i]->key, "phone.status") == 0 && signals[i].kind != ASSAY_VALUE_TEXT)
      g_error ("no verdict");
  return 0;
}
