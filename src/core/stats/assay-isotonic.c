/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-isotonic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  double score;
  double outcome;
} Point;

/* Neighbouring scores whose outcomes are pooled. */
typedef struct
{
  double first;
  double last;
  double sum;
  double weight;
} Block;

static int
compare_points (const void *a, const void *b)
{
  double x = ((const Point *) a)->score;
  double y = ((const Point *) b)->score;

  return (x > y) - (x < y);
}

static gboolean
falls (const Block *before, const Block *after)
{
  return before->sum * after->weight >= after->sum * before->weight;
}

static gsize
pool_violators (Point *points, gsize n, Block *blocks)
{
  gsize n_blocks = 0;

  qsort (points, n, sizeof *points, compare_points);
  for (gsize i = 0; i < n;)
    {
      Block block = { .first = points[i].score, .last = points[i].score };

      for (; i < n && points[i].score == block.first; i++)
        {
          block.sum += points[i].outcome;
          block.weight += 1;
        }
      while (n_blocks > 0 && falls (&blocks[n_blocks - 1], &block))
        {
          n_blocks--;
          block.first = blocks[n_blocks].first;
          block.sum += blocks[n_blocks].sum;
          block.weight += blocks[n_blocks].weight;
        }
      blocks[n_blocks++] = block;
    }
  return n_blocks;
}

/**
 * assay_isotonic_new:
 * @scores: (array length=n): ascending
 * @values: (array length=n): never descending
 * @n: their number
 *
 * Returns: (transfer full): the curve through these knots
 */
AssayIsotonic *
assay_isotonic_new (const double *scores, const double *values, gsize n)
{
  AssayIsotonic *self = g_new0 (AssayIsotonic, 1);

  self->n = n;
  self->scores = g_memdup2 (scores, n * sizeof *scores);
  self->values = g_memdup2 (values, n * sizeof *values);
  return self;
}

/**
 * assay_isotonic_fit:
 * @scores: (array length=n): no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Fits the curve of least squares that never falls.
 *
 * Returns: (transfer full): the curve
 *
 * Source: M. Ayer et al., “An empirical distribution function for sampling with incomplete
 * information”, Annals of Mathematical Statistics 26 (1955): pool adjacent violators.
 */
AssayIsotonic *
assay_isotonic_fit (const double *scores, const guint8 *outcomes, gsize n)
{
  g_autofree Point *points = g_new (Point, n + 1);
  g_autofree Block *blocks = g_new (Block, n + 1);
  AssayIsotonic *self = g_new0 (AssayIsotonic, 1);
  gsize n_blocks;

  for (gsize i = 0; i < n; i++)
    points[i] = (Point){ .score = scores[i], .outcome = outcomes[i] != 0 };
  n_blocks = pool_violators (points, n, blocks);

  self->scores = g_new (double, 2 * n_blocks);
  self->values = g_new (double, 2 * n_blocks);
  for (gsize b = 0; b < n_blocks; b++)
    {
      double value = blocks[b].sum / blocks[b].weight;

      self->scores[self->n] = blocks[b].first;
      self->values[self->n++] = value;
      if (blocks[b].last > blocks[b].first)
        {
          self->scores[self->n] = blocks[b].last;
          self->values[self->n++] = value;
        }
    }
  return self;
}

/**
 * assay_isotonic_predict:
 * @self: a curve
 * @score: where
 *
 * Returns: its height there; NaN of a curve without knots
 */
double
assay_isotonic_predict (const AssayIsotonic *self, double score)
{
  gsize low = 0;
  gsize high = self->n;
  double share;

  if (self->n == 0 || isnan (score))
    return NAN;
  if (score <= self->scores[0])
    return self->values[0];
  if (score >= self->scores[self->n - 1])
    return self->values[self->n - 1];
  while (high - low > 1)
    {
      gsize middle = (low + high) / 2;

      if (self->scores[middle] <= score)
        low = middle;
      else
        high = middle;
    }
  share = (score - self->scores[low]) / (self->scores[low + 1] - self->scores[low]);
  return self->values[low] + share * (self->values[low + 1] - self->values[low]);
}

/**
 * assay_isotonic_free:
 * @self: (nullable) (transfer full): a curve
 */
void
assay_isotonic_free (AssayIsotonic *self)
{
  if (self == NULL)
    return;
  g_free (self->scores);
  g_free (self->values);
  g_free (self);
}
