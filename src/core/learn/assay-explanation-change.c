/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "learn/assay-explanation-private.h"

/* A change that lifts the score by less is not worth telling. */
#define MIN_LIFT 1.0

/* One field changed to one other value. */
typedef struct
{
  guint entry;
  guint level; /* of levels: which; of numbers: between which edges */
  double number;
} Change;

/* Where a lead came from is past changing. */
static const char *const given[] = { "source", "medium", "campaign", "referrer",    "country",
                                     "region", "city",   "location", "postal_code", NULL };

static void
list_changes (const AssayRecipe *recipe, GArray *changes)
{
  for (guint e = 0; e < recipe->entries->len; e++)
    {
      const AssayRecipeEntry *entry = recipe->entries->pdata[e];
      Change change = { .entry = e };

      if (g_strv_contains (given, entry->key))
        continue;
      switch (entry->encoding)
        {
        case ASSAY_ENCODING_LEVELS:
        case ASSAY_ENCODING_RANKS:
          for (change.level = 0; change.level < entry->n_levels; change.level++)
            g_array_append_val (changes, change);
          break;
        case ASSAY_ENCODING_NUMBER:
          for (change.level = 0; change.level < entry->n_edges; change.level++)
            {
              change.number = entry->edges[change.level];
              g_array_append_val (changes, change);
            }
          break;
        case ASSAY_ENCODING_EVENTS:
          g_array_append_val (changes, change);
          break;
        case ASSAY_ENCODING_TERMS:
        case ASSAY_ENCODING_DATE:
        default:
          break;
        }
    }
}

static void
apply (const AssayRecipeEntry *entry, const Change *change, AssayFeatureMatrix *matrix, gsize row)
{
  float *first = assay_feature_matrix_column (matrix, entry->first) + row;

  if (entry->encoding == ASSAY_ENCODING_LEVELS)
    for (guint k = 0; k < entry->n_features; k++)
      first[k * matrix->stride] = k == change->level;
  else if (entry->encoding == ASSAY_ENCODING_RANKS)
    *first = (float) entry->ranks[change->level];
  else if (entry->encoding == ASSAY_ENCODING_NUMBER)
    *first = (float) change->number;
  else
    {
      /* One more of these events, today. */
      for (guint k = 0; k < ASSAY_EVENT_LAST; k++)
        first[k * matrix->stride] += 1;
      first[ASSAY_EVENT_LAST * matrix->stride] = 0;
    }
}

static char *
say_change (const AssayRecipeEntry *entry, const Change *change)
{
  g_autofree char *number = NULL;

  switch (entry->encoding)
    {
    case ASSAY_ENCODING_LEVELS:
    case ASSAY_ENCODING_RANKS:
      return g_strdup_printf (_ ("%s were “%s”"), entry->label, entry->levels[change->level]);
    case ASSAY_ENCODING_EVENTS:
      return g_strdup_printf (_ ("one more “%s” happened"), entry->label);
    case ASSAY_ENCODING_NUMBER:
    case ASSAY_ENCODING_TERMS:
    case ASSAY_ENCODING_DATE:
    default:
      number = g_strdup_printf ("%.10g", change->number);
      return g_strdup_printf (_ ("%s were %s"), entry->label, number);
    }
}

/**
 * assay_explanation_add_change:
 * @to: gets `change`: the one field whose other value would lift the score most, and to what; none
 * where nothing lifts it
 *
 * Every change is verified by predicting it; it says what the model would say, not what would
 * happen.
 */
gboolean
assay_explanation_add_change (const Explanation *explanation, JsonObject *to, GError **error)
{
  const AssayRecipe *recipe = explanation->predictor->recipe;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autoptr (AssayFeatureMatrix) matrix = assay_feature_matrix_new (recipe->n_features);
  g_autofree double *margins = NULL;
  g_autofree char *text = NULL;
  double best = explanation->batch->probabilities[0] + MIN_LIFT / 100;
  const Change *chosen = NULL;
  JsonObject *object;

  list_changes (recipe, changes);
  assay_feature_matrix_resize (matrix, changes->len);
  margins = g_new (double, changes->len + 1);
  for (guint f = 0; f < recipe->n_features; f++)
    for (guint i = 0; i < changes->len; i++)
      assay_feature_matrix_column (matrix, f)[i] =
          assay_feature_matrix_column (explanation->batch->matrix, f)[0];
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);

      apply (recipe->entries->pdata[change->entry], change, matrix, i);
    }
  if (changes->len > 0 && !assay_predictor_margins (explanation->predictor, matrix, margins, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      double probability =
          assay_calibration_apply (explanation->predictor->calibration, margins[i]);

      if (probability > best)
        {
          best = probability;
          chosen = &g_array_index (changes, Change, i);
        }
    }
  if (chosen == NULL)
    return TRUE;
  text = say_change (recipe->entries->pdata[chosen->entry], chosen);
  object = json_object_new ();
  json_object_set_string_member (
      object, "field", ((AssayRecipeEntry *) recipe->entries->pdata[chosen->entry])->key);
  json_object_set_string_member (object, "if", text);
  json_object_set_int_member (object, "score", assay_predictor_shown (best));
  json_object_set_object_member (to, "change", object);
  return TRUE;
}
