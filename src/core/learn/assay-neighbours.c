/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-neighbours.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "learn/assay-learn-error.h"
#include "stats/assay-random.h"

/* Of more leads so many are drawn by lot: a search looks at all of them. */
#define MAX_LEADS 50000
/* Leads that are explained at once. */
#define BATCH 1000
/* Where leads came from, contributions in 16 bits: all leads, entries of the recipe and the base, the
 * value of a unit; ids, outcomes, contributions. */
#define PACKED "(tudaxayan)"
#define UNITS  32000

struct _AssayNeighbours
{
  const AssayPredictor *predictor; /* (not owned) */
  GVariant *packed;                /* (owned) */
  gsize n_all;
  guint width;
  double unit;
  gsize n;
  const gint64 *leads;
  const guint8 *outcomes;
  const gint16 *contributions; /* (array): per lead, in units */
};

/* Draws rows by lot. Source: Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S. */
static guint32 *
draw (gsize n, guint64 seed, gsize *out_n)
{
  gsize wanted = MIN (n, MAX_LEADS);
  guint32 *rows = g_new (guint32, wanted + 1);
  AssayRandom random;

  *out_n = 0;
  assay_random_init (&random, seed);
  for (gsize i = 0; i < n && *out_n < wanted; i++)
    if (assay_random_below (&random, n - i) < wanted - *out_n)
      rows[(*out_n)++] = (guint32) i;
  return rows;
}

/* What the entries of the recipe say of some rows, and where all start. */
static float *
explain (const AssayPredictor     *predictor,
         const AssayFeatureMatrix *matrix,
         const guint32            *rows,
         gsize                     n,
         GError                  **error)
{
  guint width = predictor->recipe->entries->len + 1;
  g_autofree float *values = g_new (float, n * width + 1);
  g_autofree double *contributions = g_new (double, BATCH * width);

  for (gsize first = 0; first < n; first += BATCH)
    {
      gsize m = MIN (BATCH, n - first);
      g_autoptr (AssayFeatureMatrix) part = assay_feature_matrix_select (matrix, rows + first, m);

      if (!assay_predictor_explain_roughly (predictor, part, m, contributions, error))
        return NULL;
      for (gsize i = 0; i < m * width; i++)
        values[first * width + i] = (float) contributions[i];
    }
  return g_steal_pointer (&values);
}

/**
 * assay_neighbours_pack:
 * @matrix: of the leads that the model learned from
 * @leads: (array): their ids
 * @outcomes: (array): what became of them, 1 converted, 0 lost
 * @seed: of the lots, where there are more than are kept
 *
 * Returns: (transfer full) (nullable): what the model makes of them, to be stored beside it
 */
GBytes *
assay_neighbours_pack (const AssayPredictor     *predictor,
                       const AssayFeatureMatrix *matrix,
                       const gint64             *leads,
                       const guint8             *outcomes,
                       guint64                   seed,
                       GError                  **error)
{
  guint width = predictor->recipe->entries->len + 1;
  gsize n;
  g_autofree guint32 *rows = draw (matrix->n_rows, seed, &n);
  g_autofree float *values = explain (predictor, matrix, rows, n, error);
  g_autofree gint16 *units = g_new (gint16, n * width + 1);
  g_autofree gint64 *ids = g_new (gint64, n + 1);
  g_autofree guint8 *became = g_new (guint8, n + 1);
  g_autoptr (GVariant) packed = NULL;
  double most = 1e-6;

  if (values == NULL)
    return NULL;
  for (gsize i = 0; i < n * width; i++)
    most = MAX (most, fabs (values[i]));
  for (gsize i = 0; i < n * width; i++)
    units[i] = GINT16_TO_LE ((gint16) lrint (values[i] / most * UNITS));
  for (gsize i = 0; i < n; i++)
    {
      ids[i] = GINT64_TO_LE (leads[rows[i]]);
      became[i] = outcomes[rows[i]];
    }
  packed = g_variant_ref_sink (
    g_variant_new ("(tud@ax@ay@an)", (guint64) matrix->n_rows, width, most / UNITS,
                   g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids, n, sizeof *ids),
                   g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, became, n, 1),
                   g_variant_new_fixed_array (G_VARIANT_TYPE_INT16, units, n * width, sizeof *units)));
  return g_variant_get_data_as_bytes (packed);
}

static gconstpointer
read_array (GVariant *packed, guint child, gsize size, gsize *out_n)
{
  g_autoptr (GVariant) array = g_variant_get_child_value (packed, child);

  /* The data is that of the whole, which stays. */
  return g_variant_get_fixed_array (array, out_n, size);
}

static AssayNeighbours *
unpack (const AssayPredictor *predictor, GBytes *bytes)
{
  g_autoptr (AssayNeighbours) self = g_new0 (AssayNeighbours, 1);
  gsize n_outcomes, n_contributions;
  guint64 n_all;

  self->predictor = predictor;
  self->packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (PACKED), bytes, FALSE));
  g_variant_get_child (self->packed, 0, "t", &n_all);
  g_variant_get_child (self->packed, 1, "u", &self->width);
  g_variant_get_child (self->packed, 2, "d", &self->unit);
  self->n_all = (gsize) n_all;
  self->leads = read_array (self->packed, 3, sizeof (gint64), &self->n);
  self->outcomes = read_array (self->packed, 4, 1, &n_outcomes);
  self->contributions = read_array (self->packed, 5, sizeof (gint16), &n_contributions);
  if (self->width != predictor->recipe->entries->len + 1 || n_outcomes != self->n
      || n_contributions != self->n * self->width)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_neighbours_load:
 * @predictor: outlives the neighbours
 *
 * Returns: (transfer full) (nullable): what was stored beside the model; %NULL with
 *   %ASSAY_LEARN_ERROR_NO_MODEL where nothing was
 */
AssayNeighbours *
assay_neighbours_load (const AssayPredictor *predictor,
                       AssayConnection      *connection,
                       GError              **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT leads FROM model_neighbour WHERE model = ?1", error);
  g_autoptr (AssayNeighbours) self = NULL;
  gboolean row;

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, predictor->id);
  if (!assay_statement_step (select, &row, error))
    return NULL;
  if (row)
    {
      gsize length;
      gconstpointer data = assay_statement_get_blob (select, 0, &length);
      g_autoptr (GBytes) bytes = g_bytes_new (data, length);

      self = unpack (predictor, bytes);
    }
  if (self == NULL)
    g_set_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_NO_MODEL,
                 _ ("Model %" PRId64 " was trained by an older version, which did not keep what it "
                    "made of its leads; train again"),
                 predictor->id);
  return g_steal_pointer (&self);
}

void
assay_neighbours_free (AssayNeighbours *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->packed, g_variant_unref);
  g_free (self);
}

/**
 * assay_neighbours_get_n:
 *
 * Returns: leads that are searched
 */
gsize
assay_neighbours_get_n (const AssayNeighbours *self)
{
  return self->n;
}

/**
 * assay_neighbours_get_n_all:
 *
 * Returns: leads that the model learned from
 */
gsize
assay_neighbours_get_n_all (const AssayNeighbours *self)
{
  return self->n_all;
}

typedef struct
{
  gsize row;
  float distance;
} Near;

/* Keeps the nearest few, in order. */
static void
offer (Near *near, guint *n, guint most, gsize row, float distance)
{
  guint at;

  if (*n == most && distance >= near[*n - 1].distance)
    return;
  if (*n < most)
    (*n)++;
  for (at = *n - 1; at > 0 && near[at - 1].distance > distance; at--)
    near[at] = near[at - 1];
  near[at] = (Near){ row, distance };
}

static double
probability_of (const AssayNeighbours *self, gsize row)
{
  const gint16 *units = self->contributions + row * self->width;
  double margin = 0;

  for (guint e = 0; e < self->width; e++)
    margin += GINT16_FROM_LE (units[e]);
  return assay_calibration_apply (self->predictor->calibration, margin * self->unit);
}

/**
 * assay_neighbours_find:
 * @matrix: its first row is the lead that others are to be like
 * @except: a lead that does not count: itself
 * @found: (array length=n) (out caller-allocates): the nearest first
 *
 * Leads are alike where the same fields say the same about them: near each other by contributions, not by
 * values, so that what does not matter does not count.
 *
 * Returns: how many were found
 */
guint
assay_neighbours_find (const AssayNeighbours    *self,
                       const AssayFeatureMatrix *matrix,
                       gint64                    except,
                       AssayNeighbour           *found,
                       guint                     n,
                       GError                  **error)
{
  static const guint32 first = 0;
  guint entries = self->width - 1;
  g_autofree float *wanted = explain (self->predictor, matrix, &first, 1, error);
  g_autofree Near *near = g_new (Near, n + 1);
  guint n_found = 0;

  if (wanted == NULL)
    return 0;
  for (guint e = 0; e < entries; e++)
    wanted[e] /= (float) self->unit;
  for (gsize row = 0; row < self->n; row++)
    {
      const gint16 *units = self->contributions + row * self->width;
      float sum = 0;

      for (guint e = 0; e < entries; e++)
        {
          float apart = wanted[e] - (float) (gint16) GINT16_FROM_LE (units[e]);

          sum += apart * apart;
        }
      if (GINT64_FROM_LE (self->leads[row]) != except)
        offer (near, &n_found, n, row, sum);
    }
  for (guint i = 0; i < n_found; i++)
    found[i] = (AssayNeighbour){ .lead = GINT64_FROM_LE (self->leads[near[i].row]),
                                 .converted = self->outcomes[near[i].row] != 0,
                                 .probability = probability_of (self, near[i].row),
                                 .distance = sqrt (near[i].distance) * self->unit };
  return n_found;
}
