/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names, companies, titles and industries: whatever stands there, the checks come to an end. */

#include "enrich/assay-enricher.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static AssayEnricher *
make_enricher (void)
{
  static const char *const keys[] = { "name", "company", "role", "industry", NULL };
  g_autoptr (GError) error = NULL;
  AssayEnricher *enricher = assay_enricher_new (keys, "DE", NULL, &error);

  if (enricher == NULL)
    g_error ("%s", error->message);
  return enricher;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static AssayEnricher *enricher;
  static AssayArena *arena;
  AssayValue fields[32], signals[128];

  if (enricher == NULL)
    {
      enricher = make_enricher ();
      arena = assay_arena_new ();
    }
  for (guint i = 0; i < assay_enricher_get_n_fields (enricher); i++)
    fields[i] = assay_value_from_text ((const char *) data, size);
  assay_arena_reset (arena);
  assay_enricher_run (enricher, arena, fields, signals);
  return 0;
}
