/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often enrichment is right, on leads that were labelled by hand: accuracy/leads.tsv. Each row that is
 * not as labelled is printed, so that a change of the rules shows what it costs. */

#include <glib.h>
#include <string.h>

#include "enrich/assay-enricher.h"

#define MIN_LEADS 300

/* Columns of the file: what goes in, then what has to come out. */
enum
{
  N_INPUTS = 8,
  COMPANY = 3,
  N_COLUMNS = 17,
};

static const char *const inputs[N_INPUTS]
  = { "name", "email", "phone", "company", "role", "industry", "country", "location" };

static const struct
{
  const char *signal;
  double at_least;
} outputs[N_COLUMNS - N_INPUTS] = {
  { "email.status", 0.95 },   { "phone.e164", 0.95 },    { "name.given", 0.95 },
  { "name.family", 0.95 },    { "company.key", 0.95 },   { "role.seniority", 0.95 },
  { "role.function", 0.95 },  { "location.country", 0.95 }, { "industry.sector", 0.85 },
};

typedef struct
{
  AssayEnricher *enricher;
  AssayArena *arena;
  guint places[N_COLUMNS - N_INPUTS];
  guint right[N_COLUMNS - N_INPUTS];
  guint asked[N_COLUMNS - N_INPUTS];
} Sample;

static char *
derive (Sample            *sample,
        const char *const *cells,
        guint              n_cells,
        guint              output)
{
  const char *const *fields = assay_enricher_get_fields (sample->enricher);
  AssayValue values[64] = { 0 }, signals[128];
  const AssayValue *value;

  for (guint i = 0; fields[i] != NULL; i++)
    for (guint k = 0; k < n_cells; k++)
      if (strcmp (fields[i], inputs[k]) == 0 && *cells[k] != '\0')
        values[i] = assay_value_from_text (cells[k], strlen (cells[k]));
  assay_arena_reset (sample->arena);
  assay_enricher_run (sample->enricher, sample->arena, values, signals);
  value = &signals[sample->places[output]];
  return value->kind == ASSAY_VALUE_TEXT ? g_strndup (value->text, value->length) : g_strdup ("");
}

/* The company as it is written elsewhere, alone. */
static char *
derive_same (Sample     *sample,
             const char *company,
             guint       output)
{
  const char *cells[N_INPUTS] = { "", "", "", "", "", "", "", "" };

  cells[COMPANY] = company;
  return derive (sample, cells, N_INPUTS, output);
}

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
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      const char *label = cells[N_INPUTS + i];
      g_auto (GStrv) answers = g_strsplit (label, ",", -1);
      g_autofree char *found = NULL, *same = NULL;

      if (g_strv_contains ((const char *const *) answers, "*"))
        continue;
      found = derive (sample, (const char *const *) cells, N_INPUTS, i);
      if (strcmp (outputs[i].signal, "company.key") == 0)
        label = same = derive_same (sample, label, i);
      sample->asked[i]++;
      if (same != NULL ? strcmp (same, found) == 0 && *found != '\0' : is_right (label, found))
        sample->right[i]++;
      else
        g_test_message ("%s: “%s” | “%s” | “%s” | “%s” | “%s” | “%s”: “%s”, labelled “%s”",
                        outputs[i].signal, cells[0], cells[1], cells[2], cells[3], cells[4],
                        cells[5], found, label);
    }
}

static void
find_places (Sample *sample)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (sample->enricher, &n);

  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      guint k;

      for (k = 0; k < n && strcmp (signals[k]->key, outputs[i].signal) != 0; k++)
        ;
      g_assert_cmpuint (k, <, n);
      sample->places[i] = k;
    }
}

static void
test_accuracy (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path
    = g_test_build_filename (G_TEST_DIST, "core", "accuracy", "leads.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Sample sample = { 0 };
  guint n = 0;

  sample.enricher = assay_enricher_new (NULL, "", NULL, &error);
  g_assert_no_error (error);
  sample.arena = assay_arena_new ();
  find_places (&sample);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);

      if (**line == '\0' || **line == '#' || g_str_has_prefix (*line, "name\t"))
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, N_COLUMNS);
      judge (&sample, cells);
      n++;
    }
  g_assert_cmpuint (n, >=, MIN_LEADS);
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    g_print ("# %s: %u of %u right, %.1f %%\n", outputs[i].signal, sample.right[i],
             sample.asked[i], 100.0 * sample.right[i] / sample.asked[i]);
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    g_assert_cmpfloat ((double) sample.right[i], >=, outputs[i].at_least * sample.asked[i]);
  assay_enricher_free (sample.enricher);
  assay_arena_free (sample.arena);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/enrich-accuracy/sample", test_accuracy);
  return g_test_run ();
}
