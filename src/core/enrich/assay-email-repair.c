/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-repair.h"

#include <string.h>

#include "enrich/assay-email-typo.h"

#define TEXT_MAX 400 /* bytes; nobody wants a longer cell repaired */

static void
replace (GString *text, const char *find, const char *with)
{
  g_string_replace (text, find, with, 0);
}

/* ASCII for what looks like it and is typed by accident; nothing for what cannot be seen. */
static GString *
make_plain (const char *text, gsize length)
{
  GString *plain = g_string_sized_new (length);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
        c -= 0xff01 - '!';
      else if (c == 0x3002 || c == 0xff61) /* ideographic full stops */
        c = '.';
      else if (c == 0xfe6b) /* small commercial at */
        c = '@';
      else if (c >= 0x2018 && c <= 0x201f) /* curly quotes */
        continue;
      if (g_unichar_isspace (c))
        c = ' ';
      else if (assay_email_character_is_unsafe (c))
        continue;
      g_string_append_unichar (plain, c);
    }
  return plain;
}

/* "jane (at) example (dot) org" and its kin. */
static void
spell_out (GString *text)
{
  static const char *const ats[] = { "(at)", "[at]", "{at}", "<at>", "(a)",
                                     "[a]",  "(@)",  "[@]",  " at " };
  static const char *const dots[] = { "(dot)",   "[dot]",   "{dot}",   " dot ",   "(punkt)",
                                      "[punkt]", " punkt ", "(point)", "[point]", "(.)" };
  g_autofree char *lower = g_ascii_strdown (text->str, (gssize) text->len);
  gboolean spelt = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ats) && !spelt; i++)
    spelt = strstr (lower, ats[i]) != NULL;
  if (!spelt || (strchr (lower, '@') != NULL && strstr (lower, "(@)") == NULL &&
                 strstr (lower, "[@]") == NULL))
    return;
  g_string_assign (text, lower);
  for (gsize i = 0; i < G_N_ELEMENTS (ats); i++)
    replace (text, ats[i], "@");
  for (gsize i = 0; i < G_N_ELEMENTS (dots); i++)
    replace (text, dots[i], ".");
}

/* Takes off what stands around, and everything after the first word with an @. */
static void
strip (GString *text)
{
  static const char *const blanks[][2] = {
    { " @", "@" }, { "@ ", "@" }, { " .", "." }, { ". ", "." }
  };
  char *at, *end;

  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    replace (text, blanks[i][0], blanks[i][1]);
  g_strstrip (text->str);
  g_string_truncate (text, strlen (text->str));
  if (g_ascii_strncasecmp (text->str, "mailto:", 7) == 0)
    g_string_erase (text, 0, 7);
  g_string_erase (text, 0, (gssize) strspn (text->str, "<>([{'\"` :;,./\\"));
  at = strchr (text->str, '@');
  if (at != NULL && (end = strpbrk (at, " <>()[]{}\"`/\\?")) != NULL)
    g_string_truncate (text, (gsize) (end - text->str));
  while (text->len > 0 && strchr (".,;:!'-", text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
}

/* Where an @ belongs: before the domain of a provider that the text ends with. */
static gboolean
insert_at (const AssayEmailTables *tables, GString *text)
{
  if (strpbrk (text->str, " /") != NULL || g_str_has_prefix (text->str, "www."))
    return FALSE;
  for (gsize i = 2; i + 4 < text->len; i++)
    {
      const AssayEmailProvider *provider = assay_email_tables_find_provider (tables, text->str + i);

      if (provider == NULL || !provider->free || provider->weight == 0)
        continue;
      while (i > 1 && strchr (".#!$'\"", text->str[i - 1]) != NULL)
        g_string_erase (text, (gssize) --i, 1);
      g_string_insert_c (text, (gssize) i, '@');
      return TRUE;
    }
  return FALSE;
}

/* Commas and runs of dots, and a dot beside the @. */
static void
mend_punctuation (GString *text)
{
  char *at;

  g_strdelimit (text->str, ",;", '.');
  replace (text, "@@", "@");
  replace (text, "..", ".");
  replace (text, "..", ".");
  replace (text, ".@", "@");
  replace (text, "@.", "@");
  replace (text, "@-", "@");
  at = strchr (text->str, '@');
  if (at != NULL)
    {
      g_autofree char *domain = g_ascii_strdown (at + 1, -1);
      g_string_truncate (text, (gsize) (at + 1 - text->str));
      g_string_append (text, domain);
    }
}

static void
mend_domain (const AssayEmailTables *tables, GString *text)
{
  const char *at = strchr (text->str, '@');
  AssayEmailTypo typo;

  if (at == NULL || strchr (at, '.') != NULL ||
      !assay_email_typo_missing_dot (tables, at + 1, strlen (at + 1), &typo))
    return;
  g_string_truncate (text, (gsize) (at + 1 - text->str));
  g_string_append (text, typo.domain);
}

/**
 * assay_email_repair:
 * @text: a cell that holds no address
 * @out_address: (out): the address that was probably meant, its domain classified
 *
 * Undoes what people do to addresses: blanks, commas for dots, "(at)", full-width signs, a missing
 * @ before a large provider, a missing dot. Says nothing where more than one address could be
 * meant.
 *
 * Returns: whether an address came out that mail can be sent to
 */
gboolean
assay_email_repair (const AssayEmailTables *tables,
                    const char *text,
                    gsize length,
                    AssayEmailAddress *out_address)
{
  g_autoptr (GString) plain = NULL;

  if (length > TEXT_MAX || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  plain = make_plain (text, length);
  spell_out (plain);
  strip (plain);
  if (strchr (plain->str, '@') == NULL)
    {
      g_autofree char *lower = g_ascii_strdown (plain->str, -1);
      g_string_assign (plain, lower);
      if (!insert_at (tables, plain))
        return FALSE;
    }
  mend_punctuation (plain);
  mend_domain (tables, plain);
  if (!assay_email_address_parse (out_address, plain->str, plain->len) || out_address->literal)
    return FALSE;
  assay_domain_name_classify (&out_address->domain);
  return !(out_address->domain.flags &
           (ASSAY_DOMAIN_SPECIAL_USE | ASSAY_DOMAIN_PUBLIC_SUFFIX | ASSAY_DOMAIN_MIXED_SCRIPT));
}
