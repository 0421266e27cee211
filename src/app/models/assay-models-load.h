/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AssayModelsState:
 * @leads: how many there are
 * @models: result of the job `models`
 * @champion: (nullable): result of `model-show` for the model in use
 * @challenger: (nullable): the same for the newest model since, if it is not in use
 * @trial: (nullable): result of `model-compare`, if a model is tried
 * @timer: whether a timer trains again while no window is open
 *
 * What the models view shows.
 */
typedef struct
{
  gint64 leads;
  JsonNode *models;
  JsonNode *champion;
  JsonNode *challenger;
  JsonNode *trial;
  gboolean timer;
} AssayModelsState;

void assay_models_state_free (AssayModelsState *state);

extern const AssayReading assay_models_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayModelsState, assay_models_state_free)

G_END_DECLS
