/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-column-profile.h"
#include "import/assay-key-list-private.h"
#include "import/assay-row-reader.h"

G_BEGIN_DECLS

/* What one column's cells go to. */
typedef struct
{
  AssayColumnProfile *profile;
  AssayKeyList *keys; /* (nullable) */
} AssayProfileTarget;

/**
 * AssayProfileCrew:
 *
 * Counts the cells of rows on two threads: the one that reads takes as many columns as leave both
 * with as much to do. Rows are gathered first, so that each column is worked through in a run.
 * Profiles may be looked at after assay_profile_crew_wait().
 */
typedef struct _AssayProfileCrew AssayProfileCrew;

AssayProfileCrew *assay_profile_crew_new  (const AssayProfileTarget *targets,
                                           guint                     n_columns);
void              assay_profile_crew_free (AssayProfileCrew         *self);
void              assay_profile_crew_add  (AssayProfileCrew         *self,
                                           const AssayRow           *row);
void              assay_profile_crew_wait (AssayProfileCrew         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayProfileCrew, assay_profile_crew_free)

G_END_DECLS
