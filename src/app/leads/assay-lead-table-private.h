/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-lead-table.h"

G_BEGIN_DECLS

/**
 * AssayLeadTable:
 *
 * The lead list as columns that can be sorted, moved, resized and chosen, or as one column of
 * two-line rows on a phone. What is shown and how wide is remembered.
 */
struct _AssayLeadTable
{
  AdwBin parent_instance;

  GSettings *settings;        /* (owned) */
  AssayFieldRegistry *fields; /* (owned) (nullable) */
  AssayLeadList *list;        /* (owned) */
  GtkColumnView *view;        /* a child */
  GtkAdjustment *adjustment;  /* of the scrolled window */
  GtkColumnViewColumn *phone_column; /* (owned) */
  GPtrArray *stored;          /* (owned): the table's columns while there is one for phones */
  char *sort;                 /* (owned) */
  gboolean phone;
  gboolean setting_sort;
};

const char *assay_lead_table_column_key (GtkColumnViewColumn *column);
GPtrArray *assay_lead_table_list_columns (AssayLeadTable *self);
GtkColumnViewColumn *assay_lead_table_find_column (AssayLeadTable *self,
                                                   const char     *key);
void assay_lead_table_update_read_columns (AssayLeadTable *self);
void assay_lead_table_append_column (AssayLeadTable *self,
                                     const char     *key,
                                     int             width);
void assay_lead_table_build_columns (AssayLeadTable *self);
gboolean assay_lead_table_is_known (const char *key);
void assay_lead_table_remove_column (AssayLeadTable      *self,
                                     GtkColumnViewColumn *column);

G_END_DECLS
