/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-phone-text.h"

#include <string.h>

#define MAX_BYTES 1000 /* of a cell that are looked at */
#define MAX_WORD 24
#define MIN_SAME_DIGITS 7 /* from which on they are filled in for nothing */
#define MIN_DIGITS 6      /* of a part, for it to be a number of its own */

typedef enum
{
  WORD_UNKNOWN,
  WORD_LABEL,     /* says what the number is for */
  WORD_FAX,       /* says that it is for machines */
  WORD_EXTENSION, /* introduces an extension; libphonenumber knows the English ones */
  WORD_OR,        /* stands between two numbers */
  WORD_KEPT,      /* libphonenumber knows it */
} WordKind;

typedef struct
{
  const char *word;
  WordKind kind;
} Word;

/* Lower case; sorted, as they are found by halving. */
static const Word words[] = {
  { "and", WORD_OR },
  { "anexo", WORD_KEPT },
  { "anschluss", WORD_EXTENSION },
  { "apparat", WORD_EXTENSION },
  { "arbeit", WORD_LABEL },
  { "assistant", WORD_LABEL },
  { "buero", WORD_LABEL },
  { "bureau", WORD_LABEL },
  { "business", WORD_LABEL },
  { "büro", WORD_LABEL },
  { "casa", WORD_LABEL },
  { "cel", WORD_LABEL },
  { "cell", WORD_LABEL },
  { "cellular", WORD_LABEL },
  { "cellulare", WORD_LABEL },
  { "celular", WORD_LABEL },
  { "central", WORD_LABEL },
  { "centrale", WORD_LABEL },
  { "centralita", WORD_LABEL },
  { "company", WORD_LABEL },
  { "desk", WORD_LABEL },
  { "dienstlich", WORD_LABEL },
  { "direct", WORD_LABEL },
  { "directo", WORD_LABEL },
  { "direkt", WORD_LABEL },
  { "diretto", WORD_LABEL },
  { "domicile", WORD_LABEL },
  { "durchwahl", WORD_EXTENSION },
  { "dw", WORD_EXTENSION },
  { "e", WORD_OR },
  { "empresa", WORD_LABEL },
  { "escritorio", WORD_LABEL },
  { "et", WORD_OR },
  { "ext", WORD_KEPT },
  { "extension", WORD_KEPT },
  { "extensión", WORD_KEPT },
  { "extn", WORD_KEPT },
  { "fax", WORD_FAX },
  { "faxnummer", WORD_FAX },
  { "festnetz", WORD_LABEL },
  { "fijo", WORD_LABEL },
  { "firma", WORD_LABEL },
  { "fisso", WORD_LABEL },
  { "fixe", WORD_LABEL },
  { "fixo", WORD_LABEL },
  { "fon", WORD_LABEL },
  { "fone", WORD_LABEL },
  { "geschäftlich", WORD_LABEL },
  { "gsm", WORD_LABEL },
  { "handy", WORD_LABEL },
  { "headquarters", WORD_LABEL },
  { "home", WORD_LABEL },
  { "hp", WORD_LABEL },
  { "hq", WORD_LABEL },
  { "int", WORD_KEPT },
  { "interno", WORD_EXTENSION },
  { "landline", WORD_LABEL },
  { "line", WORD_LABEL },
  { "main", WORD_LABEL },
  { "mob", WORD_LABEL },
  { "mobiel", WORD_LABEL },
  { "mobil", WORD_LABEL },
  { "mobile", WORD_LABEL },
  { "mobiltelefon", WORD_LABEL },
  { "movil", WORD_LABEL },
  { "móvil", WORD_LABEL },
  { "natel", WORD_LABEL },
  { "nebenstelle", WORD_EXTENSION },
  { "o", WORD_OR },
  { "oder", WORD_OR },
  { "of", WORD_OR },
  { "office", WORD_LABEL },
  { "oficina", WORD_LABEL },
  { "only", WORD_LABEL },
  { "or", WORD_OR },
  { "ou", WORD_OR },
  { "personal", WORD_LABEL },
  { "ph", WORD_LABEL },
  { "phone", WORD_LABEL },
  { "portable", WORD_LABEL },
  { "poste", WORD_EXTENSION },
  { "priv", WORD_LABEL },
  { "privat", WORD_LABEL },
  { "private", WORD_LABEL },
  { "ramal", WORD_EXTENSION },
  { "reception", WORD_LABEL },
  { "sekretariat", WORD_LABEL },
  { "signal", WORD_LABEL },
  { "sms", WORD_LABEL },
  { "standard", WORD_LABEL },
  { "switchboard", WORD_LABEL },
  { "tel", WORD_LABEL },
  { "telefax", WORD_FAX },
  { "telefon", WORD_LABEL },
  { "telefone", WORD_LABEL },
  { "telefono", WORD_LABEL },
  { "telefoon", WORD_LABEL },
  { "telegram", WORD_LABEL },
  { "telephone", WORD_LABEL },
  { "teléfono", WORD_LABEL },
  { "toestel", WORD_EXTENSION },
  { "trabajo", WORD_LABEL },
  { "trabalho", WORD_LABEL },
  { "téléphone", WORD_LABEL },
  { "und", WORD_OR },
  { "viber", WORD_LABEL },
  { "w", WORD_LABEL },
  { "werk", WORD_LABEL },
  { "wew", WORD_EXTENSION },
  { "whatsapp", WORD_LABEL },
  { "work", WORD_LABEL },
  { "x", WORD_KEPT },
  { "y", WORD_OR },
  { "zentrale", WORD_LABEL },
  { "доб", WORD_KEPT },
};

typedef struct
{
  AssayPhoneText *text;
  char *out; /* of the arena, with room for all */
  gsize length;
  gsize part;     /* where in @out the present number starts */
  guint n_digits; /* of the present number */
  guint n_total;
  gboolean is_fax;
  gboolean torn;    /* by a word between two numbers */
  gboolean foreign; /* by a word that nobody knows */
  gboolean marked;  /* the last number ended at a mark, not at a word */
} Reader;

/**
 * assay_phone_text_is_plain:
 *
 * Returns: whether there is nothing in the cell but digits and what usually stands between them, or
 * a URI, so that libphonenumber may have it as it is
 */
gboolean
assay_phone_text_is_plain (const char *text, gsize length)
{
  if (length > MAX_BYTES)
    return FALSE;
  /* Source: RFC 3966. */
  if (length > 4 && g_ascii_strncasecmp (text, "tel:", 4) == 0)
    return g_utf8_validate_len (text, length, NULL);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && (text[i] == '\0' || strchr (" +-.()/", text[i]) == NULL))
      return FALSE;
  return TRUE;
}

static WordKind
find_word (const char *word)
{
  gsize low = 0, high = G_N_ELEMENTS (words);

  while (low < high)
    {
      gsize middle = (low + high) / 2;
      int order = strcmp (word, words[middle].word);

      if (order == 0)
        return words[middle].kind;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return WORD_UNKNOWN;
}

static void
emit (Reader *reader, const char *bytes, gsize length)
{
  memcpy (reader->out + reader->length, bytes, length);
  reader->length += length;
}

/* Ends the present number, if it is one; what stood there otherwise belongs to the next. */
static void
end_part (Reader *reader, gboolean at_mark)
{
  AssayPhoneText *text = reader->text;

  if (reader->n_digits < MIN_DIGITS || text->n_parts == ASSAY_PHONE_TEXT_MAX_PARTS)
    return;
  text->parts[text->n_parts++] = (AssayPhonePart){
    .text = reader->out + reader->part,
    .length = reader->length - reader->part,
    .is_fax = reader->is_fax,
  };
  reader->part = reader->length;
  reader->marked = at_mark;
  reader->n_digits = 0;
  reader->is_fax = FALSE;
}

/* Letters that stand for digits are joined to them, or shout: 1-800-flowers, 0800 FLOWERS. */
static gboolean
is_vanity (const Reader *reader, const char *word, gsize length)
{
  char before = reader->length > 0 ? reader->out[reader->length - 1] : ' ';

  if (before == '-' || before == '.' || g_ascii_isdigit (before))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isupper (word[i]))
      return FALSE;
  return length >= 2;
}

static void
read_word (Reader *reader, const char *start, gsize length)
{
  g_autofree char *lower = length <= MAX_WORD ? g_utf8_strdown (start, (gssize) length) : NULL;
  WordKind kind = lower != NULL ? find_word (lower) : WORD_UNKNOWN;

  /* libphonenumber passes over what stands before the first digit. */
  if (reader->n_total == 0)
    {
      reader->is_fax |= kind == WORD_FAX;
      emit (reader, start, length);
      return;
    }
  switch (kind)
    {
    case WORD_EXTENSION:
      emit (reader, " ext.", strlen (" ext."));
      break;
    case WORD_LABEL:
    case WORD_FAX:
    case WORD_OR:
      reader->torn = TRUE;
      end_part (reader, FALSE);
      reader->is_fax |= kind == WORD_FAX;
      emit (reader, " ", 1);
      break;
    case WORD_UNKNOWN:
      if (!is_vanity (reader, start, length))
        {
          reader->foreign = TRUE;
          end_part (reader, FALSE);
          emit (reader, " ", 1);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case WORD_KEPT:
    default:
      emit (reader, start, length);
      break;
    }
}

/* Marks that decide in which direction text is shown, and others that nobody sees. */
static gboolean
is_invisible (gunichar c)
{
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0x061c || c == 0xfeff || c == 0x00ad;
}

static void
read_mark (Reader *reader, gunichar c, const char *start, const char *next, const char *end)
{
  if (is_invisible (c))
    return;
  if (c < 0x20 || c == 0x7f)
    {
      if (c == '\n' || c == '\r' || c == '\t')
        end_part (reader, TRUE);
      emit (reader, " ", 1);
      return;
    }
  if (c == '/' || c == '|' || c == ',' || c == '\\' || c == '&' || c == 0xff0f)
    end_part (reader, TRUE);
  /* Of `tel:+1-201-555-0123;ext=12`, it is part of the number. */
  if (c == ';' && (end - next < 3 || (g_ascii_strncasecmp (next, "ext", 3) != 0 &&
                                      g_ascii_strncasecmp (next, "pho", 3) != 0)))
    end_part (reader, TRUE);
  if ((c == '+' || c == 0xff0b) && reader->n_digits >= MIN_DIGITS)
    end_part (reader, TRUE);
  emit (reader, start, (gsize) (next - start));
}

static void
read_all (Reader *reader, const char *p, const char *end)
{
  while (p < end)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);
      const char *start = p;

      if (c >= (gunichar) -2)
        {
          emit (reader, " ", 1);
          p++;
        }
      else if (g_unichar_isalpha (c) && !is_invisible (c))
        {
          do
            {
              p = g_utf8_next_char (p);
              c = p < end ? g_utf8_get_char_validated (p, end - p) : 0;
            }
          while (c < (gunichar) -2 && g_unichar_isalpha (c));
          read_word (reader, start, (gsize) (p - start));
        }
      else
        {
          p = g_utf8_next_char (p);
          if (g_unichar_isdigit (c))
            {
              reader->n_digits++;
              reader->n_total++;
              emit (reader, start, (gsize) (p - start));
            }
          else
            read_mark (reader, c, start, p, end);
        }
    }
}

/**
 * assay_phone_text_read:
 * @self: (out): what the cell holds; its texts are from @arena
 * @arena: where the texts go
 * @text: (array length=length): anything, not terminated
 *
 * Reads a cell. Long ones only from their start.
 */
void
assay_phone_text_read (AssayPhoneText *self, AssayArena *arena, const char *text, gsize length)
{
  Reader reader = { .text = self };

  memset (self, 0, sizeof *self);
  length = MIN (length, MAX_BYTES);
  reader.out = assay_arena_alloc (arena, length * 3 + 1);
  read_all (&reader, text, text + length);
  /* A short rest after a mark is the end of the number before it: 030 12345/6. */
  if (self->n_parts > 0 && reader.n_digits > 0 && reader.n_digits < MIN_DIGITS && reader.marked)
    self->parts[self->n_parts - 1].length =
        (gsize) (reader.out + reader.length - self->parts[self->n_parts - 1].text);
  else
    end_part (&reader, FALSE);
  self->has_digits = reader.n_total > 0;
  self->is_one = !reader.foreign && !(reader.torn && self->n_parts > 1);
  self->whole = (AssayPhonePart){ .text = reader.out, .length = reader.length };
  if (self->n_parts == 1)
    self->whole.is_fax = self->parts[0].is_fax;
}

/**
 * assay_phone_text_is_empty:
 * @text: (array length=length): a cell
 *
 * Returns: whether it says no more than that there is no number: "n/a", "-", "keine", "0000000",
 * "99999"
 */
gboolean
assay_phone_text_is_empty (const char *text, gsize length)
{
  static const char *const empty[] = {
    "na",           "none",      "null",   "nil",       "no",       "not available",
    "not provided", "unknown",   "tbd",    "tba",       "nan",      "missing",
    "empty",        "no phone",  "keine",  "keins",     "ka",       "kein",
    "nein",         "unbekannt", "aucun",  "inconnu",   "ninguno",  "no tiene",
    "desconocido",  "nessuno",   "nenhum", "geen",      "onbekend", "x",
    "xx",           "xxx",       "xxxx",   "undefined", "void",     NULL,
  };
  char letters[MAX_WORD], digit = '\0';
  gsize n = 0, n_digits = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] >= 0x80 || n == sizeof letters - 1)
        return FALSE;
      if (g_ascii_isdigit (text[i]))
        {
          if (n_digits++ > 0 && text[i] != digit)
            return FALSE;
          digit = text[i];
        }
      else if (g_ascii_isalpha (text[i]))
        letters[n++] = g_ascii_tolower (text[i]);
      else if (text[i] == ' ' && n > 0 && letters[n - 1] != ' ')
        letters[n++] = ' ';
    }
  while (n > 0 && letters[n - 1] == ' ')
    n--;
  letters[n] = '\0';
  if (n_digits > 0)
    return n == 0 && (digit == '0' || n_digits >= MIN_SAME_DIGITS);
  return n == 0 || g_strv_contains (empty, letters);
}

/* What a spreadsheet makes of a long number: 4.4123E+11. Digits are lost. */
gboolean
assay_phone_text_is_scientific (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && (g_ascii_isdigit (text[i]) || text[i] == '.' || text[i] == ','))
    i++;
  if (i < 3 || i + 2 >= length || g_ascii_toupper (text[i]) != 'E' || text[i + 1] != '+')
    return FALSE;
  for (i += 2; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}
