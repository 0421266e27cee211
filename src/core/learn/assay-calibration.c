/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-calibration.h"

#include <math.h>

/* Leads of the rarer outcome that an isotonic curve needs. Source: A. Niculescu-Mizil, R. Caruana,
 * “Predicting good probabilities with supervised learning”, ICML 2005. */
#define MIN_FOR_ISOTONIC 1000

/**
 * assay_calibration_new:
 * @margins: (array length=n): of leads that the model had not seen
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Fits an isotonic curve where there are at least 1,000 leads of either outcome, otherwise Platt's.
 *
 * Returns: (transfer full): the curve
 */
AssayCalibration *
assay_calibration_new (const double *margins, const guint8 *outcomes, gsize n)
{
  AssayCalibration *self = g_new0 (AssayCalibration, 1);
  gsize positives = 0;

  for (gsize i = 0; i < n; i++)
    positives += outcomes[i] != 0;
  self->floor = 1 / ((double) n + 2);
  if (MIN (positives, n - positives) >= MIN_FOR_ISOTONIC)
    self->isotonic = assay_isotonic_fit (margins, outcomes, n);
  else
    assay_platt_fit (&self->platt, margins, outcomes, n);
  return self;
}

void
assay_calibration_free (AssayCalibration *self)
{
  if (self == NULL)
    return;
  assay_isotonic_free (self->isotonic);
  g_free (self);
}

/**
 * assay_calibration_apply:
 * @margin: log odds, as the algorithm sees them
 *
 * Returns: the probability
 */
double
assay_calibration_apply (const AssayCalibration *self, double margin)
{
  double probability = self->isotonic != NULL ? assay_isotonic_predict (self->isotonic, margin)
                                              : assay_platt_predict (&self->platt, margin);

  return CLAMP (probability, self->floor, 1 - self->floor);
}

static void
append_numbers (GString *to, const char *name, const double *numbers, gsize n)
{
  g_string_append_printf (to, ",\"%s\":[", name);
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (to, i > 0 ? "," : "");
      assay_json_append_number (to, numbers[i]);
    }
  g_string_append_c (to, ']');
}

/**
 * assay_calibration_append_json:
 * @to: gets the curve as a JSON object
 */
void
assay_calibration_append_json (const AssayCalibration *self, GString *to)
{
  g_string_append (to, "{\"floor\":");
  assay_json_append_number (to, self->floor);
  if (self->isotonic != NULL)
    {
      append_numbers (to, "margins", self->isotonic->scores, self->isotonic->n);
      append_numbers (to, "probabilities", self->isotonic->values, self->isotonic->n);
    }
  else
    {
      g_string_append (to, ",\"slope\":");
      assay_json_append_number (to, self->platt.slope);
      g_string_append (to, ",\"intercept\":");
      assay_json_append_number (to, self->platt.intercept);
    }
  g_string_append_c (to, '}');
}

static gboolean
read_numbers (const AssayJsonCursor *object, const char *name, GArray *numbers, GError **error)
{
  AssayJsonCursor array, element;
  guint n;

  if (!assay_json_cursor_need_member (object, name, &array, error) ||
      !assay_json_cursor_get_array (&array, &n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      double number;

      assay_json_cursor_element (&array, i, &element);
      if (!assay_json_cursor_get_number (&element, &number, error))
        return FALSE;
      if (i > 0 && number < g_array_index (numbers, double, i - 1))
        {
          assay_json_cursor_fail (&element, error, "expected at least the number before it");
          return FALSE;
        }
      g_array_append_val (numbers, number);
    }
  return TRUE;
}

static gboolean
read_isotonic (const AssayJsonCursor *object, AssayCalibration *self, GError **error)
{
  g_autoptr (GArray) margins = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  if (!read_numbers (object, "margins", margins, error) ||
      !read_numbers (object, "probabilities", values, error))
    return FALSE;
  if (margins->len == 0 || margins->len != values->len)
    {
      assay_json_cursor_fail (object, error, "expected as many margins as probabilities");
      return FALSE;
    }
  self->isotonic = assay_isotonic_new ((const double *) (gpointer) margins->data,
                                       (const double *) (gpointer) values->data,
                                       margins->len);
  return TRUE;
}

/**
 * assay_calibration_read_json:
 * @object: what assay_calibration_append_json() gave
 *
 * Returns: (transfer full) (nullable): the curve; %NULL with %ASSAY_JSON_ERROR_SHAPE
 */
AssayCalibration *
assay_calibration_read_json (const AssayJsonCursor *object, GError **error)
{
  g_autoptr (AssayCalibration) self = g_new0 (AssayCalibration, 1);
  AssayJsonCursor margins;
  gboolean ok;

  if (!assay_json_cursor_read_number (object, "floor", TRUE, &self->floor, error))
    return NULL;
  if (assay_json_cursor_member (object, "margins", &margins))
    ok = read_isotonic (object, self, error);
  else
    ok = assay_json_cursor_read_number (object, "slope", TRUE, &self->platt.slope, error) &&
         assay_json_cursor_read_number (object, "intercept", TRUE, &self->platt.intercept, error);
  return ok ? g_steal_pointer (&self) : NULL;
}
