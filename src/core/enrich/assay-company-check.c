/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-company-name.h"

static const char *const fields[] = { "company", "website", "email", NULL };

enum
{
  FIELD_COMPANY,
  FIELD_WEBSITE,
  FIELD_EMAIL,
};

static const char *const references[] = { "legal-forms.tsv", NULL };

static const AssaySignal signals[] = {
  { "company.key", N_ ("Company, for comparing"), ASSAY_FIELD_TYPE_TEXT },
  { "company.name", N_ ("Company, cleaned"), ASSAY_FIELD_TYPE_TEXT },
  { "company.legal_form", N_ ("Legal form"), ASSAY_FIELD_TYPE_TEXT },
  { "company.jurisdiction", N_ ("Country of the legal form"), ASSAY_FIELD_TYPE_TEXT },
  { "company.domain", N_ ("Company domain"), ASSAY_FIELD_TYPE_TEXT },
  { "company.confidence", N_ ("Confidence of the company"), ASSAY_FIELD_TYPE_NUMBER },
};

enum
{
  SIGNAL_KEY,
  SIGNAL_NAME,
  SIGNAL_LEGAL_FORM,
  SIGNAL_JURISDICTION,
  SIGNAL_DOMAIN,
  SIGNAL_CONFIDENCE,
};

#define MAX_DOMAIN 253
#define DOMAIN_ALONE                                                                               \
  50 /* a domain without a name: the company is known, what it is called is not */

static gpointer
company_load (GError **error)
{
  return assay_legal_forms_load (error);
}

static void
company_unload (gpointer tables)
{
  assay_legal_forms_free (tables);
}

/* A host in lower case without "www."; NULL where it is none. */
static const char *
copy_host (AssayCheckRun *run, const char *text, gsize length)
{
  char *host;
  gboolean dot = FALSE;

  if (length > 4 && g_ascii_strncasecmp (text, "www.", 4) == 0)
    {
      text += 4;
      length -= 4;
    }
  if (length < 4 || length > MAX_DOMAIN || text[0] == '.' || text[length - 1] == '.')
    return NULL;
  host = assay_arena_strndup (run->arena, text, length);
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (host[i]) && host[i] != '-' && host[i] != '.' && (guchar) host[i] < 0x80)
        return NULL;
      host[i] = g_ascii_tolower (host[i]);
      dot = dot || host[i] == '.';
    }
  return dot && g_utf8_validate (host, (gssize) length, NULL) ? host : NULL;
}

static const char *
host_of_website (AssayCheckRun *run, const AssayValue *website)
{
  const char *p = website->text, *end = p + MIN (website->length, 512), *start;

  while (p < end && g_ascii_isspace (*p))
    p++;
  start = g_strstr_len (p, end - p, "://");
  p = start != NULL ? start + 3 : p;
  for (start = p; p < end && strchr ("/?#: \t\r\n", *p) == NULL;)
    p++;
  return copy_host (run, start, (gsize) (p - start));
}

static gboolean
is_free_provider (const char *host)
{
  static const char *const providers[] = {
    "gmail.com",      "googlemail.com", "yahoo.",      "hotmail.",      "outlook.",    "live.",
    "msn.com",        "aol.",           "icloud.com",  "me.com",        "mac.com",     "gmx.",
    "web.de",         "t-online.de",    "freenet.de",  "proton.",       "protonmail.", "mail.ru",
    "yandex.",        "qq.com",         "163.com",     "126.com",       "orange.fr",   "free.fr",
    "wanadoo.fr",     "laposte.net",    "libero.it",   "virgilio.it",   "tiscali.it",  "uol.com.br",
    "bol.com.br",     "terra.com.br",   "mail.com",    "zoho.com",      "fastmail.",   "naver.com",
    "mailinator.com", "ziggo.nl",       "kpnmail.nl",  "bluewin.ch",    "seznam.cz",   "wp.pl",
    "o2.pl",          "comcast.net",    "verizon.net", "btinternet.com"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (providers); i++)
    {
      gsize length = strlen (providers[i]);
      if (providers[i][length - 1] == '.' ? g_str_has_prefix (host, providers[i])
                                          : strcmp (host, providers[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The site's domain, else that of the address, unless anybody can have one there. */
static const char *
find_domain (AssayCheckRun *run)
{
  const AssayValue *website = &run->fields[FIELD_WEBSITE], *email = &run->fields[FIELD_EMAIL];
  const char *host = NULL, *at;

  if (website->kind == ASSAY_VALUE_TEXT)
    host = host_of_website (run, website);
  if (host != NULL)
    {
      assay_check_note (run, SIGNAL_DOMAIN, "website", NULL);
      return host;
    }
  if (email->kind != ASSAY_VALUE_TEXT || email->length > 320)
    return NULL;
  at = memrchr (email->text, '@', email->length);
  if (at == NULL)
    return NULL;
  host = copy_host (run, at + 1, (gsize) (email->text + email->length - at - 1));
  if (host == NULL || is_free_provider (host))
    return NULL;
  assay_check_note (run, SIGNAL_DOMAIN, "email", NULL);
  return host;
}

static void
set_text (AssayCheckRun *run, guint signal, const char *text)
{
  if (text != NULL)
    run->signals[signal] = assay_value_from_text (text, strlen (text));
}

static void
company_run (AssayCheckRun *run)
{
  const AssayValue *company = &run->fields[FIELD_COMPANY];
  const char *domain = find_domain (run);
  AssayCompanyName name = { NULL };

  if (company->kind == ASSAY_VALUE_TEXT)
    {
      assay_company_name_read (
          &name, run->tables, run->arena, company->text, company->length, domain);
      if (name.key == NULL)
        assay_check_note (run, SIGNAL_KEY, "company", _ ("Nothing that names a company"));
    }
  set_text (run, SIGNAL_KEY, name.key);
  set_text (run, SIGNAL_NAME, name.display);
  set_text (run, SIGNAL_LEGAL_FORM, name.form);
  set_text (run, SIGNAL_JURISDICTION, name.country);
  set_text (run, SIGNAL_DOMAIN, domain);
  if (name.key != NULL)
    run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (name.confidence);
  else if (domain != NULL)
    run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (DOMAIN_ALONE);
}

const AssayCheck assay_company_check = {
  .key = "company",
  .label = N_ ("Company"),
  .description = N_ ("Legal form, a name for comparing, and the domain"),
  .version = 1,
  .fields = fields,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .references = references,
  .load = company_load,
  .unload = company_unload,
  .run = company_run,
};
