/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-company-name.h"

static const char *const fields[] = { "company", NULL };
static const char *const inputs[] = { "website.domain", "email.domain", "email.kind", NULL };

enum
{
  FIELD_COMPANY,
};

enum
{
  INPUT_WEBSITE_DOMAIN,
  INPUT_EMAIL_DOMAIN,
  INPUT_EMAIL_KIND,
};

static const char *const references[] = { "legal-forms.tsv", "company-words.tsv", NULL };

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

/* A domain without a name: the company is known, what it is called is not. */
#define DOMAIN_ALONE 50

static gpointer
company_load (GError **error)
{
  return assay_company_words_load (error);
}

static void
company_unload (gpointer tables)
{
  assay_company_words_free (tables);
}

static gboolean
is_text (const AssayValue *value,
         const char       *text)
{
  return value->kind == ASSAY_VALUE_TEXT && value->length == strlen (text)
         && memcmp (value->text, text, value->length) == 0;
}

/* The site's domain, else that of the mail address where people of one company have it. */
static const char *
find_domain (AssayCheckRun *run)
{
  const AssayValue *site = &run->inputs[INPUT_WEBSITE_DOMAIN];
  const AssayValue *mail = &run->inputs[INPUT_EMAIL_DOMAIN];
  const AssayValue *kind = &run->inputs[INPUT_EMAIL_KIND];

  if (site->kind == ASSAY_VALUE_TEXT)
    {
      assay_check_note (run, SIGNAL_DOMAIN, "website", NULL);
      return assay_arena_strndup (run->arena, site->text, site->length);
    }
  if (mail->kind != ASSAY_VALUE_TEXT || !(is_text (kind, "personal") || is_text (kind, "role")))
    return NULL;
  assay_check_note (run, SIGNAL_DOMAIN, "email", NULL);
  return assay_arena_strndup (run->arena, mail->text, mail->length);
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
  .version = 3,
  .fields = fields,
  .inputs = inputs,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .references = references,
  .load = company_load,
  .unload = company_unload,
  .run = company_run,
};
