/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

/**
 * AssayRowEffect:
 *
 * What became of a row that was taken.
 */
typedef enum
{
  ASSAY_ROW_EFFECT_ADDED,
  ASSAY_ROW_EFFECT_UPDATED,
  ASSAY_ROW_EFFECT_UNCHANGED,
} AssayRowEffect;

#define ASSAY_N_ROW_EFFECTS 3

/**
 * AssayRowIntakeOptions:
 * @dry: nothing may be written
 * @expected: how many rows there will be, about
 * @flush: (nullable): called before each commit
 */
typedef struct
{
  gboolean dry;
  guint64 expected;
  gboolean (*flush) (gpointer   user_data,
                     GError   **error);
} AssayRowIntakeOptions;

/**
 * AssayRowIntake:
 *
 * What those who take rows of a file share: a connection to read by, transactions that are short
 * enough to let others between, and the counts. Belongs to one worker thread.
 */
typedef struct _AssayRowIntake AssayRowIntake;

AssayRowIntake   *assay_row_intake_new            (AssayJob                     *job,
                                                   const AssayRowIntakeOptions  *options,
                                                   GCancellable                 *cancellable,
                                                   GError                      **error);
void              assay_row_intake_free           (AssayRowIntake               *self);
void              assay_row_intake_set_sink       (AssayRowIntake               *self,
                                                   gpointer                      sink);
AssayWorkspace   *assay_row_intake_get_workspace  (AssayRowIntake               *self);
gint64            assay_row_intake_get_job        (AssayRowIntake               *self);
gboolean          assay_row_intake_is_dry         (AssayRowIntake               *self);
guint64           assay_row_intake_get_expected   (AssayRowIntake               *self);
AssayConnection  *assay_row_intake_get_connection (AssayRowIntake               *self);
void              assay_row_intake_count          (AssayRowIntake               *self,
                                                   AssayRowEffect                effect);
guint64           assay_row_intake_get_count      (AssayRowIntake               *self,
                                                   AssayRowEffect                effect);
AssayTransaction *assay_row_intake_begin          (AssayRowIntake               *self,
                                                   GError                      **error);
gboolean          assay_row_intake_wrote          (AssayRowIntake               *self,
                                                   GError                      **error);
gboolean          assay_row_intake_commit         (AssayRowIntake               *self,
                                                   GError                      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayRowIntake, assay_row_intake_free)

G_END_DECLS
