/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-json-cursor.h"
#include "stats/assay-isotonic.h"
#include "stats/assay-platt.h"

G_BEGIN_DECLS

/**
 * AssayCalibration:
 * @isotonic: (nullable): the curve, where there was enough to fit one
 * @platt: the curve otherwise
 * @floor: the smallest probability that so much data can tell; the largest is 1 − @floor
 *
 * Turns margins into probabilities that come true.
 */
typedef struct
{
  AssayIsotonic *isotonic;
  AssayPlatt platt;
  double floor;
} AssayCalibration;

AssayCalibration *assay_calibration_new (const double *margins, const guint8 *outcomes, gsize n);
void assay_calibration_free (AssayCalibration *self);
double assay_calibration_apply (const AssayCalibration *self, double margin);
void assay_calibration_append_json (const AssayCalibration *self, GString *to);
AssayCalibration *assay_calibration_read_json (const AssayJsonCursor *object, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCalibration, assay_calibration_free)

G_END_DECLS
