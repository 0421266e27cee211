/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "base/assay-version.h"
#include "assay-cli.h"

typedef struct
{
  const char *name;
  AssayExit (*run) (const char *const *words);
} Special;

static AssayExit
print_version (const char *const *words)
{
  g_print ("assay %s\n", ASSAY_VERSION);
  return ASSAY_EXIT_DONE;
}

static AssayExit
print_manual (const char *const *words)
{
  return assay_cli_manual ();
}

static const Special specials[] = {
  { "help", assay_cli_help },         { "--help", assay_cli_help },   { "-h", assay_cli_help },
  { "--version", print_version },     { "complete", assay_cli_complete },
  { "manual", print_manual },
};

/* Options before the command; afterwards they are the command's, except the ones that say how to
 * print, which are welcome anywhere. */
static gboolean
take_global (const char *const **p,
             AssayCliOptions    *options,
             GError            **error)
{
  const char *word = **p;

  if (strcmp (word, "-w") == 0 || strcmp (word, "--workspace") == 0)
    {
      if ((*p)[1] == NULL)
        {
          g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER,
                       _ ("Option “%s” needs a file"), word);
          return FALSE;
        }
      g_free (options->workspace);
      options->workspace = g_strdup (*++*p);
    }
  else if (g_str_has_prefix (word, "--workspace="))
    {
      g_free (options->workspace);
      options->workspace = g_strdup (word + strlen ("--workspace="));
    }
  else if (strcmp (word, "--json") == 0)
    options->json = TRUE;
  else if (strcmp (word, "-q") == 0 || strcmp (word, "--quiet") == 0)
    options->quiet = TRUE;
  else if (strcmp (word, "-v") == 0 || strcmp (word, "--verbose") == 0)
    options->verbose = TRUE;
  else
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_UNKNOWN_PARAMETER,
                   _ ("There is no option “%s”"), word);
      return FALSE;
    }
  return TRUE;
}

static const Special *
find_special (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (specials); i++)
    if (strcmp (specials[i].name, word) == 0)
      return &specials[i];
  return NULL;
}

/* The command's own words, without the options that say how to print. */
static char **
take_output_options (const char *const *words,
                     AssayCliOptions   *options)
{
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();
  gboolean plain = FALSE;

  for (; *words != NULL; words++)
    {
      plain = plain || strcmp (*words, "--") == 0;
      if (!plain && strcmp (*words, "--json") == 0)
        options->json = TRUE;
      else if (!plain && (strcmp (*words, "-q") == 0 || strcmp (*words, "--quiet") == 0))
        options->quiet = TRUE;
      else
        g_strv_builder_add (rest, *words);
    }
  return g_strv_builder_end (rest);
}

static AssayExit
fail_usage (const char *message)
{
  g_printerr ("assay: %s\n", message);
  g_printerr ("%s\n", _ ("Try “assay help”."));
  return ASSAY_EXIT_USAGE;
}

static AssayExit
run_command (const char *const *words,
             AssayCliOptions   *options)
{
  guint n_words;
  GType type = assay_cli_find_command (words, &n_words);
  g_auto (GStrv) rest = NULL;
  g_autofree char *message = NULL;

  if (type == G_TYPE_INVALID)
    {
      message = g_strdup_printf (_ ("There is no command “%s”"), words[0]);
      return fail_usage (message);
    }
  rest = take_output_options (words + n_words, options);
  if (g_strv_contains ((const char *const *) rest, "--help"))
    return assay_cli_help (words);
  return assay_cli_run_job (type, (const char *const *) rest, options);
}

static AssayExit
run (const char *const *words)
{
  AssayCliOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  const Special *special = NULL;
  AssayExit result;

  for (; *words != NULL && **words == '-' && (special = find_special (*words)) == NULL; words++)
    if (!take_global (&words, &options, &error))
      {
        g_free (options.workspace);
        return fail_usage (error->message);
      }
  if (*words == NULL)
    {
      assay_cli_print_usage ();
      result = ASSAY_EXIT_USAGE;
    }
  else if ((special = find_special (*words)) != NULL)
    result = special->run (words + 1);
  else
    result = run_command (words, &options);
  g_free (options.workspace);
  return result;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ASSAY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("assay");
  assay_engine_init ();

  for (int i = 1; i < argc; i++)
    {
      g_autofree char *word = g_locale_to_utf8 (argv[i], -1, NULL, NULL, NULL);
      /* A file name need not be text; it is passed on as it is. */
      g_strv_builder_add (builder, word != NULL ? word : argv[i]);
    }
  words = g_strv_builder_end (builder);
  return run ((const char *const *) words);
}
