/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-random.h"

#include <math.h>

static guint64
rotate (guint64 x, int by)
{
  return (x << by) | (x >> (64 - by));
}

/**
 * assay_random_init:
 * @self: a stream
 * @seed: any number; equal seeds give equal streams
 *
 * Starts the stream, its state filled from @seed by SplitMix64.
 *
 * Source: D. Blackman, S. Vigna, “Scrambled linear pseudorandom number generators”, ACM TOMS 47
 * (2021): xoshiro256**.
 */
void
assay_random_init (AssayRandom *self, guint64 seed)
{
  for (int i = 0; i < 4; i++)
    {
      guint64 z = seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

      z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
      self->state[i] = z ^ (z >> 31);
    }
}

/**
 * assay_random_next:
 * @self: a stream
 *
 * Returns: 64 random bits
 */
guint64
assay_random_next (AssayRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

/**
 * assay_random_uniform:
 * @self: a stream
 *
 * Returns: a number in [0, 1), one of 2^53 equally likely ones
 */
double
assay_random_uniform (AssayRandom *self)
{
  return (double) (assay_random_next (self) >> 11) * 0x1.0p-53;
}

/**
 * assay_random_below:
 * @self: a stream
 * @n: at least 1
 *
 * Returns: a whole number from 0 to @n − 1, all equally likely
 */
gsize
assay_random_below (AssayRandom *self, gsize n)
{
  guint64 limit = G_MAXUINT64 - G_MAXUINT64 % n;
  guint64 value;

  do
    value = assay_random_next (self);
  while (value >= limit);
  return value % n;
}

/**
 * assay_random_normal:
 * @self: a stream
 *
 * Returns: a standard normal number
 *
 * Source: G. Marsaglia, T. A. Bray, “A convenient method for generating normal variables”, SIAM
 * Review 6 (1964): the polar method.
 */
double
assay_random_normal (AssayRandom *self)
{
  double u, v, s;

  do
    {
      u = 2 * assay_random_uniform (self) - 1;
      v = 2 * assay_random_uniform (self) - 1;
      s = u * u + v * v;
    }
  while (s >= 1 || s <= 0);
  return u * sqrt (-2 * log (s) / s);
}

/**
 * assay_random_gamma:
 * @self: a stream
 * @shape: greater than 0
 *
 * Returns: a gamma distributed number of scale 1, whose mean is @shape
 *
 * Source: G. Marsaglia, W. W. Tsang, “A simple method for generating gamma variables”, ACM TOMS 26
 * (2000).
 */
double
assay_random_gamma (AssayRandom *self, double shape)
{
  double boost = 1;
  double d, c;

  if (shape < 1)
    {
      boost = pow (1 - assay_random_uniform (self), 1 / shape);
      shape += 1;
    }
  d = shape - 1.0 / 3;
  c = 1 / sqrt (9 * d);
  for (;;)
    {
      double x = assay_random_normal (self);
      double v = 1 + c * x;

      if (v <= 0)
        continue;
      v = v * v * v;
      if (log (1 - assay_random_uniform (self)) < 0.5 * x * x + d - d * v + d * log (v))
        return boost * d * v;
    }
}

/**
 * assay_random_shuffle:
 * @self: a stream
 * @items: (array length=n): put into random order
 * @n: their number
 */
void
assay_random_shuffle (AssayRandom *self, guint32 *items, gsize n)
{
  for (gsize i = n; i > 1; i--)
    {
      gsize other = assay_random_below (self, i);
      guint32 item = items[i - 1];

      items[i - 1] = items[other];
      items[other] = item;
    }
}
