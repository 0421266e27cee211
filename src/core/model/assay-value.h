/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  ASSAY_VALUE_NULL,
  ASSAY_VALUE_INTEGER,
  ASSAY_VALUE_REAL,
  ASSAY_VALUE_TEXT,
} AssayValueKind;

/**
 * AssayValue:
 * @kind: which member holds the value
 * @length: bytes of @text; 0 for other kinds
 * @text: (nullable): not owned and not terminated; valid as long as whoever filled the value says
 *
 * One cell, as plain data: what a column reader, the journal and the lead writer pass to each
 * other by the million. Dates and instants are integers (milliseconds, see assay_clock_now()),
 * booleans 0 and 1. Never an object, never allocated by itself.
 */
typedef struct
{
  AssayValueKind kind;
  guint32 length;
  union
  {
    gint64 integer;
    double real;
    const char *text;
  };
} AssayValue;

#define ASSAY_VALUE_INIT_NULL ((AssayValue) { .kind = ASSAY_VALUE_NULL })

static inline AssayValue
assay_value_from_text (const char *text,
                       gsize       length)
{
  AssayValue value;

  value.kind = ASSAY_VALUE_TEXT;
  value.length = (guint32) length;
  value.text = text;
  return value;
}

static inline AssayValue
assay_value_from_integer (gint64 integer)
{
  AssayValue value;

  value.kind = ASSAY_VALUE_INTEGER;
  value.length = 0;
  value.integer = integer;
  return value;
}

static inline AssayValue
assay_value_from_real (double real)
{
  AssayValue value;

  value.kind = ASSAY_VALUE_REAL;
  value.length = 0;
  value.real = real;
  return value;
}

gboolean assay_value_equal        (const AssayValue *a,
                                   const AssayValue *b);
void     assay_value_pack         (const AssayValue *value,
                                   GByteArray       *into);
gboolean assay_value_unpack       (AssayValue       *value,
                                   const guint8    **p,
                                   const guint8     *end);
void     assay_varint_append      (guint64           number,
                                   GByteArray       *into);
gboolean assay_varint_read        (guint64          *number,
                                   const guint8    **p,
                                   const guint8     *end);

G_END_DECLS
