/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_TRAIN_ASSISTANT (assay_train_assistant_get_type ())

G_DECLARE_FINAL_TYPE (AssayTrainAssistant, assay_train_assistant, ASSAY, TRAIN_ASSISTANT, AdwBin)

void     assay_train_assistant_set_session (AssayTrainAssistant *self,
                                            AssaySession        *session);
void     assay_train_assistant_start       (AssayTrainAssistant *self,
                                            const char          *outcome,
                                            const char *const   *allowed);
void     assay_train_assistant_refresh     (AssayTrainAssistant *self);
gboolean assay_train_assistant_is_training (AssayTrainAssistant *self);

G_END_DECLS
