/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-forest-private.h"

#include <math.h>
#include <string.h>

#include "learn/assay-ubjson-private.h"
#include "stats/assay-random.h"

/* Leads that are taken together: their keys stay in the processor's nearest caches. */
#define ROWS 64
/* Leads that walk side by side: one waits for memory while the others go on. */
#define LANES 8
#define PROBE_SEED 1

/*
 * Features are compared as integers that have their order; a missing one is the least of all. A lead goes
 * to the right child, which is the one after the left, where key − shift ≥ limit. Where missing values go
 * right the shift is 1: the least of all becomes the greatest. A leaf leads to itself.
 */
typedef struct
{
  gint32 limit;
  guint32 shift;
  guint32 column;
  guint32 left;
} Node;

typedef struct
{
  guint32 root;
  guint levels;
} Tree;

struct _AssayForest
{
  GArray *nodes;      /* (element-type Node) */
  GArray *leaves;     /* (element-type float): per node, what it adds where it is a leaf */
  GArray *trees;      /* (element-type Tree) */
  GArray *features;   /* (element-type guint): those that are read, by column */
  GArray *limits;     /* (element-type float): per node */
  guint32 *column_of; /* (owned): per feature, its column + 1; 0 = not read */
  guint n_features;
  double base_score;
  float base;
};

#define NEVER G_MAXINT32
#define MISSING G_MININT32

static inline gint32
key_of (float value)
{
  float plain = value + 0.0f; /* 0 and −0 are the same */
  gint32 bits;

  memcpy (&bits, &plain, sizeof bits);
  bits ^= (bits >> 31) & G_MAXINT32;
  return plain != plain ? MISSING : bits;
}

void
assay_forest_free (AssayForest *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->leaves);
  g_array_unref (self->trees);
  g_array_unref (self->features);
  g_array_unref (self->limits);
  g_free (self->column_of);
  g_free (self);
}

/* A tree as the library keeps it: arrays by node. */
typedef struct
{
  gsize n;
  double *left;
  double *right;
  double *limit;
  double *feature;
  double *missing_left;
  double *kind; /* (nullable) */
} Stored;

static void
stored_clear (Stored *stored)
{
  g_free (stored->left);
  g_free (stored->right);
  g_free (stored->limit);
  g_free (stored->feature);
  g_free (stored->missing_left);
  g_free (stored->kind);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stored, stored_clear)

static gboolean
read_stored (const AssayUbjson *tree,
             Stored            *stored)
{
  const struct
  {
    const char *name;
    double **to;
  } arrays[] = {
    { "left_children", &stored->left },    { "right_children", &stored->right },
    { "split_conditions", &stored->limit }, { "split_indices", &stored->feature },
    { "default_left", &stored->missing_left }, { "split_type", &stored->kind },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    {
      AssayUbjson array;
      gsize n;

      if (!assay_ubjson_member (tree, arrays[i].name, &array)
          || (*arrays[i].to = assay_ubjson_dup_numbers (&array, &n)) == NULL || n == 0
          || (i > 0 && n != stored->n))
        return FALSE;
      stored->n = n;
    }
  return TRUE;
}

static guint32
column_of (AssayForest *self,
           guint        feature)
{
  if (self->column_of[feature] == 0)
    {
      g_array_append_val (self->features, feature);
      self->column_of[feature] = self->features->len;
    }
  return self->column_of[feature] - 1;
}

static void
add_node (AssayForest  *self,
          const Stored *stored,
          guint32       from,
          guint32       left)
{
  Node node = { .limit = NEVER, .left = left };
  float limit = (float) stored->limit[from];
  float leaf = stored->left[from] < 0 ? limit : 0;

  if (stored->left[from] >= 0)
    {
      node.shift = stored->missing_left[from] == 0;
      node.limit = key_of (limit) - (gint32) node.shift;
      node.column = ROWS * (1 + column_of (self, (guint) stored->feature[from]));
    }
  g_array_append_val (self->nodes, node);
  g_array_append_val (self->leaves, leaf);
  g_array_append_val (self->limits, limit);
}

static gboolean
is_sound (const AssayForest *self,
          const Stored      *stored,
          guint32            from)
{
  if (stored->left[from] < 0)
    return TRUE;
  return stored->left[from] < (double) stored->n && stored->right[from] >= 0
         && stored->right[from] < (double) stored->n && stored->feature[from] >= 0
         && stored->feature[from] < self->n_features && stored->kind[from] == 0
         && !isnan (stored->limit[from]);
}

/* Level by level, so that brothers stand side by side. */
static gboolean
add_tree (AssayForest       *self,
          const AssayUbjson *value)
{
  g_auto (Stored) stored = { 0 };
  g_autoptr (GArray) level = g_array_new (FALSE, FALSE, sizeof (guint32));
  Tree tree = { .root = self->nodes->len };
  guint32 first = 0;

  if (!read_stored (value, &stored))
    return FALSE;
  g_array_append_val (level, first);
  for (;; tree.levels++)
    {
      g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (guint32));
      guint32 start = self->nodes->len;

      for (guint i = 0; i < level->len; i++)
        {
          guint32 from = g_array_index (level, guint32, i);
          gboolean leaf = stored.left[from] < 0;

          /* With more nodes than it has, it leads back to itself. */
          if (!is_sound (self, &stored, from) || self->nodes->len - tree.root >= stored.n)
            return FALSE;
          add_node (self, &stored, from, leaf ? self->nodes->len : start + level->len + next->len);
          for (int side = 0; side < 2 && !leaf; side++)
            {
              guint32 child = (guint32) (side == 0 ? stored.left : stored.right)[from];

              g_array_append_val (next, child);
            }
        }
      if (next->len == 0)
        break;
      g_array_unref (level);
      level = g_steal_pointer (&next);
    }
  g_array_append_val (self->trees, tree);
  return TRUE;
}

static gboolean
read_base_score (AssayForest       *self,
                 const AssayUbjson *learner)
{
  AssayUbjson params, value;
  g_autofree char *text = NULL;

  if (!assay_ubjson_member (learner, "learner_model_param", &params)
      || !assay_ubjson_member (&params, "base_score", &value)
      || (text = assay_ubjson_dup_text (&value)) == NULL)
    return FALSE;
  /* Newer versions write a list of one. */
  self->base_score = g_ascii_strtod (text + (*text == '['), NULL);
  return TRUE;
}

static gboolean
read_trees (AssayForest       *self,
            const AssayUbjson *learner)
{
  AssayUbjson booster, model, trees, tree;
  gsize n;

  if (!assay_ubjson_member (learner, "gradient_booster", &booster)
      || !assay_ubjson_member (&booster, "model", &model)
      || !assay_ubjson_member (&model, "trees", &trees) || !assay_ubjson_elements (&trees, &tree, &n))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!add_tree (self, &tree) || !assay_ubjson_next (&tree))
      return FALSE;
  return n > 0;
}

/**
 * assay_forest_new:
 * @model: as the library saves it, in UBJSON
 *
 * Returns: (transfer full) (nullable): its trees; %NULL where they are of a kind that this does not know
 */
AssayForest *
assay_forest_new (GBytes *model,
                  guint   n_features)
{
  g_autoptr (AssayForest) self = g_new0 (AssayForest, 1);
  gsize length;
  const guint8 *data = g_bytes_get_data (model, &length);
  AssayUbjson root = { data, data + length }, learner;

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->leaves = g_array_new (FALSE, FALSE, sizeof (float));
  self->limits = g_array_new (FALSE, FALSE, sizeof (float));
  self->trees = g_array_new (FALSE, FALSE, sizeof (Tree));
  self->features = g_array_new (FALSE, FALSE, sizeof (guint));
  self->column_of = g_new0 (guint32, n_features + 1);
  self->n_features = n_features;
  if (!assay_ubjson_member (&root, "learner", &learner) || !read_base_score (self, &learner)
      || !read_trees (self, &learner))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_forest_probe:
 *
 * Returns: (transfer full): leads that go everywhere: their values are limits of the trees, or missing
 */
AssayFeatureMatrix *
assay_forest_probe (const AssayForest *self)
{
  AssayFeatureMatrix *matrix = assay_feature_matrix_new (self->n_features);
  AssayRandom random;

  assay_feature_matrix_resize (matrix, ROWS);
  for (gsize i = 0; i < (gsize) ROWS * self->n_features; i++)
    matrix->values[i] = NAN;
  assay_random_init (&random, PROBE_SEED);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      if (node->limit != NEVER)
        assay_feature_matrix_column (
          matrix, g_array_index (self->features, guint, node->column / ROWS - 1))
          [assay_random_below (&random, ROWS)]
          = g_array_index (self->limits, float, i);
    }
  return matrix;
}

/**
 * assay_forest_fit_base:
 * @wanted: (array): what the library predicts of @matrix
 *
 * Where sums start follows from the base score by the link of the model's objective: it is the one by which
 * all of these come out.
 *
 * Returns: whether they do, to the bit
 */
gboolean
assay_forest_fit_base (AssayForest              *self,
                       const AssayFeatureMatrix *matrix,
                       const float              *wanted)
{
  float score = (float) self->base_score;
  const float bases[] = { -logf (1.0f / score - 1.0f), logf (score), score };
  g_autofree float *margins = g_new (float, matrix->n_rows + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      self->base = bases[i];
      assay_forest_predict (self, matrix, margins);
      if (memcmp (margins, wanted, matrix->n_rows * sizeof (float)) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * assay_forest_reads:
 *
 * Returns: whether any tree looks at that feature
 */
gboolean
assay_forest_reads (const AssayForest *self,
                    guint              feature)
{
  return self->column_of[feature] != 0;
}

/* The keys of up to ROWS leads, by column; the first column has none. */
static void
fill_keys (const AssayForest        *self,
           const AssayFeatureMatrix *matrix,
           gsize                     first,
           gsize                     n,
           gint32                   *keys)
{
  for (guint c = 0; c < self->features->len; c++)
    {
      const float *from
        = assay_feature_matrix_column (matrix, g_array_index (self->features, guint, c)) + first;
      gint32 *to = keys + (gsize) ROWS * (c + 1);

      for (gsize i = 0; i < n; i++)
        to[i] = key_of (from[i]);
    }
}

static void
walk (const AssayForest *self,
      const gint32      *keys,
      guint              n,
      float             *sums)
{
  const Node *nodes = (const Node *) (gconstpointer) self->nodes->data;
  const float *leaves = (const float *) (gconstpointer) self->leaves->data;

  for (guint t = 0; t < self->trees->len; t++)
    {
      const Tree *tree = &g_array_index (self->trees, Tree, t);

      for (guint row = 0; row < n; row += LANES)
        {
          guint32 at[LANES];

          for (guint k = 0; k < LANES; k++)
            at[k] = tree->root;
          for (guint level = 0; level < tree->levels; level++)
#pragma GCC unroll 8
            for (guint k = 0; k < LANES; k++)
              {
                const Node *node = &nodes[at[k]];
                guint32 key = (guint32) keys[node->column + row + k];

                at[k] = node->left + ((gint32) (key - node->shift) >= node->limit);
              }
          for (guint k = 0; k < LANES; k++)
            sums[row + k] += leaves[at[k]];
        }
    }
}

/**
 * assay_forest_predict:
 * @margins: (array) (out caller-allocates): per row, before the link
 *
 * Predicts many rows.
 */
void
assay_forest_predict (const AssayForest        *self,
                      const AssayFeatureMatrix *matrix,
                      float                    *margins)
{
  gsize n_keys = (gsize) ROWS * (self->features->len + 1);
  g_autofree gint32 *keys = g_new (gint32, n_keys);

  for (gsize i = 0; i < n_keys; i++)
    keys[i] = MISSING;
  for (gsize first = 0; first < matrix->n_rows; first += ROWS)
    {
      gsize n = MIN (ROWS, matrix->n_rows - first);
      float sums[ROWS];

      for (guint i = 0; i < ROWS; i++)
        sums[i] = self->base;
      fill_keys (self, matrix, first, n, keys);
      walk (self, keys, (guint) n, sums);
      memcpy (margins + first, sums, n * sizeof (float));
    }
}
