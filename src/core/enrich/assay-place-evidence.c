/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-place-evidence.h"

#include <math.h>
#include <string.h>

#include "enrich/assay-place-fold.h"

#define MAX_BYTES 400 /* of a text that are looked at */
#define MAX_WORDS 12

/* How much a meaning says for its country. Only the order of things matters: a country that is
 * named, then a city together with its region, then large cities before small ones. */
enum
{
  WEIGHT_COUNTRY_FIELD = 1000, /* nothing stands up to it */
  WEIGHT_COUNTRY_FIELD_UNSURE = 130,
  WEIGHT_COUNTRY_NAMED = 60,
  WEIGHT_COUNTRY_CODE = 25,
  WEIGHT_REGION_FIELD = 40,
  WEIGHT_REGION_NAMED = 35,
  WEIGHT_REGION_CODE = 8,
  WEIGHT_CITY = 10, /* and five for each power of ten of its people */
  COST_PART = 8, /* of a text that means more than the name found */
  COST_OTHER_FIELD = 10,
  COST_SECOND_LEVEL = 8,
};

static const char *const fillers[] = {
  "greater",   "area",     "metropolitan", "metro",    "metroplex",    "region", "remote",
  "hybrid",    "near",     "city",         "of",       "county",       "town",   "raum",
  "grossraum", "umgebung", "based",        "in",       "headquarters", "hq",     "office",
  "the",       "und",      "and",          "district", "ville",        "cedex",
};

void
assay_place_evidence_init (AssayPlaceEvidence *self, const AssayPlaceIndex *index)
{
  self->index = index;
  self->n_segments = 0;
  self->n_findings = 0;
}

/* Abbreviations that people write without their country. */
static int
weight_of_region_code (const AssayPlace *region, gsize length)
{
  const char *country = region->country->code;

  if (strcmp (country, "US") == 0)
    return 30;
  if (strcmp (country, "CA") == 0)
    return 28;
  if (strcmp (country, "AU") == 0)
    return length > 2 ? 28 : 12;
  return WEIGHT_REGION_CODE;
}

static int
weight_of_country (AssayPlaceRole role, gboolean is_code, gboolean is_ambiguous)
{
  if (role == ASSAY_PLACE_ROLE_COUNTRY)
    return is_ambiguous ? WEIGHT_COUNTRY_FIELD_UNSURE : WEIGHT_COUNTRY_FIELD;
  if (is_code)
    return WEIGHT_COUNTRY_CODE;
  return role == ASSAY_PLACE_ROLE_TEXT ? WEIGHT_COUNTRY_NAMED
                                       : WEIGHT_COUNTRY_NAMED - COST_OTHER_FIELD;
}

static int
weight_of_region (AssayPlaceRole role, const AssayPlaceMatch *match, gsize length)
{
  int weight = WEIGHT_REGION_NAMED;

  if (match->is_code)
    weight = weight_of_region_code (match->place, length);
  else if (role == ASSAY_PLACE_ROLE_REGION)
    weight = WEIGHT_REGION_FIELD;
  else if (role == ASSAY_PLACE_ROLE_COUNTRY)
    weight = WEIGHT_COUNTRY_NAMED;
  else if (role != ASSAY_PLACE_ROLE_TEXT)
    weight -= COST_OTHER_FIELD;
  if (match->place->region != match->place)
    weight -= COST_SECOND_LEVEL;
  return weight;
}

static int
weight_of_city (AssayPlaceRole role, const AssayPlace *city)
{
  int weight = WEIGHT_CITY + (int) (5 * log10 (MAX (city->population, 1)));

  if (role == ASSAY_PLACE_ROLE_COUNTRY || role == ASSAY_PLACE_ROLE_REGION)
    weight -= COST_OTHER_FIELD;
  return weight;
}

/* Whether a country's name or code is that of a well-known region elsewhere as well: Georgia, CA.
 */
static gboolean
is_ambiguous (const AssayPlaceIndex *index, const AssayPlaceMatch *match, gsize length)
{
  for (; match != NULL; match = assay_place_index_next (index, match))
    if (match->place->kind == ASSAY_PLACE_REGION && match->place->region == match->place &&
        (!match->is_code || weight_of_region_code (match->place, length) > WEIGHT_COUNTRY_CODE))
      return TRUE;
  return FALSE;
}

/* Returns whether the folded name means anything there. Codes count where they are the whole
 * segment. */
static gboolean
look_up (AssayPlaceEvidence *self, AssayPlaceRole role, const char *name, gsize length, int cost)
{
  const AssayPlaceMatch *match = assay_place_index_find (self->index, name, length);
  gboolean ambiguous = match != NULL && is_ambiguous (self->index, match, length);
  gboolean found = FALSE;

  for (; match != NULL; match = assay_place_index_next (self->index, match))
    {
      const AssayPlace *place = match->place;
      AssayPlaceFinding *finding = &self->findings[self->n_findings];
      int weight;

      if (self->n_findings == ASSAY_PLACE_MAX_FINDINGS)
        break;
      if (match->is_code && cost > 0)
        continue;
      if (place->kind == ASSAY_PLACE_COUNTRY)
        weight = weight_of_country (role, match->is_code, ambiguous);
      else if (place->kind == ASSAY_PLACE_REGION)
        weight = weight_of_region (role, match, length);
      else
        weight = weight_of_city (role, place);
      *finding = (AssayPlaceFinding){
        .place = place,
        .weight = (gint16) MAX (weight - cost, 1),
        .segment = (guint8) self->n_segments,
        .is_code = match->is_code,
      };
      self->n_findings++;
      found = TRUE;
    }
  return found;
}

static gboolean
is_filler (const char *word, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (strlen (fillers[i]) == length && memcmp (fillers[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Takes words away that only say what kind of place it is; returns the new length. */
static gsize
drop_fillers (char *name, gsize length)
{
  gsize out = 0;

  for (gsize i = 0; i < length;)
    {
      gsize end = i;

      while (end < length && name[end] != ' ')
        end++;
      if (!is_filler (name + i, end - i))
        {
          if (out > 0)
            name[out++] = ' ';
          memmove (name + out, name + i, end - i);
          out += end - i;
        }
      i = end + 1;
    }
  return out;
}

/* The longest run of words that names something: the first in a text, the last in an address. */
static gboolean
look_up_words (AssayPlaceEvidence *self, AssayPlaceRole role, const char *name, gsize length)
{
  gsize starts[MAX_WORDS + 1];
  guint n = 0;

  for (gsize i = 0; i < length && n < MAX_WORDS; i++)
    if (i == 0 || name[i - 1] == ' ')
      starts[n++] = i;
  starts[n] = length + 1;
  for (guint size = MIN (n, 4); size > 0; size--)
    for (guint i = 0; i + size <= n; i++)
      {
        guint first = role == ASSAY_PLACE_ROLE_STREET ? n - size - i : i;
        gsize from = starts[first], to = starts[first + size] - 1;

        if (to - from > (size == 1 ? 3 : 4) &&
            look_up (self, role, name + from, to - from, COST_PART))
          return TRUE;
      }
  return FALSE;
}

/* In running text, only what is written in capitals is taken for a code. */
static gboolean
may_be_code (AssayPlaceRole role, const char *text, gsize length)
{
  if (role != ASSAY_PLACE_ROLE_TEXT && role != ASSAY_PLACE_ROLE_STREET)
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_islower (text[i]))
      return FALSE;
  return TRUE;
}

static void
add_segment (AssayPlaceEvidence *self, AssayPlaceRole role, const char *text, gsize length)
{
  char name[ASSAY_PLACE_NAME_SIZE];
  gsize n = assay_place_fold (text, length, name);
  gboolean found;

  /* A house number or a postal code alone says nothing here. */
  while (n > 0 && (g_ascii_isdigit (name[n - 1]) || name[n - 1] == ' '))
    n--;
  if (n < 2 || self->n_segments == ASSAY_PLACE_MAX_SEGMENTS)
    return;
  self->roles[self->n_segments] = role;
  found =
      look_up (self, role, name, n, n <= 3 && !may_be_code (role, text, length) ? COST_PART : 0);
  if (!found)
    {
      n = drop_fillers (name, n);
      found = n > 1 && (look_up (self, role, name, n, 1) || look_up_words (self, role, name, n));
    }
  if (found)
    self->n_segments++;
}

static gboolean
is_separator (const char *p, const char *end)
{
  guchar c = (guchar) *p;

  if (c < 0x80)
    return strchr (",/|;()[]\n\r\t:\\", c) != NULL || (c == '-' && p + 1 < end && p[1] == ' ');
  /* An en dash, an em dash, a bullet, a middle dot, or the comma of Chinese or Arabic. */
  return (end - p >= 3 &&
          (memcmp (p, "–", 3) == 0 || memcmp (p, "—", 3) == 0 || memcmp (p, "•", 3) == 0 ||
           memcmp (p, "，", 3) == 0 || memcmp (p, "、", 3) == 0)) ||
         (end - p >= 2 && (memcmp (p, "·", 2) == 0 || memcmp (p, "،", 2) == 0));
}

/* A name with a comma of its own: Korea, Republic of. */
static gboolean
add_whole (AssayPlaceEvidence *self, AssayPlaceRole role, const char *text, gsize length)
{
  char name[ASSAY_PLACE_NAME_SIZE];

  if (length >= ASSAY_PLACE_NAME_SIZE || self->n_segments == ASSAY_PLACE_MAX_SEGMENTS ||
      !look_up (self, role, name, assay_place_fold (text, length, name), 0))
    return FALSE;
  self->roles[self->n_segments++] = role;
  return TRUE;
}

/**
 * assay_place_evidence_add:
 * @text: (array length=length): anything, not terminated
 *
 * Looks up what a field says, piece by piece where it has commas and the like. Long texts are read
 * from their start only.
 */
void
assay_place_evidence_add (AssayPlaceEvidence *self,
                          AssayPlaceRole role,
                          const char *text,
                          gsize length)
{
  const char *end = text + MIN (length, MAX_BYTES), *start = text;

  for (const char *p = text; p < end; p++)
    if (is_separator (p, end))
      {
        if (add_whole (self, role, text, length))
          return;
        break;
      }
  for (const char *p = text; p <= end; p++)
    {
      if (p < end && (*p == '\0' || !is_separator (p, end)))
        continue;
      if (p > start)
        add_segment (self, role, start, (gsize) (p - start));
      if (p < end && (guchar) *p >= 0x80)
        p += (guchar) *p >= 0xe0 ? 2 : 1;
      start = p + 1;
    }
}

/**
 * assay_place_evidence_favour:
 *
 * Lets something of another kind speak for a country, if any text does as well.
 */
void
assay_place_evidence_favour (AssayPlaceEvidence *self, const AssayPlace *country, int weight)
{
  if (self->n_segments == 0 || self->n_segments == ASSAY_PLACE_MAX_SEGMENTS ||
      self->n_findings == ASSAY_PLACE_MAX_FINDINGS)
    return;
  self->roles[self->n_segments] = ASSAY_PLACE_ROLE_HINT;
  self->findings[self->n_findings++] = (AssayPlaceFinding){
    .place = country,
    .weight = (gint16) weight,
    .segment = (guint8) self->n_segments++,
    .is_code = TRUE,
  };
}

/**
 * assay_place_evidence_is_settled:
 *
 * Returns: whether a field names the country, so that nothing else can change it
 */
gboolean
assay_place_evidence_is_settled (const AssayPlaceEvidence *self)
{
  for (guint i = 0; i < self->n_findings; i++)
    if (self->findings[i].weight >= WEIGHT_COUNTRY_FIELD)
      return TRUE;
  return FALSE;
}
