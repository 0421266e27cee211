/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-compare-private.h"

#include <stdlib.h>
#include <string.h>

#include "match/assay-jaro.h"

#define NEAR_DAYS 31
#define YEAR_DAYS 366

static int
number_of (const char *digits, guint n)
{
  int number = 0;

  for (guint i = 0; i < n; i++)
    number = number * 10 + (digits[i] - '0');
  return number;
}

/* Days since some day, by a calendar of months of 31 days: good enough to say what is near. */
static int
rough_day (const char *digits)
{
  return number_of (digits, 4) * 365 + number_of (digits + 4, 2) * 31 + number_of (digits + 6, 2);
}

/* Two days as eight digits. */
AssayMatchLevel
assay_match_compare_dates (AssayMatchText a, AssayMatchText b)
{
  guint distance;
  int gap;

  if (a.length != 8 || b.length != 8)
    return ASSAY_MATCH_DIFFERENT;
  if (memcmp (a.text, b.text, 4) == 0 && memcmp (a.text + 4, b.text + 6, 2) == 0 &&
      memcmp (a.text + 6, b.text + 4, 2) == 0)
    return ASSAY_MATCH_VARIANT;
  distance = assay_edit_distance (a.text, 8, b.text, 8, 2);
  if (distance == 1)
    return ASSAY_MATCH_CLOSE;
  gap = abs (rough_day (a.text) - rough_day (b.text));
  if (distance == 2 || gap <= NEAR_DAYS)
    return ASSAY_MATCH_SIMILAR;
  return gap <= YEAR_DAYS || memcmp (a.text, b.text, 4) == 0 ? ASSAY_MATCH_REMOTE
                                                             : ASSAY_MATCH_DIFFERENT;
}
