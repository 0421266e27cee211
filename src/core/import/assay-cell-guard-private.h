/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A spreadsheet runs a cell that starts with one of = + - @ TAB CR as a formula. An apostrophe
 * ahead of it makes it text. To take exactly that one off again, cells that have apostrophes and such a
 * character already get one more. Source: OWASP, "CSV Injection". */
static inline gsize
assay_cell_trigger (const char *text,
                    gsize       length)
{
  gsize n = 0;

  while (n < length && text[n] == '\'')
    n++;
  if (n < length && (text[n] == '=' || text[n] == '+' || text[n] == '-' || text[n] == '@'
                     || text[n] == '\t' || text[n] == '\r'))
    return n;
  return G_MAXSIZE;
}

/* Whether the writer puts an apostrophe ahead of the cell. */
static inline gboolean
assay_cell_needs_guard (const char *text,
                        gsize       length)
{
  return assay_cell_trigger (text, length) != G_MAXSIZE;
}

/* Whether the writer has put one there. */
static inline gboolean
assay_cell_is_guarded (const char *text,
                       gsize       length)
{
  gsize n = length > 0 && text[0] == '\'' ? assay_cell_trigger (text, length) : G_MAXSIZE;

  return n != G_MAXSIZE && n >= 1;
}

G_END_DECLS
