/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_FIELD (assay_field_get_type ())

/**
 * AssayFieldType:
 * @ASSAY_FIELD_TYPE_TEXT: any text
 * @ASSAY_FIELD_TYPE_NUMBER: integers and reals
 * @ASSAY_FIELD_TYPE_BOOLEAN: 0 and 1
 * @ASSAY_FIELD_TYPE_DATE: a day, kept as the instant of its midnight in UTC
 * @ASSAY_FIELD_TYPE_DATETIME: an instant
 * @ASSAY_FIELD_TYPE_CATEGORY: text out of few values
 *
 * What a column of leads holds. A value that does not fit its column's type is kept as text, so
 * nothing of a file is lost.
 */
typedef enum
{
  ASSAY_FIELD_TYPE_TEXT,
  ASSAY_FIELD_TYPE_NUMBER,
  ASSAY_FIELD_TYPE_BOOLEAN,
  ASSAY_FIELD_TYPE_DATE,
  ASSAY_FIELD_TYPE_DATETIME,
  ASSAY_FIELD_TYPE_CATEGORY,
  ASSAY_FIELD_TYPE_EMAIL,
  ASSAY_FIELD_TYPE_PHONE,
  ASSAY_FIELD_TYPE_URL,
} AssayFieldType;

/**
 * AssayField:
 * @number: the field's number: below %ASSAY_FIELD_FIRST_CUSTOM a standard field, its place in the
 *   standard table; from there on custom fields in order of creation. It never changes and is never
 *   used again, so the journal refers to it.
 * @key: stable name in conditions, the command line, the API and exports
 * @label: what a person reads; may be changed
 * @column: the column of table `lead`: the key for standard fields, `x_<number>` for custom ones
 * @type: what it holds
 * @job: the job that made it; 0 for standard fields
 *
 * One column of leads. Immutable.
 */
typedef struct
{
  int number;
  AssayFieldType type;
  char *key;
  char *label;
  char *column;
  gint64 job;
} AssayField;

#define ASSAY_FIELD_FIRST_CUSTOM 1000

GType       assay_field_get_type         (void) G_GNUC_CONST;
AssayField *assay_field_new              (int               number,
                                          const char       *key,
                                          const char       *label,
                                          AssayFieldType    type);
AssayField *assay_field_copy             (const AssayField *field);
void        assay_field_free             (AssayField       *field);
const char *assay_field_type_to_nick     (AssayFieldType    type);
gboolean    assay_field_type_from_nick   (const char       *nick,
                                          AssayFieldType   *out_type);

/* The standard fields, in the order of exports. */
const AssayField *assay_standard_fields      (gsize      *n_fields);
const AssayField *assay_standard_field_find  (const char *key_or_synonym);
char             *assay_field_key_from_label (const char *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayField, assay_field_free)

G_END_DECLS
