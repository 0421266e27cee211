/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-explanation-private.h"

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "learn/assay-predictive-scorer.h"

#define LATEST_CHANGES 10

static JsonObject *
read_change (AssayStatement *select)
{
  g_autofree char *at = assay_instant_to_iso (assay_statement_get_int64 (select, 0), FALSE);
  JsonObject *change = json_object_new ();

  json_object_set_string_member (change, "at", at);
  json_object_set_int_member (change, "old", assay_predictor_shown (assay_statement_get_double (select, 1) / 100));
  json_object_set_int_member (change, "new", assay_predictor_shown (assay_statement_get_double (select, 2) / 100));
  json_object_set_member (change, "old_bands", assay_json_parse (assay_statement_get_text (select, 3), -1, NULL));
  json_object_set_member (change, "new_bands", assay_json_parse (assay_statement_get_text (select, 4), -1, NULL));
  json_object_set_string_member (change, "reason", assay_statement_get_text (select, 5));
  json_object_set_int_member (change, "job", assay_statement_get_int64 (select, 6));
  json_object_set_int_member (change, "version", assay_statement_get_int64 (select, 7));
  return change;
}

/**
 * assay_explanation_add_history:
 * @to: gets `history`: the last changes of what was predicted, newest first
 */
gboolean
assay_explanation_add_history (const Explanation *explanation,
                               JsonObject        *to,
                               GError           **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    explanation->connection,
    "SELECT at, old_value, new_value, old_bands, new_bands, reason, job, new_version FROM score_history "
    "WHERE lead = ?1 AND profile = '" ASSAY_PREDICTIVE_KEY "' ORDER BY at DESC, id DESC LIMIT ?2",
    error);
  JsonArray *history = json_array_new ();
  gboolean row;

  json_object_set_array_member (to, "history", history);
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, explanation->lead);
  assay_statement_bind_int64 (select, 2, LATEST_CHANGES);
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return TRUE;
      json_array_add_object_element (history, read_change (select));
    }
  return FALSE;
}
