/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "score/assay-band-entries.h"
#include "score/assay-profile-sum.h"
#include "score/assay-score-writer.h"

G_BEGIN_DECLS

/* A score as it stands in the table. Texts are interned by the profile's bands or owned. */
typedef struct
{
  gint64 lead;
  double value;
  double base;
  gint64 version;
  gint64 as_of;
  gint64 next_change;
  gint8 bands[ASSAY_PROFILE_MAX_BANDS];
  double band_values[ASSAY_PROFILE_MAX_BANDS]; /* of new ones */
  guint points; /* where its packed points start in the arena */
  guint n_points;
  gint64 old; /* its place among the old ones, or −1 */
} AssayScoreRow;

struct _AssayScoreWriter
{
  AssayProfile *profile;
  gint64 scorer;
  gint64 as_of;
  gint64 job;
  char *reason;
  GArray *old;       /* (element-type AssayScoreRow) */
  GArray *pending;   /* (element-type AssayScoreRow) */
  GByteArray *arena; /* packed points of both */
  AssayBandEntries *entries; /* (owned) */
  double *values;
  AssayProfileResult result;
};

/* Equal, or both unknown. */
static inline gboolean
assay_score_same_number (double a,
                         double b)
{
  return isnan (a) ? isnan (b) : fabs (a - b) < 1e-9;
}

const char *assay_score_writer_band_key      (const AssayScoreWriter *self,
                                              guint                   set,
                                              int                     band);
int         assay_score_writer_column_of_set (const AssayBandSet     *set);

G_END_DECLS
