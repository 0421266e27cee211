/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "score/assay-factor-matrix.h"
#include "score/assay-profile.h"

G_BEGIN_DECLS

/* Fewer known outcomes of a kind say too little to set points by. */
#define ASSAY_FIT_MIN_OUTCOMES 40
/* A factor that holds for fewer leads, or for all but so few, keeps its points. */
#define ASSAY_FIT_MIN_LEADS 20

/**
 * AssayFitReason:
 * @ASSAY_FIT_FITTED: the outcomes say what it is worth
 * @ASSAY_FIT_TOO_RARE: it holds for too few leads, or for nearly all
 * @ASSAY_FIT_WRONG_WAY: the outcomes speak against the sign that its points have: it is worth nothing
 * @ASSAY_FIT_HAS_VALUE: it has a value of its own and no points
 *
 * Why a factor is worth what is proposed.
 */
typedef enum
{
  ASSAY_FIT_FITTED,
  ASSAY_FIT_TOO_RARE,
  ASSAY_FIT_WRONG_WAY,
  ASSAY_FIT_HAS_VALUE,
} AssayFitReason;

/**
 * AssayFitTerm:
 * @group: place of its group
 * @factor: place of the factor; −1 of the weight of a whole group
 * @current: points or weight as they are
 * @proposed: as the outcomes would have them; whole
 * @coefficient: log odds for each time it holds, or from 0 to 100 of a group's value
 * @n_holds: leads that it holds for; of a group, whose value is known
 * @n_converted: how many of them converted
 *
 * One number of a profile that can be fitted.
 */
typedef struct
{
  guint group;
  int factor;
  double current;
  double proposed;
  double coefficient;
  gsize n_holds;
  gsize n_converted;
  AssayFitReason reason;
} AssayFitTerm;

/**
 * AssayFit:
 * @terms: (element-type AssayFitTerm): in the profile's order
 * @penalty: of the regression, chosen by cross-validation
 * @crossed: (array): score of each lead, by points fitted without the fifth that it is in
 *
 * Points that known outcomes propose.
 */
typedef struct
{
  GArray *terms;
  double penalty;
  double *crossed;
} AssayFit;

AssayFit      *assay_profile_fit       (AssayDocument           *document,
                                        AssayDocument           *offer,
                                        const AssayFactorMatrix *matrix,
                                        const guint8            *outcomes,
                                        GCancellable            *cancellable,
                                        GError                 **error);
void           assay_fit_free          (AssayFit                *self);
char          *assay_fit_term_key      (const AssayProfile      *profile,
                                        const AssayFitTerm      *term);
gboolean       assay_fit_term_apply    (const AssayProfile      *profile,
                                        const AssayFitTerm      *term,
                                        JsonNode                *root);
const char    *assay_fit_reason_nick   (AssayFitReason           reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFit, assay_fit_free)

G_END_DECLS
