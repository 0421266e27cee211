/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-place-evidence.h"
#include "enrich/assay-place-hint.h"

enum
{
  FIELD_COUNTRY,
  FIELD_REGION,
  FIELD_CITY,
  FIELD_LOCATION,
  FIELD_STREET,
  FIELD_POSTAL_CODE,
  FIELD_PHONE,
  FIELD_WEBSITE,
};

static const char *const fields[] = {
  [FIELD_COUNTRY] = "country",   [FIELD_REGION] = "region",   [FIELD_CITY] = "city",
  [FIELD_LOCATION] = "location", [FIELD_STREET] = "street",   [FIELD_POSTAL_CODE] = "postal_code",
  [FIELD_PHONE] = "phone",       [FIELD_WEBSITE] = "website", NULL,
};

static const char *const sources[] = {
  "country", "region", "city", "location", "street", "postal_code", "phone", "website", NULL,
};

enum
{
  SIGNAL_COUNTRY,
  SIGNAL_REGION,
  SIGNAL_CITY,
  SIGNAL_TIME_ZONE,
  SIGNAL_SOURCE,
  SIGNAL_CONFIDENCE,
};

static const AssaySignal signals[] = {
  [SIGNAL_COUNTRY] = { "location.country", N_ ("Country code"), ASSAY_FIELD_TYPE_CATEGORY },
  [SIGNAL_REGION] = { "location.region", N_ ("Region code"), ASSAY_FIELD_TYPE_CATEGORY },
  [SIGNAL_CITY] = { "location.city", N_ ("City, as known"), ASSAY_FIELD_TYPE_TEXT },
  [SIGNAL_TIME_ZONE] = { "location.time_zone", N_ ("Time zone"), ASSAY_FIELD_TYPE_CATEGORY },
  [SIGNAL_SOURCE] = { "location.source",
                      N_ ("Country is from"),
                      ASSAY_FIELD_TYPE_CATEGORY,
                      sources },
  [SIGNAL_CONFIDENCE] = { "location.confidence",
                          N_ ("Location confidence"),
                          ASSAY_FIELD_TYPE_NUMBER },
};

/* How sure one may be of the country, 0–100, by what says so. */
enum
{
  SURE_COUNTRY_FIELD = 97,
  SURE_COUNTRY_NAMED = 94,
  SURE_TOGETHER = 92,       /* a city and its region */
  SURE_COUNTRY_UNSURE = 95, /* a country field that might mean something else */
  SURE_MOST = 88, /* of a city or region alone, depending on how many there are of that name */
  SURE_LEAST = 50,
  SURE_POSTAL_CODE = 80,
  SURE_PHONE = 75,
  SURE_WEBSITE = 60,
  COST_CONTRARY = 25,
};

/* What else speaks for a country, where texts may mean several. */
enum
{
  WEIGHT_POSTAL_CODE = 20,
  WEIGHT_PHONE = 12,
  WEIGHT_WEBSITE = 8,
  WEIGHT_HOME = 6,
};

typedef struct
{
  const AssayPlace *postal_code; /* (nullable) */
  const AssayPlace *phone;       /* (nullable) */
  const AssayPlace *website;     /* (nullable) */
} Hints;

static gboolean
has_text (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_TEXT && value->length > 0;
}

static void
add_texts (AssayCheckRun *run, AssayPlaceEvidence *evidence)
{
  static const AssayPlaceRole roles[] = {
    [FIELD_COUNTRY] = ASSAY_PLACE_ROLE_COUNTRY, [FIELD_REGION] = ASSAY_PLACE_ROLE_REGION,
    [FIELD_CITY] = ASSAY_PLACE_ROLE_CITY,       [FIELD_LOCATION] = ASSAY_PLACE_ROLE_TEXT,
    [FIELD_STREET] = ASSAY_PLACE_ROLE_STREET,
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      /* A street often bears the name of a city elsewhere. */
      if (i == FIELD_STREET && evidence->n_findings > 0)
        break;
      if (has_text (&run->fields[i]))
        assay_place_evidence_add (evidence, roles[i], run->fields[i].text, run->fields[i].length);
    }
}

static void
find_hints (AssayCheckRun *run, Hints *hints)
{
  const AssayPlaceIndex *index = run->tables;
  const AssayValue *postal_code = &run->fields[FIELD_POSTAL_CODE];
  const AssayValue *phone = &run->fields[FIELD_PHONE];
  const AssayValue *website = &run->fields[FIELD_WEBSITE];

  memset (hints, 0, sizeof *hints);
  if (has_text (postal_code))
    hints->postal_code =
        assay_place_hint_postal_code (index, postal_code->text, postal_code->length);
  if (has_text (phone))
    hints->phone = assay_place_hint_phone (index, phone->text, phone->length);
  if (has_text (website))
    hints->website = assay_place_hint_website (index, website->text, website->length);
}

static void
add_hints (AssayCheckRun *run, AssayPlaceEvidence *evidence, const Hints *hints)
{
  const AssayPlace *home = NULL;

  if (strlen (run->home_country) == 2)
    home = assay_place_index_get_country (run->tables, run->home_country);
  if (hints->postal_code != NULL)
    assay_place_evidence_favour (evidence, hints->postal_code, WEIGHT_POSTAL_CODE);
  if (hints->phone != NULL)
    assay_place_evidence_favour (evidence, hints->phone, WEIGHT_PHONE);
  if (hints->website != NULL)
    assay_place_evidence_favour (evidence, hints->website, WEIGHT_WEBSITE);
  if (home != NULL)
    assay_place_evidence_favour (evidence, home, WEIGHT_HOME);
}

static int
confidence_of (const AssayPlaceVerdict *verdict)
{
  int sure = CLAMP (SURE_LEAST + 10 + verdict->margin * 2, SURE_LEAST, SURE_MOST);

  if (verdict->kind == ASSAY_PLACE_COUNTRY)
    {
      if (verdict->role != ASSAY_PLACE_ROLE_COUNTRY)
        sure = verdict->weight < SURE_TOGETHER / 2 ? sure : SURE_COUNTRY_NAMED;
      else
        sure = verdict->margin > 500 ? SURE_COUNTRY_FIELD : SURE_COUNTRY_UNSURE;
    }
  else if (verdict->is_joint || verdict->role == ASSAY_PLACE_ROLE_COUNTRY)
    sure = MAX (sure, SURE_TOGETHER);
  return verdict->is_contrary ? sure - COST_CONTRARY : sure;
}

static AssayValue
static_text (const char *text)
{
  return *text != '\0' ? assay_value_from_text (text, strlen (text)) : ASSAY_VALUE_INIT_NULL;
}

/* The time zone of the nearest thing that has one of its own. */
static const char *
zone_of (const AssayPlaceVerdict *verdict)
{
  const AssayPlace *region = verdict->region;

  if (verdict->city != NULL && *verdict->city->zone != '\0' &&
      (region == NULL || region == verdict->city->region))
    return verdict->city->zone;
  if (region != NULL && *region->zone != '\0')
    return region->zone;
  return verdict->country->zone;
}

/* A city that is too small for the table is what the field says, if that is a name alone. */
static AssayValue
typed_city (const AssayValue *city)
{
  AssayValue value = *city;

  if (!has_text (city) || city->length > 60)
    return ASSAY_VALUE_INIT_NULL;
  while (value.length > 0 && g_ascii_isspace (*value.text))
    {
      value.text++;
      value.length--;
    }
  while (value.length > 0 && g_ascii_isspace (value.text[value.length - 1]))
    value.length--;
  for (guint32 i = 0; i < value.length; i++)
    if ((guchar) value.text[i] < 0x80 && !g_ascii_isalpha (value.text[i]) &&
        (value.text[i] == '\0' || strchr (" -.'", value.text[i]) == NULL))
      return ASSAY_VALUE_INIT_NULL;
  return value.length > 1 && g_utf8_validate_len (value.text, value.length, NULL)
             ? value
             : ASSAY_VALUE_INIT_NULL;
}

static void
write_country (AssayCheckRun *run, const AssayPlace *country, guint source, int confidence)
{
  run->signals[SIGNAL_COUNTRY] = static_text (country->code);
  run->signals[SIGNAL_SOURCE] = static_text (fields[source]);
  run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (confidence);
}

static void
explain (AssayCheckRun *run, const AssayPlaceVerdict *verdict, guint source)
{
  if (verdict->is_contrary)
    assay_check_note (run,
                      SIGNAL_COUNTRY,
                      fields[source],
                      _ ("%s; another field names a place that is not there"),
                      verdict->country->name);
  else
    assay_check_note (run, SIGNAL_COUNTRY, fields[source], "%s", verdict->country->name);
  if (verdict->region != NULL)
    assay_check_note (run, SIGNAL_REGION, NULL, "%s", verdict->region->name);
  assay_check_note (run,
                    SIGNAL_TIME_ZONE,
                    NULL,
                    _ ("by %s"),
                    verdict->city != NULL     ? verdict->city->name
                    : verdict->region != NULL ? verdict->region->name
                                              : verdict->country->name);
}

static void
write_verdict (AssayCheckRun *run, const AssayPlaceVerdict *verdict)
{
  static const guint source_of_role[] = {
    [ASSAY_PLACE_ROLE_COUNTRY] = FIELD_COUNTRY, [ASSAY_PLACE_ROLE_REGION] = FIELD_REGION,
    [ASSAY_PLACE_ROLE_CITY] = FIELD_CITY,       [ASSAY_PLACE_ROLE_TEXT] = FIELD_LOCATION,
    [ASSAY_PLACE_ROLE_STREET] = FIELD_STREET,
  };
  guint source = source_of_role[verdict->role];

  write_country (run, verdict->country, source, confidence_of (verdict));
  if (verdict->region != NULL)
    run->signals[SIGNAL_REGION] = static_text (verdict->region->code);
  if (verdict->city != NULL)
    run->signals[SIGNAL_CITY] = static_text (verdict->city->name);
  else
    run->signals[SIGNAL_CITY] = typed_city (&run->fields[FIELD_CITY]);
  run->signals[SIGNAL_TIME_ZONE] = static_text (zone_of (verdict));
  if (run->notes != NULL)
    explain (run, verdict, source);
}

/* No text names a place: a postal code of a shape that only one country has, the phone, the
 * website. */
static void
write_hint (AssayCheckRun *run, const Hints *hints)
{
  const AssayPlace *country = hints->postal_code;
  guint source = FIELD_POSTAL_CODE;
  int confidence = SURE_POSTAL_CODE;

  if (country == NULL)
    {
      country = hints->phone;
      source = FIELD_PHONE;
      confidence = SURE_PHONE;
    }
  if (country == NULL)
    {
      country = hints->website;
      source = FIELD_WEBSITE;
      confidence = SURE_WEBSITE;
    }
  run->signals[SIGNAL_CITY] = typed_city (&run->fields[FIELD_CITY]);
  if (country == NULL)
    return;
  write_country (run, country, source, confidence);
  run->signals[SIGNAL_TIME_ZONE] = static_text (country->zone);
  assay_check_note (
      run, SIGNAL_COUNTRY, fields[source], _ ("%s, as no field says where it is"), country->name);
}

static void
location_run (AssayCheckRun *run)
{
  AssayPlaceEvidence evidence;
  AssayPlaceVerdict verdict = { NULL };
  Hints hints;

  assay_place_evidence_init (&evidence, run->tables);
  add_texts (run, &evidence);
  if (!assay_place_evidence_is_settled (&evidence))
    {
      find_hints (run, &hints);
      add_hints (run, &evidence, &hints);
    }
  if (evidence.n_findings > 0)
    assay_place_evidence_judge (&evidence, &verdict);
  if (verdict.country != NULL && verdict.role != ASSAY_PLACE_ROLE_HINT)
    write_verdict (run, &verdict);
  else
    write_hint (run, &hints);
}

static gpointer
location_load (GError **error)
{
  return assay_place_index_load (error);
}

static void
location_unload (gpointer tables)
{
  assay_place_index_free (tables);
}

const AssayCheck assay_location_check = {
  .key = "location",
  .label = N_ ("Location"),
  .description = N_ ("Which country, region, city and time zone a lead is in"),
  .version = 1,
  .fields = fields,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .references = assay_place_tables,
  .load = location_load,
  .unload = location_unload,
  .run = location_run,
};
