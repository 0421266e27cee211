/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-scope-params.h"

#include <glib/gi18n-lib.h>

#include "store/assay-segment-store.h"

enum
{
  WHERE,
  SEARCH,
  SEGMENT,
  IDS,
  EXCEPT,
  ALL,
};

#define MAX_IDS 100000000

static GParamSpec *
list_param (const char *name,
            const char *blurb)
{
  return g_param_spec_boxed (name, NULL, blurb, G_TYPE_STRV,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

/**
 * assay_scope_params_install:
 * @klass: a job class that is about leads
 * @first: the id of the first of %ASSAY_SCOPE_N_PARAMS parameters
 *
 * Declares which leads. Who they are is not recorded with the job.
 */
void
assay_scope_params_install (AssayJobClass *klass,
                            guint          first)
{
  assay_job_class_install (
    klass, first + WHERE,
    g_param_spec_boxed ("where", NULL, N_ ("Only leads that fit this condition"),
                        ASSAY_TYPE_CONDITION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "CONDITION" });
  assay_job_class_install (
    klass, first + SEARCH,
    g_param_spec_string ("search", NULL, N_ ("Only leads with these words"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "WORDS" });
  assay_job_class_install (
    klass, first + SEGMENT,
    g_param_spec_string ("segment", NULL, N_ ("Only leads of this saved segment"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "NAME" });
  assay_job_class_install (
    klass, first + IDS, list_param ("ids", N_ ("Only leads with these numbers, such as 3,7-12")),
    &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "NUMBER,…" });
  assay_job_class_install (
    klass, first + EXCEPT, list_param ("except", N_ ("But not leads with these numbers")),
    &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "NUMBER,…" });
}

/**
 * assay_scope_params_install_bulk:
 * @klass: a job class that changes many leads
 * @first: the id of the first of %ASSAY_SCOPE_N_BULK_PARAMS parameters
 *
 * Like assay_scope_params_install(), with `all`: nobody changes every lead by leaving an option out.
 */
void
assay_scope_params_install_bulk (AssayJobClass *klass,
                                 guint          first)
{
  assay_scope_params_install (klass, first);
  assay_job_class_install (klass, first + ALL,
                           g_param_spec_boolean ("all", NULL, N_ ("All leads"), FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static gboolean
parse_id (const char *text,
          char      **out_end,
          gint64     *out_id)
{
  *out_id = g_ascii_strtoll (text, out_end, 10);
  return *out_end != text && *out_id > 0 && *text != '+';
}

/* `7` or `7-12`. */
static gboolean
parse_range (const char *text,
             GArray     *ids)
{
  gint64 from, to;
  char *end;

  if (!parse_id (text, &end, &from))
    return FALSE;
  to = from;
  if (*end == '-' && !parse_id (end + 1, &end, &to))
    return FALSE;
  if (*end != '\0' || to < from || to - from >= MAX_IDS - (gint64) ids->len)
    return FALSE;
  for (gint64 id = from; id <= to; id++)
    g_array_append_val (ids, id);
  return TRUE;
}

static gboolean
parse_ids (const char *const *texts,
           const char        *name,
           GArray           **out_ids,
           GError           **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  *out_ids = NULL;
  if (texts == NULL || *texts == NULL)
    return TRUE;
  for (; *texts != NULL; texts++)
    {
      g_auto (GStrv) parts = g_strsplit (*texts, ",", -1);
      for (char **part = parts; *part != NULL; part++)
        if (*g_strstrip (*part) != '\0' && !parse_range (*part, ids))
          {
            g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                         "“%s”: expected numbers of leads such as 3,7-12", name);
            return FALSE;
          }
    }
  *out_ids = g_steal_pointer (&ids);
  return TRUE;
}

/* A segment and a condition narrow each other. */
static gboolean
read_condition (AssayJob        *job,
                guint            first,
                AssayCondition **out_where,
                GError         **error)
{
  AssayCondition *where = assay_job_get_boxed (job, first + WHERE);
  const char *name = assay_job_get_string (job, first + SEGMENT);
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (AssayCondition) segment = NULL;

  if (name == NULL)
    {
      *out_where = where != NULL ? assay_condition_ref (where) : NULL;
      return TRUE;
    }
  reader = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  segment = reader != NULL ? assay_segment_store_get_condition (reader, name, error) : NULL;
  if (segment == NULL)
    return FALSE;
  if (where == NULL)
    *out_where = g_steal_pointer (&segment);
  else
    {
      AssayCondition *const both[] = { segment, where };
      *out_where = assay_condition_new_all (both, G_N_ELEMENTS (both));
    }
  return TRUE;
}

/**
 * assay_scope_params_read:
 * @out_scope: (out caller-allocates): which leads; to be cleared with assay_scope_clear()
 *
 * Errors: %ASSAY_JOB_ERROR_INVALID_PARAMETER, %ASSAY_STORE_ERROR_NOT_FOUND where there is no such
 * segment.
 */
gboolean
assay_scope_params_read (AssayJob   *job,
                         guint       first,
                         AssayScope *out_scope,
                         GError    **error)
{
  g_auto (AssayScope) scope = { 0 };

  if (!read_condition (job, first, &scope.where, error)
      || !parse_ids (assay_job_get_strv (job, first + IDS), "ids", &scope.ids, error)
      || !parse_ids (assay_job_get_strv (job, first + EXCEPT), "except", &scope.except, error))
    return FALSE;
  scope.search = g_strdup (assay_job_get_string (job, first + SEARCH));
  *out_scope = scope;
  scope = (AssayScope) { 0 };
  return TRUE;
}

/**
 * assay_scope_params_are_given:
 * @first: as for assay_scope_params_install_bulk()
 *
 * Returns: whether somebody said which leads, or that it is all of them
 */
gboolean
assay_scope_params_are_given (AssayJob *job,
                              guint     first)
{
  return assay_job_get_boolean (job, first + ALL)
         || assay_job_get_boxed (job, first + WHERE) != NULL
         || assay_job_get_string (job, first + SEARCH) != NULL
         || assay_job_get_string (job, first + SEGMENT) != NULL
         || assay_job_get_strv (job, first + IDS) != NULL;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Neighbours as ranges: a selection is often many of them. */
static GStrv
print_ids (GArray *ids)
{
  g_autoptr (GArray) sorted = g_array_copy (ids);
  GString *text = g_string_new (NULL);
  GStrv list = g_new0 (char *, 2);

  g_array_sort (sorted, compare_ids);
  for (guint i = 0, next; i < sorted->len; i = next)
    {
      gint64 from = g_array_index (sorted, gint64, i), to = from;

      for (next = i + 1; next < sorted->len && g_array_index (sorted, gint64, next) <= to + 1; next++)
        to = g_array_index (sorted, gint64, next);
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", from);
      if (to > from)
        g_string_append_printf (text, "-%" G_GINT64_FORMAT, to);
    }
  list[0] = g_string_free (text, FALSE);
  return list;
}

/**
 * assay_scope_params_set:
 * @job: a job that has not started, of a class with these parameters
 *
 * Tells a job which leads it is about.
 */
void
assay_scope_params_set (AssayJob         *job,
                        const AssayScope *scope)
{
  gboolean bulk = g_object_class_find_property (G_OBJECT_GET_CLASS (job), "all") != NULL;

  if (scope->where != NULL)
    g_object_set (job, "where", scope->where, NULL);
  if (scope->search != NULL && *scope->search != '\0')
    g_object_set (job, "search", scope->search, NULL);
  if (scope->ids != NULL)
    {
      g_auto (GStrv) ids = print_ids (scope->ids);
      g_object_set (job, "ids", ids, NULL);
    }
  if (scope->except != NULL && scope->except->len > 0)
    {
      g_auto (GStrv) except = print_ids (scope->except);
      g_object_set (job, "except", except, NULL);
    }
  if (bulk && scope->where == NULL && scope->ids == NULL)
    g_object_set (job, "all", TRUE, NULL);
}
