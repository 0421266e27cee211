/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-person-name.h"

G_BEGIN_DECLS

/* What reading a name knows so far: for those who tell its parts, their order and their spelling. */

/* Some of the tokens, one after the other. */
typedef struct
{
  const AssayNameToken *tokens;
  guint n;
} AssayNameSpan;

typedef struct
{
  const AssayNameWords *words;
  AssayArena *arena;
  const AssayNameSource *source;
  AssayPersonName *name;
  AssayNameTokens tokens;
  AssayNameSpan rest; /* what titles and suffixes leave */
  AssayNameSpan given;
  AssayNameSpan middle;
  AssayNameSpan family;
  AssayNameSpan suffix;
  gboolean columns; /* given and family name come from columns of their own */
  gboolean sure;    /* of the order */
} AssayNameReading;

static inline AssayNameSpan
assay_name_span_cut (AssayNameSpan span,
                     guint         from,
                     guint         to)
{
  return (AssayNameSpan) { span.tokens + from, to - from };
}

gboolean      assay_name_reading_have        (const AssayNameReading *self,
                                              AssayNameKind           kind,
                                              const AssayNameToken   *token);
guint         assay_name_reading_match       (const AssayNameReading *self,
                                              AssayNameKind           kind,
                                              const AssayNameToken   *tokens,
                                              guint                   n);
gboolean      assay_name_key_is_one_of       (const AssayNameToken   *token,
                                              const char *const      *list);
AssayNameSpan assay_name_strip_titles        (AssayNameReading       *self,
                                              AssayNameSpan           span);
gboolean      assay_name_is_slavic_family_first
                                             (const AssayNameReading *self,
                                              AssayNameSpan           span);
gboolean      assay_name_is_shouted_particle (const AssayNameReading *self,
                                              AssayNameSpan           span,
                                              guint                   at);
void          assay_name_take_given          (AssayNameReading       *self,
                                              AssayNameSpan           span);
int           assay_name_weigh_order         (const AssayNameReading *self,
                                              AssayNameSpan           span);
void          assay_name_find_order          (AssayNameReading       *self,
                                              AssayNameSpan           span);
gboolean      assay_name_read_comma          (AssayNameReading       *self,
                                              AssayNameSpan           span);
gboolean      assay_name_read_eastern_script (AssayNameReading       *self,
                                              AssayNameSpan           span);

G_END_DECLS
