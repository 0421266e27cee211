/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-consent-text.h"

#include <string.h>

#define TEXT_MAX 1024 /* bytes that are read */
#define WORD_MAX 24

/* What a word says about consent. */
typedef enum
{
  SAYS_NOTHING,
  SAYS_NO,   /* "no", "not": turns what the clause says */
  SAYS_OUT,  /* "unsubscribed": consent is gone, unless turned */
  SAYS_ONLY, /* the channels of this clause and no others */
  SAYS_EMAIL,
  SAYS_PHONE,
  SAYS_LINKEDIN,
  SAYS_HARMLESS, /* "objection" or "answer" after "no" */
} Meaning;

/* Folded words in the languages of the product; short stems are written out, since "no" is not
 * "north". */
static const struct
{
  const char *word;
  Meaning meaning;
} meanings[] = {
  { "no", SAYS_NO },
  { "not", SAYS_NO },
  { "never", SAYS_NO },
  { "dont", SAYS_NO },
  { "false", SAYS_NO },
  { "0", SAYS_NO },
  { "off", SAYS_NO },
  { "without", SAYS_NO },
  { "nein", SAYS_NO },
  { "nicht", SAYS_NO },
  { "kein", SAYS_NO },
  { "keine", SAYS_NO },
  { "non", SAYS_NO },
  { "pas", SAYS_NO },
  { "nao", SAYS_NO },
  { "não", SAYS_NO },
  { "nee", SAYS_NO },
  { "niet", SAYS_NO },
  { "geen", SAYS_NO },
  { "nie", SAYS_NO },
  { "sin", SAYS_NO },
  { "optout", SAYS_OUT },
  { "optedout", SAYS_OUT },
  { "unsubscribed", SAYS_OUT },
  { "unsubscribe", SAYS_OUT },
  { "dnc", SAYS_OUT },
  { "donotcontact", SAYS_OUT },
  { "withdrawn", SAYS_OUT },
  { "revoked", SAYS_OUT },
  { "refused", SAYS_OUT },
  { "declined", SAYS_OUT },
  { "denied", SAYS_OUT },
  { "rejected", SAYS_OUT },
  { "objected", SAYS_OUT },
  { "objects", SAYS_OUT },
  { "blocked", SAYS_OUT },
  { "expired", SAYS_OUT },
  { "suppressed", SAYS_OUT },
  { "blacklisted", SAYS_OUT },
  { "stop", SAYS_OUT },
  { "donotcall", SAYS_OUT },
  { "donotemail", SAYS_OUT },
  { "abgemeldet", SAYS_OUT },
  { "widerrufen", SAYS_OUT },
  { "abgelehnt", SAYS_OUT },
  { "widersprochen", SAYS_OUT },
  { "gesperrt", SAYS_OUT },
  { "desabonne", SAYS_OUT },
  { "désabonné", SAYS_OUT },
  { "désinscrit", SAYS_OUT },
  { "desinscrit", SAYS_OUT },
  { "refusé", SAYS_OUT },
  { "refuse", SAYS_OUT },
  { "retiré", SAYS_OUT },
  { "baja", SAYS_OUT },
  { "rechazado", SAYS_OUT },
  { "revocato", SAYS_OUT },
  { "rifiutato", SAYS_OUT },
  { "disiscritto", SAYS_OUT },
  { "revogado", SAYS_OUT },
  { "recusado", SAYS_OUT },
  { "cancelado", SAYS_OUT },
  { "afgemeld", SAYS_OUT },
  { "geweigerd", SAYS_OUT },
  { "ingetrokken", SAYS_OUT },
  { "uitgeschreven", SAYS_OUT },
  { "objection", SAYS_HARMLESS },
  { "objections", SAYS_HARMLESS },
  { "restriction", SAYS_HARMLESS },
  { "restrictions", SAYS_HARMLESS },
  { "limits", SAYS_HARMLESS },
  { "einwände", SAYS_HARMLESS },
  { "asked", SAYS_HARMLESS },
  { "recorded", SAYS_HARMLESS },
  { "data", SAYS_HARMLESS },
  { "info", SAYS_HARMLESS },
  { "information", SAYS_HARMLESS },
  { "known", SAYS_HARMLESS },
  { "applicable", SAYS_HARMLESS },
  { "available", SAYS_HARMLESS },
  { "provided", SAYS_HARMLESS },
  { "specified", SAYS_HARMLESS },
  { "set", SAYS_HARMLESS },
  { "response", SAYS_HARMLESS },
  { "answer", SAYS_HARMLESS },
  { "angabe", SAYS_HARMLESS },
  { "angaben", SAYS_HARMLESS },
  { "only", SAYS_ONLY },
  { "just", SAYS_ONLY },
  { "nur", SAYS_ONLY },
  { "uniquement", SAYS_ONLY },
  { "seulement", SAYS_ONLY },
  { "solo", SAYS_ONLY },
  { "solamente", SAYS_ONLY },
  { "apenas", SAYS_ONLY },
  { "alleen", SAYS_ONLY },
  { "email", SAYS_EMAIL },
  { "emails", SAYS_EMAIL },
  { "mail", SAYS_EMAIL },
  { "mails", SAYS_EMAIL },
  { "mailing", SAYS_EMAIL },
  { "mailings", SAYS_EMAIL },
  { "newsletter", SAYS_EMAIL },
  { "newsletters", SAYS_EMAIL },
  { "donotemail", SAYS_EMAIL },
  { "correo", SAYS_EMAIL },
  { "courriel", SAYS_EMAIL },
  { "phone", SAYS_PHONE },
  { "phones", SAYS_PHONE },
  { "call", SAYS_PHONE },
  { "calls", SAYS_PHONE },
  { "calling", SAYS_PHONE },
  { "telephone", SAYS_PHONE },
  { "tel", SAYS_PHONE },
  { "sms", SAYS_PHONE },
  { "text", SAYS_PHONE },
  { "texts", SAYS_PHONE },
  { "mobile", SAYS_PHONE },
  { "telefon", SAYS_PHONE },
  { "anruf", SAYS_PHONE },
  { "anrufe", SAYS_PHONE },
  { "anrufen", SAYS_PHONE },
  { "téléphone", SAYS_PHONE },
  { "appel", SAYS_PHONE },
  { "appels", SAYS_PHONE },
  { "teléfono", SAYS_PHONE },
  { "telefono", SAYS_PHONE },
  { "llamadas", SAYS_PHONE },
  { "telefone", SAYS_PHONE },
  { "telefoon", SAYS_PHONE },
  { "bellen", SAYS_PHONE },
  { "linkedin", SAYS_LINKEDIN },
  { "social", SAYS_LINKEDIN },
  { "inmail", SAYS_LINKEDIN },
};

/* What one clause has said so far. */
typedef struct
{
  guint turns;
  gboolean out;
  gboolean only;
  gboolean harmless;
  AssayChannels channels;
} Clause;

static void
add_word (Clause *clause, const char *word, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (meanings[i].word[0] != word[0] || strlen (meanings[i].word) != length ||
          memcmp (meanings[i].word, word, length) != 0)
        continue;
      switch (meanings[i].meaning)
        {
        case SAYS_NO:
          clause->turns++;
          break;
        case SAYS_OUT:
          clause->out = TRUE;
          break;
        case SAYS_ONLY:
          clause->only = TRUE;
          break;
        case SAYS_EMAIL:
          clause->channels |= ASSAY_CHANNEL_EMAIL;
          break;
        case SAYS_PHONE:
          clause->channels |= ASSAY_CHANNEL_PHONE;
          break;
        case SAYS_LINKEDIN:
          clause->channels |= ASSAY_CHANNEL_LINKEDIN;
          break;
        case SAYS_HARMLESS:
          clause->harmless = TRUE;
          break;
        case SAYS_NOTHING:
        default:
          break;
        }
    }
}

/* "opt-out: no" turns twice. */
static AssayChannels
end_clause (const Clause *clause, AssayChannels allowed)
{
  gboolean denied = ((clause->turns + clause->out) & 1) && !clause->harmless;

  if (clause->channels == ASSAY_CHANNELS_NONE)
    return denied ? ASSAY_CHANNELS_NONE : allowed;
  if (clause->only && !denied)
    return allowed & clause->channels;
  return denied ? allowed & ~clause->channels : allowed;
}

/* The next word into @word, which has room for WORD_MAX bytes: letters and digits in lower case,
 * hyphens and apostrophes left out, so that "e-mail", "opt-out" and "don't" are words. Returns its
 * length. */
static gsize
next_word (const char *text, gsize length, gsize *from, char *word)
{
  gsize n = 0;

  while (*from < length)
    {
      gunichar c = g_utf8_get_char_validated (text + *from, (gssize) (length - *from));
      char bytes[6];
      int size = 1;

      if (c >= (gunichar) -2)
        c = ' ';
      else
        size = g_unichar_to_utf8 (c, NULL);
      if (c == '-' || c == '\'' || c == 0x2019 || c == '_')
        {
          *from += (gsize) size;
          continue;
        }
      if (!g_unichar_isalnum (c))
        return n;
      *from += (gsize) size;
      size = g_unichar_to_utf8 (g_unichar_tolower (c), bytes);
      if (n + (gsize) size <= WORD_MAX)
        memcpy (word + n, bytes, (gsize) size);
      n = MIN (n + (gsize) size, WORD_MAX);
    }
  return n;
}

/**
 * assay_consent_text_read:
 * @text: what a person wrote about consent: "yes", "opt-out", "no calls", "email: yes; phone: no"
 * @length: in bytes
 *
 * Reads clause by clause which channels a person does not want to be reached by. Where nothing
 * forbids a channel it may be used: this looks for objections, it does not decide on the lawful
 * basis.
 *
 * Returns: the channels that are left
 */
AssayChannels
assay_consent_text_read (const char *text, gsize length)
{
  AssayChannels allowed = ASSAY_CHANNELS_ALL;
  Clause clause = { 0 };
  char word[WORD_MAX], last[WORD_MAX];
  gsize n_last = 0;

  length = MIN (length, TEXT_MAX);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  /* Alone it is short for "no"; "n/a" is not. */
  if (length == 1 && (text[0] | 0x20) == 'n')
    return ASSAY_CHANNELS_NONE;
  for (gsize from = 0; from < length;)
    {
      gsize n = next_word (text, length, &from, word);

      if (n > 0)
        {
          add_word (&clause, word, n);
          /* "opt out", "opted out" */
          if (n == 3 && memcmp (word, "out", 3) == 0 && n_last >= 3 && memcmp (last, "opt", 3) == 0)
            clause.out = TRUE;
          if (n == 3 && memcmp (word, "but", 3) == 0)
            {
              allowed = end_clause (&clause, allowed);
              clause = (Clause){ 0 };
            }
          memcpy (last, word, n);
          n_last = n;
        }
      else if (from < length && strchr (",;|\n/", text[from]) != NULL && text[from] != '\0')
        {
          allowed = end_clause (&clause, allowed);
          clause = (Clause){ 0 };
        }
      if (n == 0)
        from++;
    }
  return end_clause (&clause, allowed);
}
