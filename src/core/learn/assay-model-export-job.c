/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-export-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-json.h"
#include "learn/assay-model-params.h"
#include "learn/assay-model-store.h"
#include "learn/assay-trees.h"
#include "learn/assay-predictor.h"

/**
 * AssayModelExportJob:
 *
 * Writes a model as files that other programs read: the trees in XGBoost's own format or the
 * regression as JSON, and beside it the recipe that makes features of leads, the calibration and
 * the card.
 */
struct _AssayModelExportJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelExportJob, assay_model_export_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_MODEL = 1,
  PARAM_FILE,
};

static AssayModelRecord *
find_model (AssayJob *job, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (job), error);

  return reader != NULL ? assay_model_store_get_or_champion (
                              reader, assay_job_get_int64 (job, PARAM_MODEL), error)
                        : NULL;
}

static gboolean
write_part (GFile *folder,
            const char *name,
            gconstpointer data,
            gsize length,
            JsonArray *files,
            GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (folder, name);

  json_array_add_string_element (files, name);
  return g_file_replace_contents (file,
                                  data,
                                  length,
                                  NULL,
                                  FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                  NULL,
                                  NULL,
                                  error);
}

static gboolean
write_model (const AssayModelRecord *record, GFile *folder, JsonArray *files, GError **error)
{
  g_autoptr (AssayPredictor) predictor = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_str_equal (record->algorithm, "logistic"))
    return write_part (folder,
                       "model.json",
                       g_bytes_get_data (record->payload, NULL),
                       g_bytes_get_size (record->payload),
                       files,
                       error);
  predictor = assay_predictor_new (record, error);
  bytes = predictor != NULL ? assay_trees_save (predictor->trees, TRUE, error) : NULL;
  return bytes != NULL &&
         write_part (folder,
                     "model.json",
                     g_bytes_get_data (bytes, NULL),
                     g_bytes_get_size (bytes),
                     files,
                     error) &&
         write_part (folder,
                     "model.ubj",
                     g_bytes_get_data (record->payload, NULL),
                     g_bytes_get_size (record->payload),
                     files,
                     error);
}

static gboolean
assay_model_export_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayModelRecord) record = find_model (job, error);
  GFile *folder = assay_job_get_object (job, PARAM_FILE);
  g_autoptr (GError) local = NULL;
  g_autofree char *path = NULL;
  JsonArray *files;
  JsonObject *object;
  JsonNode *node;

  if (record == NULL)
    return FALSE;
  if (!g_file_make_directory_with_parents (folder, cancellable, &local) &&
      !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  files = json_array_new ();
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  path = g_file_get_path (folder);
  json_object_set_int_member (object, "model", record->id);
  json_object_set_string_member (object, "folder", path != NULL ? path : "");
  json_object_set_array_member (object, "files", files);
  assay_job_set_result (job, node);
  return write_model (record, folder, files, error) &&
         write_part (
             folder, "recipe.json", record->recipe, strlen (record->recipe), files, error) &&
         write_part (folder,
                     "calibration.json",
                     record->calibration,
                     strlen (record->calibration),
                     files,
                     error) &&
         write_part (folder, "card.json", record->card, strlen (record->card), files, error);
}

static void
assay_model_export_job_class_init (AssayModelExportJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-export";
  job_class->summary = N_ ("Write a model and its recipe to files");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_model_export_job_run;

  assay_model_params_install (job_class, PARAM_MODEL);
  assay_job_class_install (
      job_class,
      PARAM_FILE,
      g_param_spec_object ("output",
                           NULL,
                           N_ ("The folder to write to"),
                           G_TYPE_FILE,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .short_option = 'o', .metavar = "FOLDER", .flags = ASSAY_PARAM_REQUIRED });
}

static void
assay_model_export_job_init (AssayModelExportJob *self)
{
}
