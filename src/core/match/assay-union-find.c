/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-union-find.h"

struct _AssayUnionFind
{
  guint32 *parents; /* (owned) */
  guint32 *sizes;   /* (owned): of roots */
  guint32 *nexts;   /* (owned): the members of a set in a circle */
};

AssayUnionFind *
assay_union_find_new (guint32 n)
{
  AssayUnionFind *self = g_new (AssayUnionFind, 1);

  self->parents = g_new (guint32, (gsize) n + 1);
  self->sizes = g_new (guint32, (gsize) n + 1);
  self->nexts = g_new (guint32, (gsize) n + 1);
  for (guint32 i = 0; i < n; i++)
    {
      self->parents[i] = self->nexts[i] = i;
      self->sizes[i] = 1;
    }
  return self;
}

void
assay_union_find_free (AssayUnionFind *self)
{
  g_free (self->parents);
  g_free (self->sizes);
  g_free (self->nexts);
  g_free (self);
}

/**
 * assay_union_find_root:
 *
 * Returns: the number that stands for the set. Source: Tarjan and van Leeuwen (1984), path halving
 */
guint32
assay_union_find_root (AssayUnionFind *self, guint32 number)
{
  while (self->parents[number] != number)
    number = self->parents[number] = self->parents[self->parents[number]];
  return number;
}

guint32
assay_union_find_size (AssayUnionFind *self, guint32 number)
{
  return self->sizes[assay_union_find_root (self, number)];
}

/**
 * assay_union_find_join:
 *
 * Returns: whether they were apart
 */
gboolean
assay_union_find_join (AssayUnionFind *self, guint32 a, guint32 b)
{
  guint32 next;

  a = assay_union_find_root (self, a);
  b = assay_union_find_root (self, b);
  if (a == b)
    return FALSE;
  if (self->sizes[a] < self->sizes[b])
    {
      guint32 swap = a;
      a = b;
      b = swap;
    }
  self->parents[b] = a;
  self->sizes[a] += self->sizes[b];
  next = self->nexts[a];
  self->nexts[a] = self->nexts[b];
  self->nexts[b] = next;
  return TRUE;
}

/**
 * assay_union_find_next:
 *
 * Returns: another member of the set; after the last one the first
 */
guint32
assay_union_find_next (const AssayUnionFind *self, guint32 number)
{
  return self->nexts[number];
}
