/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-arena.h"

G_BEGIN_DECLS

/* Longest domain name in octets, without a final dot. Source: RFC 1035, section 3.1. */
#define ASSAY_DOMAIN_MAX 253

/**
 * AssayDomainFault:
 * @ASSAY_DOMAIN_FAULT_NONE: it is a domain name
 * @ASSAY_DOMAIN_FAULT_EMPTY: there is nothing
 * @ASSAY_DOMAIN_FAULT_CHARACTER: a character that no domain name has
 * @ASSAY_DOMAIN_FAULT_DOT: a dot at the start, at the end or beside another
 * @ASSAY_DOMAIN_FAULT_HYPHEN: a hyphen at the start or end of a label, or two in third and fourth place
 * @ASSAY_DOMAIN_FAULT_LABEL_LENGTH: more than 63 octets between dots
 * @ASSAY_DOMAIN_FAULT_LENGTH: more than 253 octets
 * @ASSAY_DOMAIN_FAULT_NO_DOT: a single label
 * @ASSAY_DOMAIN_FAULT_TOP_LEVEL: the last label is not made of letters
 * @ASSAY_DOMAIN_FAULT_INTERNATIONAL: not allowed by IDNA 2008
 */
typedef enum
{
  ASSAY_DOMAIN_FAULT_NONE,
  ASSAY_DOMAIN_FAULT_EMPTY,
  ASSAY_DOMAIN_FAULT_CHARACTER,
  ASSAY_DOMAIN_FAULT_DOT,
  ASSAY_DOMAIN_FAULT_HYPHEN,
  ASSAY_DOMAIN_FAULT_LABEL_LENGTH,
  ASSAY_DOMAIN_FAULT_LENGTH,
  ASSAY_DOMAIN_FAULT_NO_DOT,
  ASSAY_DOMAIN_FAULT_TOP_LEVEL,
  ASSAY_DOMAIN_FAULT_INTERNATIONAL,
} AssayDomainFault;

/**
 * AssayDomainFlags:
 * @ASSAY_DOMAIN_SPECIAL_USE: reserved for tests, documents and local networks: no mail, no site
 * @ASSAY_DOMAIN_UNKNOWN_TLD: its top-level domain is not in the Public Suffix List
 * @ASSAY_DOMAIN_PUBLIC_SUFFIX: names are registered below it, e.g. `co.uk`
 * @ASSAY_DOMAIN_INTERNATIONAL: has labels beyond ASCII
 * @ASSAY_DOMAIN_MIXED_SCRIPT: a label mixes Latin with Cyrillic or Greek letters
 */
typedef enum
{
  ASSAY_DOMAIN_SPECIAL_USE = 1 << 0,
  ASSAY_DOMAIN_UNKNOWN_TLD = 1 << 1,
  ASSAY_DOMAIN_PUBLIC_SUFFIX = 1 << 2,
  ASSAY_DOMAIN_INTERNATIONAL = 1 << 3,
  ASSAY_DOMAIN_MIXED_SCRIPT = 1 << 4,
} AssayDomainFlags;

/**
 * AssayDomainName:
 * @fault: why it is none
 * @position: byte of the text where the fault is
 * @flags: what is to be known about it
 * @length: bytes of @ascii
 * @registrable: where in @ascii the registrable domain starts
 * @ascii: terminated, lower case, labels beyond ASCII as A-labels
 *
 * A host's name, checked and taken apart. Plain data; fill it with assay_domain_name_parse().
 */
typedef struct
{
  AssayDomainFault fault;
  gsize position;
  AssayDomainFlags flags;
  gsize length;
  gsize registrable;
  char ascii[ASSAY_DOMAIN_MAX + 1];
} AssayDomainName;

gboolean    assay_domain_name_parse      (AssayDomainName       *self,
                                          const char            *text,
                                          gsize                  length);
void        assay_domain_name_classify   (AssayDomainName       *self);
const char *assay_domain_name_to_unicode (const AssayDomainName *self,
                                          const char            *ascii,
                                          AssayArena            *arena);

G_END_DECLS
