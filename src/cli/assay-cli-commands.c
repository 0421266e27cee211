/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "base/assay-version.h"
#include "assay-cli.h"
#include "job/assay-codec.h"

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  g_autoptr (AssayJobClass) first = g_type_class_ref (*(const GType *) a);
  g_autoptr (AssayJobClass) second = g_type_class_ref (*(const GType *) b);

  return strcmp (first->key, second->key);
}

static GType *
list_commands (guint *n)
{
  GType *types = assay_engine_list_jobs (n);

  qsort (types, *n, sizeof *types, compare_keys);
  return types;
}

/**
 * assay_cli_command_name:
 *
 * Returns: (transfer full): a job's key as it is typed: `profile publish`
 */
char *
assay_cli_command_name (const char *key)
{
  return g_strdelimit (g_strdup (key), "-", ' ');
}

static GType
find_public (const char *key)
{
  GType type = assay_engine_find_job (key);
  g_autoptr (AssayJobClass) klass = NULL;

  if (type == G_TYPE_INVALID)
    return type;
  klass = g_type_class_ref (type);
  return (klass->flags & ASSAY_JOB_INTERNAL) != 0 ? G_TYPE_INVALID : type;
}

/**
 * assay_cli_find_command:
 * @out_n_words: (out): how many words name it
 *
 * Returns: the job class, or %G_TYPE_INVALID
 */
GType
assay_cli_find_command (const char *const *words,
                        guint             *out_n_words)
{
  *out_n_words = 0;
  if (words[0] == NULL)
    return G_TYPE_INVALID;
  if (words[1] != NULL)
    {
      g_autofree char *key = g_strconcat (words[0], "-", words[1], NULL);
      GType type = find_public (key);

      *out_n_words = 2;
      if (type != G_TYPE_INVALID)
        return type;
    }
  *out_n_words = 1;
  /* “score FILE” is the whole way from a file to a ranking; “score” alone scores the workspace. */
  if (strcmp (words[0], "score") == 0 && words[1] != NULL && words[1][0] != '-')
    return find_public ("score-file");
  /* “job 7” is short for “job show 7”. */
  if (strcmp (words[0], "job") == 0)
    return find_public ("job-show");
  return find_public (words[0]);
}

void
assay_cli_print_usage (void)
{
  g_autofree GType *types = NULL;
  guint n;

  g_print ("%s\n\n", _ ("Usage: assay [-w FILE] [--json] [-q | -v] COMMAND …"));
  g_print ("%s\n\n", _ ("Tells what every lead is worth, and why."));
  types = list_commands (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AssayJobClass) klass = g_type_class_ref (types[i]);
      g_autofree char *name = assay_cli_command_name (klass->key);

      if (strcmp (klass->key, "score-file") == 0)
        g_print ("  %-20s %s\n", "score FILE", _ (klass->summary));
      else if ((klass->flags & ASSAY_JOB_INTERNAL) == 0)
        g_print ("  %-20s %s\n", name, _ (klass->summary));
    }
  g_print ("\n%s\n", _ ("“assay help COMMAND” tells more about one. Without -w, the workspace is "
                        "$ASSAY_WORKSPACE, else the default one in your data folder."));
}

/**
 * assay_cli_help:
 * @words: a command, or nothing
 */
AssayExit
assay_cli_help (const char *const *words)
{
  g_autofree char *help = NULL, *name = NULL;
  g_autoptr (AssayJobClass) klass = NULL;
  guint n_words;
  GType type;

  if (words[0] == NULL)
    {
      assay_cli_print_usage ();
      return ASSAY_EXIT_DONE;
    }
  type = assay_cli_find_command (words, &n_words);
  if (type == G_TYPE_INVALID)
    {
      g_printerr (_ ("assay: There is no command “%s”\n"), words[0]);
      return ASSAY_EXIT_USAGE;
    }
  klass = g_type_class_ref (type);
  name = strcmp (klass->key, "score-file") == 0 ? g_strdup ("score")
                                                : assay_cli_command_name (klass->key);
  help = assay_codec_help (type, name);
  g_print ("%s", help);
  return ASSAY_EXIT_DONE;
}

static void
complete_options (GType       type,
                  const char *prefix)
{
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);

  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      g_autofree char *option = g_strconcat ("--", pspec->name, NULL);

      if (assay_param_of (pspec)->position == 0 && g_str_has_prefix (option, prefix))
        g_print ("%s\n", option);
    }
}

static void
complete_commands (const char *const *words,
                   guint              n_words)
{
  g_autofree GType *types = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;

  types = list_commands (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AssayJobClass) klass = g_type_class_ref (types[i]);
      g_autofree char *name = assay_cli_command_name (klass->key);
      g_auto (GStrv) parts = g_strsplit (name, " ", 2);

      if ((klass->flags & ASSAY_JOB_INTERNAL) != 0 || g_strv_length (parts) < n_words
          || strcmp (klass->key, "score-file") == 0)
        continue;
      if (n_words == 2 && strcmp (parts[0], words[0]) != 0)
        continue;
      if (g_str_has_prefix (parts[n_words - 1], words[n_words - 1])
          && g_hash_table_add (seen, g_strdup (parts[n_words - 1])))
        g_print ("%s\n", parts[n_words - 1]);
    }
}

/**
 * assay_cli_complete:
 * @words: what was typed after `assay`, the last word unfinished
 *
 * Prints what the last word may become, one a line; the shells' completion scripts call it.
 */
AssayExit
assay_cli_complete (const char *const *words)
{
  guint n = g_strv_length ((char **) words), n_words;
  const char *last;
  GType type;

  if (n > 0 && strcmp (words[0], "--") == 0)
    {
      words++;
      n--;
    }
  if (n == 0)
    return ASSAY_EXIT_DONE;
  last = words[n - 1];
  type = n > 1 ? assay_cli_find_command (words, &n_words) : G_TYPE_INVALID;
  if (type != G_TYPE_INVALID && *last == '-')
    complete_options (type, last);
  else if (n <= 2)
    complete_commands (words, n);
  return ASSAY_EXIT_DONE;
}

static char *
mdoc_escape (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text == '\\')
        g_string_append (escaped, "\\e");
      else if (*text == '-')
        g_string_append (escaped, "\\-");
      else
        g_string_append_c (escaped, *text);
    }
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

static void
manual_command (GType type)
{
  g_autoptr (AssayJobClass) klass = g_type_class_ref (type);
  g_autofree char *name = strcmp (klass->key, "score-file") == 0
                            ? g_strdup ("score")
                            : assay_cli_command_name (klass->key);
  g_autofree char *usage = assay_codec_usage (type, name);
  g_autofree char *escaped_usage = mdoc_escape (usage);
  g_autofree char *summary = mdoc_escape (klass->summary);
  g_autoptr (GPtrArray) params = assay_codec_list_params (type);

  g_print (".SS \"%s\"\n%s.\n.PP\n.nf\n%s\n.fi\n", name, summary, escaped_usage);
  for (guint i = 0; i < params->len; i++)
    {
      GParamSpec *pspec = g_ptr_array_index (params, i);
      const AssayParam *param = assay_param_of (pspec);
      const char *blurb = g_param_spec_get_blurb (pspec);
      g_autofree char *option = mdoc_escape (pspec->name);
      g_autofree char *text = mdoc_escape (blurb != NULL ? blurb : "");

      if (param->position > 0)
        g_print (".TP\n.I %s\n%s.\n", param->metavar != NULL ? param->metavar : option, text);
      else
        g_print (".TP\n.B \\-\\-%s\n%s.\n", option, text);
    }
}

/**
 * assay_cli_manual:
 *
 * Prints the commands' part of the manual page, made from the jobs' own descriptions.
 */
AssayExit
assay_cli_manual (void)
{
  g_autofree GType *types = NULL;
  guint n;

  types = list_commands (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AssayJobClass) klass = g_type_class_ref (types[i]);
      if ((klass->flags & ASSAY_JOB_INTERNAL) == 0)
        manual_command (types[i]);
    }
  return ASSAY_EXIT_DONE;
}
