/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-field.h"

G_BEGIN_DECLS

/**
 * AssaySignal:
 * @key: its name in conditions, columns and exports, e.g. `lead.completeness`; also its column of table
 *   `signal`
 * @label: what a person reads; translatable
 * @type: what it holds
 * @choices: (nullable) (array zero-terminated=1): the only values it takes, where they are few
 *
 * A value that enrichment derives from a lead's fields. Static data of the check that derives it.
 */
typedef struct
{
  const char *key;
  const char *label;
  AssayFieldType type;
  const char *const *choices;
} AssaySignal;

G_END_DECLS
