/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-place-index.h"

#include <string.h>

#include "base/assay-arena.h"
#include "base/assay-hash.h"
#include "enrich/assay-reference-table.h"

#define MAX_PREFIX 7 /* digits of the calling codes table */

enum
{
  TABLE_COUNTRIES,
  TABLE_REGIONS,
  TABLE_CITIES,
  TABLE_CALLING_CODES,
  N_TABLES,
};

const char *const assay_place_tables[] = {
  [TABLE_COUNTRIES] = "countries.tsv",
  [TABLE_REGIONS] = "regions.tsv",
  [TABLE_CITIES] = "cities.tsv",
  [TABLE_CALLING_CODES] = "calling-codes.tsv",
  NULL,
};

/* A name and its meanings, which are a list in @matches. */
typedef struct
{
  const char *text;
  guint32 length;
  guint32 first;
  guint32 last;
} Name;

typedef struct
{
  guint32 name; /* place in the index's names, or 0 */
  guint32 hash;
} Slot;

struct _AssayPlaceIndex
{
  AssayReferenceTable *tables[N_TABLES]; /* (owned): hold all text but codes */
  AssayArena *codes; /* (owned): in lower case */
  GPtrArray *blocks;                     /* (element-type AssayPlace): they never move */
  guint n_in_block;
  GArray *names;   /* (element-type Name): the first one is none */
  GArray *matches; /* (element-type AssayPlaceMatch): the first one is none */
  Slot *slots;     /* (owned): by hash */
  guint32 mask;
  const AssayPlace *countries[26 * 26];
  GHashTable *regions;  /* (element-type utf8 AssayPlace) (nullable): while loading */
  GHashTable *parents;  /* (element-type AssayPlace utf8) (nullable): while loading */
  GHashTable *prefixes; /* (element-type gint64 AssayPlace) */
};

#define BLOCK 4096 /* places */

static AssayPlace *
new_place (AssayPlaceIndex *self, AssayPlaceKind kind, const char *name)
{
  AssayPlace *place;

  if (self->blocks->len == 0 || self->n_in_block == BLOCK)
    {
      g_ptr_array_add (self->blocks, g_new0 (AssayPlace, BLOCK));
      self->n_in_block = 0;
    }
  place = (AssayPlace *) self->blocks->pdata[self->blocks->len - 1] + self->n_in_block++;
  place->kind = kind;
  place->name = name;
  place->code = place->zone = "";
  return place;
}

/* The slot of the name: its own, or the free one where it belongs. */
static Slot *
find_slot (const AssayPlaceIndex *self, const char *text, gsize length, guint32 hash)
{
  guint32 at = hash & self->mask;

  for (; self->slots[at].name != 0; at = (at + 1) & self->mask)
    {
      const Name *name;

      /* Most of those that stand in the way go by without a look at their text, which is far away. */
      if (self->slots[at].hash != hash)
        continue;
      name = &g_array_index (self->names, Name, self->slots[at].name);
      if (name->length == length && memcmp (name->text, text, length) == 0)
        break;
    }
  return &self->slots[at];
}

static void
grow (AssayPlaceIndex *self)
{
  g_autofree Slot *old = self->slots;
  guint32 n_old = self->mask + 1;

  self->mask = self->mask * 2 + 1;
  self->slots = g_new0 (Slot, self->mask + 1);
  for (guint32 i = 0; i < n_old; i++)
    {
      guint32 at = old[i].hash & self->mask;

      if (old[i].name == 0)
        continue;
      while (self->slots[at].name != 0)
        at = (at + 1) & self->mask;
      self->slots[at] = old[i];
    }
}

static void
add_name (AssayPlaceIndex *self,
          const char *text,
          gsize length,
          const AssayPlace *place,
          gboolean is_code)
{
  const AssayPlaceMatch match = { .place = place, .is_code = is_code };
  guint32 hash = (guint32) assay_hash_bytes (text, length, 0);
  Slot *slot = find_slot (self, text, length, hash);
  guint32 at = self->matches->len;

  if (length == 0)
    return;
  g_array_append_val (self->matches, match);
  if (slot->name == 0)
    {
      const Name name = { .text = text, .length = (guint32) length, .first = at, .last = at };

      *slot = (Slot){ .name = self->names->len, .hash = hash };
      g_array_append_val (self->names, name);
      if (self->names->len > self->mask / 2)
        grow (self);
      return;
    }
  {
    Name *name = &g_array_index (self->names, Name, slot->name);

    g_array_index (self->matches, AssayPlaceMatch, name->last).next = at;
    name->last = at;
  }
}

static void
add_names (AssayPlaceIndex *self, const char *names, const AssayPlace *place)
{
  while (*names != '\0')
    {
      gsize length = strcspn (names, "|");

      add_name (self, names, length, place, FALSE);
      names += length + (names[length] == '|');
    }
}

/* Codes are upper case in the tables, where they are needed as they are. */
static void
add_code (AssayPlaceIndex *self, const char *code, const AssayPlace *place)
{
  gsize length = strlen (code);
  char *folded = assay_arena_strndup (self->codes, code, length);

  for (gsize i = 0; i < length; i++)
    folded[i] = g_ascii_tolower (folded[i]);
  add_name (self, folded, length, place, TRUE);
}

static gboolean
add_country (AssayPlaceIndex *self, const char *const *cells, GError **error)
{
  AssayPlace *place = new_place (self, ASSAY_PLACE_COUNTRY, cells[2]);

  if (!g_ascii_isupper (cells[0][0]) || !g_ascii_isupper (cells[0][1]) || cells[0][2] != '\0')
    return assay_reference_table_fail (
        self->tables[TABLE_COUNTRIES], error, "expected a code of two capitals");
  self->countries[(cells[0][0] - 'A') * 26 + (cells[0][1] - 'A')] = place;
  place->code = cells[0];
  place->zone = cells[3];
  place->country = place;
  add_code (self, cells[0], place);
  add_code (self, cells[1], place);
  add_names (self, cells[4], place);
  return TRUE;
}

static gboolean
add_region (AssayPlaceIndex *self, const char *const *cells, GError **error)
{
  const AssayPlace *country = assay_place_index_get_country (self, cells[0]);
  AssayPlace *place = new_place (self, ASSAY_PLACE_REGION, cells[2]);

  if (country == NULL || cells[0][2] != '-')
    return assay_reference_table_fail (
        self->tables[TABLE_REGIONS], error, "expected a code that starts with that of a country");
  place->code = cells[0];
  place->zone = cells[3];
  place->country = country;
  place->region = place;
  g_hash_table_insert (self->regions, (gpointer) cells[0], place);
  if (*cells[1] != '\0')
    g_hash_table_insert (self->parents, place, (gpointer) cells[1]);
  if (g_ascii_isalpha (cells[0][3]))
    add_code (self, cells[0] + 3, place);
  add_names (self, cells[4], place);
  return TRUE;
}

static gboolean
add_city (AssayPlaceIndex *self, const char *const *cells, GError **error)
{
  const AssayPlace *country = assay_place_index_get_country (self, cells[1]);
  AssayPlace *place = new_place (self, ASSAY_PLACE_CITY, cells[0]);
  char region[16] = { cells[1][0], cells[1][1], '-' };

  if (country == NULL)
    return assay_reference_table_fail (
        self->tables[TABLE_CITIES], error, "expected a country of countries.tsv");
  g_strlcpy (region + 3, cells[2], sizeof region - 3);
  place->country = country;
  place->region = *cells[2] != '\0' ? g_hash_table_lookup (self->regions, region) : NULL;
  place->zone = cells[3];
  for (const char *digit = cells[4]; g_ascii_isdigit (*digit); digit++)
    place->population = place->population * 10 + (guint32) (*digit - '0');
  add_names (self, cells[5], place);
  return TRUE;
}

static gint64
prefix_key (const char *digits, gsize length)
{
  gint64 key = 1; /* keeps leading zeros apart */

  for (gsize i = 0; i < length; i++)
    key = key * 10 + (digits[i] - '0');
  return key;
}

static gboolean
add_calling_code (AssayPlaceIndex *self, const char *const *cells, GError **error)
{
  const AssayPlace *country = assay_place_index_get_country (self, cells[1]);
  gsize length = strspn (cells[0], "0123456789");
  gint64 *key;

  if (country == NULL || length == 0 || length > MAX_PREFIX || cells[0][length] != '\0')
    return assay_reference_table_fail (
        self->tables[TABLE_CALLING_CODES], error, "expected 1 to 7 digits and a country");
  key = g_new (gint64, 1);
  *key = prefix_key (cells[0], length);
  g_hash_table_insert (self->prefixes, key, (gpointer) country);
  return TRUE;
}

static gboolean
read_table (AssayPlaceIndex *self, guint table, GError **error)
{
  static gboolean (*const add[]) (AssayPlaceIndex *, const char *const *, GError **) = {
    [TABLE_COUNTRIES] = add_country,
    [TABLE_REGIONS] = add_region,
    [TABLE_CITIES] = add_city,
    [TABLE_CALLING_CODES] = add_calling_code,
  };
  static const guint n_columns[] = { 5, 5, 6, 2 };
  AssayReferenceTable *reference = assay_reference_table_open (assay_place_tables[table], error);
  const char *const *cells;
  g_autoptr (GError) local = NULL;

  self->tables[table] = reference;
  if (reference == NULL)
    return FALSE;
  if (assay_reference_table_get_n_columns (reference) != n_columns[table])
    return assay_reference_table_fail (reference, error, "expected %u columns", n_columns[table]);
  while (assay_reference_table_next (reference, &cells, &local))
    if (!add[table](self, cells, error))
      return FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Divisions of the second level belong to one of the first, which may stand later in the table. */
static void
join_regions (AssayPlaceIndex *self)
{
  GHashTableIter iter;
  gpointer place, code;

  g_hash_table_iter_init (&iter, self->parents);
  while (g_hash_table_iter_next (&iter, &place, &code))
    {
      const AssayPlace *parent = g_hash_table_lookup (self->regions, code);

      if (parent != NULL)
        ((AssayPlace *) place)->region = parent;
    }
  g_clear_pointer (&self->parents, g_hash_table_unref);
}

/**
 * assay_place_index_load:
 *
 * Reads the tables of places.
 *
 * Returns: (transfer full) (nullable): the index; %NULL with a #GFileError or
 *   %ASSAY_REFERENCE_ERROR_MALFORMED
 */
AssayPlaceIndex *
assay_place_index_load (GError **error)
{
  g_autoptr (AssayPlaceIndex) self = g_new0 (AssayPlaceIndex, 1);
  const Name no_name = { .text = "" };
  const AssayPlaceMatch no_match = { .place = NULL };

  self->codes = assay_arena_new ();
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->names = g_array_sized_new (FALSE, FALSE, sizeof (Name), 131072);
  self->matches = g_array_sized_new (FALSE, FALSE, sizeof (AssayPlaceMatch), 131072);
  g_array_append_val (self->names, no_name);
  g_array_append_val (self->matches, no_match);
  self->mask = (1 << 18) - 1;
  self->slots = g_new0 (Slot, self->mask + 1);
  self->regions = g_hash_table_new (g_str_hash, g_str_equal);
  self->parents = g_hash_table_new (NULL, NULL);
  self->prefixes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint table = 0; table < N_TABLES; table++)
    if (!read_table (self, table, error))
      return NULL;
  join_regions (self);
  g_clear_pointer (&self->regions, g_hash_table_unref);
  return g_steal_pointer (&self);
}

void
assay_place_index_free (AssayPlaceIndex *self)
{
  for (guint i = 0; i < N_TABLES; i++)
    g_clear_pointer (&self->tables[i], assay_reference_table_free);
  g_clear_pointer (&self->codes, assay_arena_free);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_array_unref);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->regions, g_hash_table_unref);
  g_clear_pointer (&self->parents, g_hash_table_unref);
  g_clear_pointer (&self->prefixes, g_hash_table_unref);
  g_free (self->slots);
  g_free (self);
}

/**
 * assay_place_index_find:
 * @folded: (array length=length): a name as assay_place_fold() gives it
 *
 * Returns: (nullable) (transfer none): the first meaning: countries before regions before cities,
 * large cities before small ones
 */
const AssayPlaceMatch *
assay_place_index_find (const AssayPlaceIndex *self, const char *folded, gsize length)
{
  guint32 hash = (guint32) assay_hash_bytes (folded, length, 0);
  guint32 name = find_slot (self, folded, length, hash)->name;

  if (name == 0)
    return NULL;
  return &g_array_index (
      self->matches, AssayPlaceMatch, g_array_index (self->names, Name, name).first);
}

/**
 * assay_place_index_next:
 *
 * Returns: (nullable) (transfer none): the next meaning of the same name
 */
const AssayPlaceMatch *
assay_place_index_next (const AssayPlaceIndex *self, const AssayPlaceMatch *match)
{
  return match->next != 0 ? &g_array_index (self->matches, AssayPlaceMatch, match->next) : NULL;
}

/**
 * assay_place_index_get_country:
 * @code: starts with an ISO 3166-1 alpha-2 code in capitals; at least two bytes
 *
 * Returns: (nullable) (transfer none): the country
 */
const AssayPlace *
assay_place_index_get_country (const AssayPlaceIndex *self, const char *code)
{
  if (!g_ascii_isupper (code[0]) || !g_ascii_isupper (code[1]))
    return NULL;
  return self->countries[(code[0] - 'A') * 26 + (code[1] - 'A')];
}

/**
 * assay_place_index_dial:
 * @digits: (array length=length): ASCII digits of a phone number after its plus
 *
 * Returns: (nullable) (transfer none): the country that such numbers belong to
 */
const AssayPlace *
assay_place_index_dial (const AssayPlaceIndex *self, const char *digits, gsize length)
{
  for (length = MIN (length, MAX_PREFIX); length > 0; length--)
    {
      gint64 key = prefix_key (digits, length);
      const AssayPlace *country = g_hash_table_lookup (self->prefixes, &key);

      if (country != NULL)
        return country;
    }
  return NULL;
}
