/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-column-profile.h"
#include "import/assay-value-table-private.h"

G_BEGIN_DECLS

/* What a cell may be; each is counted by itself. */
typedef enum
{
  KIND_POINT,
  KIND_COMMA,
  KIND_YMD,
  KIND_DMY,
  KIND_MDY,
  KIND_BOOLEAN,
  KIND_EMAIL,
  KIND_PHONE,
  KIND_URL,
} Kind;

#define N_KINDS (KIND_URL + 1)
#define N_RANGED (KIND_MDY + 1)

struct _AssayColumnProfile
{
  AssayValueTable *table; /* (owned) (nullable): NULL once there are too many distinct values */
  guint n_distinct;
  gboolean distinct_capped;
  gboolean finished;

  guint64 rows, blanks, filled, max_length, space_starts;
  guint64 fits[N_KINDS];
  AssayColumnExample misfits[N_KINDS][ASSAY_COLUMN_MAX_EXAMPLES]; /* (owned) */
  guint n_misfits[N_KINDS];
  AssayValue min[N_RANGED], max[N_RANGED];
  AssayColumnExample samples[ASSAY_COLUMN_MAX_EXAMPLES]; /* (owned) */
  guint n_samples;

  guint64 point_only, comma_only, number_open, leading_zeros, too_long, percent, currencies;
  char currency[4];
  gboolean several_currencies;
  guint64 compact_dates, pointed_dates, times, dmy_only, mdy_only, date_open;
  guint64 binary_digits, email_lists, phone_lists;
};

void assay_column_example_keep    (AssayColumnExample *examples,
                                   guint              *n_examples,
                                   const char         *text,
                                   gsize               length,
                                   guint64             line);
void assay_column_profile_analyse (AssayColumnProfile *self,
                                   const char         *text,
                                   gsize               length,
                                   guint64             line,
                                   guint64             count);

G_END_DECLS
