/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-card-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-json.h"
#include "learn/assay-card-text.h"
#include "learn/assay-model-params.h"
#include "learn/assay-model-store.h"

/**
 * AssayModelCardJob:
 *
 * Writes a model's card for people: HTML or Markdown.
 */
struct _AssayModelCardJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelCardJob, assay_model_card_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_MODEL = 1,
  PARAM_OUTPUT,
};

static gboolean
assay_model_card_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayModelRecord) record =
      reader != NULL ? assay_model_store_get_or_champion (
                           reader, assay_job_get_int64 (job, PARAM_MODEL), error)
                     : NULL;
  g_autoptr (JsonNode) card = record != NULL ? assay_json_parse (record->card, -1, error) : NULL;
  GFile *output = assay_job_get_object (job, PARAM_OUTPUT);
  g_autofree char *name = output != NULL ? g_file_get_basename (output) : NULL;
  g_autofree char *text = NULL;
  gboolean html;
  JsonObject *object;
  JsonNode *node;

  if (card == NULL)
    return FALSE;
  html = name != NULL && (g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".htm"));
  text = html ? assay_card_to_html (record->id, json_node_get_object (card))
              : assay_card_to_markdown (record->id, json_node_get_object (card));
  if (output != NULL &&
      !g_file_replace_contents (
          output, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error))
    return FALSE;
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_object_set_int_member (object, "model", record->id);
  json_object_set_string_member (object, "format", html ? "html" : "markdown");
  if (output == NULL)
    json_object_set_string_member (object, "text", text);
  else
    json_object_set_string_member (object, "file", name);
  assay_job_set_result (job, node);
  return TRUE;
}

static void
assay_model_card_job_class_init (AssayModelCardJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-card";
  job_class->summary = N_ ("Write what is to be known about a model");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_model_card_job_run;

  assay_model_params_install (job_class, PARAM_MODEL);
  assay_job_class_install (
      job_class,
      PARAM_OUTPUT,
      g_param_spec_object (
          "output",
          NULL,
          N_ ("The file to write: HTML if it ends so, otherwise Markdown; without it, "
              "the text is printed"),
          G_TYPE_FILE,
          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .short_option = 'o', .metavar = "FILE" });
}

static void
assay_model_card_job_init (AssayModelCardJob *self)
{
}
