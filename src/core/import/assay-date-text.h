/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayDateOrder:
 * @ASSAY_DATE_ORDER_AUTO: find out from the values
 * @ASSAY_DATE_ORDER_YMD: 2026-11-21, 26/11/21
 * @ASSAY_DATE_ORDER_DMY: 21.11.2026
 * @ASSAY_DATE_ORDER_MDY: 11/21/2026
 *
 * In which order a date's numbers stand. Dates that can be read in one way only (ISO 8601, a month's
 * name) are read under each.
 */
typedef enum
{
  ASSAY_DATE_ORDER_AUTO,
  ASSAY_DATE_ORDER_YMD,
  ASSAY_DATE_ORDER_DMY,
  ASSAY_DATE_ORDER_MDY,
} AssayDateOrder;

#define ASSAY_N_DATE_ORDERS 4

/**
 * AssayDateText:
 * @fits: bit n is set where the text is a date in order n
 * @instants: (array fixed-size=4): by order, milliseconds since 1970-01-01T00:00:00Z; a time without
 *   zone is taken as UTC
 * @has_time: a time other than midnight, or a zone, was given
 * @compact: eight digits without signs between them, which may as well be a number
 * @points: the numbers were separated by points
 *
 * A cell read as a date, in each way it can be read.
 */
typedef struct
{
  guint fits;
  gint64 instants[ASSAY_N_DATE_ORDERS];
  gboolean has_time;
  gboolean compact;
  gboolean points;
} AssayDateText;

gboolean assay_date_text_scan (const char     *text,
                               gsize           length,
                               AssayDateText  *out);

G_END_DECLS
