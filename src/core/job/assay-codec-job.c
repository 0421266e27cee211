/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "job/assay-codec-private.h"

/* A whole job's parameters: from and to JSON, and from command-line arguments. */

static int
compare_params (gconstpointer a,
                gconstpointer b)
{
  const GParamSpec *first = *(GParamSpec *const *) a, *second = *(GParamSpec *const *) b;

  return (first->param_id > second->param_id) - (first->param_id < second->param_id);
}

/**
 * assay_codec_list_params:
 * @type: a job class
 *
 * Returns: (transfer full) (element-type GParamSpec): its parameters, in the order they were declared
 */
GPtrArray *
assay_codec_list_params (GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  g_autofree GParamSpec **pspecs = NULL;
  GPtrArray *params = g_ptr_array_new_with_free_func ((GDestroyNotify) g_param_spec_unref);
  guint n;

  pspecs = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n);
  for (guint i = 0; i < n; i++)
    if (assay_param_of (pspecs[i]) != NULL)
      g_ptr_array_add (params, g_param_spec_ref (pspecs[i]));
  g_ptr_array_sort (params, compare_params);
  return params;
}

GParamSpec *
assay_codec_find (GPtrArray  *params,
                  const char *name,
                  gboolean    json)
{
  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      g_autofree char *json_name = json ? assay_codec_json_name (pspec) : NULL;
      if (strcmp (json ? json_name : pspec->name, name) == 0)
        return pspec;
    }
  return NULL;
}

/**
 * assay_codec_job_from_json:
 * @type: a job class
 * @workspace: (nullable): what it is to work on
 * @parameters: its parameters by their names in snake_case
 *
 * Errors: %ASSAY_JOB_ERROR_UNKNOWN_PARAMETER, %ASSAY_JOB_ERROR_INVALID_PARAMETER.
 *
 * Returns: (transfer full): a job, ready to run
 */
AssayJob *
assay_codec_job_from_json (GType           type,
                           AssayWorkspace *workspace,
                           JsonObject     *parameters,
                           GError        **error)
{
  g_autoptr (AssayJob) job = g_object_new (type, "workspace", workspace, NULL);
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, parameters);
  while (json_object_iter_next (&iter, &name, &node))
    {
      GParamSpec *pspec = assay_codec_find (params, name, TRUE);
      g_auto (GValue) value = G_VALUE_INIT;

      if (pspec == NULL)
        {
          g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_PARAMETER,
                       "“%s” has no parameter “%s”", ASSAY_JOB_GET_CLASS (job)->key, name);
          return NULL;
        }
      if (JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!assay_codec_value_from_json (pspec, node, &value, error))
        return NULL;
      g_object_set_property (G_OBJECT (job), pspec->name, &value);
    }
  return g_steal_pointer (&job);
}

/**
 * assay_codec_job_to_json:
 * @for_record: leave out what must not be kept, secrets and values that may be personal: null says
 *   that there was one
 *
 * Returns: (transfer full): an object of the parameters that differ from their defaults
 */
JsonNode *
assay_codec_job_to_json (AssayJob *job,
                         gboolean  for_record)
{
  g_autoptr (GPtrArray) params = assay_codec_list_params (G_OBJECT_TYPE (job));
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      const AssayParam *param = assay_param_of (pspec);
      g_autofree char *name = assay_codec_json_name (pspec);
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, pspec->value_type);
      g_object_get_property (G_OBJECT (job), pspec->name, &value);
      if (g_param_value_defaults (pspec, &value))
        continue;
      if (for_record && (param->flags & (ASSAY_PARAM_SECRET | ASSAY_PARAM_PERSONAL)) != 0)
        json_object_set_null_member (object, name);
      else
        json_object_set_member (object, name, assay_codec_value_to_json (pspec, &value));
    }
  return json_node_init_object (json_node_alloc (), object);
}

/* Lists grow with each mention; everything else is taken once. */
static gboolean
set_from_text (AssayJob   *job,
               GParamSpec *pspec,
               const char *text,
               GHashTable *given,
               GError    **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (!assay_codec_value_from_text (pspec, text, &value, error))
    return FALSE;
  if (pspec->value_type == G_TYPE_STRV)
    {
      g_auto (GStrv) old = NULL;
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      g_object_get (job, pspec->name, &old, NULL);
      if (old != NULL)
        g_strv_builder_addv (builder, (const char **) old);
      g_strv_builder_add (builder, text);
      g_value_take_boxed (&value, g_strv_builder_end (builder));
    }
  else if (!g_hash_table_add (given, pspec))
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                   "“%s” was given twice", pspec->name);
      return FALSE;
    }
  g_object_set_property (G_OBJECT (job), pspec->name, &value);
  return TRUE;
}

static GParamSpec *
find_position (GPtrArray *params,
               int        position)
{
  GParamSpec *last = NULL;

  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      const AssayParam *param = assay_param_of (pspec);

      if (param->position == position)
        return pspec;
      if (param->position > 0 && (param->flags & ASSAY_PARAM_REPEATABLE) != 0)
        last = pspec;
    }
  return last != NULL && assay_param_of (last)->position < position ? last : NULL;
}

static GParamSpec *
find_option (GPtrArray  *params,
             const char *argument,
             gsize       length,
             gboolean   *out_negated)
{
  g_autofree char *name = g_strndup (argument, length);

  *out_negated = FALSE;
  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      const AssayParam *param = assay_param_of (pspec);

      if (length == 2 && argument[1] == param->short_option && param->short_option != 0)
        return pspec;
      if (param->position > 0 || length < 3 || argument[1] != '-')
        continue;
      if (strcmp (name + 2, pspec->name) == 0)
        return pspec;
      if (pspec->value_type == G_TYPE_BOOLEAN && g_str_has_prefix (name, "--no-")
          && strcmp (name + 5, pspec->name) == 0)
        {
          *out_negated = TRUE;
          return pspec;
        }
    }
  return NULL;
}

static gboolean
take_option (AssayJob           *job,
             GPtrArray          *params,
             const char *const **p,
             GHashTable         *given,
             GError            **error)
{
  const char *argument = **p;
  const char *equals = strchr (argument, '=');
  gsize length = equals != NULL ? (gsize) (equals - argument) : strlen (argument);
  gboolean negated;
  GParamSpec *pspec = find_option (params, argument, length, &negated);
  const char *text;

  if (pspec == NULL)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_PARAMETER,
                   "There is no option “%.*s”", (int) length, argument);
      return FALSE;
    }
  if (equals != NULL)
    text = equals + 1;
  else if (pspec->value_type == G_TYPE_BOOLEAN)
    text = negated ? "no" : "yes";
  else if ((text = *++*p) == NULL)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER,
                   "Option “%s” needs a value", argument);
      return FALSE;
    }
  return set_from_text (job, pspec, text, given, error);
}

/* What may be left out is, where `name=value` comes in its place and the next one takes that:
 * “assay set --where … stage=won” names no lead. */
static gboolean
is_left_out (GPtrArray  *params,
             const char *argument,
             int         position)
{
  GParamSpec *pspec = find_position (params, position);
  GParamSpec *next = find_position (params, position + 1);

  return pspec != NULL && next != NULL && next != pspec
         && (assay_param_of (pspec)->flags & (ASSAY_PARAM_REQUIRED | ASSAY_PARAM_MAP)) == 0
         && (assay_param_of (next)->flags & ASSAY_PARAM_MAP) != 0 && strchr (argument, '=') != NULL;
}

static gboolean
take_positional (AssayJob   *job,
                 GPtrArray  *params,
                 const char *argument,
                 int        *position,
                 GHashTable *given,
                 GError    **error)
{
  GParamSpec *pspec;

  if (is_left_out (params, argument, *position))
    (*position)++;
  pspec = find_position (params, (*position)++);

  if (pspec == NULL)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_PARAMETER,
                   "“%s” is one argument too many", argument);
      return FALSE;
    }
  return set_from_text (job, pspec, argument, given, error);
}

static gboolean
check_given (AssayJob  *job,
             GPtrArray *params,
             GError   **error)
{
  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      const AssayParam *param = assay_param_of (pspec);
      g_auto (GValue) value = G_VALUE_INIT;

      if ((param->flags & ASSAY_PARAM_REQUIRED) == 0)
        continue;
      g_value_init (&value, pspec->value_type);
      g_object_get_property (G_OBJECT (job), pspec->name, &value);
      if (!g_param_value_defaults (pspec, &value))
        continue;
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER, "%s is missing",
                   param->metavar != NULL ? param->metavar : pspec->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * assay_codec_job_from_arguments:
 * @type: a job class
 * @workspace: (nullable): what it is to work on
 * @arguments: (array zero-terminated=1): what follows the command's name
 *
 * `--name VALUE`, `--name=VALUE`, `--flag`, `--no-flag`, short options, positional arguments; after
 * `--` everything is positional.
 *
 * Errors: %ASSAY_JOB_ERROR_UNKNOWN_PARAMETER, %ASSAY_JOB_ERROR_INVALID_PARAMETER,
 * %ASSAY_JOB_ERROR_MISSING_PARAMETER.
 *
 * Returns: (transfer full): a job, ready to run
 */
AssayJob *
assay_codec_job_from_arguments (GType              type,
                                AssayWorkspace    *workspace,
                                const char *const *arguments,
                                GError           **error)
{
  g_autoptr (AssayJob) job = g_object_new (type, "workspace", workspace, NULL);
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);
  g_autoptr (GHashTable) given = g_hash_table_new (NULL, NULL);
  gboolean options = TRUE;
  int position = 1;

  for (const char *const *p = arguments; *p != NULL; p++)
    {
      /* A lone dash is a file name; a negative number is a value. */
      gboolean is_option = options && (*p)[0] == '-' && (*p)[1] != '\0'
                           && !g_ascii_isdigit ((*p)[1]);

      if (options && strcmp (*p, "--") == 0)
        options = FALSE;
      else if (is_option && !take_option (job, params, &p, given, error))
        return NULL;
      else if (!is_option && !take_positional (job, params, *p, &position, given, error))
        return NULL;
    }
  if (!check_given (job, params, error))
    return NULL;
  return g_steal_pointer (&job);
}
