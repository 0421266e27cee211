/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_LIKELIHOOD_BANDS "likelihood"

/**
 * AssayLikelihood:
 * @known: whether the model's card says where bands begin
 * @high: probability from which a lead is among the likeliest fifth
 * @medium: probability from which it is in the better half
 *
 * Where the bands of a model's predictions begin. They follow from the leads that it learned from, predicted
 * without having seen them, so that “high” means the same for rare and for frequent conversions.
 */
typedef struct
{
  gboolean known;
  double high;
  double medium;
} AssayLikelihood;

void        assay_likelihood_read     (AssayLikelihood       *self,
                                       const char            *card);
const char *assay_likelihood_get_band (const AssayLikelihood *self,
                                       double                 probability);

G_END_DECLS
