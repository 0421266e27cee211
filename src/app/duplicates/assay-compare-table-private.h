/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicates/assay-compare-table.h"

G_BEGIN_DECLS

#define ASSAY_COMPARE_NOT_YET (-1) /* chosen by the rule, once the row is shown */

/**
 * AssayCompareTable:
 *
 * Leads side by side: a row a field that any of them has, with what differs marked. A round button chooses the
 * value that survives merging, what the rule says to begin with; a tick stands where nothing has to be chosen.
 * From three leads on, each can be left out: whoever shows the table shows the others then. Of many leads, some
 * are seen at a time, and the others a page further; what is chosen on one page holds on all.
 */
struct _AssayCompareTable
{
  AdwBin parent_instance;

  const AssayCompare *compare; /* (nullable): its owner shows another one before it goes */
  gboolean phone;
  gboolean choosable; /* whether values are chosen at all */
  gint64 *chosen;     /* (owned) (array): by place of the plan: whose value survives; 0 where there is no choice */
  guint first;        /* place of the first lead that is seen */
  GtkWidget *previous; /* (nullable): to the leads before those */
  GtkWidget *next;     /* (nullable) */
  GtkWidget *box;
};

guint  assay_compare_table_get_n_columns (AssayCompareTable *self);
gint64 assay_compare_table_lead_at (AssayCompareTable *self,
                                    guint              i);
guint  assay_compare_table_get_end       (AssayCompareTable *self);
GtkWidget *assay_compare_table_new_head (AssayCompareTable *self,
                                         guint              lead);
GtkWidget *assay_compare_table_add_row  (AssayCompareTable *self,
                                         const char        *label,
                                         const char        *note,
                                         GtkWidget        **out_note);
void       assay_compare_table_add_rows (AssayCompareTable *self);

G_END_DECLS
