/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-waterfall.h"

G_BEGIN_DECLS

#define GROUP_HEIGHT 25
#define FACTOR_HEIGHT 21
#define EVIDENCE_HEIGHT 15
#define FACTOR_GAP 1
#define LABEL_X 18
#define VALUE_WIDTH 68

typedef enum
{
  ROW_GROUP,
  ROW_FACTOR,
  ROW_BONUS,
} AssayWaterfallKind;

typedef struct
{
  AssayWaterfallKind kind;
  AssayTone tone;
  guint group;       /* index of the group a factor belongs to */
  char *key;
  char *label;
  char *evidence; /* (nullable) */
  char *field;    /* (nullable): where the evidence was found */
  gint64 event;   /* or this event; 0 for none */
  double points;
  double maximum; /* NaN without one */
  double from, to; /* place on the axis */
} AssayWaterfallRow;

/**
 * AssayWaterfall:
 *
 * How a score came to be: one row a group, each bar starting where the last one ended, on one axis
 * that is the profile's scale. A group unfolds to its factors with their evidence.
 */
struct _AssayWaterfall
{
  AssayRowChart parent_instance;

  AssayWaterfallRow *last; /* (nullable): the row added last, while rows are added */
  GHashTable *unfolded; /* (owned): keys of groups, kept from lead to lead */
  double minimum;
  double maximum;
  double end;
};

const AssayWaterfallRow *assay_waterfall_get_row        (AssayWaterfall        *self,
                                                         guint                  i);
int                      assay_waterfall_get_row_height (AssayRowChart         *chart,
                                                         guint                  i,
                                                         int                    width);
char                    *assay_waterfall_format_points  (double                 points,
                                                         gboolean               sign);
void                     assay_waterfall_draw_row       (AssayRowChart         *chart,
                                                         GtkSnapshot           *snapshot,
                                                         guint                  i,
                                                         const graphene_rect_t *area);

G_END_DECLS
