/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-web-url.h"

#include <arpa/inet.h>
#include <string.h>

#define URL_MAX 2048 /* bytes; what all browsers take */
#define MAX_WORDS 64 /* of a cell that are tried */

/* Parameters that say where a click came from; those that start so. */
static const char *const tracking[] = {
  "utm_",    "gclid", "gclsrc", "dclid",    "gbraid",    "wbraid",     "fbclid",
  "msclkid", "yclid", "twclid", "ttclid",   "li_fat_id", "mc_cid",     "mc_eid",
  "_ga",     "_gl",   "_hs",    "hsa_",     "igshid",    "igsh",       "mkt_tok",
  "trk",     "vero_", "oly_",   "wickedid", "srsltid",   "campaignid",
};

static gboolean
fail (AssayWebUrl *self, AssayWebFault fault)
{
  self->fault = fault;
  return FALSE;
}

/* Around an address, not within. */
static gboolean
is_wrapper (char c)
{
  return g_ascii_isspace (c) || strchr ("<>()[]\"'`,;", c) != NULL;
}

/* Where the word ends that starts at @p; marks that close a sentence or a bracket are none of it.
 */
static const char *
end_of_word (const char *p, const char *end)
{
  const char *word = p;

  while (p < end && !g_ascii_isspace (*p) && strchr ("<>[]\"`", *p) == NULL)
    p++;
  while (p > word && (is_wrapper (p[-1]) || p[-1] == '!' || p[-1] == '.'))
    p--;
  return p;
}

/* The two schemes of the web, as they are typed. */
static const char *const schemes[] = {
  "http",  "htp",  "ttp",  "hhtp",  "htttp",  "htpp",  "hppt",  "http.",
  "https", "htps", "ttps", "hhtps", "htttps", "httsp", "htpps", "https.",
};

/* Takes the scheme off, also where a colon or slash is missing; other schemes than the web's are
 * none. */
static gboolean
read_scheme (AssayWebUrl *self, const char **text, const char *end)
{
  const char *p = *text, *mark = p;

  self->scheme = "https";
  while (mark < end && mark - p < 12 && (g_ascii_isalpha (*mark) || *mark == '.'))
    mark++;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes) && mark < end && (*mark == ':' || *mark == '/'); i++)
    if (strlen (schemes[i]) == (gsize) (mark - p) &&
        g_ascii_strncasecmp (p, schemes[i], (gsize) (mark - p)) == 0)
      {
        self->scheme = i < G_N_ELEMENTS (schemes) / 2 ? "http" : "https";
        while (mark < end && strchr (":/\\", *mark) != NULL)
          mark++;
        *text = mark;
        return TRUE;
      }
  if (end - p > 2 && p[0] == '/' && p[1] == '/')
    *text = p + 2;
  else if (mark > p && mark < end && *mark == ':' && !(mark + 1 < end && g_ascii_isdigit (mark[1])))
    return fail (self,
                 mark - p == 6 && g_ascii_strncasecmp (p, "mailto", 6) == 0
                     ? ASSAY_WEB_FAULT_MAIL
                     : ASSAY_WEB_FAULT_SCHEME);
  return TRUE;
}

static gboolean
read_port (AssayWebUrl *self, const char *text, const char *end)
{
  guint port = 0;

  for (; text < end; text++)
    {
      if (!g_ascii_isdigit (*text) || port > 6553)
        return FALSE;
      port = port * 10 + (guint) (*text - '0');
    }
  if (port > 65535)
    return FALSE;
  self->port = port == (self->scheme[4] == 's' ? 443 : 80) ? 0 : port;
  return TRUE;
}

static gboolean
read_host (AssayWebUrl *self, const char *text, gsize length)
{
  struct in_addr address;
  AssayDomainName *domain = &self->domain;

  if (length > 0 && text[length - 1] == '.')
    length--;
  if (assay_domain_name_parse (domain, text, length))
    {
      assay_domain_name_classify (domain);
      if (domain->flags & ASSAY_DOMAIN_SPECIAL_USE)
        return fail (self, ASSAY_WEB_FAULT_RESERVED);
      return domain->flags & (ASSAY_DOMAIN_UNKNOWN_TLD | ASSAY_DOMAIN_PUBLIC_SUFFIX)
                 ? fail (self, ASSAY_WEB_FAULT_HOST)
                 : TRUE;
    }
  self->numeric = domain->fault == ASSAY_DOMAIN_FAULT_TOP_LEVEL &&
                  inet_pton (AF_INET, domain->ascii, &address) == 1;
  return self->numeric ? TRUE : fail (self, ASSAY_WEB_FAULT_HOST);
}

static gboolean
read_authority (AssayWebUrl *self, const char *text, const char *end, gboolean has_scheme)
{
  const char *at = memchr (text, '@', (gsize) (end - text)), *colon;

  if (at != NULL && !has_scheme)
    return fail (self, ASSAY_WEB_FAULT_MAIL);
  /* Who signs in is nobody's business. */
  if (at != NULL)
    text = at + 1;
  colon = memchr (text, ':', (gsize) (end - text));
  if (colon != NULL && !read_port (self, colon + 1, end))
    return fail (self, ASSAY_WEB_FAULT_HOST);
  return read_host (self, text, (gsize) ((colon != NULL ? colon : end) - text));
}

static const char *
find_any (const char *text, const char *end, const char *characters)
{
  while (text < end && strchr (characters, *text) == NULL)
    text++;
  return text;
}

/* One word of the cell. */
static gboolean
read_url (AssayWebUrl *self, const char *text, const char *end)
{
  const char *start = text, *authority_end, *path_end, *query_end;

  self->port = 0;
  self->numeric = FALSE;
  self->fault = ASSAY_WEB_FAULT_NONE;
  if (!read_scheme (self, &text, end))
    return FALSE;
  authority_end = find_any (text, end, "/?#\\,;");
  /* "acme.com,acme.de" */
  if (authority_end < end && strchr (",;", *authority_end) != NULL)
    end = authority_end;
  if (!read_authority (self, text, authority_end, text != start))
    return FALSE;
  path_end = find_any (authority_end, end, "?#");
  query_end = find_any (path_end, end, "#");
  self->path = authority_end;
  self->path_length = (gsize) (path_end - authority_end);
  self->query = path_end < query_end ? path_end + 1 : path_end;
  self->query_length = (gsize) (query_end - self->query);
  return TRUE;
}

/**
 * assay_web_url_parse:
 * @self: (out caller-allocates): what was found
 * @text: bytes of any kind; @self points into them
 *
 * Finds the address of a page in a cell, with or without its scheme, alone or among words.
 *
 * *Source:* RFC 3986, sections 3 and 6.
 *
 * Returns: whether there is one
 */
gboolean
assay_web_url_parse (AssayWebUrl *self, const char *text, gsize length)
{
  const char *end = text + length, *p = text;
  AssayWebFault first = ASSAY_WEB_FAULT_NONE;

  self->scheme = "https";
  self->path_length = self->query_length = 0;
  self->path = self->query = text;
  self->domain.length = self->domain.registrable = 0;
  self->domain.flags = 0;
  if (length > URL_MAX)
    return fail (self, ASSAY_WEB_FAULT_LENGTH);
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return fail (self, ASSAY_WEB_FAULT_TEXT);
  for (guint n = 0; n < MAX_WORDS; n++)
    {
      const char *word;

      while (p < end && is_wrapper (*p))
        p++;
      word = p;
      p = end_of_word (p, end);
      if (p == word)
        break;
      if (read_url (self, word, p))
        return TRUE;
      if (first == ASSAY_WEB_FAULT_NONE || self->fault == ASSAY_WEB_FAULT_RESERVED)
        first = self->fault;
    }
  return fail (self, first != ASSAY_WEB_FAULT_NONE ? first : ASSAY_WEB_FAULT_EMPTY);
}

static gboolean
is_tracking (const char *parameter, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tracking); i++)
    {
      gsize n = strlen (tracking[i]);

      if (length >= n && g_ascii_strncasecmp (parameter, tracking[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Appends what a URL may hold as it is, the rest as percent signs and hexadecimal digits. */
static char *
append (char *out, const char *text, gsize length)
{
  static const char digits[] = "0123456789ABCDEF";

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c > ' ' && c < 0x7f && strchr ("\"<>\\^`{|}", c) == NULL)
        *out++ = (char) c;
      else if (c == '\\')
        *out++ = '/';
      else
        {
          *out++ = '%';
          *out++ = digits[c >> 4];
          *out++ = digits[c & 15];
        }
    }
  return out;
}

static char *
append_query (char *out, const char *query, gsize length)
{
  char mark = '?';

  for (gsize start = 0, i = 0; i <= length; i++)
    if (i == length || query[i] == '&')
      {
        if (i > start && !is_tracking (query + start, i - start))
          {
            *out++ = mark;
            out = append (out, query + start, i - start);
            mark = '&';
          }
        start = i + 1;
      }
  return out;
}

/**
 * assay_web_url_to_text:
 *
 * Returns: (transfer none): one spelling for all that lead to the same page: host in lower case and
 * as A-labels, no default port, no fragment, no tracking parameters, no slash at the end
 */
const char *
assay_web_url_to_text (const AssayWebUrl *self, AssayArena *arena)
{
  gsize path_length = self->path_length;
  char *text, *out;

  while (path_length > 0 &&
         (self->path[path_length - 1] == '/' || self->path[path_length - 1] == '\\'))
    path_length--;
  text = assay_arena_alloc (arena,
                            32 + self->domain.length + 3 * (path_length + self->query_length + 1));
  out = g_stpcpy (text, self->scheme);
  out = g_stpcpy (out, "://");
  out = g_stpcpy (out, self->domain.ascii);
  if (self->port != 0)
    out += g_snprintf (out, 8, ":%u", self->port);
  out = append (out, self->path, path_length);
  out = append_query (out, self->query, self->query_length);
  *out = '\0';
  return text;
}
