/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-factor-query.h"

G_BEGIN_DECLS

/* Where a factor's numbers stand among a chunk's columns; −1 for nowhere. */
typedef struct
{
  int value;
  int needs;
  int adjust;
} AssayFactorPlace;

typedef struct
{
  AssayConditionSql *compiler; /* (owned) */
  AssayStatement *statement;   /* (owned) */
  GString *sql;
  guint first_group;
  guint last_group; /* exclusive */
  int n_columns;
} AssayFactorChunk;

struct _AssayFactorQuery
{
  AssayConnection *connection; /* (not owned) */
  AssayProfile *profile;       /* (owned) */
  gint64 as_of;
  gboolean now;
  const char *leads; /* (not owned) (nullable): while it is compiled */
  guint n_reserved;
  GPtrArray *chunks;        /* (element-type AssayFactorChunk) */
  AssayFactorPlace *places; /* by factor */
  gboolean *inactive;       /* by factor */
  int *judge_columns;       /* by group */
  double *row;
  GStrvBuilder *gathered;
  char **warnings;
};

G_END_DECLS
