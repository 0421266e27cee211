/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-address.h"

#include <arpa/inet.h>
#include <string.h>

#define TEXT_MAX 2048 /* bytes of an address with its comments; a longer one is none */

/* The text on its way through the grammar. */
typedef struct
{
  AssayEmailAddress *self;
  const char *text;
  gsize length;
  gsize at;
} Reader;

static gboolean
fail (AssayEmailAddress *self, AssayEmailFault fault, gsize position)
{
  self->fault = fault;
  self->position = position;
  return FALSE;
}

/* atext of RFC 5322, and of RFC 6532 whatever is beyond ASCII. */
static gboolean
is_atom (guchar c)
{
  return g_ascii_isalnum (c) || c >= 0x80 ||
         (c > ' ' && c < 0x7f && strchr ("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Folding white space: blanks, with at most one line break before the last of them. */
static void
skip_white_space (Reader *reader)
{
  gboolean folded = FALSE;

  while (reader->at < reader->length)
    {
      const char *p = reader->text + reader->at;
      gsize left = reader->length - reader->at;

      if (*p == ' ' || *p == '\t')
        reader->at++;
      else if (!folded && left >= 3 && p[0] == '\r' && p[1] == '\n' &&
               (p[2] == ' ' || p[2] == '\t'))
        {
          folded = TRUE;
          reader->at += 3;
        }
      else
        return;
    }
}

/* A comment, with those inside it; FALSE where it does not end or holds what it must not. */
static gboolean
skip_comment (Reader *reader)
{
  guint depth = 0;

  do
    {
      char c;

      skip_white_space (reader);
      if (reader->at == reader->length)
        return FALSE;
      c = reader->text[reader->at++];
      if (c == '(')
        depth++;
      else if (c == ')')
        depth--;
      else if (c == '\\' && reader->at < reader->length)
        c = reader->text[reader->at++];
      if ((guchar) c < 0x20 || c == 0x7f)
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}

/* Comments and, unless they would be next to the @, white space. RFC 5322, section 3.4.1, tells not
 * to use that there, and in a cell it is a slip. */
static gboolean
skip_comments (Reader *reader, gboolean white_space, AssayEmailFault fault)
{
  for (;;)
    {
      if (white_space)
        skip_white_space (reader);
      if (reader->at == reader->length || reader->text[reader->at] != '(')
        return TRUE;
      if (!skip_comment (reader))
        return fail (reader->self, fault, MIN (reader->at, reader->length - 1));
    }
}

static gboolean
read_dot_atom (Reader *reader)
{
  AssayEmailAddress *self = reader->self;
  gsize start = reader->at;

  for (; reader->at < reader->length; reader->at++)
    {
      char c = reader->text[reader->at];

      if (c == '.' && (reader->at == start || reader->text[reader->at - 1] == '.'))
        return fail (self, ASSAY_EMAIL_FAULT_LOCAL, reader->at);
      if (c != '.' && !is_atom ((guchar) c))
        break;
      if (reader->at - start < ASSAY_EMAIL_LOCAL_MAX)
        self->local[reader->at - start] = c;
    }
  if (reader->at == start || reader->text[reader->at - 1] == '.')
    return fail (self, ASSAY_EMAIL_FAULT_LOCAL, reader->at == start ? start : reader->at - 1);
  self->local_length = MIN (reader->at - start, ASSAY_EMAIL_LOCAL_MAX);
  return TRUE;
}

/* Whether the content of a quoted local part could do without its quotes. */
static gboolean
is_dot_atom (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '.' ? i == 0 || i + 1 == length || text[i - 1] == '.'
                       : !is_atom ((guchar) text[i]))
      return FALSE;
  return length > 0;
}

/* Writes the quoted content with only the escapes that it needs. It never grows: what is escaped
 * here was escaped before. */
static void
store_quoted (AssayEmailAddress *self, const char *content, gsize length)
{
  gsize n = 0;

  self->quoted = !is_dot_atom (content, length);
  if (self->quoted)
    self->local[n++] = '"';
  for (gsize i = 0; i < length && n < ASSAY_EMAIL_LOCAL_MAX - 2; i++)
    {
      if (self->quoted && (content[i] == '"' || content[i] == '\\'))
        self->local[n++] = '\\';
      self->local[n++] = content[i];
    }
  if (self->quoted)
    self->local[n++] = '"';
  self->local_length = n;
}

/* Quoted-string of RFC 5321: printable ASCII, by RFC 6531 also what is beyond, but not after a
 * backslash. */
static gboolean
read_quoted (Reader *reader)
{
  char content[ASSAY_EMAIL_LOCAL_MAX];
  gsize n = 0, start = reader->at++;

  for (; reader->at < reader->length; reader->at++)
    {
      guchar c = (guchar) reader->text[reader->at];

      if (c == '"')
        break;
      if (c == '\\')
        {
          if (++reader->at == reader->length)
            break;
          c = (guchar) reader->text[reader->at];
          if (c >= 0x80)
            return fail (reader->self, ASSAY_EMAIL_FAULT_LOCAL, reader->at);
        }
      if (c < 0x20 || c == 0x7f)
        return fail (reader->self, ASSAY_EMAIL_FAULT_LOCAL, reader->at);
      if (n < sizeof content)
        content[n++] = (char) c;
    }
  if (reader->at == reader->length)
    return fail (reader->self, ASSAY_EMAIL_FAULT_LOCAL, start);
  reader->at++;
  store_quoted (reader->self, content, n);
  return TRUE;
}

/* Leaves the reader behind the @. */
static gboolean
read_local (Reader *reader, gsize *out_octets)
{
  AssayEmailAddress *self = reader->self;
  gsize start;

  if (!skip_comments (reader, TRUE, ASSAY_EMAIL_FAULT_LOCAL))
    return FALSE;
  start = reader->at;
  if (start == reader->length)
    return fail (self, ASSAY_EMAIL_FAULT_LOCAL, 0);
  if (!(reader->text[start] == '"' ? read_quoted (reader) : read_dot_atom (reader)))
    return FALSE;
  *out_octets = reader->at - start;
  self->local[self->local_length] = '\0';
  if (!skip_comments (reader, FALSE, ASSAY_EMAIL_FAULT_LOCAL))
    return FALSE;
  if (reader->at == reader->length || reader->text[reader->at] != '@')
    return fail (self, ASSAY_EMAIL_FAULT_LOCAL, MIN (reader->at, reader->length - 1));
  reader->at++;
  if (*out_octets > ASSAY_EMAIL_LOCAL_MAX)
    return fail (self, ASSAY_EMAIL_FAULT_LENGTH, start + ASSAY_EMAIL_LOCAL_MAX);
  return TRUE;
}

/* RFC 5321, section 4.1.3: where "::" stands for groups, it stands for two or more. */
static gboolean
is_ipv6 (const char *text)
{
  struct in6_addr address;
  guint groups = 0;

  if (inet_pton (AF_INET6, text, &address) != 1)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (*p != ':' && (p == text || p[-1] == ':'))
      groups += strchr (p, '.') != NULL && strchr (p, ':') == NULL ? 2 : 1;
  return strstr (text, "::") == NULL || groups <= 6;
}

/* An IP address in brackets; the only tag that exists is IPv6. */
static gboolean
read_literal (Reader *reader)
{
  AssayDomainName *domain = &reader->self->domain;
  gsize start = reader->at;
  const char *text = reader->text + start, *end = memchr (text, ']', reader->length - start);
  struct in_addr address;
  char inner[64];
  gsize length = end != NULL ? (gsize) (end - text) - 1 : 0;

  if (length == 0 || length >= sizeof inner || memchr (text, '\0', length) != NULL)
    return fail (reader->self, ASSAY_EMAIL_FAULT_DOMAIN, start);
  memcpy (inner, text + 1, length);
  inner[length] = '\0';
  if (g_ascii_strncasecmp (inner, "IPv6:", 5) == 0 ? !is_ipv6 (inner + 5)
                                                   : inet_pton (AF_INET, inner, &address) != 1)
    return fail (reader->self, ASSAY_EMAIL_FAULT_DOMAIN, start);
  *domain = (AssayDomainName){ .length = length + 2 };
  memcpy (domain->ascii, text, length + 2);
  reader->self->literal = TRUE;
  reader->at += length + 2;
  return TRUE;
}

static gboolean
read_name (Reader *reader)
{
  AssayDomainName *domain = &reader->self->domain;
  gsize start = reader->at;

  while (reader->at < reader->length && reader->text[reader->at] != '(' &&
         !is_blank (reader->text[reader->at]))
    reader->at++;
  if (assay_domain_name_parse (domain, reader->text + start, reader->at - start))
    return TRUE;
  return fail (reader->self,
               domain->fault == ASSAY_DOMAIN_FAULT_LENGTH ||
                       domain->fault == ASSAY_DOMAIN_FAULT_LABEL_LENGTH
                   ? ASSAY_EMAIL_FAULT_LENGTH
                   : ASSAY_EMAIL_FAULT_DOMAIN,
               start + domain->position);
}

static gboolean
read_domain (Reader *reader)
{
  if (!skip_comments (reader, FALSE, ASSAY_EMAIL_FAULT_DOMAIN))
    return FALSE;
  if (reader->at < reader->length && reader->text[reader->at] == '[')
    {
      if (!read_literal (reader))
        return FALSE;
    }
  else if (!read_name (reader))
    return FALSE;
  if (!skip_comments (reader, TRUE, ASSAY_EMAIL_FAULT_DOMAIN))
    return FALSE;
  if (reader->at < reader->length)
    return fail (reader->self, ASSAY_EMAIL_FAULT_DOMAIN, reader->at);
  return TRUE;
}

/**
 * assay_email_character_is_unsafe:
 *
 * Returns: whether the character is a control, invisible, turns the direction of what follows, or
 * means nothing at all
 */
gboolean
assay_email_character_is_unsafe (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Beyond ASCII: UTF-8, nothing unsafe, no mark without a letter before it. */
static gboolean
check_characters (AssayEmailAddress *self, const char *text, gsize length)
{
  const char *end;
  gboolean bare = TRUE;

  if (!g_utf8_validate (text, (gssize) length, &end))
    return fail (self, ASSAY_EMAIL_FAULT_CHARACTER, (gsize) (end - text));
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x80 && (assay_email_character_is_unsafe (c) || (bare && g_unichar_ismark (c))))
        return fail (self, ASSAY_EMAIL_FAULT_CHARACTER, (gsize) (p - text));
      bare = c < 0x80 && !g_ascii_isalnum (c);
    }
  return TRUE;
}

static gboolean
read_address (AssayEmailAddress *self, const char *text, gsize length)
{
  Reader reader = { self, text, length, 0 };
  gsize octets = 0;

  if (!read_local (&reader, &octets) || !read_domain (&reader))
    return FALSE;
  if (octets + 1 + self->domain.length > ASSAY_EMAIL_MAX)
    return fail (self, ASSAY_EMAIL_FAULT_LENGTH, MIN (length, ASSAY_EMAIL_MAX) - 1);
  return TRUE;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/**
 * assay_email_address_parse:
 * @self: (out caller-allocates): the address, or why it is none
 * @text: bytes of any kind
 *
 * Reads one address, alone: comments and folding around its parts are passed over, names and angle
 * brackets are none of its business. What RFC 5322 calls obsolete is refused, as RFC 5321 gives it
 * no place either.
 *
 * *Source:* RFC 5321, sections 4.1.2, 4.1.3 and 4.5.3.1; RFC 5322, section 3.4.1; RFC 6531,
 * section 3.3.
 *
 * Returns: whether it is an address
 */
gboolean
assay_email_address_parse (AssayEmailAddress *self, const char *text, gsize length)
{
  g_autofree char *composed = NULL;

  self->fault = ASSAY_EMAIL_FAULT_NONE;
  self->position = self->local_length = 0;
  self->literal = self->quoted = FALSE;
  self->local[0] = '\0';
  self->domain.length = 0;
  self->domain.fault = ASSAY_DOMAIN_FAULT_NONE;
  self->domain.flags = 0;
  if (memchr (text, '@', length) == NULL)
    return fail (self, ASSAY_EMAIL_FAULT_NO_AT, length);
  if (length > TEXT_MAX)
    return fail (self, ASSAY_EMAIL_FAULT_LENGTH, ASSAY_EMAIL_MAX);
  if (is_ascii (text, length))
    return read_address (self, text, length);
  if (!check_characters (self, text, length))
    return FALSE;
  composed = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_NFC);
  return read_address (self, composed, strlen (composed));
}
