/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-field.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

/**
 * AssaySignal:
 * @key: its name in conditions, columns and exports, e.g. `lead.completeness`; also its column of table
 *   `signal`
 * @label: what a person reads; translatable
 * @type: what it holds
 * @choices: (nullable) (array zero-terminated=1): the only values it takes, where they are few
 * @proposes: (nullable): key of the field that the signal proposes another value for
 *
 * A value that enrichment derives from a lead's fields. Static data of the check that derives it.
 */
typedef struct
{
  const char *key;
  const char *label;
  AssayFieldType type;
  const char *const *choices;
  const char *proposes;
} AssaySignal;

#define ASSAY_SIGNAL_CONFIDENCE ".confidence"

void               assay_signal_register      (const AssaySignal  *signals,
                                               guint               n_signals);
const AssaySignal *assay_signal_find          (const char         *key);
const AssaySignal *const *assay_signal_list   (guint              *n_signals);
gboolean           assay_signal_is_confidence (const AssaySignal  *signal);
gboolean           assay_signal_is_usable     (const AssayValue   *value);

G_END_DECLS
