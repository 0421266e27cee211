/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"
#include "duplicates/assay-duplicates-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AssayDecision:
 * @ASSAY_DECISION_MERGE: the leads become one
 * @ASSAY_DECISION_DIFFERENT: they are not the same; remembered
 * @ASSAY_DECISION_SAME: they are, and matching learns from it
 * @ASSAY_DECISION_UNSURE: nobody can tell; also takes a judgement back
 *
 * What a person says of a group of leads.
 */
typedef enum
{
  ASSAY_DECISION_MERGE,
  ASSAY_DECISION_DIFFERENT,
  ASSAY_DECISION_SAME,
  ASSAY_DECISION_UNSURE,
} AssayDecision;

#define ASSAY_TYPE_DUPLICATES_PANE (assay_duplicates_pane_get_type ())

G_DECLARE_FINAL_TYPE (AssayDuplicatesPane, assay_duplicates_pane, ASSAY, DUPLICATES_PANE, AdwBin)

void      assay_duplicates_pane_set_session (AssayDuplicatesPane        *self,
                                             AssaySession               *session);
void      assay_duplicates_pane_show        (AssayDuplicatesPane        *self,
                                             const AssayDuplicatesEntry *entry,
                                             AssayDuplicatesPage         page);
void      assay_duplicates_pane_show_none   (AssayDuplicatesPane        *self,
                                             const char                 *icon,
                                             const char                 *title,
                                             const char                 *text);
void      assay_duplicates_pane_refresh     (AssayDuplicatesPane        *self);
void      assay_duplicates_pane_set_width   (AssayDuplicatesPane        *self,
                                             gboolean                    phone,
                                             gboolean                    narrow);
gboolean  assay_duplicates_pane_is_ready    (AssayDuplicatesPane        *self);
AssayJob *assay_duplicates_pane_make_job    (AssayDuplicatesPane        *self,
                                             AssayDecision               decision,
                                             char                      **out_text);

G_END_DECLS
