/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-domain-name.h"

#include <idn2.h>
#include <libpsl.h>
#include <string.h>

#include "base/assay-hash.h"

#define LABEL_MAX 63
#define TEXT_MAX 1024 /* bytes of a name as typed; nothing longer fits in 253 octets */

/* Reserved names and what is below them. Sources: RFC 2606, RFC 6761, RFC 6762 (local), RFC 7686
 * (onion), RFC 8375 (home.arpa, within arpa), RFC 9476 (alt); ICANN resolution 2024.07.29.06
 * (internal). */
static const char *const special_use[] = {
  "alt",      "arpa",  "example",   "example.com", "example.net", "example.org",
  "internal", "local", "localhost", "invalid",     "onion",       "test",
};

static gpointer
load_suffixes (gpointer unused)
{
  psl_ctx_t *suffixes = psl_latest (NULL);

  return suffixes != NULL ? suffixes : (gpointer) psl_builtin ();
}

/* The newest Public Suffix List of this machine; kept for the life of the process. */
static const psl_ctx_t *
get_suffixes (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_suffixes, NULL);
}

static gboolean
fail (AssayDomainName *self, AssayDomainFault fault, gsize position)
{
  self->fault = fault;
  self->position = position;
  return FALSE;
}

/* A label of @ascii, as RFC 5321 (sub-domain) and RFC 5890 (no reserved LDH labels) have it. */
static gboolean
check_label (AssayDomainName *self, gsize start, gsize end)
{
  const char *label = self->ascii + start;
  gsize length = end - start;

  if (length == 0)
    return fail (self, ASSAY_DOMAIN_FAULT_DOT, start);
  if (label[0] == '-' || label[length - 1] == '-')
    return fail (self, ASSAY_DOMAIN_FAULT_HYPHEN, label[0] == '-' ? start : end - 1);
  if (length > LABEL_MAX)
    return fail (self, ASSAY_DOMAIN_FAULT_LABEL_LENGTH, start + LABEL_MAX);
  if (length >= 4 && label[2] == '-' && label[3] == '-')
    {
      if (label[0] != 'x' || label[1] != 'n')
        return fail (self, ASSAY_DOMAIN_FAULT_HYPHEN, start + 2);
      self->flags |= ASSAY_DOMAIN_INTERNATIONAL;
    }
  return TRUE;
}

/* The last label is of letters. Source: RFC 3696, section 2. */
static gboolean
check_top_level (AssayDomainName *self, gsize start)
{
  if (start + 4 < self->length && memcmp (self->ascii + start, "xn--", 4) == 0)
    return TRUE;
  for (gsize i = start; i < self->length; i++)
    if (!g_ascii_islower (self->ascii[i]))
      return fail (self, ASSAY_DOMAIN_FAULT_TOP_LEVEL, i);
  return TRUE;
}

static gboolean
check_labels (AssayDomainName *self)
{
  gsize start = 0;

  for (gsize i = 0; i <= self->length; i++)
    if (i == self->length || self->ascii[i] == '.')
      {
        if (!check_label (self, start, i))
          return FALSE;
        if (i < self->length)
          start = i + 1;
      }
  if (self->length > ASSAY_DOMAIN_MAX)
    return fail (self, ASSAY_DOMAIN_FAULT_LENGTH, ASSAY_DOMAIN_MAX);
  return check_top_level (self, start);
}

/* Copies and lowers ASCII; FALSE at a byte that has no place in a domain name. */
static gboolean
copy_ascii (AssayDomainName *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (!g_ascii_isalnum (c) && c != '.' && c != '-')
        return fail (self, ASSAY_DOMAIN_FAULT_CHARACTER, i);
      if (i < ASSAY_DOMAIN_MAX)
        self->ascii[i] = (char) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
  self->length = MIN (length, ASSAY_DOMAIN_MAX);
  self->ascii[self->length] = '\0';
  return TRUE;
}

static void
look_for_mixed_scripts (AssayDomainName *self, const char *unicode)
{
  gboolean latin = FALSE, similar = FALSE;

  for (const char *p = unicode; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '.')
        latin = similar = FALSE;
      else if (g_unichar_isalpha (c))
        {
          GUnicodeScript script = g_unichar_get_script (c);
          latin |= script == G_UNICODE_SCRIPT_LATIN;
          similar |= script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_GREEK;
        }
      if (latin && similar)
        self->flags |= ASSAY_DOMAIN_MIXED_SCRIPT;
    }
}

/* Where the first character beyond ASCII is: as near to the fault as libidn2 lets us say. */
static gsize
first_beyond_ascii (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && (guchar) text[i] < 0x80)
    i++;
  return i < length ? i : 0;
}

/* What libidn2 does not allow may be too long rather than forbidden. */
static AssayDomainFault
fault_of_idn (int status)
{
  if (status == IDN2_TOO_BIG_DOMAIN)
    return ASSAY_DOMAIN_FAULT_LENGTH;
  if (status == IDN2_TOO_BIG_LABEL)
    return ASSAY_DOMAIN_FAULT_LABEL_LENGTH;
  return ASSAY_DOMAIN_FAULT_INTERNATIONAL;
}

/* Maps to A-labels as UTS 46 has it, without transitional processing, and checks IDNA 2008. */
static gboolean
parse_international (AssayDomainName *self, const char *text, gsize length)
{
  char input[TEXT_MAX + 1];
  char *ascii = NULL, *unicode = NULL;
  gboolean ok = FALSE;
  int status;

  memcpy (input, text, length);
  input[length] = '\0';
  status = idn2_to_ascii_8z (
      input, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES);
  if (status == IDN2_OK)
    status = idn2_to_unicode_8z8z (ascii, &unicode, IDN2_NONTRANSITIONAL);
  if (status != IDN2_OK)
    fail (self, fault_of_idn (status), first_beyond_ascii (text, length));
  else if (copy_ascii (self, ascii, strlen (ascii)) && check_labels (self))
    {
      look_for_mixed_scripts (self, unicode);
      ok = TRUE;
    }
  /* Places in the mapped name are none of the typed one. */
  if (!ok)
    self->position = first_beyond_ascii (text, length);
  idn2_free (ascii);
  idn2_free (unicode);
  return ok;
}

/* Of a single label only special-use ones are names. */
static gboolean
check_dot (AssayDomainName *self)
{
  if (memchr (self->ascii, '.', self->length) != NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (special_use); i++)
    if (strcmp (self->ascii, special_use[i]) == 0)
      return TRUE;
  return fail (self, ASSAY_DOMAIN_FAULT_NO_DOT, self->length);
}

/**
 * assay_domain_name_parse:
 * @self: (out caller-allocates): the name, or why it is none
 * @text: UTF-8 text
 * @length: in bytes
 *
 * Checks a name as mail and the web know them: letters, digits and hyphens, or their international
 * forms. Call assay_domain_name_classify() for the rest.
 *
 * *Source:* RFC 5321, section 4.1.2; RFC 5890–5893; UTS 46.
 *
 * Returns: whether it is a domain name
 */
gboolean
assay_domain_name_parse (AssayDomainName *self, const char *text, gsize length)
{
  gboolean ascii = TRUE;

  self->fault = ASSAY_DOMAIN_FAULT_NONE;
  self->position = self->length = self->registrable = 0;
  self->flags = 0;
  self->ascii[0] = '\0';
  if (length == 0)
    return fail (self, ASSAY_DOMAIN_FAULT_EMPTY, 0);
  if (length > TEXT_MAX)
    return fail (self, ASSAY_DOMAIN_FAULT_LENGTH, ASSAY_DOMAIN_MAX);
  for (gsize i = 0; ascii && i < length; i++)
    {
      ascii = (guchar) text[i] < 0x80;
      if (text[i] == '\0')
        return fail (self, ASSAY_DOMAIN_FAULT_CHARACTER, i);
    }
  if (!ascii)
    return parse_international (self, text, length) && check_dot (self);
  if (!copy_ascii (self, text, length))
    return FALSE;
  if (length > ASSAY_DOMAIN_MAX)
    {
      check_labels (self);
      return fail (self, ASSAY_DOMAIN_FAULT_LENGTH, ASSAY_DOMAIN_MAX);
    }
  if (!check_labels (self) || !check_dot (self))
    return FALSE;
  /* A-labels that were typed are checked like those that we make. */
  return !(self->flags & ASSAY_DOMAIN_INTERNATIONAL) || parse_international (self, text, length);
}

/* Where the last @n labels start. */
static gsize
start_of_labels (const AssayDomainName *self, guint n)
{
  gsize i = self->length;

  for (; i > 0; i--)
    if (self->ascii[i - 1] == '.' && --n == 0)
      return i;
  return 0;
}

static gboolean
is_special_use (const AssayDomainName *self)
{
  gsize last = start_of_labels (self, 1), two = start_of_labels (self, 2);

  for (gsize i = 0; i < G_N_ELEMENTS (special_use); i++)
    if (strcmp (self->ascii + last, special_use[i]) == 0 ||
        strcmp (self->ascii + two, special_use[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
ask_suffix_list (AssayDomainName *self)
{
  const psl_ctx_t *suffixes = get_suffixes ();
  const char *tld = self->ascii + start_of_labels (self, 1);
  const char *suffix = psl_unregistrable_domain (suffixes, self->ascii);

  if (is_special_use (self))
    self->flags |= ASSAY_DOMAIN_SPECIAL_USE;
  else if ((suffix == NULL || suffix >= tld) &&
           !psl_is_public_suffix2 (suffixes, tld, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE))
    self->flags |= ASSAY_DOMAIN_UNKNOWN_TLD;
  if (suffix != NULL && suffix > self->ascii)
    {
      /* One label more than the suffix. */
      for (self->registrable = (gsize) (suffix - self->ascii) - 1;
           self->registrable > 0 && self->ascii[self->registrable - 1] != '.';)
        self->registrable--;
      /* Of a top-level domain that does not exist nobody knows the rules; "acme.co.ku" is not about
       * "co.ku". */
      if (self->flags & ASSAY_DOMAIN_UNKNOWN_TLD && tld - self->ascii - self->registrable <= 4)
        self->registrable = start_of_labels (self, 3);
    }
  else if (psl_is_public_suffix2 (suffixes, self->ascii, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE))
    self->flags |= ASSAY_DOMAIN_PUBLIC_SUFFIX;
}

/* What the list said of a name. */
typedef struct
{
  guint8 length; /* 0 where the slot is free */
  guint8 registrable;
  guint16 flags;
  char ascii[60];
} Answer;

#define N_ANSWERS 2048 /* a power of two */

static GPrivate answers = G_PRIVATE_INIT (g_free);

static Answer *
find_answer (const AssayDomainName *self)
{
  Answer *all = g_private_get (&answers);

  if (all == NULL)
    {
      all = g_new0 (Answer, N_ANSWERS);
      g_private_set (&answers, all);
    }
  return &all[assay_hash_bytes (self->ascii, self->length, 0) & (N_ANSWERS - 1)];
}

/**
 * assay_domain_name_classify:
 * @self: a name without fault
 *
 * Finds the registrable domain and the flags. Domains of private suffixes, e.g. `github.io`, count
 * as registrable themselves, since their owners may well have mail there. Names come again and
 * again, in the address and the site of a lead and in those of colleagues, so each thread remembers
 * what it asked.
 *
 * *Source:* the Public Suffix List, as the machine's libpsl has it.
 */
void
assay_domain_name_classify (AssayDomainName *self)
{
  const AssayDomainFlags from_list =
      ASSAY_DOMAIN_SPECIAL_USE | ASSAY_DOMAIN_UNKNOWN_TLD | ASSAY_DOMAIN_PUBLIC_SUFFIX;
  Answer *answer;

  if (self->length > sizeof answer->ascii)
    {
      ask_suffix_list (self);
      return;
    }
  answer = find_answer (self);
  if (answer->length == self->length && memcmp (answer->ascii, self->ascii, self->length) == 0)
    {
      self->registrable = answer->registrable;
      self->flags |= answer->flags;
      return;
    }
  ask_suffix_list (self);
  answer->length = (guint8) self->length;
  answer->registrable = (guint8) self->registrable;
  answer->flags = (guint16) (self->flags & from_list);
  memcpy (answer->ascii, self->ascii, self->length);
}

/**
 * assay_domain_name_to_unicode:
 * @ascii: the name, or the end of it
 *
 * Returns: (transfer none): what people read: labels beyond ASCII as such, unless they mix scripts
 * to look like another name; from @arena or part of @self
 */
const char *
assay_domain_name_to_unicode (const AssayDomainName *self, const char *ascii, AssayArena *arena)
{
  char *unicode = NULL;
  const char *name = ascii;

  if (!(self->flags & ASSAY_DOMAIN_INTERNATIONAL) || (self->flags & ASSAY_DOMAIN_MIXED_SCRIPT))
    return ascii;
  if (idn2_to_unicode_8z8z (ascii, &unicode, IDN2_NONTRANSITIONAL) == IDN2_OK)
    name = assay_arena_strndup (arena, unicode, strlen (unicode));
  idn2_free (unicode);
  return name;
}
