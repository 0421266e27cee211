/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-email-repair.h"
#include "enrich/assay-email-verdict.h"

static const char *const fields[] = { "email", "name", "first_name", "last_name", "company", NULL };
static const char *const inputs[] = { "website.domain", NULL };

enum
{
  FIELD_EMAIL,
  FIELD_NAME,
  FIELD_COMPANY = FIELD_NAME + 3,
};

static const char *const statuses[] = { "valid", "risky", "invalid", "none", NULL };
static const char *const reasons[] = {
  "ok",           "empty",         "placeholder",   "no_at",
  "bad_local",    "bad_domain",    "bad_character", "too_long",
  "special_use",  "public_suffix", "unknown_tld",   "domain_literal",
  "mixed_script", "typo",          "disposable",    "role_account",
  NULL,
};
static const char *const kinds[] = { "personal", "role", "free", "disposable", NULL };

enum
{
  STATUS,
  REASON,
  KIND,
  DOMAIN,
  CANONICAL,
  NORMALISED,
  SUGGESTION,
  FITS_NAME,
  FITS_COMPANY,
  CONFIDENCE,
  N_SIGNALS
};

static const AssaySignal signals[N_SIGNALS] = {
  { "email.status", N_ ("Email status"), ASSAY_FIELD_TYPE_CATEGORY, statuses },
  { "email.reason", N_ ("Reason of the email status"), ASSAY_FIELD_TYPE_CATEGORY, reasons },
  { "email.kind", N_ ("Kind of email address"), ASSAY_FIELD_TYPE_CATEGORY, kinds },
  { "email.domain", N_ ("Email domain"), ASSAY_FIELD_TYPE_TEXT, NULL },
  { "email.canonical", N_ ("Email address for comparing"), ASSAY_FIELD_TYPE_TEXT, NULL },
  { "email.normalised", N_ ("Email address, cleaned"), ASSAY_FIELD_TYPE_TEXT, NULL },
  { "email.suggestion", N_ ("Email address that was probably meant"), ASSAY_FIELD_TYPE_TEXT, NULL,
    "email" },
  { "email.fits_name", N_ ("Email address fits the name"), ASSAY_FIELD_TYPE_BOOLEAN, NULL },
  { "email.fits_company", N_ ("Email address fits the company"), ASSAY_FIELD_TYPE_BOOLEAN, NULL },
  { "email.confidence", N_ ("Confidence in the email check"), ASSAY_FIELD_TYPE_NUMBER, NULL },
};

#define CONFIDENCE_FAULT 97
#define CONFIDENCE_PLACEHOLDER 90

static AssayValue
static_text (const char *text)
{
  return assay_value_from_text (text, strlen (text));
}

/* Terminated text from the arena: two halves with an @ between them. */
static AssayValue
join (AssayCheckRun *run, const char *local, gsize length, const char *domain)
{
  gsize domain_length = strlen (domain);
  char *text = assay_arena_alloc (run->arena, length + domain_length + 2);

  memcpy (text, local, length);
  text[length] = '@';
  memcpy (text + length + 1, domain, domain_length + 1);
  return assay_value_from_text (text, length + domain_length + 1);
}

static void
set_verdict (AssayCheckRun *run, AssayEmailStatus status, AssayEmailReason reason)
{
  run->signals[STATUS] = static_text (statuses[status]);
  run->signals[REASON] = static_text (reasons[reason]);
}

/* The place of a byte, counted as people count. */
static guint
character_at (const char *text, gsize byte)
{
  guint n = 1;

  for (gsize i = 0; i < byte; i++)
    n += ((guchar) text[i] & 0xc0) != 0x80;
  return n;
}

static const char *
describe_domain_fault (AssayDomainFault fault)
{
  switch (fault)
    {
    case ASSAY_DOMAIN_FAULT_EMPTY:
      return _ ("there is nothing after the @");
    case ASSAY_DOMAIN_FAULT_DOT:
      return _ ("a dot is too many in the domain");
    case ASSAY_DOMAIN_FAULT_HYPHEN:
      return _ ("a hyphen stands where the domain cannot have one");
    case ASSAY_DOMAIN_FAULT_NO_DOT:
      return _ ("the domain has no dot");
    case ASSAY_DOMAIN_FAULT_TOP_LEVEL:
      return _ ("the domain does not end in letters");
    case ASSAY_DOMAIN_FAULT_INTERNATIONAL:
      return _ ("the domain has characters that no domain may have");
    case ASSAY_DOMAIN_FAULT_LABEL_LENGTH:
      return _ ("a part of the domain is longer than 63 characters");
    case ASSAY_DOMAIN_FAULT_LENGTH:
      return _ ("the domain is longer than 253 characters");
    case ASSAY_DOMAIN_FAULT_NONE:
    case ASSAY_DOMAIN_FAULT_CHARACTER:
    default:
      return _ ("a character has no place in the domain");
    }
}

static const char *
describe_fault (const AssayEmailAddress *address)
{
  switch (address->fault)
    {
    case ASSAY_EMAIL_FAULT_NO_AT:
      return _ ("there is no @");
    case ASSAY_EMAIL_FAULT_LOCAL:
      return address->position == 0 ? _ ("nothing before the @ can be a mailbox")
                                    : _ ("a character has no place before the @");
    case ASSAY_EMAIL_FAULT_CHARACTER:
      return _ ("a character is invisible or damaged");
    case ASSAY_EMAIL_FAULT_LENGTH:
      if (address->domain.fault != ASSAY_DOMAIN_FAULT_NONE)
        return describe_domain_fault (address->domain.fault);
      return address->position == ASSAY_EMAIL_LOCAL_MAX
                 ? _ ("there are more than 64 characters before the @")
                 : _ ("it is longer than 254 characters");
    case ASSAY_EMAIL_FAULT_NONE:
    case ASSAY_EMAIL_FAULT_DOMAIN:
    default:
      return describe_domain_fault (address->domain.fault);
    }
}

static AssayEmailReason
reason_of_fault (AssayEmailFault fault)
{
  switch (fault)
    {
    case ASSAY_EMAIL_FAULT_NO_AT:
      return ASSAY_EMAIL_REASON_NO_AT;
    case ASSAY_EMAIL_FAULT_LOCAL:
      return ASSAY_EMAIL_REASON_BAD_LOCAL;
    case ASSAY_EMAIL_FAULT_LENGTH:
      return ASSAY_EMAIL_REASON_TOO_LONG;
    case ASSAY_EMAIL_FAULT_CHARACTER:
      return ASSAY_EMAIL_REASON_BAD_CHARACTER;
    case ASSAY_EMAIL_FAULT_NONE:
    case ASSAY_EMAIL_FAULT_DOMAIN:
    default:
      return ASSAY_EMAIL_REASON_BAD_DOMAIN;
    }
}

/* The whole address as it was probably meant; a slip in the repaired one is mended as well. */
static void
suggest_repair (AssayCheckRun *run, const AssayValue *cell)
{
  const AssayEmailTables *tables = run->tables;
  AssayEmailAddress repaired;
  AssayEmailTypo typo;
  const char *domain = repaired.domain.ascii;

  if (!assay_email_repair (tables, cell->text, cell->length, &repaired))
    return;
  if (assay_email_typo_find (tables, &repaired.domain, NULL, &typo))
    domain = typo.domain;
  else if (repaired.domain.flags & ASSAY_DOMAIN_UNKNOWN_TLD)
    return;
  else
    domain = assay_domain_name_to_unicode (&repaired.domain, domain, run->arena);
  run->signals[SUGGESTION] = join (run, repaired.local, repaired.local_length, domain);
  run->signals[SUGGESTION].text = assay_arena_strndup (
      run->arena, run->signals[SUGGESTION].text, run->signals[SUGGESTION].length);
  assay_check_note (run, SUGGESTION, "email", _ ("The address with its mistakes mended"));
}

static void
report_fault (AssayCheckRun *run, const AssayValue *value, const AssayEmailCell *cell)
{
  const AssayEmailAddress *address = &cell->address;

  if (assay_email_tables_is_nothing (run->tables, value->text, value->length))
    {
      set_verdict (run, ASSAY_EMAIL_STATUS_NONE, ASSAY_EMAIL_REASON_PLACEHOLDER);
      run->signals[CONFIDENCE] = assay_value_from_integer (CONFIDENCE_PLACEHOLDER);
      assay_check_note (run, STATUS, "email", _ ("The cell says that there is no address"));
      return;
    }
  set_verdict (run, ASSAY_EMAIL_STATUS_INVALID, reason_of_fault (address->fault));
  run->signals[CONFIDENCE] = assay_value_from_integer (CONFIDENCE_FAULT);
  suggest_repair (run, value);
  if (address->fault == ASSAY_EMAIL_FAULT_NO_AT)
    assay_check_note (run, STATUS, "email", _ ("Not an address: there is no @"));
  else
    assay_check_note (
        run,
        STATUS,
        "email",
        _ ("Not an address: %s (character %u)"),
        describe_fault (address),
        character_at (value->text, MIN (cell->start + address->position, value->length)));
}

static const char *
describe_reason (AssayEmailReason reason)
{
  switch ((int) reason)
    {
    case ASSAY_EMAIL_REASON_PLACEHOLDER:
      return _ ("An address like those made up to please a form");
    case ASSAY_EMAIL_REASON_SPECIAL_USE:
      return _ (
          "The domain is reserved for tests, documents or local networks; no mail arrives there");
    case ASSAY_EMAIL_REASON_PUBLIC_SUFFIX:
      return _ ("Domains are registered below this one; it has no mailboxes of its own");
    case ASSAY_EMAIL_REASON_UNKNOWN_TLD:
      return _ ("No such top-level domain is known");
    case ASSAY_EMAIL_REASON_DOMAIN_LITERAL:
      return _ ("Mail goes to a bare IP address, which hardly any server allows");
    case ASSAY_EMAIL_REASON_MIXED_SCRIPT:
      return _ ("The domain mixes alphabets, perhaps to look like another one");
    case ASSAY_EMAIL_REASON_TYPO:
      return _ ("The domain looks mistyped");
    case ASSAY_EMAIL_REASON_DISPOSABLE:
      return _ ("The domain hands out throw-away mailboxes");
    case ASSAY_EMAIL_REASON_ROLE_ACCOUNT:
      return _ ("A mailbox of a function, not of a person");
    default:
      return _ ("An address by the rules, at a domain that can have mail");
    }
}

static void
say_why (AssayCheckRun *run, const AssayEmailCell *cell, const AssayEmailVerdict *verdict)
{
  if (cell->n_addresses > 1)
    assay_check_note (run,
                      STATUS,
                      "email",
                      g_dngettext (GETTEXT_PACKAGE,
                                   "%s. The cell has %u address; this is about the first",
                                   "%s. The cell has %u addresses; this is about the first",
                                   cell->n_addresses),
                      describe_reason (verdict->reason),
                      cell->n_addresses);
  else
    assay_check_note (run, STATUS, "email", "%s", describe_reason (verdict->reason));
  if (verdict->reason == ASSAY_EMAIL_REASON_TYPO)
    assay_check_note (
        run, SUGGESTION, "email", _ ("The domain looks mistyped for %s"), verdict->typo.domain);
  assay_check_note (run, FITS_NAME, "name", NULL);
  assay_check_note (run, FITS_COMPANY, "company", NULL);
}

static AssayValue
from_fit (AssayEmailFit fit)
{
  return fit == ASSAY_EMAIL_FIT_UNKNOWN ? ASSAY_VALUE_INIT_NULL : assay_value_from_integer (fit);
}

static void
report_address (AssayCheckRun *run, AssayEmailCell *cell)
{
  AssayEmailAddress *address = &cell->address;
  AssayDomainName *domain = &address->domain;
  const AssayValue *own = &run->inputs[0];
  AssayEmailContext context = {
    run->tables, run->fields + FIELD_NAME, 3, run->fields + FIELD_COMPANY, NULL
  };
  AssayEmailVerdict verdict;

  if (own->kind == ASSAY_VALUE_TEXT)
    context.own_domain = assay_arena_strndup (run->arena, own->text, own->length);
  assay_email_verdict_reach (&verdict, address, &context, run->arena);
  set_verdict (run, verdict.status, verdict.reason);
  run->signals[KIND] = static_text (kinds[verdict.kind]);
  run->signals[CONFIDENCE] = assay_value_from_integer (verdict.confidence);
  run->signals[NORMALISED] =
      join (run,
            address->local,
            address->local_length,
            assay_domain_name_to_unicode (domain, domain->ascii, run->arena));
  run->signals[CANONICAL] =
      join (run,
            verdict.key,
            verdict.key_length,
            verdict.provider != NULL && verdict.provider->main != NULL ? verdict.provider->main
                                                                       : domain->ascii);
  if (!address->literal)
    {
      const char *name =
          assay_domain_name_to_unicode (domain, domain->ascii + domain->registrable, run->arena);
      gsize length = strlen (name);

      run->signals[DOMAIN] =
          assay_value_from_text (assay_arena_strndup (run->arena, name, length), length);
    }
  if (verdict.reason == ASSAY_EMAIL_REASON_TYPO)
    run->signals[SUGGESTION] =
        join (run, address->local, address->local_length, verdict.typo.domain);
  run->signals[FITS_NAME] = from_fit (verdict.fits_name);
  run->signals[FITS_COMPANY] = from_fit (verdict.fits_company);
  say_why (run, cell, &verdict);
}

static void
email_run (AssayCheckRun *run)
{
  const AssayValue *value = &run->fields[FIELD_EMAIL];
  AssayValue number;
  AssayEmailCell cell;

  if (value->kind == ASSAY_VALUE_INTEGER || value->kind == ASSAY_VALUE_REAL)
    {
      /* A number is no address, and says so like any other text. */
      number =
          static_text (value->kind == ASSAY_VALUE_INTEGER
                           ? assay_arena_printf (run->arena, "%" G_GINT64_FORMAT, value->integer)
                           : assay_arena_printf (run->arena, "%g", value->real));
      value = &number;
    }
  if (value->kind == ASSAY_VALUE_TEXT)
    assay_email_cell_read (&cell, value->text, value->length);
  if (value->kind != ASSAY_VALUE_TEXT || cell.empty)
    {
      set_verdict (run, ASSAY_EMAIL_STATUS_NONE, ASSAY_EMAIL_REASON_EMPTY);
      assay_check_note (run, STATUS, "email", _ ("There is no address"));
    }
  else if (cell.n_addresses == 0)
    report_fault (run, value, &cell);
  else
    report_address (run, &cell);
}

static gpointer
email_load (GError **error)
{
  return assay_email_tables_load (error);
}

static void
email_unload (gpointer tables)
{
  assay_email_tables_free (tables);
}

const AssayCheck assay_email_check = {
  .key = "email",
  .label = N_ ("Email"),
  .description = N_ (
      "Whether mail can reach the address, whose it is, and what was meant where it is mistyped"),
  .version = 1,
  .fields = fields,
  .inputs = inputs,
  .signals = signals,
  .n_signals = N_SIGNALS,
  .references = assay_email_references,
  .load = email_load,
  .unload = email_unload,
  .run = email_run,
};
