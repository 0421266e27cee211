/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-column-profile-private.h"

/* A type is chosen when at least so much of what is filled fits it. */
#define ENOUGH 0.95
/* From this share on, leading zeros make a column of digits one of text. */
#define LEADING_ZEROS_COUNT 0.001
#define CATEGORY_MAX_DISTINCT 100
#define CATEGORY_MIN_REPEATS 3
#define CATEGORY_MAX_LENGTH 64

static gboolean
enough (const AssayColumnProfile *self,
        guint64                   fits)
{
  return self->filled > 0 && (double) fits >= ENOUGH * (double) self->filled;
}

/* The order of dates that the values speak for; auto where they speak for none. */
AssayDateOrder
assay_column_profile_get_date_order (const AssayColumnProfile *self)
{
  guint64 ymd = self->fits[KIND_YMD], dmy = self->fits[KIND_DMY], mdy = self->fits[KIND_MDY];

  if (ymd > dmy && ymd > mdy)
    return ASSAY_DATE_ORDER_YMD;
  if (dmy != mdy)
    return dmy > mdy ? ASSAY_DATE_ORDER_DMY : ASSAY_DATE_ORDER_MDY;
  if (self->date_open > 0 && self->pointed_dates * 2 > dmy)
    return ASSAY_DATE_ORDER_DMY;
  return ASSAY_DATE_ORDER_AUTO;
}

/**
 * assay_column_profile_get_decimal:
 *
 * Returns: the decimal sign that the values speak for; auto where they speak for none
 */
AssayDecimalSign
assay_column_profile_get_decimal (const AssayColumnProfile *self)
{
  if (self->point_only == self->comma_only)
    return ASSAY_DECIMAL_AUTO;
  return self->point_only > self->comma_only ? ASSAY_DECIMAL_POINT : ASSAY_DECIMAL_COMMA;
}

static void
take (AssayColumnVerdict *verdict,
      AssayFieldType      type,
      guint64             fits,
      char               *reason)
{
  verdict->format.type = type;
  verdict->fits = fits;
  verdict->reason = reason;
}

static gboolean
decide_boolean (AssayColumnProfile     *self,
                const AssayColumnHints *hints,
                AssayColumnVerdict     *verdict)
{
  guint64 fits = self->fits[KIND_BOOLEAN];

  if (!enough (self, fits))
    return FALSE;
  /* Ones and zeros are numbers unless words or the header say otherwise. */
  if (self->binary_digits * 2 > fits && hints->header_type != ASSAY_FIELD_TYPE_BOOLEAN)
    return FALSE;
  take (verdict, ASSAY_FIELD_TYPE_BOOLEAN, fits, g_strdup ("yes or no"));
  return TRUE;
}

static gboolean
decide_date (AssayColumnProfile     *self,
             const AssayColumnHints *hints,
             AssayColumnVerdict     *verdict)
{
  AssayDateOrder order = assay_column_profile_get_date_order (self);

  if (order == ASSAY_DATE_ORDER_AUTO)
    {
      verdict->date_order_open = self->date_open > 0;
      order = hints->date_order;
    }
  if (order == ASSAY_DATE_ORDER_AUTO)
    order = self->fits[KIND_DMY] > 0 ? ASSAY_DATE_ORDER_DMY : ASSAY_DATE_ORDER_YMD;
  verdict->format.date_order = order;

  guint64 fits = self->fits[KIND_YMD + (order - ASSAY_DATE_ORDER_YMD)];
  gboolean by_header = hints->header_type == ASSAY_FIELD_TYPE_DATE
                       || hints->header_type == ASSAY_FIELD_TYPE_DATETIME;
  if (!enough (self, fits) || (self->compact_dates * 2 > fits && !by_header))
    return FALSE;
  take (verdict, self->times > 0 ? ASSAY_FIELD_TYPE_DATETIME : ASSAY_FIELD_TYPE_DATE, fits,
        g_strdup (self->dmy_only + self->mdy_only > 0 ? "dates; a number above 12 shows the order"
                  : verdict->date_order_open          ? "dates; nothing shows the order"
                                                      : "dates"));
  return TRUE;
}

static gboolean
decide_number (AssayColumnProfile     *self,
               const AssayColumnHints *hints,
               AssayColumnVerdict     *verdict)
{
  AssayDecimalSign sign = assay_column_profile_get_decimal (self);

  if (sign == ASSAY_DECIMAL_AUTO)
    {
      verdict->decimal_open = self->number_open > 0;
      sign = hints->decimal != ASSAY_DECIMAL_AUTO ? hints->decimal : ASSAY_DECIMAL_POINT;
    }
  verdict->format.decimal = sign;
  guint64 fits = self->fits[sign == ASSAY_DECIMAL_COMMA ? KIND_COMMA : KIND_POINT];
  if (!enough (self, fits))
    return FALSE;
  if ((double) self->leading_zeros >= LEADING_ZEROS_COUNT * (double) self->filled
      && self->leading_zeros > 0)
    {
      take (verdict, ASSAY_FIELD_TYPE_TEXT, self->filled, g_strdup ("digits with leading zeros"));
      return TRUE;
    }
  if (hints->header_type == ASSAY_FIELD_TYPE_PHONE && enough (self, self->fits[KIND_PHONE]))
    return FALSE;
  take (verdict, ASSAY_FIELD_TYPE_NUMBER, fits,
        g_strdup (sign == ASSAY_DECIMAL_COMMA && self->comma_only + self->number_open > 0
                    ? "numbers with decimal comma"
                    : "numbers"));
  return TRUE;
}

static gboolean
decide_address (AssayColumnProfile *self,
                AssayColumnVerdict *verdict)
{
  static const struct
  {
    Kind kind;
    AssayFieldType type;
    const char *reason;
  } choices[] = {
    { KIND_EMAIL, ASSAY_FIELD_TYPE_EMAIL, "email addresses" },
    { KIND_URL, ASSAY_FIELD_TYPE_URL, "web addresses" },
    { KIND_PHONE, ASSAY_FIELD_TYPE_PHONE, "phone numbers" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (enough (self, self->fits[choices[i].kind]))
      {
        take (verdict, choices[i].type, self->fits[choices[i].kind], g_strdup (choices[i].reason));
        return TRUE;
      }
  return FALSE;
}

static gboolean
decide_category (AssayColumnProfile *self,
                 AssayColumnVerdict *verdict)
{
  if (self->distinct_capped || self->n_distinct == 0 || self->n_distinct > CATEGORY_MAX_DISTINCT
      || self->filled < (guint64) self->n_distinct * CATEGORY_MIN_REPEATS
      || self->max_length > CATEGORY_MAX_LENGTH)
    return FALSE;
  take (verdict, ASSAY_FIELD_TYPE_CATEGORY, self->filled,
        g_strdup_printf ("%u different values", self->n_distinct));
  return TRUE;
}

/**
 * assay_column_profile_decide:
 * @hints: (nullable): what is known beside the values
 * @verdict: (out caller-allocates): clear it with assay_column_verdict_clear()
 *
 * Chooses the type that at least 95 % of the filled cells fit, the narrowest first. May be asked
 * again with other hints.
 */
void
assay_column_profile_decide (AssayColumnProfile     *self,
                             const AssayColumnHints *hints,
                             AssayColumnVerdict     *verdict)
{
  static const AssayColumnHints no_hints = { .header_type = ASSAY_FIELD_TYPE_TEXT };

  g_return_if_fail (self->finished);
  if (hints == NULL)
    hints = &no_hints;
  *verdict = (AssayColumnVerdict) { .format = { .trim = TRUE } };
  if (decide_boolean (self, hints, verdict) || decide_date (self, hints, verdict))
    return;
  verdict->date_order_open = FALSE;
  if (decide_number (self, hints, verdict) || decide_address (self, verdict))
    return;
  verdict->decimal_open = FALSE;
  if (decide_category (self, verdict))
    return;
  take (verdict, ASSAY_FIELD_TYPE_TEXT, self->filled,
        g_strdup (self->filled == 0 ? "no values" : "text"));
}

void
assay_column_verdict_clear (AssayColumnVerdict *verdict)
{
  g_clear_pointer (&verdict->reason, g_free);
}
