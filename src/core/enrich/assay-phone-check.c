/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-phone-number-private.h"
#include "enrich/assay-phone-text.h"

static const char *const fields[] = { "phone", "mobile", NULL };
static const char *const inputs[] = { "location.country", NULL };

enum
{
  FIELD_PHONE,
  FIELD_MOBILE,
};

static const char *const statuses[] = { "valid", "possible", "invalid", "none", NULL };

static const char *const types[] = {
  [ASSAY_PHONE_TYPE_FIXED] = "fixed",
  [ASSAY_PHONE_TYPE_MOBILE] = "mobile",
  [ASSAY_PHONE_TYPE_FIXED_OR_MOBILE] = "fixed_or_mobile",
  [ASSAY_PHONE_TYPE_TOLL_FREE] = "toll_free",
  [ASSAY_PHONE_TYPE_PREMIUM] = "premium",
  [ASSAY_PHONE_TYPE_SHARED_COST] = "shared_cost",
  [ASSAY_PHONE_TYPE_VOIP] = "voip",
  [ASSAY_PHONE_TYPE_PERSONAL] = "personal",
  [ASSAY_PHONE_TYPE_PAGER] = "pager",
  [ASSAY_PHONE_TYPE_UAN] = "uan",
  [ASSAY_PHONE_TYPE_VOICEMAIL] = "voicemail",
  [ASSAY_PHONE_TYPE_UNKNOWN] = "unknown",
  NULL,
};

static const char *const reasons[] = {
  [ASSAY_PHONE_OK] = "ok",
  [ASSAY_PHONE_UNASSIGNED] = "unassigned",
  [ASSAY_PHONE_LOCAL_ONLY] = "local_only",
  [ASSAY_PHONE_TOO_SHORT] = "too_short",
  [ASSAY_PHONE_TOO_LONG] = "too_long",
  [ASSAY_PHONE_WRONG_LENGTH] = "wrong_length",
  [ASSAY_PHONE_BAD_COUNTRY_CODE] = "bad_country_code",
  [ASSAY_PHONE_NO_COUNTRY] = "no_country",
  [ASSAY_PHONE_NOT_A_NUMBER] = "not_a_number",
  "empty",
  NULL,
};

#define REASON_EMPTY (ASSAY_PHONE_NOT_A_NUMBER + 1)

static const char *const explanations[] = {
  [ASSAY_PHONE_OK] = N_ ("The number is in a range that is assigned"),
  [ASSAY_PHONE_UNASSIGNED] = N_ ("The length is right, but no such range is assigned"),
  [ASSAY_PHONE_LOCAL_ONLY] = N_ ("The area code is missing"),
  [ASSAY_PHONE_TOO_SHORT] = N_ ("There are too few digits for a number of that country"),
  [ASSAY_PHONE_TOO_LONG] = N_ ("There are too many digits for a number of that country"),
  [ASSAY_PHONE_WRONG_LENGTH] = N_ ("No number of that country has so many digits"),
  [ASSAY_PHONE_BAD_COUNTRY_CODE] = N_ ("No country has that calling code"),
  [ASSAY_PHONE_NO_COUNTRY] =
      N_ ("The number does not say which country it is of, and nor does the lead"),
  [ASSAY_PHONE_NOT_A_NUMBER] = N_ ("This is not a phone number"),
  [REASON_EMPTY] = N_ ("There is no phone number"),
};

enum
{
  SIGNAL_E164,
  SIGNAL_STATUS,
  SIGNAL_TYPE,
  SIGNAL_REGION,
  SIGNAL_PLACE,
  SIGNAL_EXTENSION,
  SIGNAL_REASON,
  SIGNAL_MOBILE_E164,
  SIGNAL_MOBILE_STATUS,
  SIGNAL_CONFIDENCE,
};

static const AssaySignal signals[] = {
  [SIGNAL_E164] = { "phone.e164", N_ ("Phone, international"), ASSAY_FIELD_TYPE_PHONE },
  [SIGNAL_STATUS] = { "phone.status", N_ ("Phone status"), ASSAY_FIELD_TYPE_CATEGORY, statuses },
  [SIGNAL_TYPE] = { "phone.type", N_ ("Phone type"), ASSAY_FIELD_TYPE_CATEGORY, types },
  [SIGNAL_REGION] = { "phone.region", N_ ("Phone country"), ASSAY_FIELD_TYPE_CATEGORY },
  [SIGNAL_PLACE] = { "phone.place", N_ ("Phone place"), ASSAY_FIELD_TYPE_TEXT },
  [SIGNAL_EXTENSION] = { "phone.extension", N_ ("Phone extension"), ASSAY_FIELD_TYPE_TEXT },
  [SIGNAL_REASON] = { "phone.reason",
                      N_ ("Phone status reason"),
                      ASSAY_FIELD_TYPE_CATEGORY,
                      reasons },
  [SIGNAL_MOBILE_E164] = { "mobile.e164", N_ ("Mobile, international"), ASSAY_FIELD_TYPE_PHONE },
  [SIGNAL_MOBILE_STATUS] = { "mobile.status",
                             N_ ("Mobile status"),
                             ASSAY_FIELD_TYPE_CATEGORY,
                             statuses },
  [SIGNAL_CONFIDENCE] = { "phone.confidence", N_ ("Phone confidence"), ASSAY_FIELD_TYPE_NUMBER },
};

/* How sure one may be of a number, 0–100, by what it took to read it. */
enum
{
  SURE_INTERNATIONAL = 98,
  SURE_COUNTRY = 93, /* the lead says which country */
  SURE_INVALID = 90, /* of there being no number */
  SURE_ONE_OF_SEVERAL = 85,
  SURE_HOME = 80,     /* taken to be a number of the home country */
  SURE_REPAIRED = 70, /* by putting the plus where it was missing */
  SURE_POSSIBLE = 45,
};

/* Shorter ones are taken for numbers without their calling code. */
#define MIN_DIGITS_WITH_CODE 11
#define MIN_DIGITS_OF_HOME 9

/* One cell, read. */
typedef struct
{
  AssayPhoneNumber number;
  AssayPhonePart part;  /* what @number was read from */
  AssayPhonePart other; /* another valid number of the same cell, or nothing */
  gboolean empty;
  int confidence;
  const char *how; /* (nullable): what had to be assumed; translatable */
} Reading;

/* Where numbers without a country are dialled: ISO 3166-1 alpha-2 codes, or empty texts. */
typedef struct
{
  char lead[3];
  const char *home;
} Countries;

static gboolean
is_international (const AssayPhonePart *part)
{
  for (gsize i = 0; i < part->length; i++)
    {
      if (part->text[i] == '+' || strncmp (part->text + i, "\xef\xbc\x8b", 3) == 0)
        return TRUE;
      if (g_ascii_isdigit (part->text[i]))
        return FALSE;
    }
  return FALSE;
}

/* Reads as if the number started with a plus, which has got lost, or, if @dialled, is written as it
 * is dialled: 49 30 12345, 0049 30 12345. Returns whether that gives a valid one. */
static gboolean
read_with_plus (AssayPhoneParser *parser,
                const AssayPhonePart *part,
                gboolean dialled,
                Reading *reading)
{
  static const char *const prefixes[] = { "", "00", "011" };
  gsize n_prefixes = dialled ? G_N_ELEMENTS (prefixes) : 1;
  AssayPhoneNumber number;
  char digits[24] = "+";
  gsize n = 1;

  for (gsize i = 0; i < part->length && n < sizeof digits; i++)
    if (g_ascii_isdigit (part->text[i]))
      digits[n++] = part->text[i];
    else if (strchr (" -.()/", part->text[i]) == NULL)
      return FALSE;
  for (gsize i = 0; i < n_prefixes; i++)
    {
      gsize skip = strlen (prefixes[i]);

      if (n < skip + MIN_DIGITS_WITH_CODE || strncmp (digits + 1, prefixes[i], skip) != 0 ||
          digits[skip + 1] == '0')
        continue;
      memmove (digits + 1, digits + 1 + skip, n - 1 - skip);
      if (!assay_phone_parser_parse (parser, digits, n - skip, "", &number))
        return FALSE;
      reading->number = number;
      reading->confidence = SURE_REPAIRED;
      reading->how = N_ ("taken as written with its country calling code");
      return TRUE;
    }
  return FALSE;
}

/* A number whose plus got lost reads as a fixed line of a small town where lengths vary; as a
 * mobile of the same country it makes more sense: 491711234567. */
static void
prefer_lost_plus (AssayPhoneParser *parser, const AssayPhonePart *part, Reading *reading)
{
  Reading other = *reading;
  const AssayPhoneNumber *number = &reading->number;
  gsize code = number->e164_length > part->length ? number->e164_length - part->length - 1 : 0;

  if (number->type != ASSAY_PHONE_TYPE_FIXED || part->length < MIN_DIGITS_WITH_CODE || code == 0 ||
      memcmp (number->e164 + 1, part->text, code) != 0 ||
      memcmp (number->e164 + 1 + code, part->text, part->length) != 0)
    return;
  if (read_with_plus (parser, part, FALSE, &other) && other.number.type == ASSAY_PHONE_TYPE_MOBILE)
    *reading = other;
  else /* The parser remembers the last number, which has to be this one. */
    assay_phone_parser_parse (parser, number->e164, number->e164_length, "", &reading->number);
}

/* Returns whether the part is a valid number; else the reading says what is wrong with it. */
static gboolean
read_part (AssayPhoneParser *parser,
           const AssayPhonePart *part,
           const Countries *countries,
           Reading *reading)
{
  gboolean knows_country = *countries->lead != '\0';
  const char *first = knows_country ? countries->lead : countries->home;
  AssayPhoneNumber number;

  reading->part = *part;
  reading->how = NULL;
  if (assay_phone_parser_parse (parser, part->text, part->length, first, &reading->number))
    {
      reading->confidence = SURE_INTERNATIONAL;
      if (is_international (part))
        return TRUE;
      reading->confidence = knows_country ? SURE_COUNTRY : SURE_HOME;
      if (!knows_country)
        reading->how = N_ ("taken as a number of the home country");
      prefer_lost_plus (parser, part, reading);
      return TRUE;
    }
  reading->confidence = reading->number.possible ? SURE_POSSIBLE : SURE_INVALID;
  if (is_international (part))
    return FALSE;
  /* Where the country is known, so is what is dialled there for abroad: libphonenumber has the
   * word. */
  if (read_with_plus (parser, part, !knows_country, reading))
    return TRUE;
  /* A short one is of the home country too easily. */
  if (reading->number.possible || !knows_country || *countries->home == '\0' ||
      part->length < MIN_DIGITS_OF_HOME ||
      !assay_phone_parser_parse (parser, part->text, part->length, countries->home, &number))
    return FALSE;
  reading->number = number;
  reading->confidence = SURE_REPAIRED;
  reading->how = N_ ("taken as a number of the home country, as the lead’s has none such");
  return TRUE;
}

/* The first valid number of several, and one more; phones before fax machines. */
static gboolean
read_several (AssayPhoneParser *parser,
              const AssayPhoneText *text,
              const Countries *countries,
              Reading *reading)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < text->n_parts; i++)
      {
        if (text->parts[i].is_fax != (pass == 1) ||
            !read_part (parser, &text->parts[i], countries, reading))
          continue;
        if (text->n_parts == 1)
          return TRUE;
        reading->confidence = MIN (reading->confidence, SURE_ONE_OF_SEVERAL);
        reading->how = N_ ("the first of several numbers in one cell");
        for (i++; i < text->n_parts && reading->other.text == NULL; i++)
          if (!text->parts[i].is_fax)
            reading->other = text->parts[i];
        return TRUE;
      }
  return FALSE;
}

static void
read_cell (AssayCheckRun *run, const AssayValue *cell, const Countries *countries, Reading *reading)
{
  AssayPhoneText text;
  Reading first;

  memset (reading, 0, sizeof *reading);
  reading->empty = assay_phone_text_is_empty (cell->text, cell->length);
  if (reading->empty)
    return;
  if (assay_phone_text_is_scientific (cell->text, cell->length))
    {
      reading->number.type = ASSAY_PHONE_TYPE_UNKNOWN;
      reading->number.reason = ASSAY_PHONE_NOT_A_NUMBER;
      reading->confidence = SURE_INVALID;
      reading->how = N_ ("a spreadsheet has rounded it");
      return;
    }
  if (assay_phone_text_is_plain (cell->text, cell->length))
    {
      const AssayPhonePart whole = { .text = cell->text, .length = cell->length };

      if (read_part (run->scratch, &whole, countries, reading))
        return;
    }
  assay_phone_text_read (&text, run->arena, cell->text, cell->length);
  if (text.is_one && read_part (run->scratch, &text.whole, countries, reading))
    return;
  first = *reading;
  if (read_several (run->scratch, &text, countries, reading))
    return;
  if (text.is_one)
    *reading = first;
  else
    read_part (run->scratch, &text.whole, countries, reading);
}

static const char *
status_of (const Reading *reading)
{
  if (reading->empty)
    return "none";
  return reading->number.valid ? "valid" : reading->number.possible ? "possible" : "invalid";
}

static AssayValue
static_text (const char *text)
{
  return assay_value_from_text (text, strlen (text));
}

static AssayValue
copied_text (AssayCheckRun *run, const char *text, gsize length)
{
  return assay_value_from_text (assay_arena_strndup (run->arena, text, length), length);
}

/* A number that needs an area code first is nobody's identity. */
static gboolean
has_e164 (const Reading *reading)
{
  return reading->number.possible && reading->number.reason != ASSAY_PHONE_LOCAL_ONLY;
}

static void
explain (AssayCheckRun *run, const char *field, const Reading *reading)
{
  const char *why = explanations[reading->empty ? REASON_EMPTY : reading->number.reason];
  char international[ASSAY_PHONE_TEXT_SIZE], national[ASSAY_PHONE_TEXT_SIZE];

  assay_check_note (run, SIGNAL_REASON, field, "%s", _ (why));
  if (reading->how != NULL)
    assay_check_note (run, SIGNAL_STATUS, field, "%s: %s", _ (why), _ (reading->how));
  else
    assay_check_note (run, SIGNAL_STATUS, field, "%s", _ (why));
  if (!reading->number.valid)
    return;
  assay_phone_parser_format (run->scratch, &reading->number, FALSE, international);
  assay_phone_parser_format (run->scratch, &reading->number, TRUE, national);
  /* Translators: a phone number as dialled from abroad and as dialled in its country */
  assay_check_note (run, SIGNAL_E164, field, _ ("%s, in its country %s"), international, national);
  assay_check_note (run, SIGNAL_TYPE, field, NULL);
  assay_check_note (run, SIGNAL_REGION, field, NULL);
  assay_check_note (run, SIGNAL_PLACE, field, NULL);
}

/* The number that was parsed last. */
static void
write_phone (AssayCheckRun *run, const char *field, const Reading *reading)
{
  const AssayPhoneNumber *number = &reading->number;
  AssayValue *out = run->signals;
  char place[ASSAY_PHONE_TEXT_SIZE];
  gsize length;

  out[SIGNAL_STATUS] = static_text (status_of (reading));
  out[SIGNAL_REASON] = static_text (reasons[reading->empty ? REASON_EMPTY : number->reason]);
  if (!reading->empty)
    out[SIGNAL_CONFIDENCE] = assay_value_from_integer (reading->confidence);
  if (has_e164 (reading))
    out[SIGNAL_E164] = copied_text (run, number->e164, number->e164_length);
  if (number->valid)
    {
      out[SIGNAL_TYPE] = static_text (types[number->type]);
      if (*number->region != '\0')
        out[SIGNAL_REGION] = copied_text (run, number->region, strlen (number->region));
      if (*number->extension != '\0')
        out[SIGNAL_EXTENSION] = copied_text (run, number->extension, strlen (number->extension));
      length = assay_phone_parser_place (run->scratch, number, place);
      if (length > 0)
        out[SIGNAL_PLACE] = copied_text (run, place, length);
    }
  if (run->notes != NULL)
    explain (run, field, reading);
}

/* A number that is not the one of `phone.e164`. */
static void
write_mobile (AssayCheckRun *run, const char *field, const Reading *reading)
{
  const AssayValue *phone = &run->signals[SIGNAL_E164];
  AssayValue e164 = ASSAY_VALUE_INIT_NULL;

  if (reading->empty)
    return;
  if (has_e164 (reading))
    e164 = copied_text (run, reading->number.e164, reading->number.e164_length);
  if (e164.kind != ASSAY_VALUE_NULL && assay_value_equal (&e164, phone))
    return;
  run->signals[SIGNAL_MOBILE_E164] = e164;
  run->signals[SIGNAL_MOBILE_STATUS] = static_text (status_of (reading));
  assay_check_note (
      run, SIGNAL_MOBILE_STATUS, field, "%s", _ (explanations[reading->number.reason]));
}

/* Returns whether there is anything; a number that came as one, as its digits. */
static gboolean
take_text (AssayCheckRun *run, guint field, AssayValue *out)
{
  const AssayValue *value = &run->fields[field];
  const char *text;

  *out = *value;
  if (value->kind == ASSAY_VALUE_INTEGER)
    {
      text = assay_arena_printf (run->arena, "%" G_GINT64_FORMAT, value->integer);
      *out = static_text (text);
    }
  if (out->kind != ASSAY_VALUE_TEXT)
    return FALSE;
  while (out->length > 0 && g_ascii_isspace (*out->text))
    {
      out->text++;
      out->length--;
    }
  return out->length > 0;
}

static void
phone_run (AssayCheckRun *run)
{
  const AssayValue *country = &run->inputs[0];
  Countries countries = { .home = run->home_country };
  AssayValue phone, mobile;
  gboolean has_phone = take_text (run, FIELD_PHONE, &phone);
  gboolean has_mobile = take_text (run, FIELD_MOBILE, &mobile);
  Reading reading = { .empty = TRUE }, second;

  if (country->kind == ASSAY_VALUE_TEXT && country->length == 2)
    memcpy (countries.lead, country->text, 2);
  if (has_phone)
    read_cell (run, &phone, &countries, &reading);
  if (!reading.empty || !has_mobile)
    {
      write_phone (run, fields[FIELD_PHONE], &reading);
      if (has_mobile)
        {
          read_cell (run, &mobile, &countries, &second);
          write_mobile (run, fields[FIELD_MOBILE], &second);
        }
      else if (reading.other.text != NULL)
        {
          memset (&second, 0, sizeof second);
          if (read_part (run->scratch, &reading.other, &countries, &second) &&
              second.number.type == ASSAY_PHONE_TYPE_MOBILE)
            write_mobile (run, fields[FIELD_PHONE], &second);
        }
      return;
    }
  read_cell (run, &mobile, &countries, &reading);
  if (reading.how == NULL)
    reading.how = N_ ("the mobile number, as there is no other");
  write_phone (run, fields[FIELD_MOBILE], &reading);
}

static gpointer
phone_load (GError **error)
{
  return (gpointer) assay_phone_open (error);
}

static gpointer
phone_begin (gconstpointer tables)
{
  return assay_phone_parser_new ();
}

static void
phone_end (gpointer scratch)
{
  assay_phone_parser_free (scratch);
}

const AssayCheck assay_phone_check = {
  .key = "phone",
  .label = N_ ("Phone"),
  .description = N_ ("Whether the phone number can be called, in which form, and where it rings"),
  .version = 1,
  .memo = TRUE, /* colleagues share a switchboard */
  .fields = fields,
  .inputs = inputs,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .load = phone_load,
  .begin = phone_begin,
  .end = phone_end,
  .run = phone_run,
};
