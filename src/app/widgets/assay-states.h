/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_STATES (assay_states_get_type ())

G_DECLARE_FINAL_TYPE (AssayStates, assay_states, ASSAY, STATES, GtkWidget)

GtkWidget  *assay_states_new  (void);
void        assay_states_add  (AssayStates  *self,
                               const char   *page,
                               GtkWidget    *child);
void        assay_states_show (AssayStates  *self,
                               const char   *page);
const char *assay_states_get  (AssayStates  *self);
void        assay_states_wait (AssayStates  *self);
void        assay_states_fail (AssayStates  *self,
                               const GError *error);

G_END_DECLS
