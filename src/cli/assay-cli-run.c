/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/assay-json.h"
#include "assay-cli.h"
#include "engine/assay-runner.h"
#include "job/assay-codec.h"
#include "match/assay-match-error.h"
#include "model/assay-model-error.h"
#include "score/assay-score-error.h"

#define BAR_WIDTH 30

/* One command being run. */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  gboolean show_progress;
  gboolean bar_shown;
  gboolean ok;
  GError *error;
} Run;

/**
 * assay_cli_exit_of:
 *
 * Returns: the exit status that @error stands for
 */
AssayExit
assay_cli_exit_of (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ASSAY_EXIT_CANCELLED;
  if (error->domain == ASSAY_MODEL_ERROR
      || (error->domain == ASSAY_JOB_ERROR && error->code != ASSAY_JOB_ERROR_FAILED
          && error->code != ASSAY_JOB_ERROR_NOT_RESUMABLE)
      || g_error_matches (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD)
      || g_error_matches (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE)
      || g_error_matches (error, ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_PARAMETER))
    return ASSAY_EXIT_USAGE;
  return ASSAY_EXIT_FAILED;
}

static void
clear_bar (Run *run)
{
  if (run->bar_shown)
    fputs ("\r\033[K", stderr);
  run->bar_shown = FALSE;
}

static void
progress_cb (AssayRunner *runner,
             GParamSpec  *pspec,
             Run         *run)
{
  g_autofree char *phrase = NULL;
  double progress;
  int filled;

  if (!run->show_progress)
    return;
  g_object_get (runner, "progress", &progress, "phrase", &phrase, NULL);
  clear_bar (run);
  filled = progress > 0 ? (int) lround (progress * BAR_WIDTH) : 0;
  fputs ("[", stderr);
  for (int i = 0; i < BAR_WIDTH; i++)
    fputs (i < filled ? "█" : " ", stderr);
  if (progress >= 0)
    fprintf (stderr, "] %3.0f %%  %.60s", progress * 100, phrase != NULL ? phrase : "");
  else
    fprintf (stderr, "]  …    %.60s", phrase != NULL ? phrase : "");
  fflush (stderr);
  run->bar_shown = TRUE;
}

static gboolean
interrupt_cb (gpointer data)
{
  Run *run = data;

  clear_bar (run);
  g_cancellable_cancel (run->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Run *run = data;

  run->ok = assay_runner_run_finish (ASSAY_RUNNER (source), result, &run->error);
  g_main_loop_quit (run->loop);
}

/* The source itself, not its number: a number says nothing once its source is gone. */
static GSource *
listen_to (int  signal_number,
           Run *run)
{
  GSource *source = g_unix_signal_source_new (signal_number);

  g_source_set_callback (source, interrupt_cb, run, NULL);
  g_source_attach (source, NULL);
  return source;
}

static void
run_to_end (AssayRunner *runner,
            Run         *run)
{
  g_autoptr (GSource) interrupt = listen_to (SIGINT, run);
  g_autoptr (GSource) terminate = listen_to (SIGTERM, run);

  g_signal_connect (runner, "notify::progress", G_CALLBACK (progress_cb), run);
  assay_runner_run_async (runner, run->cancellable, done_cb, run);
  g_main_loop_run (run->loop);
  /* What is still queued holds references, and with them the workspace open. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  clear_bar (run);
  g_source_destroy (interrupt);
  g_source_destroy (terminate);
}

static void
print_result (AssayJob              *job,
              const AssayCliOptions *options)
{
  JsonNode *result = assay_job_get_result (job);
  g_autoptr (GString) text = g_string_new (NULL);

  if (result == NULL)
    return;
  if (options->json)
    {
      g_autofree char *json = json_to_string (result, TRUE);
      g_string_append (text, json);
      g_string_append_c (text, '\n');
    }
  else if (!options->quiet)
    assay_cli_render (job, text);
  /* Not g_print: that converts to the locale, and a result is UTF-8 wherever it goes. */
  fwrite (text->str, 1, text->len, stdout);
}

static AssayExit
exit_of_result (AssayJob *job)
{
  JsonNode *result = assay_job_get_result (job);
  JsonObject *object;

  if (result == NULL || !JSON_NODE_HOLDS_OBJECT (result))
    return ASSAY_EXIT_DONE;
  object = json_node_get_object (result);
  if (json_object_get_int_member_with_default (object, "rejected", 0) > 0)
    return ASSAY_EXIT_REJECTED;
  return ASSAY_EXIT_DONE;
}

static AssayExit
report_error (const GError *error)
{
  fprintf (stderr, "assay: %s\n", error->message);
  return assay_cli_exit_of (error);
}

static AssayExit
run_job (AssayJob              *job,
         const AssayCliOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AssayRunner) runner = assay_runner_new (job);
  Run run = { .loop = loop,
              .cancellable = cancellable,
              .show_progress = !options->quiet && isatty (STDERR_FILENO) };
  AssayExit result;

  run_to_end (runner, &run);
  for (const char *const *warning = assay_runner_get_warnings (runner); *warning != NULL; warning++)
    fprintf (stderr, "assay: %s\n", *warning);
  if (!run.ok)
    {
      result = report_error (run.error);
      g_error_free (run.error);
      return result;
    }
  print_result (job, options);
  result = exit_of_result (job);
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      fprintf (stderr, "assay: %s\n", _ ("The result could not be written"));
      return ASSAY_EXIT_FAILED;
    }
  return result;
}

static AssayWorkspace *
open_workspace (const AssayCliOptions *options,
                GError               **error)
{
  g_autofree char *path = options->workspace != NULL ? g_strdup (options->workspace)
                                                     : assay_workspace_default_path ();

  return assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, error);
}

/* A job that writes its list itself has a format; “--json” chooses it unless another was named. */
static void
prefer_json (AssayJob *job)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (job), "format");
  g_auto (GValue) value = G_VALUE_INIT;

  if (pspec == NULL || !G_IS_PARAM_SPEC_ENUM (pspec))
    return;
  GEnumValue *json = g_enum_get_value_by_nick (G_PARAM_SPEC_ENUM (pspec)->enum_class, "json");
  g_value_init (&value, pspec->value_type);
  g_object_get_property (G_OBJECT (job), "format", &value);
  if (json == NULL || !g_param_value_defaults (pspec, &value))
    return;
  g_value_set_enum (&value, json->value);
  g_object_set_property (G_OBJECT (job), "format", &value);
}

/* A command that writes rows itself, in a format of its choice, writes JSON for “--json”, unless
 * another format was asked for. */
static char **
add_json_format (AssayJobClass         *klass,
                 const char *const     *arguments,
                 const AssayCliOptions *options)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_CLASS (klass), "format");
  gboolean offers = options->json && pspec != NULL && G_IS_PARAM_SPEC_ENUM (pspec)
                    && (klass->flags & ASSAY_JOB_READS) != 0
                    && g_enum_get_value_by_nick (G_PARAM_SPEC_ENUM (pspec)->enum_class, "table") != NULL;

  for (const char *const *word = arguments; *word != NULL; word++)
    offers = offers && strcmp (*word, "--format") != 0 && !g_str_has_prefix (*word, "--format=");
  if (offers)
    g_strv_builder_add (all, "--format=json");
  g_strv_builder_addv (all, (const char **) arguments);
  return g_strv_builder_end (all);
}

/**
 * assay_cli_run_job:
 * @words: what follows the command's name
 *
 * Runs a job and what follows it, with progress on a terminal; Ctrl-C cancels cleanly.
 */
AssayExit
assay_cli_run_job (GType                  type,
                   const char *const     *words,
                   const AssayCliOptions *options)
{
  g_autoptr (AssayJobClass) klass = g_type_class_ref (type);
  g_auto (GStrv) all = add_json_format (klass, words, options);
  const char *const *arguments = (const char *const *) all;
  g_autoptr (AssayWorkspace) workspace = NULL;
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (GError) error = NULL;
  AssayExit result;

  /* Wrong usage is told before a workspace is made. */
  job = assay_codec_job_from_arguments (type, NULL, arguments, &error);
  if (job == NULL)
    return report_error (error);
  if ((klass->flags & ASSAY_JOB_NO_WORKSPACE) == 0)
    {
      g_clear_object (&job);
      workspace = open_workspace (options, &error);
      if (workspace != NULL)
        job = assay_codec_job_from_arguments (type, workspace, arguments, &error);
      if (job == NULL)
        return report_error (error);
    }
  if (options->json)
    prefer_json (job);
  result = run_job (job, options);
  if (workspace != NULL)
    assay_workspace_close (workspace);
  return result;
}
