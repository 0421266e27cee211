/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-person-name.h"

static const char *const fields[] = { "name", "first_name", "last_name", "email", NULL };

enum
{
  FIELD_NAME,
  FIELD_FIRST,
  FIELD_LAST,
  FIELD_EMAIL,
};

static const char *const references[] = { "name-words.tsv", NULL };

static const AssaySignal signals[] = {
  { "name.given", N_ ("Given name"), ASSAY_FIELD_TYPE_TEXT },
  { "name.family", N_ ("Family name"), ASSAY_FIELD_TYPE_TEXT },
  { "name.full", N_ ("Name, in order"), ASSAY_FIELD_TYPE_TEXT },
  { "name.title", N_ ("Form of address"), ASSAY_FIELD_TYPE_TEXT },
  { "name.suffix", N_ ("Name suffix"), ASSAY_FIELD_TYPE_TEXT },
  { "name.fix", N_ ("Proposed name"), ASSAY_FIELD_TYPE_TEXT, NULL, "name" },
  { "name.confidence", N_ ("Confidence of the name"), ASSAY_FIELD_TYPE_NUMBER },
};

enum
{
  SIGNAL_GIVEN,
  SIGNAL_FAMILY,
  SIGNAL_FULL,
  SIGNAL_TITLE,
  SIGNAL_SUFFIX,
  SIGNAL_FIX,
  SIGNAL_CONFIDENCE,
};

#define NO_PERSON 10 /* confidence that a person can be named */

static gpointer
name_load (GError **error)
{
  return assay_name_words_load (error);
}

static void
name_unload (gpointer tables)
{
  assay_name_words_free (tables);
}

static const char *const inputs[] = { "location.country", NULL };

/* How people write their names, by country. */
static const struct
{
  AssayNameHabit habit;
  const char *countries;
} habits[] = {
  { ASSAY_NAME_HABIT_EASTERN, "CN TW HK JP KR VN HU MO" },
  { ASSAY_NAME_HABIT_IBERIAN,
    "ES MX AR CO PE CL VE EC GT CR DO PA BO PY UY HN SV NI CU PR PT BR AO MZ CV AD GQ" },
  { ASSAY_NAME_HABIT_ENGLISH, "US GB IE AU NZ CA" },
  { ASSAY_NAME_HABIT_ITALIAN, "IT SM" },
  { ASSAY_NAME_HABIT_PATRONYMIC,
    "BD PK IN LK NP NG GH KE ET TZ UG SN ML CI BJ EG SA AE OM QA KW BH JO LB SY IQ IR YE MA DZ TN LY SD SO AF "
    "ID MY" },
};

static AssayNameHabit
habits_of (const char *country)
{
  for (gsize i = 0; i < G_N_ELEMENTS (habits); i++)
    for (const char *p = habits[i].countries; strlen (p) >= 2; p += p[2] == ' ' ? 3 : 2)
      if (g_ascii_strncasecmp (p, country, 2) == 0 && strlen (country) == 2)
        return habits[i].habit;
  return ASSAY_NAME_HABIT_NONE;
}

/* By the lead's country, the end of the address, the workspace's country. */
static AssayNameHabit
find_habit (const AssayCheckRun *run, const AssayValue *email)
{
  const AssayValue *country = &run->inputs[0];
  AssayNameHabit habit = ASSAY_NAME_HABIT_NONE;
  char code[3] = "";

  if (email->kind == ASSAY_VALUE_TEXT && email->length > 3
      && email->text[email->length - 3] == '.')
    {
      memcpy (code, email->text + email->length - 2, 2);
      habit = habits_of (code);
    }
  if (country->kind == ASSAY_VALUE_TEXT && country->length == 2 && habit == ASSAY_NAME_HABIT_NONE)
    {
      memcpy (code, country->text, 2);
      habit = habits_of (code);
    }
  if (habit != ASSAY_NAME_HABIT_NONE || country->kind == ASSAY_VALUE_TEXT)
    return habit;
  return *run->home_country != '\0' ? habits_of (run->home_country) : ASSAY_NAME_HABIT_ENGLISH;
}

static const char *
text_of (const AssayValue *value, gsize *out_length)
{
  *out_length = value->kind == ASSAY_VALUE_TEXT ? value->length : 0;
  return value->kind == ASSAY_VALUE_TEXT ? value->text : NULL;
}

static void
set_text (AssayCheckRun *run, guint signal, const char *text)
{
  if (text != NULL)
    run->signals[signal] = assay_value_from_text (text, strlen (text));
}

static void
say_why_not (AssayCheckRun *run, const AssayPersonName *name, const char *source)
{
  switch (name->verdict)
    {
    case ASSAY_NAME_VERDICT_ORGANISATION:
      assay_check_note (run,
                        SIGNAL_CONFIDENCE,
                        source,
                        _ ("An organisation stands where a person’s name should"));
      break;
    case ASSAY_NAME_VERDICT_MAILBOX:
      assay_check_note (
          run, SIGNAL_CONFIDENCE, source, _ ("A mailbox stands where a person’s name should"));
      break;
    case ASSAY_NAME_VERDICT_PLACEHOLDER:
      assay_check_note (
          run, SIGNAL_CONFIDENCE, source, _ ("A placeholder stands where a person’s name should"));
      break;
    case ASSAY_NAME_VERDICT_NOTHING:
    case ASSAY_NAME_VERDICT_PERSON:
    default:
      break;
    }
}

/* What the person wrote as the whole name; NULL where nothing did. */
static const char *
typed_name (AssayCheckRun *run, const AssayNameSource *source, gsize *out_length)
{
  char *joined;

  *out_length = source->name_length;
  if (source->name != NULL && source->name_length > 0)
    return source->name;
  if (source->first_length + source->last_length > ASSAY_NAME_TEXT_MAX)
    return NULL;
  joined = assay_arena_alloc (run->arena, source->first_length + source->last_length + 2);
  if (source->first_length > 0)
    memcpy (joined, source->first, source->first_length);
  joined[source->first_length] = ' ';
  if (source->last_length > 0)
    memcpy (joined + source->first_length + 1, source->last, source->last_length);
  *out_length = source->first_length + source->last_length + 1;
  return joined;
}

/* A better name is proposed where capitals or order were wrong, never for a title left out. */
static void
propose_fix (AssayCheckRun *run, const AssayPersonName *name, const AssayNameSource *source)
{
  gsize length;
  const char *typed = typed_name (run, source, &length);

  if (!name->spelled && !name->turned)
    return;
  if (typed != NULL && strlen (name->full) == length && memcmp (name->full, typed, length) == 0)
    return;
  set_text (run, SIGNAL_FIX, name->full);
  if (name->turned)
    assay_check_note (run, SIGNAL_FIX, "name", _ ("The family name stood first"));
  else
    assay_check_note (run, SIGNAL_FIX, "name", _ ("Capitals were put right"));
}

static void
name_run (AssayCheckRun *run)
{
  const AssayValue *email = &run->fields[FIELD_EMAIL];
  AssayNameSource source = { .habit = find_habit (run, email) };
  AssayPersonName name;
  const char *at, *from;

  source.name = text_of (&run->fields[FIELD_NAME], &source.name_length);
  source.first = text_of (&run->fields[FIELD_FIRST], &source.first_length);
  source.last = text_of (&run->fields[FIELD_LAST], &source.last_length);
  if (email->kind == ASSAY_VALUE_TEXT && email->length > 0 &&
      (at = memchr (email->text, '@', MIN (email->length, 80))) != NULL)
    {
      source.local = email->text;
      source.local_length = (gsize) (at - email->text);
    }
  assay_person_name_read (&name, run->tables, run->arena, &source);
  from = source.name != NULL ? "name" : source.last != NULL ? "last_name" : "first_name";
  if (name.verdict == ASSAY_NAME_VERDICT_NOTHING)
    return;
  if (name.verdict != ASSAY_NAME_VERDICT_PERSON || name.full == NULL)
    {
      run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (NO_PERSON);
      say_why_not (run, &name, from);
      return;
    }
  set_text (run, SIGNAL_GIVEN, name.given);
  set_text (run, SIGNAL_FAMILY, name.family);
  set_text (run, SIGNAL_FULL, name.full);
  set_text (run, SIGNAL_TITLE, name.title);
  set_text (run, SIGNAL_SUFFIX, name.suffix);
  propose_fix (run, &name, &source);
  run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (name.confidence);
}

const AssayCheck assay_name_check = {
  .key = "name",
  .label = N_ ("Name"),
  .description = N_ ("Given and family name, title and suffix; capitals and order put right"),
  .version = 3,
  .fields = fields,
  .inputs = inputs,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .references = references,
  .load = name_load,
  .unload = name_unload,
  .run = name_run,
};
