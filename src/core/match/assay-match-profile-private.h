/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-comparison.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssayMatchProfile:
 * @field: (not owned): which field
 * @rows: leads looked at
 * @filled: how many of them have a value
 * @values: (owned) (element-type utf8): its folded values, and how often
 * @words: words of all values
 * @length: bytes of all values
 * @codes: values of digits and letters without a blank, with a digit
 * @digits: values with a digit
 * @dates: values that are a day
 * @fractions: values that are no whole number
 *
 * What a field holds, from a sample of the leads.
 */
typedef struct
{
  const AssayField *field;
  guint rows;
  guint filled;
  GHashTable *values;
  guint words;
  guint length;
  guint codes;
  guint digits;
  guint dates;
  guint fractions;
} AssayMatchProfile;

GPtrArray *assay_match_profile_fields (AssayConnection *connection,
                                       AssayFieldRegistry *fields,
                                       GError **error);
double assay_match_profile_bits (const AssayMatchProfile *profile);
AssayMatchKind assay_match_profile_kind (const AssayMatchProfile *profile);

G_END_DECLS
