/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-company-name.h"

/* A name being read: the words, and which of them are the name proper. */
typedef struct
{
  const AssayCompanyWords *known;
  AssayArena *arena;
  const char *source;
  gsize source_length;
  AssayTermWords words;
  guint start; /* of the name among the words */
  guint end;   /* behind its last word */
  gboolean keep[ASSAY_TERM_WORDS_MAX];
  guint core_start; /* without legal forms */
  guint core_end;
  const AssayLegalForm *form;
  gboolean was_cut;
} AssayCompanyReading;

guint       assay_company_reading_match (const AssayCompanyReading *self,
                                         AssayCompanyWordPlace      place,
                                         guint                      at);
void        assay_company_strip_forms   (AssayCompanyReading       *self);
const char *assay_company_write_key     (AssayCompanyReading       *self);
