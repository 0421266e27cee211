/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-domain-name.h"

G_BEGIN_DECLS

/**
 * AssayWebFault:
 * @ASSAY_WEB_FAULT_NONE: it is the address of a page
 * @ASSAY_WEB_FAULT_EMPTY: there is nothing
 * @ASSAY_WEB_FAULT_LENGTH: it is too long for any browser
 * @ASSAY_WEB_FAULT_TEXT: it is no address, or not UTF-8
 * @ASSAY_WEB_FAULT_SCHEME: not of the web, e.g. `ftp:`
 * @ASSAY_WEB_FAULT_MAIL: it is a mail address
 * @ASSAY_WEB_FAULT_HOST: the host is no domain name that exists
 * @ASSAY_WEB_FAULT_RESERVED: the host is reserved for tests and local networks
 */
typedef enum
{
  ASSAY_WEB_FAULT_NONE,
  ASSAY_WEB_FAULT_EMPTY,
  ASSAY_WEB_FAULT_LENGTH,
  ASSAY_WEB_FAULT_TEXT,
  ASSAY_WEB_FAULT_SCHEME,
  ASSAY_WEB_FAULT_MAIL,
  ASSAY_WEB_FAULT_HOST,
  ASSAY_WEB_FAULT_RESERVED,
} AssayWebFault;

/**
 * AssayWebUrl:
 * @fault: why it is none
 * @scheme: `http` or `https`, static
 * @port: 0 for the scheme's own
 * @numeric: whether the host is an IPv4 address; then @domain has its text and nothing else
 * @domain: the host, classified
 * @path: with its slash at the start; not terminated
 * @query: without its question mark; not terminated
 *
 * The address of a page, taken apart. Plain data that points into the text it was read from.
 */
typedef struct
{
  AssayWebFault fault;
  const char *scheme;
  guint port;
  gboolean numeric;
  AssayDomainName domain;
  const char *path;
  gsize path_length;
  const char *query;
  gsize query_length;
} AssayWebUrl;

gboolean    assay_web_url_parse  (AssayWebUrl       *self,
                                  const char        *text,
                                  gsize              length);
const char *assay_web_url_to_text (const AssayWebUrl *self,
                                   AssayArena        *arena);

G_END_DECLS
