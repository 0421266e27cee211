/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-header-matcher-private.h"

#include <string.h>

/* A file is a product's export when so many of its headers are that product's. */
#define EXPORT_MIN_HEADERS 4
#define EXPORT_MIN_SHARE 0.5
/* A field is plausible when at least so much of the filled cells has its shape. */
#define SHAPE_MIN_SHARE 0.3
#define DATE_MIN_SHARE 0.5
#define CONFIDENCE_BY_VALUES 0.6

static double
share_of (const AssayColumnProfile *profile,
          AssayFieldType            type)
{
  static const AssayDateOrder orders[]
    = { ASSAY_DATE_ORDER_DMY, ASSAY_DATE_ORDER_MDY, ASSAY_DATE_ORDER_YMD };
  guint64 filled = assay_column_profile_get_filled (profile), best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      AssayColumnFormat format = { .type = type, .date_order = orders[i],
                                   .decimal = i == 0 ? ASSAY_DECIMAL_COMMA : ASSAY_DECIMAL_POINT };
      best = MAX (best, assay_column_profile_count_fits (profile, &format));
    }
  return filled == 0 ? 1.0 : (double) best / (double) filled;
}

static gboolean
all_samples_in (const AssayColumnProfile *profile,
                const char               *words)
{
  guint n;
  const AssayColumnExample *samples = assay_column_profile_get_samples (profile, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *normal = assay_header_normalise (samples[i].text);
      g_autofree char *key = g_strdup_printf (" %s ", normal);
      if (strstr (words, key) == NULL)
        return FALSE;
    }
  return n > 0;
}

/* Most samples are two words or more. */
static gboolean
samples_have_spaces (const AssayColumnProfile *profile)
{
  guint n, spaces = 0;
  const AssayColumnExample *samples = assay_column_profile_get_samples (profile, &n);

  for (guint i = 0; i < n; i++)
    spaces += strchr (samples[i].text, ' ') != NULL;
  return n > 0 && spaces * 2 > n;
}

static gboolean
is_one_of (const char *field,
           const char *const *fields)
{
  return g_strv_contains (fields, field);
}

static gboolean
text_is_plausible (const char         *field,
                   AssayColumnProfile *profile)
{
  static const char *const words_only[]
    = { "name",    "first_name", "last_name", "company", "role",     "department", "industry",
        "location", "street",    "city",      "region",  "country",  "bio",        "source",
        "medium",  "campaign",   "referrer",  NULL };
  static const char *const names[] = { "name", "first_name", "last_name", NULL };
  gboolean capped;
  guint distinct = assay_column_profile_get_distinct (profile, &capped);
  guint64 filled = assay_column_profile_get_filled (profile);

  if (is_one_of (field, words_only) && share_of (profile, ASSAY_FIELD_TYPE_NUMBER) > 0.9)
    return FALSE;
  if (is_one_of (field, words_only) && share_of (profile, ASSAY_FIELD_TYPE_EMAIL) > 0.5)
    return FALSE;
  if (is_one_of (field, names) && !capped && distinct <= 20 && filled >= 200)
    return FALSE;
  if (strcmp (field, "role") == 0
      && all_samples_in (profile, " mr mrs ms miss dr prof herr frau m mme mlle sr sra dhr mevr "))
    return FALSE;
  if (strcmp (field, "external_id") == 0)
    return capped || filled < 20 || (guint64) distinct * 2 >= filled;
  if (strcmp (field, "outcome") == 0)
    return !capped && distinct <= 50;
  return TRUE;
}

/* Whether the values may be what the header says. */
static gboolean
is_plausible (const char         *field,
              AssayColumnProfile *profile)
{
  const AssayField *standard = assay_standard_field_find (field);

  if (profile == NULL || standard == NULL || assay_column_profile_get_filled (profile) == 0)
    return TRUE;
  switch (standard->type)
    {
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_URL:
      return share_of (profile, standard->type) >= SHAPE_MIN_SHARE;
    case ASSAY_FIELD_TYPE_PHONE:
      return share_of (profile, ASSAY_FIELD_TYPE_PHONE) >= SHAPE_MIN_SHARE;
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      return share_of (profile, ASSAY_FIELD_TYPE_DATETIME) >= DATE_MIN_SHARE;
    case ASSAY_FIELD_TYPE_NUMBER:
      return strcmp (field, "deal_value") != 0
             || share_of (profile, ASSAY_FIELD_TYPE_NUMBER) >= SHAPE_MIN_SHARE;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_BOOLEAN:
    default:
      return text_is_plausible (field, profile);
    }
}

/* The product whose export the file is, by its headers. */
static const AssayHeaderExport *
find_export (const AssayHeaderMatcher *self,
             const AssayHeaderColumn  *columns,
             guint                     n_columns)
{
  const AssayHeaderExport *best = NULL;
  guint best_hits = 0;

  for (guint e = 0; e < self->exports->len; e++)
    {
      const AssayHeaderExport *export = g_ptr_array_index (self->exports, e);
      guint hits = 0;
      for (guint i = 0; i < n_columns; i++)
        {
          g_autofree char *key = assay_header_squeeze (columns[i].header);
          hits += g_hash_table_contains (export->fields, key);
        }
      if (hits > best_hits)
        {
          best = export;
          best_hits = hits;
        }
    }
  if (best_hits < EXPORT_MIN_HEADERS || best_hits < EXPORT_MIN_SHARE * n_columns)
    return NULL;
  return best;
}

static void
propose (const AssayHeaderMatcher *self,
         const AssayHeaderExport  *export,
         const AssayHeaderColumn  *column,
         AssayHeaderMatch         *match)
{
  AssayHeaderCandidates candidates;

  *match = (AssayHeaderMatch) { 0 };
  if (export != NULL)
    {
      g_autofree char *key = assay_header_squeeze (column->header);
      const char *field = g_hash_table_lookup (export->fields, key);
      if (field != NULL && *field == '\0')
        {
          match->confidence = 1.0;
          return;
        }
      if (field != NULL && is_plausible (field, column->profile))
        {
          *match = (AssayHeaderMatch) { field, 1.0, FALSE };
          return;
        }
    }
  if (!assay_header_matcher_candidates (self, column->header, &candidates))
    return;
  for (guint i = 0; i < candidates.n; i++)
    if (is_plausible (candidates.fields[i], column->profile))
      {
        *match = (AssayHeaderMatch) { candidates.fields[i], candidates.confidence, FALSE };
        return;
      }
}

static AssayHeaderMatch *
find_match (AssayHeaderMatch *matches,
            guint             n,
            const char       *field)
{
  for (guint i = 0; i < n; i++)
    if (matches[i].field != NULL && strcmp (matches[i].field, field) == 0)
      return &matches[i];
  return NULL;
}

/* One column a field: the surer, else the earlier one keeps it. */
static void
settle_conflicts (AssayHeaderMatch *matches,
                  guint             n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && matches[i].field != NULL; j++)
      {
        if (matches[j].field == NULL || strcmp (matches[i].field, matches[j].field) != 0)
          continue;
        AssayHeaderMatch *loser
          = matches[j].confidence > matches[i].confidence ? &matches[i] : &matches[j];
        loser->field = NULL;
      }
}

/* "Name" beside "Vorname" is the surname; "Nombre" alone with two words is the whole name. */
static void
settle_names (const AssayHeaderColumn *columns,
              AssayHeaderMatch        *matches,
              guint                    n)
{
  AssayHeaderMatch *name = find_match (matches, n, "name");
  AssayHeaderMatch *first = find_match (matches, n, "first_name");
  AssayHeaderMatch *last = find_match (matches, n, "last_name");

  if (name != NULL && first != NULL && last == NULL)
    {
      AssayColumnProfile *profile = columns[name - matches].profile;
      if (profile == NULL || !samples_have_spaces (profile))
        name->field = "last_name";
    }
  else if (first != NULL && last == NULL && name == NULL)
    {
      AssayColumnProfile *profile = columns[first - matches].profile;
      if (profile != NULL && samples_have_spaces (profile))
        first->field = "name";
    }
}

static gboolean
samples_contain (const AssayColumnProfile *profile,
                 const char               *text)
{
  guint n;
  const AssayColumnExample *samples = assay_column_profile_get_samples (profile, &n);

  for (guint i = 0; i < n; i++)
    if (strstr (samples[i].text, text) == NULL)
      return FALSE;
  return n > 0;
}

/* A handful of values over and over: a category, whatever it looks like. */
static gboolean
is_repetitive (const AssayColumnProfile *profile)
{
  gboolean capped;
  guint64 distinct = assay_column_profile_get_distinct (profile, &capped);

  return !capped && distinct * 10 < assay_column_profile_get_filled (profile);
}

/* Columns whose header says nothing but whose values are plain. */
static const char *
field_by_values (const AssayHeaderColumn *column)
{
  AssayColumnVerdict verdict;
  const char *field = NULL;
  g_autofree char *normal = assay_header_normalise (column->header);

  if (column->profile == NULL || strstr (normal, "fax") != NULL
      || is_repetitive (column->profile))
    return NULL;
  assay_column_profile_decide (column->profile, NULL, &verdict);
  if (verdict.format.type == ASSAY_FIELD_TYPE_EMAIL)
    field = "email";
  else if (verdict.format.type == ASSAY_FIELD_TYPE_PHONE)
    field = "phone";
  else if (verdict.format.type == ASSAY_FIELD_TYPE_URL)
    field = samples_contain (column->profile, "linkedin.com/in/") ? "linkedin_url" : "website";
  assay_column_verdict_clear (&verdict);
  return field;
}

/**
 * assay_header_matcher_match:
 * @columns: (array length=n_columns): the file's columns
 * @matches: (array length=n_columns) (out caller-allocates): what each is
 *
 * Finds the standard field of each column by its header, checked against its values, and failing
 * that by its values alone. No field is given twice.
 */
void
assay_header_matcher_match (const AssayHeaderMatcher *self,
                            const AssayHeaderColumn  *columns,
                            guint                     n_columns,
                            AssayHeaderMatch         *matches)
{
  const AssayHeaderExport *export = find_export (self, columns, n_columns);

  for (guint i = 0; i < n_columns; i++)
    propose (self, export, &columns[i], &matches[i]);
  settle_conflicts (matches, n_columns);
  settle_names (columns, matches, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (matches[i].field != NULL || matches[i].confidence > 0)
        continue;
      const char *field = field_by_values (&columns[i]);
      if (field != NULL && find_match (matches, n_columns, field) == NULL)
        matches[i] = (AssayHeaderMatch) { field, CONFIDENCE_BY_VALUES, TRUE };
    }
}

static gboolean
is_plausible_for (const AssayRowSinkClass *sink,
                  const char              *key,
                  AssayColumnProfile      *profile)
{
  const AssayRowTarget *target = assay_row_sink_find_target (sink, key);
  double least = SHAPE_MIN_SHARE;

  if (target == NULL)
    return FALSE;
  if (profile == NULL || assay_column_profile_get_filled (profile) == 0)
    return TRUE;
  switch (target->type)
    {
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      least = DATE_MIN_SHARE;
      break;
    case ASSAY_FIELD_TYPE_NUMBER:
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_PHONE:
      break;
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_BOOLEAN:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_URL:
    default:
      return TRUE;
    }
  return share_of (profile, target->type) >= least;
}

/**
 * assay_header_matcher_match_rows:
 * @sink: who takes the rows, and so what columns may become
 *
 * The same for a file of rows that are no leads.
 */
void
assay_header_matcher_match_rows (const AssayHeaderMatcher *self,
                                 const AssayRowSinkClass  *sink,
                                 const AssayHeaderColumn  *columns,
                                 guint                     n_columns,
                                 AssayHeaderMatch         *matches)
{
  GHashTable *table = g_hash_table_lookup (self->rows, sink->kind);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *key = assay_header_squeeze (columns[i].header);
      const AssayHeaderCandidates *known = table != NULL ? g_hash_table_lookup (table, key) : NULL;

      matches[i] = (AssayHeaderMatch) { 0 };
      for (guint c = 0; known != NULL && c < known->n; c++)
        if (is_plausible_for (sink, known->fields[c], columns[i].profile)
            && find_match (matches, i, known->fields[c]) == NULL)
          {
            matches[i] = (AssayHeaderMatch) { known->fields[c], CONFIDENCE_BY_VALUES, FALSE };
            break;
          }
    }
  for (guint i = 0; i < n_columns; i++)
    {
      if (matches[i].field != NULL)
        continue;
      const char *field = field_by_values (&columns[i]);
      if (field != NULL && assay_row_sink_find_target (sink, field) != NULL
          && find_match (matches, n_columns, field) == NULL)
        matches[i] = (AssayHeaderMatch) { field, CONFIDENCE_BY_VALUES, TRUE };
    }
}
