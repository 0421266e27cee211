/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/assay-json.h"
#include "score/assay-backtest.h"

static void
set_interval (JsonObject *to,
              const char *name,
              double      low,
              double      high)
{
  JsonArray *pair = json_array_new ();

  if (isfinite (low) && isfinite (high))
    {
      json_array_add_double_element (pair, low);
      json_array_add_double_element (pair, high);
      json_object_set_array_member (to, name, pair);
      return;
    }
  json_array_unref (pair);
  json_object_set_null_member (to, name);
}

static JsonObject *
cell_to_json (const AssayBacktestCell *cell)
{
  JsonObject *object = json_object_new ();

  if (cell->key != NULL)
    {
      json_object_set_string_member (object, "band", cell->key);
      json_object_set_string_member (object, "label", cell->name);
    }
  else
    json_object_set_string_member (object, "score", cell->name);
  assay_json_set_number (object, "min", cell->min);
  json_object_set_int_member (object, "leads", (gint64) cell->count);
  json_object_set_int_member (object, "converted", (gint64) cell->converted);
  assay_json_set_number (object, "rate", cell->rate);
  set_interval (object, "interval", cell->low, cell->high);
  return object;
}

static void
set_ladders (const AssayBacktest *self,
             JsonObject          *to)
{
  JsonObject *bands = json_object_new ();

  for (guint l = 0; l < self->ladders->len; l++)
    {
      const AssayBacktestLadder *ladder = &g_array_index (self->ladders, AssayBacktestLadder, l);
      JsonArray *list = json_array_new ();

      for (guint i = 0; i < ladder->cells->len; i++)
        json_array_add_object_element (
          list, cell_to_json (&g_array_index (ladder->cells, AssayBacktestCell, i)));
      if (l == 0)
        json_object_set_array_member (to, "buckets", list);
      else
        json_object_set_array_member (bands, ladder->key, list);
    }
  json_object_set_object_member (to, "bands", bands);
}

static void
set_violations (const AssayBacktest *self,
                JsonObject          *to)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < self->violations->len; i++)
    {
      const AssayBacktestViolation *violation
        = &g_array_index (self->violations, AssayBacktestViolation, i);
      const AssayBacktestLadder *ladder
        = &g_array_index (self->ladders, AssayBacktestLadder, violation->ladder);
      const AssayBacktestCell *higher
        = &g_array_index (ladder->cells, AssayBacktestCell, violation->higher);
      const AssayBacktestCell *lower
        = &g_array_index (ladder->cells, AssayBacktestCell, violation->lower);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "of", ladder->key);
      json_object_set_string_member (object, "higher", higher->name);
      json_object_set_string_member (object, "lower", lower->name);
      assay_json_set_number (object, "higher_rate", higher->rate);
      assay_json_set_number (object, "lower_rate", lower->rate);
      assay_json_set_number (object, "p", violation->p);
      json_array_add_object_element (list, object);
    }
  json_object_set_boolean_member (to, "monotone", self->violations->len == 0);
  json_object_set_array_member (to, "violations", list);
}

static void
set_lift (const AssayBacktest *self,
          JsonObject          *to)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < ASSAY_BACKTEST_SLICES; i++)
    {
      const AssayLiftRow *row = &self->lift[i];
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "slice", i + 1);
      assay_json_set_number (object, "leads", row->count);
      assay_json_set_number (object, "converted", row->positives);
      assay_json_set_number (object, "rate", row->rate);
      assay_json_set_number (object, "lift", row->lift);
      assay_json_set_number (object, "gain", row->gain);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (to, "lift", list);
}

static void
set_calibration (const AssayBacktest *self,
                 JsonObject          *to)
{
  JsonArray *list = json_array_new ();

  for (gsize i = 0; self->isotonic != NULL && i < self->isotonic->n; i++)
    {
      JsonObject *object = json_object_new ();

      assay_json_set_number (object, "score", self->isotonic->scores[i]);
      assay_json_set_number (object, "probability", self->isotonic->values[i]);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (to, "calibration", list);
}

/**
 * assay_backtest_to_json:
 * @to: gets the figures as members
 */
void
assay_backtest_to_json (const AssayBacktest *self,
                        JsonObject          *to)
{
  json_object_set_int_member (to, "leads", (gint64) self->n);
  json_object_set_int_member (to, "converted", (gint64) self->n_converted);
  json_object_set_int_member (to, "unscored", (gint64) self->n_unscored);
  assay_json_set_number (to, "auc", self->auc);
  set_interval (to, "auc_interval", self->auc_low, self->auc_high);
  assay_json_set_number (to, "pr_auc", self->pr_auc);
  assay_json_set_number (to, "brier", self->brier);
  assay_json_set_number (to, "brier_base", self->brier_base);
  set_lift (self, to);
  set_ladders (self, to);
  set_violations (self, to);
  set_calibration (self, to);
}
