/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-xgboost.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "learn/assay-learn-error.h"
#include "learn/assay-xgboost-private.h"

#if __has_include(<xgboost/c_api.h>)
#include <xgboost/c_api.h>
#define SAME_AS(member, function)                                                                  \
  G_STATIC_ASSERT (                                                                                \
      __builtin_types_compatible_p (__typeof__ (&function), __typeof__ (functions.member)))
#endif

/* Names the library to open instead of the usual ones; empty for none. */
#define LIBRARY_VARIABLE "ASSAY_XGBOOST"

static const char *const usual_names[] = { "libxgboost.so.0", "libxgboost.so", NULL };

static AssayXgboost functions;
static gboolean opened;

#ifdef SAME_AS
SAME_AS (get_last_error, XGBGetLastError);
SAME_AS (set_global_config, XGBSetGlobalConfig);
SAME_AS (matrix_create, XGDMatrixCreateFromDense);
SAME_AS (matrix_free, XGDMatrixFree);
SAME_AS (booster_free, XGBoosterFree);
SAME_AS (booster_set_param, XGBoosterSetParam);
SAME_AS (booster_update, XGBoosterUpdateOneIter);
G_STATIC_ASSERT (sizeof (bst_ulong) == sizeof (guint64));
#endif

/**
 * assay_xgboost_prepare:
 *
 * Makes the threads of OpenMP sleep while they wait instead of spinning, which on a busy machine
 * takes many times as long. It has to be in the environment before the library is loaded, and the
 * environment may only be changed while there is one thread: call it at start-up. A value that is
 * set already stays.
 */
void
assay_xgboost_prepare (void)
{
  if (g_getenv ("OMP_WAIT_POLICY") == NULL)
    g_setenv ("OMP_WAIT_POLICY", "passive", FALSE);
}

static gboolean
find_functions (GModule *module)
{
  const struct
  {
    const char *name;
    gpointer *to;
  } symbols[] = {
    { "XGBGetLastError", (gpointer *) &functions.get_last_error },
    { "XGBoostVersion", (gpointer *) &functions.version },
    { "XGBSetGlobalConfig", (gpointer *) &functions.set_global_config },
    { "XGDMatrixCreateFromDense", (gpointer *) &functions.matrix_create },
    { "XGDMatrixSetFloatInfo", (gpointer *) &functions.matrix_set_float },
    { "XGDMatrixFree", (gpointer *) &functions.matrix_free },
    { "XGBoosterCreate", (gpointer *) &functions.booster_create },
    { "XGBoosterFree", (gpointer *) &functions.booster_free },
    { "XGBoosterSetParam", (gpointer *) &functions.booster_set_param },
    { "XGBoosterUpdateOneIter", (gpointer *) &functions.booster_update },
    { "XGBoosterPredictFromDMatrix", (gpointer *) &functions.booster_predict },
    { "XGBoosterPredictFromDense", (gpointer *) &functions.booster_predict_dense },
    { "XGBoosterLoadModelFromBuffer", (gpointer *) &functions.booster_load },
    { "XGBoosterSaveModelToBuffer", (gpointer *) &functions.booster_save },
    { "XGBoosterGetNumFeature", (gpointer *) &functions.booster_n_features },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (!g_module_symbol (module, symbols[i].name, symbols[i].to))
      return FALSE;
  return TRUE;
}

static void
open_library (void)
{
  const char *named = g_getenv (LIBRARY_VARIABLE);
  const char *own[] = { named, NULL };
  const char *const *names = named != NULL ? own : usual_names;

  for (; *names != NULL && !opened; names++)
    {
      GModule *module =
          **names != '\0' ? g_module_open (*names, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;

      if (module == NULL)
        continue;
      opened = find_functions (module);
      /* OpenMP's threads live in it. */
      if (opened)
        g_module_make_resident (module);
      else
        g_module_close (module);
    }
}

/**
 * assay_xgboost_get:
 *
 * Opens the library on first use. Any thread; the level of its messages is per thread, so every
 * thread that uses it calls this first.
 *
 * Returns: (nullable): its functions, or %NULL with %ASSAY_LEARN_ERROR_LIBRARY
 */
const AssayXgboost *
assay_xgboost_get (GError **error)
{
  static gsize once;
  static GPrivate quiet;

  if (g_once_init_enter (&once))
    {
      open_library ();
      g_once_init_leave (&once, 1);
    }
  if (!opened)
    {
      g_set_error_literal (error,
                           ASSAY_LEARN_ERROR,
                           ASSAY_LEARN_ERROR_LIBRARY,
                           _ ("XGBoost (libxgboost 1.7 or newer) is not installed: trees cannot be "
                              "grown or used; logistic regression can"));
      return NULL;
    }
  if (g_private_get (&quiet) == NULL)
    {
      functions.set_global_config ("{\"verbosity\":0}");
      g_private_set (&quiet, GINT_TO_POINTER (TRUE));
    }
  return &functions;
}

/**
 * assay_xgboost_check:
 * @result: of a function of the library
 *
 * Returns: whether it is good; %FALSE with the library's own words
 */
gboolean
assay_xgboost_check (const AssayXgboost *xgboost, int result, GError **error)
{
  g_auto (GStrv) lines = NULL;

  if (result == 0)
    return TRUE;
  lines = g_strsplit (xgboost->get_last_error (), "\n", 2);
  g_set_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_LIBRARY, "XGBoost: %s", lines[0]);
  return FALSE;
}

/**
 * assay_xgboost_is_available:
 *
 * Returns: whether trees can be grown; %FALSE with %ASSAY_LEARN_ERROR_LIBRARY
 */
gboolean
assay_xgboost_is_available (GError **error)
{
  return assay_xgboost_get (error) != NULL;
}

/**
 * assay_xgboost_dup_version:
 *
 * Returns: (transfer full) (nullable): e.g. `1.7.4`; %NULL where it is not installed
 */
char *
assay_xgboost_dup_version (void)
{
  const AssayXgboost *xgboost = assay_xgboost_get (NULL);
  int major, minor, patch;

  if (xgboost == NULL)
    return NULL;
  xgboost->version (&major, &minor, &patch);
  return g_strdup_printf ("%d.%d.%d", major, minor, patch);
}
