/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-column-format.h"

G_BEGIN_DECLS

#define ASSAY_COLUMN_MAX_EXAMPLES 5
/* Distinct values are counted exactly up to here. */
#define ASSAY_COLUMN_MAX_DISTINCT 1024

/**
 * AssayColumnHints:
 * @header_type: the type that the header speaks for (`is_customer` boolean, `birthday` date…);
 *   %ASSAY_FIELD_TYPE_TEXT for none
 * @decimal: the decimal sign where the values leave it open; auto is a point
 * @date_order: the order where the values leave it open; auto is day, month, year
 *
 * What is known about a column beside its values.
 */
typedef struct
{
  AssayFieldType header_type;
  AssayDecimalSign decimal;
  AssayDateOrder date_order;
} AssayColumnHints;

/**
 * AssayColumnExample:
 * @text: (owned): the cell, cut after 80 characters
 * @line: where it stands in the file
 */
typedef struct
{
  char *text;
  guint64 line;
} AssayColumnExample;

/**
 * AssayColumnVerdict:
 * @format: what the column is read as
 * @reason: (owned): why, for people
 * @decimal_open: no value decides between decimal point and comma
 * @date_order_open: no value decides between day and month
 * @fits: values that are of the type
 *
 * What the values of a column say about its type.
 */
typedef struct
{
  AssayColumnFormat format;
  char *reason;
  gboolean decimal_open;
  gboolean date_order_open;
  guint64 fits;
} AssayColumnVerdict;

/**
 * AssayColumnProfile:
 *
 * Counts of everything the cells of one column could be, gathered in one pass over all of them.
 * Belongs to one thread at a time.
 */
typedef struct _AssayColumnProfile AssayColumnProfile;

AssayColumnProfile *assay_column_profile_new          (void);
void                assay_column_profile_free         (AssayColumnProfile       *self);
void                assay_column_profile_add          (AssayColumnProfile       *self,
                                                       const char               *text,
                                                       gsize                     length,
                                                       guint64                   line);
void                assay_column_profile_add_blanks   (AssayColumnProfile       *self,
                                                       guint64                   count);
void                assay_column_profile_finish       (AssayColumnProfile       *self);

void                assay_column_profile_decide       (AssayColumnProfile       *self,
                                                       const AssayColumnHints   *hints,
                                                       AssayColumnVerdict       *verdict);
void                assay_column_verdict_clear        (AssayColumnVerdict       *verdict);

guint64             assay_column_profile_get_rows     (const AssayColumnProfile *self);
guint64             assay_column_profile_get_blanks   (const AssayColumnProfile *self);
guint64             assay_column_profile_get_filled   (const AssayColumnProfile *self);
guint               assay_column_profile_get_distinct (const AssayColumnProfile *self,
                                                       gboolean                 *capped);
guint64             assay_column_profile_count_fits   (const AssayColumnProfile *self,
                                                       const AssayColumnFormat  *format);
const AssayColumnExample *
                    assay_column_profile_get_misfits  (const AssayColumnProfile *self,
                                                       const AssayColumnFormat  *format,
                                                       guint                    *n_misfits);
const AssayColumnExample *
                    assay_column_profile_get_samples  (const AssayColumnProfile *self,
                                                       guint                    *n_samples);
gboolean            assay_column_profile_get_range    (const AssayColumnProfile *self,
                                                       const AssayColumnFormat  *format,
                                                       AssayValue               *out_min,
                                                       AssayValue               *out_max);
const char         *assay_column_profile_get_currency (const AssayColumnProfile *self);
gboolean            assay_column_profile_has_currency (const AssayColumnProfile *self);
guint64             assay_column_profile_count_lists  (const AssayColumnProfile *self,
                                                       AssayFieldType            type);
AssayDecimalSign    assay_column_profile_get_decimal  (const AssayColumnProfile *self);
AssayDateOrder      assay_column_profile_get_date_order (const AssayColumnProfile *self);
gboolean            assay_column_profile_starts_with_space (const AssayColumnProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayColumnProfile, assay_column_profile_free)

G_END_DECLS
