/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-encoding-private.h"

#include <string.h>
#include <uchardet.h>

#define ENOUGH      ((gsize) 16 * 1024)
#define ASKED_BONUS 0.15

/* What uchardet names, and the encoding to read it with: where a Windows code page contains the
 * standard one and is what programs really write, the page. */
static const struct
{
  const char *found;
  const char *use;
} supersets[] = {
  { "ASCII", "UTF-8" },
  { "ISO-8859-1", "windows-1252" },
  { "ISO-8859-9", "windows-1254" },
  { "ISO-8859-8", "windows-1255" },
  { "ISO-8859-11", "CP874" },
  { "TIS-620", "CP874" },
  { "SHIFT_JIS", "CP932" },
  { "EUC-JP", "EUC-JP-MS" },
  { "EUC-KR", "CP949" },
  { "UHC", "CP949" },
  { "JOHAB", "JOHAB" },
  { "GB2312", "GB18030" },
  { "GBK", "GB18030" },
  { "HZ-GB-2312", "GB18030" },
  { "BIG5", "BIG5-HKSCS" },
  { "MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE" },
};

/* The encodings that are weighed against each other and against what uchardet says. In order
 * of how common they are, which decides a tie. */
static const char *const candidates[] = {
  "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1257",
  "ISO-8859-15", "ISO-8859-2", "KOI8-R", "KOI8-U", "IBM866", "IBM850", "IBM852", "MACINTOSH",
  "CP932", "GB18030", "CP949", "BIG5-HKSCS", "EUC-JP-MS",
};

/* What is taken if it reads the same: most programs write these, and they have more characters. */
static const char *const usual[] = { "windows-1252", "windows-1250" };

static const struct
{
  const char *bytes;
  gsize length;
  const char *encoding;
} marks[] = {
  { "\xff\xfe\0\0", 4, "UTF-32LE" },
  { "\0\0\xfe\xff", 4, "UTF-32BE" },
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

static const struct
{
  const char *bytes;
  gsize offset, length;
  const char *kind;
} magics[] = {
  { "PK\3\4", 0, 4, "a ZIP archive or an Office document" },
  { "PK\5\6", 0, 4, "an empty ZIP archive" },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, 8,
    "an old Excel workbook (.xls) or one with a password; save it as .xlsx or CSV first" },
  { "\x89PNG", 0, 4, "a PNG image" },
  { "\xff\xd8\xff", 0, 3, "a JPEG image" },
  { "GIF8", 0, 4, "a GIF image" },
  { "%PDF-", 0, 5, "a PDF document" },
  { "\x7f" "ELF", 0, 4, "a program (ELF)" },
  { "MZ\x90", 0, 3, "a Windows program" },
  { "SQLite format 3\0", 0, 16, "an SQLite database" },
  { "\x1f\x8b", 0, 2, "a gzip archive inside another" },
  { "BZh", 0, 3, "a bzip2 archive; unpack it first" },
  { "\xfd" "7zXZ", 0, 5, "an xz archive; unpack it first" },
  { "\x28\xb5\x2f\xfd", 0, 4, "a Zstandard archive; unpack it first" },
  { "7z\xbc\xaf\x27\x1c", 0, 6, "a 7-Zip archive; unpack it first" },
  { "Rar!\x1a", 0, 5, "a RAR archive; unpack it first" },
  { "PAR1", 0, 4, "a Parquet file" },
  { "ustar", 257, 5, "a tar archive" },
  { "\0asm", 0, 4, "a WebAssembly program" },
  { "ID3", 0, 3, "an MP3 file" },
};

/* Some programs name a page with a table ".xls" or ".csv". */
static gboolean
is_web_page (const char *sample,
             gsize       length)
{
  static const char *const starts[] = { "<!doctype html", "<html", "<table" };
  gsize from = length >= 3 && memcmp (sample, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (from < length && g_ascii_isspace (sample[from]))
    from++;
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length - from >= strlen (starts[i])
        && g_ascii_strncasecmp (sample + from, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

/*
 * assay_binary_kind:
 *
 * Returns: (nullable): what the first bytes of a file that is no text look like, with its article
 */
const char *
assay_binary_kind (const char *sample,
                   gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].offset + magics[i].length
        && memcmp (sample + magics[i].offset, magics[i].bytes, magics[i].length) == 0)
      {
        /* Three or four letters may well start a text; a binary file goes on with odd bytes. */
        gboolean letters = g_ascii_isalpha (magics[i].bytes[0]) && magics[i].offset == 0;
        if (letters && magics[i].length < 5 && memchr (sample, '\0', MIN (length, 4096)) == NULL)
          continue;
        return magics[i].kind;
      }
  if (is_web_page (sample, length))
    return "a web page; open it in a spreadsheet and save it as .xlsx or CSV";
  return NULL;
}

/*
 * assay_encoding_unit:
 *
 * Returns: bytes of the smallest unit of an encoding: 1, 2 or 4
 */
gsize
assay_encoding_unit (const char *charset)
{
  if (g_ascii_strncasecmp (charset, "UTF-16", 6) == 0
      || g_ascii_strncasecmp (charset, "UCS-2", 5) == 0
      || g_ascii_strncasecmp (charset, "UTF16", 5) == 0)
    return 2;
  if (g_ascii_strncasecmp (charset, "UTF-32", 6) == 0
      || g_ascii_strncasecmp (charset, "UCS-4", 5) == 0
      || g_ascii_strncasecmp (charset, "UTF32", 5) == 0)
    return 4;
  return 1;
}

/* Text in UTF-16 has delimiters, digits and line breaks even where its letters are not Latin: their
 * zero halves are all on one side. A few NULs in other text are not enough: line breaks must be
 * whole units, or half of all units have a zero. */
static const char *
detect_utf16 (const char *sample,
              gsize       length)
{
  gsize zeros[2] = { 0, 0 }, breaks = 0, other_breaks = 0;
  guint zero_half;

  for (gsize i = 0; i < length; i++)
    zeros[i & 1] += sample[i] == '\0';
  zero_half = zeros[1] > zeros[0];
  if (zeros[zero_half] * 16 < length || zeros[!zero_half] * 16 > zeros[zero_half])
    return NULL;
  for (gsize i = 0; i + 1 < length; i += 2)
    {
      breaks += sample[i + zero_half] == '\0' && sample[i + !zero_half] == '\n';
      other_breaks += sample[i] == '\n' || sample[i + 1] == '\n';
    }
  other_breaks -= breaks;
  if (breaks <= other_breaks && zeros[zero_half] * 4 < length - 1)
    return NULL;
  return zero_half == 1 ? "UTF-16LE" : "UTF-16BE";
}

/* Whether it is UTF-8, possibly with a few bytes broken: in any other encoding, bytes beyond ASCII
 * hardly ever form a sequence. */
static gboolean
looks_utf8 (const char *sample,
            gsize       length,
            gboolean    complete)
{
  gsize bad = 0, good = 0;

  if (!complete)
    length -= assay_utf8_cut (sample, length);
  while (length > 0)
    {
      gboolean seen;
      gsize n = assay_utf8_valid_prefix (sample, length, &seen);
      for (gsize i = 0; i < n; i++)
        good += (guint8) sample[i] >= 0xc0;
      sample += n;
      length -= n;
      if (length > 0)
        {
          bad += *sample != '\0';
          sample++;
          length--;
        }
    }
  return bad == 0 || good > 3 * bad;
}

static const char *
ask_uchardet (const char *sample,
              gsize       length)
{
  uchardet_t detector = uchardet_new ();
  const char *found = NULL, *name;

  if (uchardet_handle_data (detector, sample, length) == 0)
    {
      uchardet_data_end (detector);
      name = uchardet_get_charset (detector);
      found = *name != '\0' ? g_intern_string (name) : NULL;
    }
  uchardet_delete (detector);
  if (found == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (supersets); i++)
    if (g_ascii_strcasecmp (found, supersets[i].found) == 0)
      return supersets[i].use;
  return g_ascii_strncasecmp (found, "UTF-", 4) == 0 ? NULL : found;
}

/* The lines that have anything beyond ASCII, up to a few pages: enough to judge. A line break is a
 * safe place to cut in every encoding. */
static GString *
gather_lines (const char *sample,
              gsize       length,
              gboolean    complete)
{
  GString *lines = g_string_new (NULL);
  const char *end = sample + length;

  while (sample < end && lines->len < ENOUGH)
    {
      const char *stop = sample;
      gboolean beyond = FALSE;

      while (stop < end && *stop != '\n' && *stop != '\r' && stop - sample < (gssize) ENOUGH)
        beyond |= (guint8) *stop++ >= 0x80;
      if (stop == end && !complete && lines->len > 0)
        break;
      if (stop < end)
        stop++;
      if (beyond)
        g_string_append_len (lines, sample, stop - sample);
      sample = stop;
    }
  return lines;
}

static gboolean
reads_same (const GString *lines,
            const char    *a,
            const char    *b)
{
  gssize length = (gssize) lines->len;
  g_autofree char *text_a = g_convert (lines->str, length, "UTF-8", a, NULL, NULL, NULL);
  g_autofree char *text_b = g_convert (lines->str, length, "UTF-8", b, NULL, NULL, NULL);

  return text_a != NULL && g_strcmp0 (text_a, text_b) == 0;
}

/*
 * assay_encoding_detect_8bit:
 *
 * Returns: the encoding of text that is not UTF-8, as iconv names it
 */
const char *
assay_encoding_detect_8bit (const char *sample,
                            gsize       length,
                            gboolean    complete)
{
  g_autoptr (GString) lines = gather_lines (sample, length, complete);
  const char *asked = ask_uchardet (sample, length);
  const char *best = "windows-1252";
  double best_score = -G_MAXDOUBLE;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      double score = assay_encoding_plausibility (lines->str, lines->len, candidates[i]);
      /* Where two readings are about as good, uchardet's language models decide. */
      if (asked != NULL && g_ascii_strcasecmp (asked, candidates[i]) == 0)
        {
          score += ASKED_BONUS;
          asked = NULL;
        }
      if (score > best_score)
        {
          best_score = score;
          best = candidates[i];
        }
    }
  if (asked != NULL
      && assay_encoding_plausibility (lines->str, lines->len, asked) + ASKED_BONUS > best_score)
    best = asked;
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (reads_same (lines, best, usual[i]))
      return usual[i];
  return best;
}

/*
 * assay_encoding_detect:
 * @complete: whether the sample is all there is; if not, it may end inside a character
 * @bom_length: (out): bytes of the byte order mark, which is no text
 *
 * Returns: the encoding of a text file, as iconv names it; UTF-8 for ASCII
 */
const char *
assay_encoding_detect (const char *sample,
                       gsize       length,
                       gboolean    complete,
                       gsize      *bom_length)
{
  const char *utf16;

  *bom_length = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (sample, marks[i].bytes, marks[i].length) == 0)
      {
        *bom_length = marks[i].length;
        return marks[i].encoding;
      }
  utf16 = detect_utf16 (sample, length);
  if (utf16 != NULL)
    return utf16;
  if (looks_utf8 (sample, length, complete))
    return "UTF-8";
  return assay_encoding_detect_8bit (sample, length, complete);
}
