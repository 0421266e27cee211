/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-arena.h"
#include "enrich/assay-company-words.h"

G_BEGIN_DECLS

/**
 * AssayCompanyName:
 * @key: (nullable): what names of the same company have in common: plain words without legal form; %NULL
 *   where nothing names a company
 * @display: (nullable): the name as written, without what is no part of it
 * @form: (nullable): the legal form, e.g. `GmbH & Co. KG`
 * @country: (nullable): ISO 3166-1 alpha-2 code, where the form or the domain tells
 * @confidence: 0–100
 *
 * Texts are in the arena, or static.
 */
typedef struct
{
  const char *key;
  const char *display;
  const char *form;
  const char *country;
  int confidence;
} AssayCompanyName;

void assay_company_name_read (AssayCompanyName      *name,
                              const AssayCompanyWords *known,
                              AssayArena            *arena,
                              const char            *text,
                              gsize                  length,
                              const char            *domain);

G_END_DECLS
