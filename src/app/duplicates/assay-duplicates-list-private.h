/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-duplicate-item.h"
#include "duplicates/assay-duplicates-list.h"

G_BEGIN_DECLS

/**
 * AssayDuplicatesList:
 *
 * The groups to decide about, a list a page, the surest first. What is being decided leaves at once; what was put
 * off for later stands at the end.
 */
struct _AssayDuplicatesList
{
  AdwBin parent_instance;

  GPtrArray *items[ASSAY_DUPLICATES_N_PAGES]; /* (owned) (element-type AssayDuplicateItem) */
  gint64 totals[ASSAY_DUPLICATES_N_PAGES];    /* how many there are, though not all are listed */
  GHashTable *deciding;  /* (owned): keys of groups whose decision is on its way */
  GHashTable *postponed; /* (owned): keys of groups, to when they were put off */
  guint n_postponed;
  GListStore *store;             /* (owned): what is shown */
  GtkSingleSelection *selection; /* (owned) */
  gboolean filling;

  GtkWidget *toggles[ASSAY_DUPLICATES_N_PAGES];
  GtkWidget *search;
  GtkWidget *view;
  GtkWidget *stack;
  GtkWidget *foot;
  GtkWidget *merge_all;
  GtkWidget *learn;
  GtkWidget *suggestion;
  GtkWidget *suggestion_text;
  AssayMatchTally tally;
};

void assay_duplicates_list_update_texts (AssayDuplicatesList *self);

G_END_DECLS
