/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-job-title.h"

static const char *const fields[] = { "role", "department", NULL };

enum
{
  FIELD_ROLE,
  FIELD_DEPARTMENT,
};

static const char *const references[] = { "job-titles.tsv", NULL };

static const AssaySignal signals[] = {
  { "role.seniority", N_ ("Seniority"), ASSAY_FIELD_TYPE_CATEGORY, assay_seniorities },
  { "role.function", N_ ("Job function"), ASSAY_FIELD_TYPE_CATEGORY, assay_job_functions },
  { "role.confidence", N_ ("Confidence of the job title"), ASSAY_FIELD_TYPE_NUMBER },
};

enum
{
  SIGNAL_SENIORITY,
  SIGNAL_FUNCTION,
  SIGNAL_CONFIDENCE,
};

#define DEPARTMENT_ALONE 60
#define FUNCTION_OPERATIONS 6
#define FUNCTION_GENERAL_MANAGEMENT 16
#define FUNCTION_OTHER 17
#define GUESSED 45

static gpointer
role_load (GError **error)
{
  return assay_job_titles_load (error);
}

static void
role_unload (gpointer tables)
{
  assay_job_titles_free (tables);
}

static AssayValue
value_of_nick (const char *nick)
{
  return assay_value_from_text (nick, strlen (nick));
}

static void
say_why (AssayCheckRun *run, const AssayJobTitle *title)
{
  if (title->former)
    assay_check_note (run,
                      SIGNAL_SENIORITY,
                      "role",
                      _ ("A position that the person no longer has does not count"));
  else if (title->assistant)
    assay_check_note (run,
                      SIGNAL_SENIORITY,
                      "role",
                      _ ("Whoever the title says the person works for does not count"));
  else if (title->confidence < DEPARTMENT_ALONE)
    assay_check_note (
        run, SIGNAL_SENIORITY, "role", _ ("The title has few words that tell a seniority"));
  else
    assay_check_note (run, SIGNAL_SENIORITY, "role", NULL);
}

/* A department tells the function where the title does not. */
static int
find_function (AssayCheckRun *run, const AssayJobTitle *title)
{
  const AssayValue *department = &run->fields[FIELD_DEPARTMENT];
  gboolean general = title->function >= 0 &&
                     strcmp (assay_job_functions[title->function], "general_management") == 0;
  int function = -1;

  if (department->kind == ASSAY_VALUE_TEXT && (title->function < 0 || general) &&
      title->seniority != ASSAY_SENIORITY_OWNER && title->seniority != ASSAY_SENIORITY_C_LEVEL)
    function = assay_job_titles_read_function (run->tables, department->text, department->length);
  if (function >= 0)
    {
      assay_check_note (run, SIGNAL_FUNCTION, "department", NULL);
      return function;
    }
  if (title->function >= 0)
    assay_check_note (run, SIGNAL_FUNCTION, "role", NULL);
  return title->function;
}

static void
role_run (AssayCheckRun *run)
{
  const AssayValue *role = &run->fields[FIELD_ROLE];
  AssayJobTitle title = { .function = -1 };
  int function;

  if (role->kind == ASSAY_VALUE_TEXT)
    title = assay_job_titles_read (run->tables, role->text, role->length);
  function = find_function (run, &title);
  if (title.seniority != ASSAY_SENIORITY_UNKNOWN)
    {
      run->signals[SIGNAL_SENIORITY] = value_of_nick (assay_seniorities[title.seniority - 1]);
      say_why (run, &title);
      /* A "Dyeing Manager" runs the dyeing and a "Rates Officer" does what rates ask for, most likely. A "Director,
       * Acme" directs the whole house. */
      if (function < 0 && title.has_subject && title.seniority >= ASSAY_SENIORITY_DIRECTOR)
        {
          function = title.seniority == ASSAY_SENIORITY_DIRECTOR && !title.subject_beside
                       ? FUNCTION_GENERAL_MANAGEMENT
                       : FUNCTION_OPERATIONS;
          title.confidence = MIN (title.confidence, GUESSED);
        }
      else if (function < 0)
        function = FUNCTION_OTHER;
    }
  else if (function >= 0)
    title.confidence = DEPARTMENT_ALONE;
  if (function < 0)
    return;
  run->signals[SIGNAL_FUNCTION] = value_of_nick (assay_job_functions[function]);
  run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (title.confidence);
}

const AssayCheck assay_role_check = {
  .key = "role",
  .label = N_ ("Job title"),
  .description = N_ ("Seniority and function, from job titles in seven languages"),
  .version = 4,
  .fields = fields,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .references = references,
  .memo = TRUE,
  .load = role_load,
  .unload = role_unload,
  .run = role_run,
};
