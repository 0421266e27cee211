/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The checks of mail cells and web addresses: a verdict on whatever bytes there are, and what an address is
 * normalised to is an address that stays as it is. */

#include <string.h>

#include "enrich/assay-enricher.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static AssayEnricher *enricher;
static AssayArena *arena;
static AssayValue *fields, *signals;

static guint
place_of_signal (const char *key)
{
  guint n;
  const AssaySignal *const *list = assay_enricher_get_signals (enricher, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (list[i]->key, key) == 0)
      return i;
  g_error ("no signal %s", key);
}

static void
init (void)
{
  const char *const keys[] = { "contact", NULL };
  g_autoptr (GError) error = NULL;
  guint n;

  enricher = assay_enricher_new (keys, "", NULL, &error);
  g_assert_no_error (error);
  arena = assay_arena_new ();
  assay_enricher_set_explain (enricher, TRUE);
  assay_enricher_get_signals (enricher, &n);
  fields = g_new0 (AssayValue, assay_enricher_get_n_fields (enricher) + 1);
  signals = g_new0 (AssayValue, n + 1);
}

static void
run (const char *text,
     gsize       length)
{
  for (guint i = 0; i < assay_enricher_get_n_fields (enricher); i++)
    fields[i] = assay_value_from_text (text, length);
  assay_enricher_run (enricher, arena, fields, signals);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  /* Exactly as long as it says, so that a byte too far is seen. */
  g_autofree char *text = g_memdup2 (data, size);
  g_autofree char *normalised = NULL, *reason = NULL;
  const AssayValue *value;

  if (enricher == NULL)
    init ();
  run (size > 0 ? text : "", size);
  value = &signals[place_of_signal ("email.status")];
  g_assert (value->kind == ASSAY_VALUE_TEXT);
  value = &signals[place_of_signal ("email.reason")];
  reason = g_strndup (value->text, value->length);
  value = &signals[place_of_signal ("email.normalised")];
  if (value->kind == ASSAY_VALUE_TEXT)
    {
      normalised = g_strndup (value->text, value->length);
      assay_arena_reset (arena);
      run (normalised, strlen (normalised));
      value = &signals[place_of_signal ("email.normalised")];
      if (value->kind != ASSAY_VALUE_TEXT || value->length != strlen (normalised)
          || memcmp (value->text, normalised, value->length) != 0)
        g_error ("“%s” is normalised to something else", normalised);
    }
  assay_arena_reset (arena);
  assay_enricher_set_explain (enricher, TRUE);
  return 0;
}
