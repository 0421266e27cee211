/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-email-cell.h"

#include <string.h>

#define SEPARATORS ",;|\r\n"

/* A piece of the cell. */
typedef struct
{
  const char *text;
  gsize length;
} Piece;

/* The cell on its way; what is wrong is remembered from the first piece with an @. */
typedef struct
{
  AssayEmailCell *self;
  const char *text;
  gboolean has_fault;
} Reader;

/* Words that may stand beside addresses without making them less certain. */
static const char *const connectors[] = {
  "and", "or", "und", "oder", "et", "ou",    "y",      "o",    "e",      "en", "of",
  "&",   "/",  "+",   "-",    "–",  "email", "e-mail", "mail", "mailto", "cc", "bcc",
};

/* Bytes of white space, or of something invisible that came along with it, at the start of @text.
 */
static gsize
blank_at (const char *text, gsize length)
{
  const guchar *p = (const guchar *) text;

  if (length > 0 && g_ascii_isspace (p[0]))
    return 1;
  if (length > 1 && p[0] == 0xc2 && p[1] == 0xa0) /* no-break space */
    return 2;
  if (length > 2 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x80 && p[2] <= 0x8f)
    return 3;
  if (length > 2 && ((p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf) ||
                     (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80)))
    return 3;
  return 0;
}

static Piece
trim (Piece piece)
{
  gsize n;

  while ((n = blank_at (piece.text, piece.length)) > 0)
    {
      piece.text += n;
      piece.length -= n;
    }
  for (n = 1; n <= 3 && n <= piece.length;)
    if (blank_at (piece.text + piece.length - n, n) == n)
      {
        piece.length -= n;
        n = 1;
      }
    else
      n++;
  return piece;
}

static Piece
cut (Piece piece, gsize start, gsize end)
{
  return trim ((Piece){ piece.text + start, end - start });
}

static gboolean
has_prefix (Piece piece, const char *prefix)
{
  gsize length = strlen (prefix);

  return piece.length >= length && g_ascii_strncasecmp (piece.text, prefix, length) == 0;
}

/* Takes the address; the first one stays, others are counted. */
static gboolean
take (Reader *reader, Piece piece)
{
  AssayEmailAddress address;
  AssayEmailCell *self = reader->self;

  if (memchr (piece.text, '@', piece.length) == NULL)
    return FALSE;
  if (!assay_email_address_parse (&address, piece.text, piece.length))
    {
      if (!reader->has_fault && self->n_addresses == 0)
        {
          self->address = address;
          self->start = (gsize) (piece.text - reader->text);
        }
      reader->has_fault = TRUE;
      return FALSE;
    }
  if (self->n_addresses++ == 0)
    {
      self->address = address;
      self->start = (gsize) (piece.text - reader->text);
    }
  return TRUE;
}

/* Without the quotes or brackets around it, and without "mailto:" and what follows a "?". */
static Piece
unwrap (Piece piece)
{
  static const char *const pairs[] = { "<>", "()", "[]", "{}", "''", "\"\"", "``" };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs) && piece.length >= 2; i++)
    if (piece.text[0] == pairs[i][0] && piece.text[piece.length - 1] == pairs[i][1])
      {
        piece = cut (piece, 1, piece.length - 1);
        break;
      }
  if (has_prefix (piece, "mailto:"))
    {
      const char *query = memchr (piece.text, '?', piece.length);
      gsize end = query != NULL ? (gsize) (query - piece.text) : piece.length;

      piece = cut (piece, strlen ("mailto:"), end);
    }
  return piece;
}

static gboolean
is_connector (Piece piece)
{
  if (piece.text[piece.length - 1] == ':' ||
      (piece.text[0] == '(' && piece.text[piece.length - 1] == ')'))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (connectors); i++)
    if (strlen (connectors[i]) == piece.length && has_prefix (piece, connectors[i]))
      return TRUE;
  return FALSE;
}

/* "a@b.com/c@d.com": a slash is fine before the @, so this is tried last. */
static gboolean
take_around_slash (Reader *reader, Piece piece)
{
  const char *slash = NULL;

  for (gsize i = piece.length; i > 0 && slash == NULL; i--)
    if (piece.text[i - 1] == '/')
      slash = piece.text + i - 1;
  if (slash == NULL)
    return FALSE;
  gsize at = (gsize) (slash - piece.text);
  return take (reader, cut (piece, 0, at)) && take (reader, cut (piece, at + 1, piece.length));
}

/* The next run of anything but blanks, from *@from on. */
static gboolean
next_word (Piece piece, gsize *from, Piece *out_word)
{
  gsize start;

  while (*from < piece.length && g_ascii_isspace (piece.text[*from]))
    (*from)++;
  start = *from;
  while (*from < piece.length && !g_ascii_isspace (piece.text[*from]))
    (*from)++;
  *out_word = (Piece){ piece.text + start, *from - start };
  return *from > start;
}

/* Several addresses with blanks between them. A word that belongs to none of them makes it no
 * address at all: in "jane doe@example.org" nobody knows what was meant. */
static gboolean
take_words (Reader *reader, Piece piece)
{
  AssayEmailCell kept = *reader->self;
  gboolean any = FALSE;
  gsize from = 0;
  Piece word;

  while (next_word (piece, &from, &word))
    {
      if (take (reader, unwrap (word)) || take_around_slash (reader, word))
        any = TRUE;
      else if (memchr (word.text, '@', word.length) != NULL || !is_connector (word))
        {
          *reader->self = kept;
          return FALSE;
        }
    }
  return any;
}

/* "Jane Doe <jane@example.org>", but not a list of such. */
static gboolean
take_named (Reader *reader, Piece piece)
{
  const char *open = memchr (piece.text, '<', piece.length);
  gsize inner = open != NULL ? (gsize) (open + 1 - piece.text) : piece.length;

  if (open == NULL || piece.text[piece.length - 1] != '>' ||
      memchr (open + 1, '<', piece.length - inner) != NULL)
    return FALSE;
  return take (reader, unwrap (cut (piece, inner, piece.length - 1)));
}

static gboolean
take_item (Reader *reader, Piece piece)
{
  if (piece.length == 0)
    return FALSE;
  return take (reader, piece) || take_named (reader, piece) || take (reader, unwrap (piece)) ||
         take_words (reader, piece);
}

/* Whether a piece of a list that is no address does no harm: a name before <an address>, or on a
 * line of its own. Not so in "jane,doe@example.org", where a dot was meant. */
static gboolean
is_remark (Piece piece, char separator, gboolean *out_needs_brackets)
{
  if (memchr (piece.text, '@', piece.length) != NULL)
    return TRUE;
  if (piece.length == 0 || is_connector (piece) ||
      (separator != ',' && memchr (piece.text, ' ', piece.length) != NULL))
    return TRUE;
  *out_needs_brackets = TRUE;
  return separator == ',';
}

/* Goes through a list. What is in double quotes, e.g. "Doe, Jane", is not cut. Returns whether all
 * of it makes sense. */
static gboolean
take_items (Reader *reader, Piece piece)
{
  gsize start = 0;
  gboolean quotes = TRUE, ok = TRUE, needs_brackets = FALSE;

  for (gsize i = 0; i <= piece.length && ok; i++)
    {
      char c = i < piece.length ? piece.text[i] : '\n';

      if (c == '"' && quotes)
        {
          const char *close = memchr (piece.text + i + 1, '"', piece.length - i - 1);
          quotes = close != NULL;
          i = quotes ? (gsize) (close - piece.text) : i;
        }
      else if (c != '\0' && strchr (SEPARATORS, c) != NULL)
        {
          Piece item = cut (piece, start, i);
          gboolean taken = take_item (reader, item);

          ok = taken ? !needs_brackets || item.text[item.length - 1] == '>'
                     : is_remark (item, c, &needs_brackets);
          needs_brackets = needs_brackets && !taken;
          start = i + 1;
        }
    }
  return ok && !needs_brackets;
}

/**
 * assay_email_cell_read:
 * @self: (out caller-allocates): what there is
 * @text: bytes of any kind
 *
 * Finds the mail address in a cell of a customer list: alone, with a name ("Jane
 * <jane@example.org>"), as a `mailto:` link, or the first of several. Takes time in proportion to
 * the cell's length.
 */
void
assay_email_cell_read (AssayEmailCell *self, const char *text, gsize length)
{
  Piece piece = trim ((Piece){ text, length });
  Reader reader = { self, text, FALSE };
  AssayEmailCell whole;

  self->n_addresses = 0;
  self->start = (gsize) (piece.text - text);
  self->empty = piece.length == 0;
  self->alone = assay_email_address_parse (&self->address, piece.text, piece.length);
  if (self->alone)
    {
      self->n_addresses = 1;
      return;
    }
  if (self->address.fault == ASSAY_EMAIL_FAULT_NO_AT)
    return;
  whole = *self;
  reader.has_fault = TRUE;
  if (take_item (&reader, piece))
    return;
  /* Of a list, the first address says what is wrong. */
  reader.has_fault = FALSE;
  if (!take_items (&reader, piece))
    *self = whole;
}
