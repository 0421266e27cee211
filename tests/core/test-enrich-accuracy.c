/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often enrichment is right, on leads that were labelled by hand: the files of accuracy. Each row that is
 * not as labelled is printed, so that a change of the rules shows what it costs. */

#include <glib.h>
#include <locale.h>
#include <string.h>

#include "enrich/assay-enricher.h"
#include "enrich/assay-job-title.h"

static const char *const inputs[]
  = { "name", "email", "phone", "company", "role", "industry", "country", "location", "bio", NULL };

static const struct
{
  const char *signal;
  double at_least;
} outputs[] = {
  { "email.status", 0.95 },   { "phone.e164", 0.95 },    { "name.given", 0.95 },
  { "name.family", 0.95 },    { "company.key", 0.95 },   { "role.seniority", 0.95 },
  { "role.function", 0.95 },  { "location.country", 0.95 }, { "industry.sector", 0.85 },
};

#define N_OUTPUTS G_N_ELEMENTS (outputs)

/* The label of company.key is another way to write the company: both have to get the same key. */
#define SAME_COMPANY "same_company"
#define COMPANY_KEY "company.key"

typedef struct
{
  AssayEnricher *enricher;
  AssayArena *arena;
  char **header; /* (owned) */
  guint places[N_OUTPUTS];
  guint right[N_OUTPUTS];
  guint asked[N_OUTPUTS];
} Sample;

/* A sample may leave a column out; nothing is asked about it then. */
static gboolean
has_column (Sample     *sample,
            const char *column)
{
  return g_strv_contains ((const char *const *) sample->header, column);
}

static const char *
look_up (Sample     *sample,
         char      **cells,
         const char *column)
{
  for (guint i = 0; sample->header[i] != NULL; i++)
    if (strcmp (sample->header[i], column) == 0)
      return cells[i];
  return "";
}

/* What comes out for the lead of @cells, or when they are %NULL for a lead of @company alone. */
static char *
derive (Sample     *sample,
        char      **cells,
        const char *company,
        guint       output)
{
  const char *const *fields = assay_enricher_get_fields (sample->enricher);
  AssayValue values[64] = { 0 }, signals[128];
  const AssayValue *value;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *cell = "";

      if (cells != NULL && g_strv_contains (inputs, fields[i]))
        cell = look_up (sample, cells, fields[i]);
      else if (cells == NULL && strcmp (fields[i], "company") == 0)
        cell = company;
      if (*cell != '\0')
        values[i] = assay_value_from_text (cell, strlen (cell));
    }
  assay_arena_reset (sample->arena);
  assay_enricher_run (sample->enricher, sample->arena, values, signals);
  value = &signals[sample->places[output]];
  return value->kind == ASSAY_VALUE_TEXT ? g_strndup (value->text, value->length) : g_strdup ("");
}

/* A label is one answer, several of which one has to come, or nothing. */
static gboolean
is_right (const char *label,
          const char *found)
{
  g_auto (GStrv) answers = g_strsplit (label, ",", -1);

  if (*label == '\0')
    return *found == '\0';
  return g_strv_contains ((const char *const *) answers, found);
}

static void
judge (Sample *sample,
       char  **cells)
{
  for (guint i = 0; i < N_OUTPUTS; i++)
    {
      gboolean is_key = strcmp (outputs[i].signal, COMPANY_KEY) == 0;
      const char *column = is_key ? SAME_COMPANY : outputs[i].signal;
      g_autofree char *label = g_strdup (look_up (sample, cells, column));
      g_autofree char *found = NULL;
      g_auto (GStrv) answers = g_strsplit (label, ",", -1);

      if (!has_column (sample, column) || g_strv_contains ((const char *const *) answers, "*"))
        continue;
      found = derive (sample, cells, NULL, i);
      if (is_key)
        {
          char *key = derive (sample, NULL, label, i);

          g_free (label);
          label = key;
        }
      sample->asked[i]++;
      if (is_key ? strcmp (label, found) == 0 : is_right (label, found))
        sample->right[i]++;
      else
        {
          g_autofree char *lead = g_strjoinv (" | ", cells);

          g_test_message ("%s: “%s”, labelled “%s”: %s", outputs[i].signal, found, label, lead);
        }
    }
}

static void
find_places (Sample *sample)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (sample->enricher, &n);

  for (guint i = 0; i < N_OUTPUTS; i++)
    {
      guint k;

      for (k = 0; k < n && strcmp (signals[k]->key, outputs[i].signal) != 0; k++)
        ;
      g_assert_cmpuint (k, <, n);
      sample->places[i] = k;
    }
}

static void
test_accuracy (gconstpointer file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "accuracy", file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Sample sample = { 0 };

  sample.enricher = assay_enricher_new (NULL, "", NULL, &error);
  g_assert_no_error (error);
  sample.arena = assay_arena_new ();
  find_places (&sample);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) cells = NULL;

      if (**line == '\0' || **line == '#')
        continue;
      cells = g_strsplit (*line, "\t", -1);
      if (sample.header == NULL)
        {
          sample.header = g_steal_pointer (&cells);
          continue;
        }
      g_assert_cmpuint (g_strv_length (cells), ==, g_strv_length (sample.header));
      judge (&sample, cells);
    }
  for (guint i = 0; i < N_OUTPUTS; i++)
    if (sample.asked[i] > 0)
      g_print ("# %s: %u of %u right, %.1f %%\n", outputs[i].signal, sample.right[i],
               sample.asked[i], 100.0 * sample.right[i] / sample.asked[i]);
  for (guint i = 0; i < N_OUTPUTS; i++)
    {
      const char *column = strcmp (outputs[i].signal, COMPANY_KEY) == 0 ? SAME_COMPANY : outputs[i].signal;

      g_assert_cmpuint (sample.asked[i] > 0, ==, has_column (&sample, column));
      g_assert_cmpfloat ((double) sample.right[i], >=, outputs[i].at_least * sample.asked[i]);
    }
  assay_enricher_free (sample.enricher);
  assay_arena_free (sample.arena);
  g_strfreev (sample.header);
}

/* Every usual title gets its function; some words mean one thing here and another there. */
static void
test_occupations (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "accuracy", "occupations.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (AssayJobTitles) titles = NULL;
  g_autoptr (GError) error = NULL;
  guint n_right = 0, n_titles = 0;

  titles = assay_job_titles_load (&error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);
      g_auto (GStrv) list = NULL;

      if (**line == '\0' || **line == '#' || g_strcmp0 (cells[1], "function") == 0)
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, 3);
      list = g_strsplit (cells[2], "; ", -1);
      for (char **title = list; *title != NULL; title++)
        {
          int function = assay_job_titles_read_function (titles, *title, strlen (*title));
          const char *found = function < 0 ? "other" : assay_job_functions[function];

          n_titles++;
          n_right += g_str_equal (found, cells[1]);
          if (!g_str_equal (found, cells[1]))
            g_test_message ("%s: “%s”, labelled “%s”: %s", cells[0], found, cells[1], *title);
        }
    }
  g_print ("# %u of %u titles right\n", n_right, n_titles);
  g_assert_cmpuint (n_titles, >, 8000);
  g_assert_cmpfloat ((double) n_right, >=, 0.985 * n_titles);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/enrich-accuracy/first", "leads.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/second", "leads-2.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/third", "leads-3.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/fourth", "leads-4.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/fifth", "leads-5.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/sixth", "leads-6.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/seventh", "leads-7.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/eighth", "leads-8.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/ninth", "leads-9.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/tenth", "leads-10.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/eleventh", "leads-11.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/twelfth", "leads-12.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/thirteenth", "leads-13.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/fourteenth", "leads-14.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/fifteenth", "leads-15.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/sixteenth", "leads-16.tsv", test_accuracy);
  g_test_add_data_func ("/enrich-accuracy/seventeenth", "leads-17.tsv", test_accuracy);

  g_test_add_func ("/enrich-accuracy/occupations", test_occupations);

  return g_test_run ();
}
