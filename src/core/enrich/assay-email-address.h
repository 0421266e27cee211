/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-domain-name.h"

G_BEGIN_DECLS

/* Octets of a local part and of a whole address. Source: RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.3
 * (a path of 256 with its angle brackets). */
#define ASSAY_EMAIL_LOCAL_MAX 64
#define ASSAY_EMAIL_MAX       254

/**
 * AssayEmailFault:
 * @ASSAY_EMAIL_FAULT_NONE: it is an address
 * @ASSAY_EMAIL_FAULT_NO_AT: there is no @
 * @ASSAY_EMAIL_FAULT_LOCAL: before the @
 * @ASSAY_EMAIL_FAULT_DOMAIN: after the @
 * @ASSAY_EMAIL_FAULT_LENGTH: the local part, the domain, or all of it is too long
 * @ASSAY_EMAIL_FAULT_CHARACTER: control, formatting or unassigned characters, or no UTF-8
 */
typedef enum
{
  ASSAY_EMAIL_FAULT_NONE,
  ASSAY_EMAIL_FAULT_NO_AT,
  ASSAY_EMAIL_FAULT_LOCAL,
  ASSAY_EMAIL_FAULT_DOMAIN,
  ASSAY_EMAIL_FAULT_LENGTH,
  ASSAY_EMAIL_FAULT_CHARACTER,
} AssayEmailFault;

/**
 * AssayEmailAddress:
 * @fault: why it is none
 * @position: byte of the text where the fault is
 * @literal: whether mail goes to an IP address in brackets; then @domain is its text
 * @quoted: whether the local part needs its quotes
 * @local_length: bytes of @local
 * @local: terminated; NFC, without needless quotes and escapes, case as typed
 * @domain: where mail goes
 *
 * One mail address, checked and taken apart. Plain data; fill it with assay_email_address_parse().
 */
typedef struct
{
  AssayEmailFault fault;
  gsize position;
  gboolean literal;
  gboolean quoted;
  gsize local_length;
  char local[ASSAY_EMAIL_LOCAL_MAX + 1];
  AssayDomainName domain;
} AssayEmailAddress;

gboolean assay_email_address_parse  (AssayEmailAddress *self,
                                     const char        *text,
                                     gsize              length);
gboolean assay_email_character_is_unsafe (gunichar      c);

G_END_DECLS
