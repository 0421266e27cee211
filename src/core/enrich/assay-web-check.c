/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-social-profile.h"

static const char *const fields[] = { "website", "linkedin_url", "bio", NULL };

enum
{
  FIELD_WEBSITE,
  FIELD_LINKEDIN,
  FIELD_BIO,
};

static const char *const statuses[] = { "valid", "invalid", "none", NULL };
static const char *const kinds[] = { "invalid", "person", "company", "school", "other", NULL };

enum
{
  URL,
  DOMAIN,
  STATUS,
  LINKEDIN_URL,
  LINKEDIN_KIND,
  LINKEDIN_HANDLE,
  CONFIDENCE,
  N_SIGNALS
};

static const AssaySignal signals[N_SIGNALS] = {
  { "website.url", N_ ("Website, cleaned"), ASSAY_FIELD_TYPE_URL, NULL },
  { "website.domain", N_ ("Website domain"), ASSAY_FIELD_TYPE_TEXT, NULL },
  { "website.status", N_ ("Website status"), ASSAY_FIELD_TYPE_CATEGORY, statuses },
  { "linkedin.url", N_ ("LinkedIn, cleaned"), ASSAY_FIELD_TYPE_URL, NULL },
  { "linkedin.kind", N_ ("Kind of LinkedIn page"), ASSAY_FIELD_TYPE_CATEGORY, kinds },
  { "linkedin.handle", N_ ("LinkedIn name"), ASSAY_FIELD_TYPE_TEXT, NULL },
  { "web.confidence", N_ ("Confidence in the web check"), ASSAY_FIELD_TYPE_NUMBER, NULL },
};

#define CONFIDENCE_SURE 95
#define CONFIDENCE_NO_SITE 70 /* an address, but of a page on somebody else's site */
#define CONFIDENCE_FROM_BIO 70
#define BIO_MAX 4096   /* bytes of the text that is searched */
#define HANDLE_MAX 100 /* bytes; LinkedIn allows as many characters */

static AssayValue
static_text (const char *text)
{
  return assay_value_from_text (text, strlen (text));
}

static void
be_sure (AssayCheckRun *run, gint64 confidence)
{
  AssayValue *value = &run->signals[CONFIDENCE];

  /* The less certain of the two says how sure the check is. */
  if (value->kind == ASSAY_VALUE_NULL || value->integer > confidence)
    *value = assay_value_from_integer (confidence);
}

static const char *
describe_fault (AssayWebFault fault)
{
  switch (fault)
    {
    case ASSAY_WEB_FAULT_LENGTH:
      return _ ("It is longer than 2048 bytes");
    case ASSAY_WEB_FAULT_SCHEME:
      return _ ("It is not an address of the web");
    case ASSAY_WEB_FAULT_MAIL:
      return _ ("It is a mail address");
    case ASSAY_WEB_FAULT_HOST:
      return _ ("It names no domain that can exist");
    case ASSAY_WEB_FAULT_RESERVED:
      return _ ("The domain is reserved for tests, documents or local networks");
    case ASSAY_WEB_FAULT_NONE:
    case ASSAY_WEB_FAULT_EMPTY:
    case ASSAY_WEB_FAULT_TEXT:
    default:
      return _ ("It is not an address");
    }
}

/* What people write where there is no site. */
static gboolean
says_nothing (const AssayValue *value)
{
  static const char *const nothing[] = { "n/a",     "na",  "n.a.",  "none",  "null",    "nil",
                                         "unknown", "no",  "keine", "aucun", "ninguno", "nessuno",
                                         "geen",    "tbd", "x",     "k.a." };
  const char *text = value->text;
  gsize length = value->length;
  gboolean letters = FALSE;

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (strlen (nothing[i]) == length && g_ascii_strncasecmp (text, nothing[i], length) == 0)
      return TRUE;
  for (gsize i = 0; i < length && !letters; i++)
    letters = g_ascii_isalnum (text[i]) || (guchar) text[i] >= 0x80;
  return !letters;
}

static AssayValue
lower_handle (AssayCheckRun *run, const char *handle, gsize length)
{
  g_autofree char *decoded = g_uri_unescape_segment (handle, handle + length, "/");
  g_autofree char *lower = NULL;

  if (decoded != NULL && g_utf8_validate (decoded, -1, NULL))
    lower = g_utf8_strdown (decoded, -1);
  else
    lower = g_ascii_strdown (handle, (gssize) length);
  return assay_value_from_text (assay_arena_strndup (run->arena, lower, strlen (lower)),
                                strlen (lower));
}

static AssayValue
set_handle (AssayCheckRun *run, const AssaySocialProfile *profile)
{
  gboolean plain = TRUE;

  for (gsize i = 0; i < profile->handle_length && plain; i++)
    {
      char c = profile->handle[i];
      plain = g_ascii_islower (c) || g_ascii_isdigit (c) || c == '-';
    }
  return plain ? assay_value_from_text (profile->handle, profile->handle_length)
               : lower_handle (run, profile->handle, profile->handle_length);
}

static void
set_linkedin (AssayCheckRun *run,
              const AssayWebUrl *url,
              const AssaySocialProfile *profile,
              const char *source)
{
  run->signals[LINKEDIN_KIND] = static_text (kinds[profile->kind]);
  assay_check_note (run, LINKEDIN_KIND, source, NULL);
  if (profile->kind == ASSAY_SOCIAL_INVALID)
    return;
  if (profile->handle != NULL && profile->handle_length <= 3 * HANDLE_MAX)
    run->signals[LINKEDIN_HANDLE] = set_handle (run, profile);
  /* Countries have hosts, profiles have pages in several languages: one spelling for all of them.
   */
  run->signals[LINKEDIN_URL] =
      profile->public_path != NULL && run->signals[LINKEDIN_HANDLE].kind == ASSAY_VALUE_TEXT
          ? static_text (assay_arena_printf (run->arena,
                                             "https://www.linkedin.com/%s/%.*s",
                                             profile->public_path,
                                             (int) run->signals[LINKEDIN_HANDLE].length,
                                             run->signals[LINKEDIN_HANDLE].text))
          : static_text (assay_web_url_to_text (url, run->arena));
}

/* Returns whether the page is one of LinkedIn's. */
static gboolean
read_linkedin (AssayCheckRun *run, const AssayValue *value, const char *source)
{
  AssaySocialProfile profile;
  AssayWebUrl url;

  if (!assay_web_url_parse (&url, value->text, value->length))
    return FALSE;
  assay_social_profile_read (&profile, &url);
  if (g_strcmp0 (profile.site, "LinkedIn") != 0)
    return FALSE;
  set_linkedin (run, &url, &profile, source);
  return TRUE;
}

/* "in/jane-doe": the end of an address, as some exports have it. */
static gboolean
read_linkedin_path (AssayCheckRun *run, const AssayValue *value)
{
  static const char *const starts[] = { "in/", "/in/", "company/", "/company/", "pub/", "school/" };
  AssayValue whole = { .kind = ASSAY_VALUE_TEXT };
  const char *text = value->text;
  gsize length = value->length;

  if (length > 3 * HANDLE_MAX)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length > strlen (starts[i]) &&
        g_ascii_strncasecmp (text, starts[i], strlen (starts[i])) == 0)
      {
        gboolean slash = text[0] == '/';

        whole = static_text (assay_arena_printf (
            run->arena, "linkedin.com/%.*s", (int) length - slash, text + slash));
        return read_linkedin (run, &whole, "linkedin_url");
      }
  return FALSE;
}

static void
check_linkedin (AssayCheckRun *run)
{
  const AssayValue *value = &run->fields[FIELD_LINKEDIN];

  if (value->kind != ASSAY_VALUE_TEXT || says_nothing (value))
    return;
  be_sure (run, CONFIDENCE_SURE);
  if (read_linkedin (run, value, "linkedin_url") || read_linkedin_path (run, value))
    return;
  run->signals[LINKEDIN_KIND] = static_text (kinds[ASSAY_SOCIAL_INVALID]);
  assay_check_note (run, LINKEDIN_KIND, "linkedin_url", _ ("It is not a page of LinkedIn"));
}

static void
set_website (AssayCheckRun *run, const AssayWebUrl *url)
{
  AssaySocialProfile profile;
  const char *domain;

  run->signals[STATUS] = static_text (statuses[0]);
  run->signals[URL] = static_text (assay_web_url_to_text (url, run->arena));
  if (url->numeric)
    {
      be_sure (run, CONFIDENCE_NO_SITE);
      return;
    }
  assay_social_profile_read (&profile, url);
  if (profile.site != NULL)
    {
      be_sure (run, CONFIDENCE_NO_SITE);
      assay_check_note (run,
                        STATUS,
                        "website",
                        _ ("A page of %s, not a site of the company’s own"),
                        profile.site);
      if (strcmp (profile.site, "LinkedIn") == 0 &&
          run->signals[LINKEDIN_KIND].kind == ASSAY_VALUE_NULL)
        set_linkedin (run, url, &profile, "website");
      return;
    }
  be_sure (run, CONFIDENCE_SURE);
  domain = assay_domain_name_to_unicode (
      &url->domain, url->domain.ascii + url->domain.registrable, run->arena);
  run->signals[DOMAIN] = static_text (assay_arena_strndup (run->arena, domain, strlen (domain)));
  assay_check_note (run, STATUS, "website", NULL);
}

static void
check_website (AssayCheckRun *run)
{
  const AssayValue *value = &run->fields[FIELD_WEBSITE];
  AssayWebUrl url;

  if (value->kind != ASSAY_VALUE_TEXT || says_nothing (value))
    {
      run->signals[STATUS] = static_text (statuses[2]);
      assay_check_note (run, STATUS, "website", _ ("There is no website"));
    }
  else if (assay_web_url_parse (&url, value->text, value->length))
    set_website (run, &url);
  else
    {
      run->signals[STATUS] = static_text (statuses[1]);
      be_sure (run, CONFIDENCE_SURE);
      assay_check_note (run, STATUS, "website", "%s", describe_fault (url.fault));
    }
}

/* People put their profile into the text about them. */
static void
search_bio (AssayCheckRun *run)
{
  const AssayValue *bio = &run->fields[FIELD_BIO];
  const char *found, *end;
  AssayValue word;

  if (bio->kind != ASSAY_VALUE_TEXT || run->signals[LINKEDIN_KIND].kind != ASSAY_VALUE_NULL)
    return;
  found = memmem (bio->text, MIN (bio->length, BIO_MAX), "linkedin.com/", strlen ("linkedin.com/"));
  if (found == NULL)
    return;
  end = found;
  while (end < bio->text + bio->length && !g_ascii_isspace (*end) &&
         strchr ("<>()\"'", *end) == NULL)
    end++;
  while (end > found && strchr (".,;:!?", end[-1]) != NULL)
    end--;
  word = assay_value_from_text (found, (gsize) (end - found));
  if (read_linkedin (run, &word, "bio"))
    be_sure (run, CONFIDENCE_FROM_BIO);
}

static void
web_run (AssayCheckRun *run)
{
  check_linkedin (run);
  check_website (run);
  search_bio (run);
}

const AssayCheck assay_web_check = {
  .key = "web",
  .label = N_ ("Website and profiles"),
  .description = N_ ("What site is the company’s own, and whose LinkedIn page is given"),
  .version = 1,
  .fields = fields,
  .signals = signals,
  .n_signals = N_SIGNALS,
  .run = web_run,
};
