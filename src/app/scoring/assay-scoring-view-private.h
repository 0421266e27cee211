/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-model.h"
#include "scoring/assay-profile-draft.h"
#include "scoring/assay-scoring-load.h"
#include "scoring/assay-scoring-view.h"

G_BEGIN_DECLS

struct _AssayScoringView
{
  AssaySnapshotView parent_instance;

  AssayProfileDraft *draft; /* (owned) (nullable) */
  AssayLiveModel *live;     /* (owned) (nullable) */
  char *key;                /* (owned) (nullable): the profile to show */

  GtkWidget *header_start;
  GtkWidget *header_end;
  GtkWidget *profiles;
  GtkWidget *changes_button;
  GtkWidget *changes;
  GtkWidget *publish_button;
  GtkWidget *switcher;
  GtkWidget *rules_toggle;
  GtkWidget *halves;
  GtkWidget *rules;
  GtkWidget *separator;
  GtkWidget *effect;
  GtkWidget *editor;
  GtkWidget *pane;
};

void               assay_scoring_view_add_actions (AssayScoringView *self);
AssayScoringState *assay_scoring_view_get_state   (AssayScoringView *self);
void               assay_scoring_view_load        (AssayScoringView *self,
                                                   const char       *key);

AssayWorkspace *assay_scoring_view_get_workspace (AssayScoringView *self);
void assay_scoring_view_run (AssayScoringView *self,
                             AssayJob         *job,
                             const char       *done);
void assay_scoring_view_ask (AssayScoringView *self,
                             GtkWidget        *window,
                             GCallback         answered);
void assay_scoring_view_add_draft_actions (AssayScoringView *self);

G_END_DECLS
