/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-ask-window.h"
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

/**
 * AssayDraftChange:
 * @root: a copy of the draft's content
 * @answer: what was answered
 *
 * Returns: whether it changed @root
 */
typedef gboolean (*AssayDraftChange) (JsonNode       *root,
                                      AssayAskWindow *answer);

void               assay_scoring_view_add_actions (AssayScoringView *self);
AssayScoringState *assay_scoring_view_get_state   (AssayScoringView *self);
void               assay_scoring_view_load        (AssayScoringView *self,
                                                   const char       *key);
void               assay_scoring_view_add_editing (AssayScoringView *self);
void               assay_scoring_view_add_bands   (AssayScoringView *self);
void               assay_scoring_view_add_values  (AssayScoringView *self);
void               assay_scoring_view_say         (AssayScoringView *self,
                                                   const char       *text);
void               assay_scoring_view_take        (AssayScoringView *self,
                                                   JsonNode         *root,
                                                   const char       *gesture);
void               assay_scoring_view_ask         (AssayScoringView *self,
                                                   GtkWidget        *window,
                                                   GCallback         answered);
GtkWidget         *assay_scoring_view_new_ask     (AssayScoringView *self,
                                                   GVariant         *about,
                                                   const char       *title,
                                                   const char       *button);
void               assay_scoring_view_ask_change  (AssayScoringView *self,
                                                   GtkWidget        *window,
                                                   AssayDraftChange  change);

G_END_DECLS
