/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-model.h"
#include "scoring/assay-profile-draft.h"
#include "scoring/assay-scoring-load.h"
#include "scoring/assay-scoring-view.h"

G_BEGIN_DECLS

struct _AssayScoringView
{
  AdwBin parent_instance;

  AssaySession *session;      /* (owned) (nullable) */
  GCancellable *loading;      /* (owned) (nullable) */
  AssayScoringState *state;   /* (owned) (nullable) */
  AssayProfileDraft *draft;   /* (owned) (nullable) */
  AssayLiveModel *live;       /* (owned) (nullable) */
  char *key;                  /* (owned) (nullable): the profile to show */
  GActionGroup *actions;      /* (owned) */
  gboolean stale;
  gboolean wide; /* room for all buttons */

  GtkWidget *header_start;
  GtkWidget *header_end;
  GtkWidget *profiles;
  GtkWidget *changes_button;
  GtkWidget *changes;
  GtkWidget *publish_button;
  GtkWidget *states;
  GtkWidget *error_page;
  GtkWidget *switcher;
  GtkWidget *rules_toggle;
  GtkWidget *halves;
  GtkWidget *rules;
  GtkWidget *separator;
  GtkWidget *effect;
  GtkWidget *editor;
  GtkWidget *pane;
};

GActionGroup *assay_scoring_view_make_actions (AssayScoringView *self);
void          assay_scoring_view_load         (AssayScoringView *self,
                                               const char       *key);

G_END_DECLS
