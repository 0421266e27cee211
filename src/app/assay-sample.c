/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-sample.h"

#include "engine/assay-engine.h"

#include <glib/gi18n.h>

/* The sample workspace: made from the shipped sample files the first time it is asked for, by the
 * same jobs that any file goes through. */

static char *
find_sample_file (const char *name)
{
  const char *folder = g_getenv ("ASSAY_DATADIR");

  return g_build_filename (folder != NULL ? folder : ASSAY_PKGDATADIR, "samples", name, NULL);
}

static void
import_file (AssaySession        *session,
             const char          *name,
             const char          *kind,
             GAsyncReadyCallback  callback)
{
  GType type = assay_engine_find_job ("import");
  g_autofree char *path = find_sample_file (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AssayJob) job = NULL;
  GParamSpec *pspec;

  g_return_if_fail (type != G_TYPE_INVALID);
  job = g_object_new (type, "workspace", assay_session_get_workspace (session), "file", file, NULL);
  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (job), "kind");
  if (kind != NULL && pspec != NULL && G_IS_PARAM_SPEC_ENUM (pspec))
    {
      GEnumValue *value
        = g_enum_get_value_by_nick (G_PARAM_SPEC_ENUM (pspec)->enum_class, kind);

      if (value != NULL)
        g_object_set (job, "kind", value->value, NULL);
    }
  assay_session_run (session, job, NULL, callback, NULL);
}

static void
leads_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  /* A failure is in the job popover already, with its reason. */
  if (assay_session_run_finish (ASSAY_SESSION (source), result, NULL))
    import_file (ASSAY_SESSION (source), "events.csv", "events", NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  AssaySession *session = ASSAY_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (!assay_session_open_finish (session, result, &error))
    assay_session_toast (session, error->message, 0);
  else if (GPOINTER_TO_INT (user_data))
    import_file (session, "leads.csv", NULL, leads_done_cb);
}

/**
 * assay_sample_open:
 *
 * Opens the sample workspace, making and filling it when it is not there yet.
 */
void
assay_sample_open (AssaySession *session)
{
  g_autofree char *path
    = g_build_filename (g_get_user_data_dir (), "assay", "sample.assay", NULL);
  gboolean fresh = !g_file_test (path, G_FILE_TEST_EXISTS);

  g_return_if_fail (ASSAY_IS_SESSION (session));

  assay_session_open_async (session, path, ASSAY_WORKSPACE_CREATE, NULL, opened_cb,
                            GINT_TO_POINTER (fresh));
}
