/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-filter-bar.h"

G_BEGIN_DECLS

/**
 * AssayFilterBar:
 *
 * A condition as chips, one for each part that must hold, and as the text it stands for. A chip
 * opens the condition builder; the text can be edited in place, with an error at its character.
 */
struct _AssayFilterBar
{
  AdwBin parent_instance;

  AssayCondition *condition;  /* (owned) (nullable) */
  AssayWorkspace *workspace;  /* (owned) (nullable) */
  AssayFieldRegistry *fields; /* (owned) (nullable): its */
  GtkWidget *chips;
  GtkWidget *add_button;
  GtkWidget *add_label;
  GtkWidget *clear_button;
  GtkWidget *text_stack;
  GtkWidget *text_button;
  GtkWidget *text_label;
  GtkWidget *entry;
  GtkWidget *error_label;
  gboolean phone;
};

void assay_filter_bar_update (AssayFilterBar *self);
void assay_filter_bar_show_error (AssayFilterBar *self,
                                  const char     *message);
void assay_filter_bar_entry_changed_cb (AssayFilterBar *self);
void assay_filter_bar_entry_activate_cb (AssayFilterBar *self);
gboolean assay_filter_bar_entry_key_cb (AssayFilterBar        *self,
                                        guint                  keyval,
                                        guint                  keycode,
                                        GdkModifierType        state,
                                        GtkEventControllerKey *controller);

G_END_DECLS
