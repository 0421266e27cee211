/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text and JSON of conditions: nothing crashes, and what is read prints and reads back the same. */

#include "model/assay-condition-json.h"
#include "model/assay-condition-text.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static void
check_round_trip (AssayCondition *condition)
{
  g_autofree char *text = assay_condition_to_text (condition);
  g_autofree char *json = assay_condition_to_json (condition);
  g_autoptr (AssayCondition) from_text = assay_condition_from_text (text, NULL, NULL);
  g_autoptr (AssayCondition) from_json = assay_condition_from_json (json, -1, NULL);

  if (from_text == NULL || !assay_condition_equal (condition, from_text) || from_json == NULL
      || !assay_condition_equal (condition, from_json))
    g_error ("lost on the way: %s", json);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *input = g_strndup ((const char *) data, size);
  g_autoptr (AssayCondition) from_text = assay_condition_from_text (input, NULL, NULL);
  g_autoptr (AssayCondition) from_json = assay_condition_from_json ((const char *) data, (gssize) size, NULL);

  if (from_text != NULL)
    check_round_trip (from_text);
  if (from_json != NULL)
    check_round_trip (from_json);
  return 0;
}
