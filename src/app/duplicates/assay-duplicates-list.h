/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-duplicates-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_DUPLICATES_LIST (assay_duplicates_list_get_type ())

G_DECLARE_FINAL_TYPE (AssayDuplicatesList, assay_duplicates_list, ASSAY, DUPLICATES_LIST, AdwBin)

void                        assay_duplicates_list_show        (AssayDuplicatesList        *self,
                                                               const AssayDuplicatesState *state);
AssayDuplicatesPage         assay_duplicates_list_get_page    (AssayDuplicatesList        *self);
void                        assay_duplicates_list_set_page    (AssayDuplicatesList        *self,
                                                               AssayDuplicatesPage         page);
const AssayDuplicatesEntry *assay_duplicates_list_get_chosen  (AssayDuplicatesList        *self);
gboolean                    assay_duplicates_list_choose_lead (AssayDuplicatesList        *self,
                                                               gint64                      lead);
void                        assay_duplicates_list_step        (AssayDuplicatesList        *self,
                                                               int                         by);
char                       *assay_duplicates_list_begin       (AssayDuplicatesList        *self);
void                        assay_duplicates_list_end         (AssayDuplicatesList        *self,
                                                               const char                 *decision);
void                        assay_duplicates_list_postpone    (AssayDuplicatesList        *self);
void                        assay_duplicates_list_search      (AssayDuplicatesList        *self);
void                        assay_duplicates_list_focus       (AssayDuplicatesList        *self);
gboolean                    assay_duplicates_list_is_filtered (AssayDuplicatesList        *self);

G_END_DECLS
