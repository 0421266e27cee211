/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-factor-row.h"

G_BEGIN_DECLS

/**
 * AssayFactorRow:
 *
 * One factor of a group: what it is called, what has to hold, and its points to move or to type. Of
 * a weighted profile it is the group's weight.
 */
struct _AssayFactorRow
{
  GtkBox parent_instance;

  AssayProfileDraft *draft;  /* (not owned): outlives the editor */
  AssayWorkspace *workspace; /* (not owned) */
  char *group;               /* (owned) */
  char *factor;              /* (owned) (nullable): none of a group's weight */
  GtkWidget *condition;      /* (nullable) */
  GtkWidget *scale;          /* (nullable): a factor with a value has no points */
  GtkWidget *before;
  GtkWidget *number;
  gboolean updating;
};

const AssayFactor *assay_factor_row_find_factor (AssayFactorRow     *self,
                                                 const AssayProfile *profile);
void assay_factor_row_say_problem (AssayFactorRow *self,
                                   const GError   *error);
void assay_factor_row_update_condition (AssayFactorRow *self);
void assay_factor_row_add_condition (AssayFactorRow    *self,
                                     const AssayFactor *factor,
                                     GtkWidget         *words);

G_END_DECLS
