/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-verdict.h"

#include <string.h>

/* What each reason makes of an address, and how sure that is. A typo brings its own confidence.
 * Nobody asked the server, so the best address is not certain. */
static const struct
{
  AssayEmailStatus status;
  guint confidence;
} outcomes[] = {
  [ASSAY_EMAIL_REASON_OK] = { ASSAY_EMAIL_STATUS_VALID, 90 },
  [ASSAY_EMAIL_REASON_PLACEHOLDER] = { ASSAY_EMAIL_STATUS_RISKY, 90 },
  [ASSAY_EMAIL_REASON_SPECIAL_USE] = { ASSAY_EMAIL_STATUS_INVALID, 99 },
  [ASSAY_EMAIL_REASON_PUBLIC_SUFFIX] = { ASSAY_EMAIL_STATUS_INVALID, 85 },
  [ASSAY_EMAIL_REASON_UNKNOWN_TLD] = { ASSAY_EMAIL_STATUS_RISKY, 80 },
  [ASSAY_EMAIL_REASON_DOMAIN_LITERAL] = { ASSAY_EMAIL_STATUS_RISKY, 80 },
  [ASSAY_EMAIL_REASON_MIXED_SCRIPT] = { ASSAY_EMAIL_STATUS_RISKY, 80 },
  [ASSAY_EMAIL_REASON_TYPO] = { ASSAY_EMAIL_STATUS_RISKY, 0 },
  [ASSAY_EMAIL_REASON_DISPOSABLE] = { ASSAY_EMAIL_STATUS_RISKY, 97 },
  [ASSAY_EMAIL_REASON_ROLE_ACCOUNT] = { ASSAY_EMAIL_STATUS_RISKY, 90 },
};

#define CONFIDENCE_PROVIDER 95
#define CONFIDENCE_CLEAR_TYPO 85

/* The local part in lower case; beyond ASCII it may grow. */
static void
lower_local (AssayEmailVerdict *self, const AssayEmailAddress *address)
{
  gboolean ascii = TRUE;

  for (gsize i = 0; i < address->local_length; i++)
    {
      self->key[i] = g_ascii_tolower (address->local[i]);
      ascii &= (guchar) address->local[i] < 0x80;
    }
  self->key_length = address->local_length;
  if (!ascii)
    {
      g_autofree char *lower = g_utf8_strdown (address->local, (gssize) address->local_length);
      g_autofree char *composed = g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);

      if (composed != NULL && strlen (composed) < sizeof self->key)
        {
          self->key_length = strlen (composed);
          memcpy (self->key, composed, self->key_length);
        }
    }
  self->key[self->key_length] = '\0';
}

/* "jane+list" and "jane" are one mailbox; a plus means that nearly everywhere. */
static void
drop_tag (AssayEmailVerdict *self)
{
  char tag = self->provider != NULL && self->provider->tag != 0 ? self->provider->tag : '+';
  const char *start = memchr (self->key, tag, self->key_length);

  if (start != NULL && start > self->key)
    self->key_length = (gsize) (start - self->key);
  self->key[self->key_length] = '\0';
}

static void
drop_dots (AssayEmailVerdict *self)
{
  gsize n = 0;

  for (gsize i = 0; i < self->key_length; i++)
    if (self->key[i] != '.')
      self->key[n++] = self->key[i];
  self->key_length = n;
  self->key[n] = '\0';
}

static const char *
own_domain_in_ascii (const char *own_domain)
{
  for (const char *p = own_domain; p != NULL && *p != '\0'; p++)
    if ((guchar) *p >= 0x80)
      return NULL;
  return own_domain;
}

/* What is wrong with the domain, or nothing. */
static AssayEmailReason
judge_domain (AssayEmailVerdict *self,
              const AssayEmailAddress *address,
              const AssayEmailContext *context)
{
  const AssayDomainName *domain = &address->domain;
  gboolean typo;

  if (address->literal)
    return ASSAY_EMAIL_REASON_DOMAIN_LITERAL;
  if (domain->flags & ASSAY_DOMAIN_SPECIAL_USE)
    return ASSAY_EMAIL_REASON_SPECIAL_USE;
  if (domain->flags & ASSAY_DOMAIN_PUBLIC_SUFFIX)
    return ASSAY_EMAIL_REASON_PUBLIC_SUFFIX;
  if (self->provider != NULL && self->provider->free)
    return ASSAY_EMAIL_REASON_OK;
  /* Some mistyped names of providers belong to those who hand out throw-away mailboxes. */
  typo = assay_email_typo_find (
      context->tables, domain, own_domain_in_ascii (context->own_domain), &self->typo);
  if ((!typo || self->typo.confidence < CONFIDENCE_CLEAR_TYPO) &&
      assay_email_tables_is_disposable (context->tables, domain->ascii, domain->registrable))
    {
      self->kind = ASSAY_EMAIL_KIND_DISPOSABLE;
      return ASSAY_EMAIL_REASON_DISPOSABLE;
    }
  if (typo)
    return ASSAY_EMAIL_REASON_TYPO;
  if (domain->flags & ASSAY_DOMAIN_UNKNOWN_TLD)
    return ASSAY_EMAIL_REASON_UNKNOWN_TLD;
  return domain->flags & ASSAY_DOMAIN_MIXED_SCRIPT ? ASSAY_EMAIL_REASON_MIXED_SCRIPT
                                                   : ASSAY_EMAIL_REASON_OK;
}

/* Whether anybody can have a mailbox there, or where it was probably meant to be. */
static gboolean
is_free (const AssayEmailVerdict *self, const AssayEmailContext *context)
{
  const AssayEmailProvider *provider = self->provider;

  if (self->reason == ASSAY_EMAIL_REASON_TYPO)
    provider = assay_email_tables_find_provider (context->tables, self->typo.domain);
  return provider != NULL && provider->free;
}

static void
judge_mailbox (AssayEmailVerdict *self,
               const AssayEmailAddress *address,
               const AssayEmailContext *context)
{
  gboolean role =
      !address->quoted && assay_email_tables_is_role (context->tables, self->key, self->key_length);

  self->fits_name =
      assay_email_fits_name (self->key, self->key_length, context->names, context->n_names);
  /* Mr Sales has a mailbox, too. */
  role = role && self->fits_name != ASSAY_EMAIL_FIT_YES;
  if (role)
    self->fits_name = ASSAY_EMAIL_FIT_UNKNOWN;
  if (self->kind == ASSAY_EMAIL_KIND_NONE)
    self->kind = is_free (self, context) ? ASSAY_EMAIL_KIND_FREE
                 : role                  ? ASSAY_EMAIL_KIND_ROLE
                                         : ASSAY_EMAIL_KIND_PERSONAL;
  if (self->reason == ASSAY_EMAIL_REASON_OK && !address->literal &&
      assay_email_tables_is_made_up (
          context->tables, self->key, self->key_length, address->domain.ascii))
    self->reason = ASSAY_EMAIL_REASON_PLACEHOLDER;
  else if (self->reason == ASSAY_EMAIL_REASON_OK && role)
    self->reason = ASSAY_EMAIL_REASON_ROLE_ACCOUNT;
}

static void
judge_company (AssayEmailVerdict *self,
               const AssayEmailAddress *address,
               const AssayEmailContext *context,
               AssayArena *arena)
{
  const AssayDomainName *domain = &address->domain;

  self->fits_company = ASSAY_EMAIL_FIT_UNKNOWN;
  if (address->literal || self->kind == ASSAY_EMAIL_KIND_FREE ||
      self->kind == ASSAY_EMAIL_KIND_DISPOSABLE)
    return;
  self->fits_company = assay_email_fits_company (
      assay_domain_name_to_unicode (domain, domain->ascii + domain->registrable, arena),
      context->company,
      context->own_domain);
}

/**
 * assay_email_verdict_reach:
 * @self: (out caller-allocates): the verdict
 * @address: an address without fault; its domain is classified here
 *
 * Judges an address by what it is and by what it belongs to. Mail is never sent, nobody is asked.
 */
void
assay_email_verdict_reach (AssayEmailVerdict *self,
                           AssayEmailAddress *address,
                           const AssayEmailContext *context,
                           AssayArena *arena)
{
  self->kind = ASSAY_EMAIL_KIND_NONE;
  self->provider = NULL;
  self->typo.confidence = 0;
  if (!address->literal)
    {
      self->provider = assay_email_tables_find_provider (context->tables, address->domain.ascii);
      /* A provider's domain needs no suffix list to be told apart. */
      if (self->provider == NULL)
        assay_domain_name_classify (&address->domain);
      else
        address->domain.registrable = self->provider->registrable;
    }
  self->reason = judge_domain (self, address, context);
  lower_local (self, address);
  if (!address->quoted)
    drop_tag (self);
  judge_mailbox (self, address, context);
  judge_company (self, address, context, arena);
  if (self->provider != NULL && self->provider->ignores_dots && !address->quoted)
    drop_dots (self);
  self->status = outcomes[self->reason].status;
  self->confidence = outcomes[self->reason].confidence;
  if (self->reason == ASSAY_EMAIL_REASON_TYPO)
    self->confidence = self->typo.confidence;
  else if (self->reason == ASSAY_EMAIL_REASON_OK && self->provider != NULL)
    self->confidence = CONFIDENCE_PROVIDER;
}
