/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "match/assay-match-records.h"

G_BEGIN_DECLS

/**
 * AssayMatchState:
 * @ASSAY_MATCH_STATE_APART: the parent comparison does not agree
 * @ASSAY_MATCH_STATE_AGREES: it does
 * @ASSAY_MATCH_STATE_ALONE: there is none, or it is missing
 *
 * What a comparison's weights depend on besides its own level. Two people of one company share its
 * town as well: that they do says little once it is known that they share the company.
 */
typedef enum
{
  ASSAY_MATCH_STATE_APART,
  ASSAY_MATCH_STATE_AGREES,
  ASSAY_MATCH_STATE_ALONE,
} AssayMatchState;

#define ASSAY_MATCH_N_STATES 3

/**
 * AssayMatchWeights:
 * @parent: the comparison it depends on, or −1
 * @m: probability of each level among pairs that are one lead, by state
 * @u: the same among pairs that are two
 * @bits: log2 (m / u)
 * @because: what part of the pairs that are one lead agree exactly because they are, not by chance
 * @bound: the most that it adds where it does not agree exactly
 * @share: what part of the pairs that agree exactly are two leads: how much to believe in
 * frequencies
 *
 * What one comparison tells.
 */
typedef struct
{
  int parent;
  double m[ASSAY_MATCH_N_STATES][ASSAY_MATCH_N_LEVELS];
  double u[ASSAY_MATCH_N_STATES][ASSAY_MATCH_N_LEVELS];
  float bits[ASSAY_MATCH_N_STATES][ASSAY_MATCH_N_LEVELS];
  double because[ASSAY_MATCH_N_STATES];
  float bound;
  double share;
} AssayMatchWeights;

/**
 * AssayMatchModel:
 * @n: comparisons
 * @prior: probability that two random leads are one
 * @used: bits of the comparisons that tell anything
 * @weights: what each comparison tells
 *
 * The Fellegi–Sunter model of a workspace, with a tree of dependences among comparisons. Source:
 * Fellegi and Sunter, "A Theory for Record Linkage" (1969); for the tree, Chow and Liu (1968).
 */
typedef struct
{
  guint n;
  double prior;
  guint32 used;
  AssayMatchWeights weights[ASSAY_MATCH_MAX_COMPARISONS];
} AssayMatchModel;

void assay_match_model_init (AssayMatchModel *model, const AssayMatchRecords *records);
void assay_match_model_update_bits (AssayMatchModel *model);
double assay_match_model_prior_bits (const AssayMatchModel *model);
double assay_match_model_vector_bits (const AssayMatchModel *model, AssayMatchVector vector);
double assay_match_model_pair_bits (const AssayMatchModel *model,
                                    const AssayMatchRecords *records,
                                    guint32 a,
                                    guint32 b,
                                    AssayMatchVector *out_vector,
                                    float *out_bits);
gboolean assay_match_model_pair_reaches (const AssayMatchModel *model,
                                         const AssayMatchRecords *records,
                                         guint32 a,
                                         guint32 b,
                                         double least,
                                         AssayMatchVector *out_vector,
                                         double *out_bits);
gboolean assay_match_model_is_enough (const AssayMatchRecords *records, AssayMatchVector vector);
JsonNode *assay_match_model_to_json (const AssayMatchModel *model,
                                     const AssayMatchRecords *records);
gboolean assay_match_model_from_json (AssayMatchModel *model,
                                      JsonNode *node,
                                      const AssayMatchRecords *records);

/* Whether what follows from a comparison is to be expected: a company with a typo has the same
 * website. */
static inline gboolean
assay_match_level_agrees (AssayMatchLevel level)
{
  return level != ASSAY_MATCH_MISSING && level != ASSAY_MATCH_DIFFERENT &&
         level != ASSAY_MATCH_REMOTE;
}

/* Bits, as log odds, to a probability. */
double assay_match_bits_to_probability (double bits);
double assay_match_probability_to_bits (double probability);

G_END_DECLS
