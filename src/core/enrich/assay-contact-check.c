/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-consent-text.h"

/* What a sales person needs to know of a lead before calling, then whether the person wants that.
 */
static const char *const fields[] = { "name",         "role",   "company", "industry",
                                      "email",        "phone",  "country", "website",
                                      "linkedin_url", "source", "consent", NULL };

#define FIELD_CONSENT (G_N_ELEMENTS (fields) - 2)
#define N_WANTED FIELD_CONSENT

static const char *const inputs[]
  = { "email.status", "phone.status", "linkedin.kind", "website.status", NULL };

/* What each channel counts; they add up to 100. */
static const struct
{
  const char *name;
  const char *value; /* of the input, where the channel works */
  AssayChannels channel;
  guint input;
  guint points;
} channels[] = {
  { "email", "valid", ASSAY_CHANNEL_EMAIL, 0, 40 },
  { "phone", "valid", ASSAY_CHANNEL_PHONE, 1, 30 },
  { "linkedin", "person", ASSAY_CHANNEL_LINKEDIN, 2, 20 },
  { "website", "valid", ASSAY_CHANNEL_WEBSITE, 3, 10 },
};

enum
{
  COMPLETENESS,
  CONTACTABILITY,
  CHANNELS,
  N_SIGNALS
};

static const AssaySignal signals[N_SIGNALS] = {
  { "lead.completeness", N_ ("Completeness"), ASSAY_FIELD_TYPE_NUMBER, NULL },
  { "lead.contactability", N_ ("Contactability"), ASSAY_FIELD_TYPE_NUMBER, NULL },
  { "lead.channels", N_ ("Ways to reach the lead"), ASSAY_FIELD_TYPE_TEXT, NULL },
};

static gboolean
is_present (const AssayValue *value)
{
  if (value->kind != ASSAY_VALUE_TEXT)
    return value->kind != ASSAY_VALUE_NULL;
  for (guint32 i = 0; i < value->length; i++)
    if (!g_ascii_isspace (value->text[i]))
      return TRUE;
  return FALSE;
}

/* The share of the fields that are filled in, 0–100. */
static gint64
measure_completeness (AssayCheckRun *run)
{
  gint64 n = 0;

  for (gsize i = 0; i < N_WANTED; i++)
    n += is_present (&run->fields[i]);
  return n * 100 / (gint64) N_WANTED;
}

static AssayChannels
read_consent (const AssayValue *consent)
{
  switch (consent->kind)
    {
    case ASSAY_VALUE_INTEGER:
      return consent->integer == 0 ? ASSAY_CHANNELS_NONE : ASSAY_CHANNELS_ALL;
    case ASSAY_VALUE_TEXT:
      return assay_consent_text_read (consent->text, consent->length);
    case ASSAY_VALUE_NULL:
    case ASSAY_VALUE_REAL:
    default:
      return ASSAY_CHANNELS_ALL;
    }
}

static gboolean
equals (const AssayValue *value, const char *text)
{
  return value->kind == ASSAY_VALUE_TEXT && value->length == strlen (text) &&
         memcmp (value->text, text, value->length) == 0;
}

/* The channels that work and are allowed, by their names. */
static void
find_channels (AssayCheckRun *run)
{
  AssayChannels allowed = read_consent (&run->fields[FIELD_CONSENT]);
  gboolean withheld = FALSE;
  gint64 points = 0;
  char text[64], *end = text;

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    if (equals (&run->inputs[channels[i].input], channels[i].value))
      {
        if (!(allowed & channels[i].channel))
          {
            withheld = TRUE;
            continue;
          }
        points += channels[i].points;
        if (end > text)
          *end++ = ' ';
        end = g_stpcpy (end, channels[i].name);
      }
  run->signals[CONTACTABILITY] = assay_value_from_integer (points);
  if (end > text)
    run->signals[CHANNELS] = assay_value_from_text (
        assay_arena_strndup (run->arena, text, (gsize) (end - text)), (gsize) (end - text));
  if (withheld)
    {
      assay_check_note (
          run, CONTACTABILITY, "consent", _ ("The person does not want to be reached that way"));
      assay_check_note (
          run, CHANNELS, "consent", _ ("The person does not want to be reached that way"));
    }
}

static void
contact_run (AssayCheckRun *run)
{
  run->signals[COMPLETENESS] = assay_value_from_integer (measure_completeness (run));
  find_channels (run);
}

const AssayCheck assay_contact_check = {
  .key = "contact",
  .label = N_ ("Contact"),
  .description = N_ ("How many of the fields that a call needs are filled in, and which ways to "
                     "the person are open"),
  .version = 1,
  .fields = fields,
  .inputs = inputs,
  .signals = signals,
  .n_signals = N_SIGNALS,
  .run = contact_run,
};
