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
  gboolean unfolded; /* of a group */
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
  AssayChart parent_instance;

  GArray *rows; /* (owned) (element-type AssayWaterfallRow) */
  GHashTable *unfolded; /* (owned): keys of groups, kept from lead to lead */
  double minimum;
  double maximum;
  double end;
};

AssayWaterfallRow *assay_waterfall_get_row       (AssayWaterfall          *self,
                                                  guint                    i);
int                assay_waterfall_row_height    (AssayWaterfall          *self,
                                                  const AssayWaterfallRow *row);
char              *assay_waterfall_format_points (double                   points,
                                                  gboolean                 sign);
void               assay_waterfall_draw          (AssayChart              *chart,
                                                  GtkSnapshot             *snapshot);

G_END_DECLS
