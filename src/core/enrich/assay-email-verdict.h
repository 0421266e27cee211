/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-email-cell.h"
#include "enrich/assay-email-fit.h"
#include "enrich/assay-email-typo.h"

G_BEGIN_DECLS

/**
 * AssayEmailStatus:
 * @ASSAY_EMAIL_STATUS_VALID: mail to it should arrive, as far as can be told without asking
 * @ASSAY_EMAIL_STATUS_RISKY: it is an address, but something speaks against it
 * @ASSAY_EMAIL_STATUS_INVALID: mail to it cannot arrive
 * @ASSAY_EMAIL_STATUS_NONE: there is no address
 */
typedef enum
{
  ASSAY_EMAIL_STATUS_VALID,
  ASSAY_EMAIL_STATUS_RISKY,
  ASSAY_EMAIL_STATUS_INVALID,
  ASSAY_EMAIL_STATUS_NONE,
} AssayEmailStatus;

/**
 * AssayEmailReason:
 *
 * Why the status is what it is; see the choices of `email.reason`.
 */
typedef enum
{
  ASSAY_EMAIL_REASON_OK,
  ASSAY_EMAIL_REASON_EMPTY,
  ASSAY_EMAIL_REASON_PLACEHOLDER,
  ASSAY_EMAIL_REASON_NO_AT,
  ASSAY_EMAIL_REASON_BAD_LOCAL,
  ASSAY_EMAIL_REASON_BAD_DOMAIN,
  ASSAY_EMAIL_REASON_BAD_CHARACTER,
  ASSAY_EMAIL_REASON_TOO_LONG,
  ASSAY_EMAIL_REASON_SPECIAL_USE,
  ASSAY_EMAIL_REASON_PUBLIC_SUFFIX,
  ASSAY_EMAIL_REASON_UNKNOWN_TLD,
  ASSAY_EMAIL_REASON_DOMAIN_LITERAL,
  ASSAY_EMAIL_REASON_MIXED_SCRIPT,
  ASSAY_EMAIL_REASON_TYPO,
  ASSAY_EMAIL_REASON_DISPOSABLE,
  ASSAY_EMAIL_REASON_ROLE_ACCOUNT,
} AssayEmailReason;

typedef enum
{
  ASSAY_EMAIL_KIND_NONE = -1,
  ASSAY_EMAIL_KIND_PERSONAL,
  ASSAY_EMAIL_KIND_ROLE,
  ASSAY_EMAIL_KIND_FREE,
  ASSAY_EMAIL_KIND_DISPOSABLE,
} AssayEmailKind;

/**
 * AssayEmailContext:
 * @names: (array length=n_names): the person's names
 * @company: the company's name
 * @own_domain: (nullable): registrable domain of the company's site, as people read it
 *
 * What is known of the person beside the address.
 */
typedef struct
{
  const AssayEmailTables *tables;
  const AssayValue *names;
  guint n_names;
  const AssayValue *company;
  const char *own_domain;
} AssayEmailContext;

/**
 * AssayEmailVerdict:
 * @provider: (nullable): the row of its domain
 * @typo: what was probably meant, where @reason is a typo
 * @key: the local part for comparing: lower case, without tag, and without dots where they do not count
 *
 * What is to be thought of an address.
 */
typedef struct
{
  AssayEmailStatus status;
  AssayEmailReason reason;
  AssayEmailKind kind;
  AssayEmailFit fits_name;
  AssayEmailFit fits_company;
  guint confidence;
  const AssayEmailProvider *provider;
  AssayEmailTypo typo;
  gsize key_length;
  char key[ASSAY_EMAIL_LOCAL_MAX * 3 + 1];
} AssayEmailVerdict;

void assay_email_verdict_reach (AssayEmailVerdict       *self,
                                AssayEmailAddress       *address,
                                const AssayEmailContext *context,
                                AssayArena              *arena);

G_END_DECLS
