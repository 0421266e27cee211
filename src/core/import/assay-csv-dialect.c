/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-dialect.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (AssayCsvDialect, assay_csv_dialect, assay_csv_dialect_copy,
                     assay_csv_dialect_free)

/**
 * assay_csv_dialect_new:
 * @delimiter: between cells; 0 where rows have one cell
 *
 * A dialect with double quotes and the header in line 1.
 *
 * Returns: (transfer full): the dialect
 */
AssayCsvDialect *
assay_csv_dialect_new (char delimiter)
{
  AssayCsvDialect *self = g_new0 (AssayCsvDialect, 1);

  self->delimiter = delimiter;
  self->quote = '"';
  self->header_line = 1;
  return self;
}

AssayCsvDialect *
assay_csv_dialect_copy (const AssayCsvDialect *self)
{
  AssayCsvDialect *copy = g_new (AssayCsvDialect, 1);

  *copy = *self;
  copy->comment = g_strdup (self->comment);
  return copy;
}

void
assay_csv_dialect_free (AssayCsvDialect *self)
{
  if (self == NULL)
    return;
  g_free (self->comment);
  g_free (self);
}

gboolean
assay_csv_dialect_equal (const AssayCsvDialect *a,
                         const AssayCsvDialect *b)
{
  return a->delimiter == b->delimiter && a->quote == b->quote && a->escape == b->escape
         && a->header_line == b->header_line && a->first_line == b->first_line
         && g_strcmp0 (a->comment, b->comment) == 0;
}

static gboolean
is_usable (char c)
{
  return c != '\n' && c != '\r' && (guint8) c < 0x80;
}

/**
 * assay_csv_dialect_check:
 *
 * Whether a dialect can be read: delimiter, quote and escape are ASCII, no line breaks, and not the
 * same. Errors: %ASSAY_IMPORT_ERROR_DIALECT.
 */
gboolean
assay_csv_dialect_check (const AssayCsvDialect  *self,
                         GError                **error)
{
  const char *reason = NULL;

  if (!is_usable (self->delimiter) || !is_usable (self->quote) || !is_usable (self->escape))
    reason = "delimiter, quote and escape must be single ASCII characters and no line break";
  else if (self->delimiter != '\0' && self->delimiter == self->quote)
    reason = "delimiter and quote are the same character";
  else if (self->delimiter != '\0' && self->delimiter == self->escape)
    reason = "delimiter and escape are the same character";
  else if (self->comment != NULL && strpbrk (self->comment, "\r\n") != NULL)
    reason = "a comment cannot start with a line break";
  if (reason == NULL)
    return TRUE;
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_DIALECT,
               "The way the file is to be read contradicts itself: %s", reason);
  return FALSE;
}
