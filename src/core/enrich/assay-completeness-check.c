/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "enrich/assay-check.h"

/* What a sales person needs to know of a lead before calling. */
static const char *const fields[] = { "name",  "role",    "company", "industry",     "email",
                                      "phone", "country", "website", "linkedin_url", "source", NULL };

#define N_FIELDS (G_N_ELEMENTS (fields) - 1)

static const AssaySignal signals[] = {
  { "lead.completeness", N_ ("Completeness"), ASSAY_FIELD_TYPE_NUMBER },
};

static gboolean
is_present (const AssayValue *value)
{
  if (value->kind != ASSAY_VALUE_TEXT)
    return value->kind != ASSAY_VALUE_NULL;
  for (guint32 i = 0; i < value->length; i++)
    if (!g_ascii_isspace (value->text[i]))
      return TRUE;
  return FALSE;
}

/* The share of the fields that are filled in, 0–100. */
static void
completeness_run (AssayCheckRun *run)
{
  gint64 n = 0;

  for (gsize i = 0; i < N_FIELDS; i++)
    n += is_present (&run->fields[i]);
  run->signals[0] = assay_value_from_integer (n * 100 / (gint64) N_FIELDS);
}

const AssayCheck assay_completeness_check = {
  .key = "completeness",
  .label = N_ ("Completeness"),
  .description = N_ ("How many of the fields that a call needs are filled in"),
  .version = 1,
  .fields = fields,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .run = completeness_run,
};
