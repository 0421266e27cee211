/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-private.h"

/* How subclasses read their parameters, by the id they were installed with. A wrong id or type is a
 * programming error. */

static const GValue *
get_value (AssayJob *self,
           guint     id,
           GType     type)
{
  const GValue *value = assay_job_peek_param (self, id);

  g_assert (G_VALUE_HOLDS (value, type));
  return value;
}

gboolean
assay_job_get_boolean (AssayJob *self,
                       guint     id)
{
  return g_value_get_boolean (get_value (self, id, G_TYPE_BOOLEAN));
}

gint64
assay_job_get_int64 (AssayJob *self,
                     guint     id)
{
  return g_value_get_int64 (get_value (self, id, G_TYPE_INT64));
}

double
assay_job_get_double (AssayJob *self,
                      guint     id)
{
  return g_value_get_double (get_value (self, id, G_TYPE_DOUBLE));
}

int
assay_job_get_enum (AssayJob *self,
                    guint     id)
{
  return g_value_get_enum (get_value (self, id, G_TYPE_ENUM));
}

/**
 * assay_job_get_string:
 *
 * Returns: (nullable) (transfer none): the parameter
 */
const char *
assay_job_get_string (AssayJob *self,
                      guint     id)
{
  return g_value_get_string (get_value (self, id, G_TYPE_STRING));
}

/**
 * assay_job_get_strv:
 *
 * Returns: (nullable) (transfer none): the parameter
 */
const char *const *
assay_job_get_strv (AssayJob *self,
                    guint     id)
{
  return g_value_get_boxed (get_value (self, id, G_TYPE_STRV));
}

/**
 * assay_job_get_object:
 *
 * Returns: (nullable) (transfer none): the parameter
 */
gpointer
assay_job_get_object (AssayJob *self,
                      guint     id)
{
  return g_value_get_object (get_value (self, id, G_TYPE_OBJECT));
}

/**
 * assay_job_get_boxed:
 *
 * Returns: (nullable) (transfer none): the parameter
 */
gpointer
assay_job_get_boxed (AssayJob *self,
                     guint     id)
{
  return g_value_get_boxed (get_value (self, id, G_TYPE_BOXED));
}
