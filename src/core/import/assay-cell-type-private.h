/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a cell looks like, for finding delimiters and headers; not what it is stored as. */
typedef enum
{
  ASSAY_CELL_EMPTY,
  ASSAY_CELL_NUMBER,
  ASSAY_CELL_DATE,
  ASSAY_CELL_EMAIL,
  ASSAY_CELL_URL,
  ASSAY_CELL_PHONE,
  ASSAY_CELL_WORDS,   /* plain text without anything that could separate cells */
  ASSAY_CELL_UNKNOWN, /* anything else */
} AssayCellType;

AssayCellType assay_cell_type_of (const char *text,
                                  gsize       length);

/* Types that a name of a column does not have. */
static inline gboolean
assay_cell_type_is_specific (AssayCellType type)
{
  return type >= ASSAY_CELL_NUMBER && type <= ASSAY_CELL_PHONE;
}

G_END_DECLS
