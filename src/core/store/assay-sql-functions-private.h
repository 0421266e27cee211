/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-sql-functions.h"

typedef gboolean (*AssaySqlTextTest) (const char *text,
                                      gsize       length,
                                      const char *part,
                                      gsize       part_length);

/* One function as SQLite is told of it; a list of them ends with one without a name. */
typedef struct
{
  const char *name;
  int n_values; /* -1: any number */
  void (*run) (sqlite3_context *, int, sqlite3_value **);
  AssaySqlTextTest test; /* (nullable): what the function gets as its user data */
} AssaySqlFunction;

/* Those of dates, ages and clocks. */
extern const AssaySqlFunction assay_sql_time_functions[];

static inline gboolean
assay_sql_get_text (sqlite3_value *value,
                    const char   **out_text,
                    gsize         *out_length)
{
  if (sqlite3_value_type (value) == SQLITE_NULL)
    return FALSE;
  *out_text = (const char *) sqlite3_value_text (value);
  *out_length = (gsize) sqlite3_value_bytes (value);
  return *out_text != NULL;
}

static inline gboolean
assay_sql_is_number (sqlite3_value *value)
{
  int type = sqlite3_value_type (value);

  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}
