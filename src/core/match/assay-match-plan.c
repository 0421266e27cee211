/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-plan.h"

#include <string.h>

#include "match/assay-match-error.h"
#include "match/assay-match-profile-private.h"
#include "match/assay-match-value.h"

/* Parts of a place say one thing together. */
#define EVIDENCE_PLACE 5

/* A full name beside its parts tells nothing new where it mostly holds them. */
#define REDUNDANT_SHARE 0.8

/* A full name beside its parts is compared as well where it holds so many words on average. */
#define MORE_WORDS 2.2

/* A text of so many words may hold what belongs in other fields: titles do, streets do not. */
#define ROOMY_WORDS 4

/* Values of a field slip into a text where it is longer by so much of their length when they are missing, and they are
 * in so many leads. */
#define SLIPPED_LENGTH 0.5
#define SLIPPED_SHARE 0.05

/* Of so many values that each stand in so many leads on average each is known again where it slipped to. */
#define MAX_KNOWN 1000
#define KNOWN_LEADS 5

/* Signals of enrichment that are better than the raw field. */
static const struct
{
  const char *field;
  const char *signal;
} signals[] = {
  { "email", "email.canonical" },
  { "phone", "phone.e164" },
  { "company", "company.key" },
  { "country", "location.country" },
};

static const char *const place_fields[] = { "location",    "street",  "city", "region",
                                            "postal_code", "country", NULL };

void
assay_match_source_free (AssayMatchSource *source)
{
  g_free (source->key);
  g_free (source->label);
  g_free (source->slipped_into);
  g_clear_pointer (&source->slipped, g_hash_table_unref);
  for (guint i = 0; i < source->n_columns; i++)
    g_free (source->columns[i]);
  g_free (source);
}

void
assay_match_plan_free (AssayMatchPlan *plan)
{
  g_ptr_array_unref (plan->sources);
  g_free (plan);
}

static void
add_column (AssayMatchSource *source, const char *column)
{
  if (source->n_columns < ASSAY_MATCH_MAX_SOURCES)
    source->columns[source->n_columns++] = g_strconcat ("lead.", column, NULL);
}

static gboolean
has_signal (AssayConnection *connection, const char *signal, gboolean *out_has, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection, "SELECT 1 FROM pragma_table_info('signal') WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_text (statement, 1, signal);
  return assay_statement_step (statement, out_has, error);
}

static gboolean
add_signal (AssayMatchSource *source,
            AssayConnection *connection,
            const char *field,
            GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      gboolean has;

      if (strcmp (signals[i].field, field) != 0)
        continue;
      if (!has_signal (connection, signals[i].signal, &has, error))
        return FALSE;
      if (has)
        source->columns[source->n_columns++] = g_strdup_printf ("signal.\"%s\"", signals[i].signal);
    }
  return TRUE;
}

static AssayMatchSource *
source_new (const AssayField *field, AssayMatchKind kind)
{
  AssayMatchSource *source = g_new0 (AssayMatchSource, 1);

  source->key = g_strdup (field->key);
  source->label = g_strdup (field->label);
  source->kind = kind;
  source->evidence = g_strv_contains (place_fields, field->key) ? EVIDENCE_PLACE : 0;
  return source;
}

/* What somebody asked for a field to be compared as: `--compare dob=date`. */
static AssayMatchKind
asked_kind (const char *const *kinds, const char *key, AssayMatchKind kind)
{
  gsize length = strlen (key);

  for (; kinds != NULL && *kinds != NULL; kinds++)
    if (strncmp (*kinds, key, length) == 0 && (*kinds)[length] == '=')
      assay_match_kind_from_nick (*kinds + length + 1, &kind);
  return kind;
}

static gboolean
check_asked (AssayFieldRegistry *fields, const char *const *kinds, GError **error)
{
  for (; kinds != NULL && *kinds != NULL; kinds++)
    {
      const char *sign = strchr (*kinds, '=');
      g_autofree char *key =
          g_strndup (*kinds, sign != NULL ? (gsize) (sign - *kinds) : strlen (*kinds));
      AssayMatchKind kind;

      if (sign == NULL || assay_field_registry_find (fields, key) == NULL)
        g_set_error (error,
                     ASSAY_MATCH_ERROR,
                     ASSAY_MATCH_ERROR_PARAMETER,
                     "“compare”: expected FIELD=KIND with a field of this workspace");
      else if (!assay_match_kind_from_nick (sign + 1, &kind))
        g_set_error (error,
                     ASSAY_MATCH_ERROR,
                     ASSAY_MATCH_ERROR_PARAMETER,
                     "“compare”: there is no kind “%s”; use name, given, family, email, phone, "
                     "company, text, "
                     "short, postal, date, identifier, number, url or ignore",
                     sign + 1);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

typedef struct
{
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  const char *const *kinds;
  GPtrArray *profiles; /* (element-type AssayMatchProfile) */
  AssayMatchPlan *plan;
} Planner;

/* A standard field is what it is called; of others the fullest. */
static gboolean
is_better (const AssayMatchProfile *profile, const AssayMatchProfile *best)
{
  gboolean standard = profile->field->number < ASSAY_FIELD_FIRST_CUSTOM && profile->filled > 0;

  if (best == NULL)
    return TRUE;
  return standard != (best->field->number < ASSAY_FIELD_FIRST_CUSTOM) ? standard : profile->filled > best->filled;
}

static AssayMatchProfile *
best_of_kind (Planner *planner, AssayMatchKind kind)
{
  AssayMatchProfile *best = NULL;

  for (guint i = 0; i < planner->profiles->len; i++)
    {
      AssayMatchProfile *profile = g_ptr_array_index (planner->profiles, i);
      if (asked_kind (planner->kinds, profile->field->key, assay_match_profile_kind (profile)) ==
              kind &&
          is_better (profile, best))
        best = profile;
    }
  return best;
}

static gboolean
holds_parts (AssayConnection *connection,
             const AssayField *whole,
             const AssayField *given,
             const AssayField *family,
             gboolean *out_holds,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT avg(instr(lower(%1$s), lower(%2$s)) > 0 AND instr(lower(%1$s), lower(%3$s)) > 0) "
      "FROM "
      "(SELECT %1$s, %2$s, %3$s FROM lead WHERE typeof(%1$s) = 'text' AND typeof(%2$s) = 'text' "
      "AND typeof(%3$s) = 'text' LIMIT 2000)",
      whole->column,
      given->column,
      family->column);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  *out_holds = row && assay_statement_get_double (statement, 0) >= REDUNDANT_SHARE;
  return TRUE;
}

static void
add_source (Planner *planner, AssayMatchSource *source)
{
  g_ptr_array_add (planner->plan->sources, source);
}

/* Given name and surname side by side where most leads have both apart; the whole name otherwise.
 */
static gboolean
add_names (Planner *planner,
           gboolean *out_parts,
           AssayMatchProfile **out_given,
           AssayMatchProfile **out_family)
{
  AssayMatchProfile *given = best_of_kind (planner, ASSAY_MATCH_GIVEN);
  AssayMatchProfile *family = best_of_kind (planner, ASSAY_MATCH_FAMILY);
  AssayMatchProfile *whole = best_of_kind (planner, ASSAY_MATCH_NAME);
  AssayMatchSource *source;

  *out_given = given;
  *out_family = family;
  *out_parts = given != NULL && family != NULL &&
               (whole == NULL || 2 * MIN (given->filled, family->filled) > whole->filled);
  if (*out_parts)
    {
      source = source_new (given->field, ASSAY_MATCH_GIVEN);
      add_column (source, given->field->column);
      add_source (planner, source);
      source = source_new (family->field, ASSAY_MATCH_FAMILY);
      add_column (source, family->field->column);
      add_source (planner, source);
      if (whole != NULL && whole->words >= MORE_WORDS * whole->filled)
        {
          source = source_new (whole->field, ASSAY_MATCH_NAME);
          add_column (source, whole->field->column);
          add_source (planner, source);
        }
      return TRUE;
    }
  if (whole == NULL && given == NULL && family == NULL)
    return TRUE;
  source = source_new (assay_standard_field_find ("name"), ASSAY_MATCH_NAME);
  if (whole != NULL)
    add_column (source, whole->field->column);
  source->joined = whole == NULL;
  if (whole == NULL && given != NULL)
    add_column (source, given->field->column);
  if (whole == NULL && family != NULL)
    add_column (source, family->field->column);
  add_source (planner, source);
  return TRUE;
}

static gboolean
add_field (Planner *planner, AssayMatchProfile *profile, AssayMatchKind kind, GError **error)
{
  const AssayField *field = profile->field;
  AssayMatchSource *source = source_new (field, kind);

  add_source (planner, source);
  if (!add_signal (source, planner->connection, field->key, error))
    return FALSE;
  add_column (source, field->column);
  if (strcmp (field->key, "phone") == 0)
    add_column (source, "mobile");
  return TRUE;
}

static int
compare_bits (gconstpointer a, gconstpointer b)
{
  double first = assay_match_profile_bits (*(AssayMatchProfile *const *) a);
  double second = assay_match_profile_bits (*(AssayMatchProfile *const *) b);

  return first > second ? -1 : first < second;
}

static gboolean
add_others (Planner *planner,
            gboolean parts,
            const AssayMatchProfile *given,
            const AssayMatchProfile *family,
            GError **error)
{
  g_ptr_array_sort (planner->profiles, compare_bits);
  for (guint i = 0; i < planner->profiles->len; i++)
    {
      AssayMatchProfile *profile = g_ptr_array_index (planner->profiles, i);
      AssayMatchKind kind =
          asked_kind (planner->kinds, profile->field->key, assay_match_profile_kind (profile));
      gboolean holds = FALSE;

      if (kind == ASSAY_MATCH_IGNORE || kind == ASSAY_MATCH_NAME || kind == ASSAY_MATCH_GIVEN ||
          kind == ASSAY_MATCH_FAMILY || profile->filled * 50 < profile->rows)
        continue;
      if (parts && (kind == ASSAY_MATCH_TEXT || kind == ASSAY_MATCH_SHORT) &&
          !holds_parts (
              planner->connection, profile->field, given->field, family->field, &holds, error))
        return FALSE;
      if (holds)
        continue;
      if (planner->plan->sources->len < ASSAY_MATCH_MAX_COMPARISONS &&
          !add_field (planner, profile, kind, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether values of a field are found at the end of a text instead of in their place: then the text is longer where
 * the field is blank. */
static gboolean
find_slipped (AssayConnection *connection,
              const AssayField *text,
              const AssayField *field,
              gboolean *out_slipped,
              GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT avg(CASE WHEN blank THEN length(t) END) - avg(CASE WHEN NOT blank THEN length(t) END), "
      "avg(length(f)), avg(blank) FROM "
      "(SELECT %1$s AS t, nullif(%2$s, '') AS f, ifnull(%2$s, '') = '' AS blank FROM lead "
      "WHERE typeof(%1$s) = 'text' LIMIT 5000)",
      text->column,
      field->column);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  *out_slipped = row && assay_statement_get_double (statement, 2) >= SLIPPED_SHARE &&
                 assay_statement_get_double (statement, 0) >=
                     SLIPPED_LENGTH * assay_statement_get_double (statement, 1) &&
                 assay_statement_get_double (statement, 1) > 0;
  return TRUE;
}

static AssayMatchSource *
find_source (Planner *planner, const char *key)
{
  for (guint i = 0; i < planner->plan->sources->len; i++)
    {
      AssayMatchSource *source = g_ptr_array_index (planner->plan->sources, i);

      if (strcmp (source->key, key) == 0)
        return source;
    }
  return NULL;
}

static gboolean
is_roomy (const AssayMatchProfile *profile)
{
  return profile->filled > 0 && profile->words >= ROOMY_WORDS * profile->filled;
}

/* A field of few values gets back what slipped into a text. */
static gboolean
know_again (Planner *planner,
            AssayMatchSource *source,
            const AssayField *field,
            const AssayMatchSource *text,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT %1$s, count(*) FROM lead WHERE %1$s IS NOT NULL AND %1$s <> '' GROUP BY 1 ORDER BY 1 LIMIT %2$d",
      field->column,
      MAX_KNOWN + 1);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (planner->connection, sql, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gint64 leads = 0;
  gboolean row;

  if (statement == NULL || source->n_columns != 1)
    return statement != NULL;
  while (assay_statement_step (statement, &row, error))
    {
      AssayValue value;
      g_autoptr (GString) folded = g_string_new (NULL);
      g_autoptr (GString) own = g_string_new (NULL);

      if (!row)
        {
          if (g_hash_table_size (known) <= MAX_KNOWN && leads >= KNOWN_LEADS * (gint64) g_hash_table_size (known))
            {
              source->slipped = g_steal_pointer (&known);
              source->slipped_into = g_strdup (text->key);
            }
          return TRUE;
        }
      assay_statement_get_value (statement, 0, &value);
      leads += assay_statement_get_int64 (statement, 1);
      assay_match_fold_value (ASSAY_MATCH_TEXT, &value, folded);
      assay_match_fold_value (source->kind, &value, own);
      if (folded->len > 0 && own->len > 0)
        g_hash_table_insert (
            known, g_string_free (g_steal_pointer (&folded), FALSE), g_string_free (g_steal_pointer (&own), FALSE));
    }
  return FALSE;
}

/* Where values slip into a text, it is compared together with them: then it holds the same words, wherever each of
 * them stands. */
static gboolean
join_slipped (Planner *planner, GError **error)
{
  for (guint i = 0; i < planner->profiles->len; i++)
    {
      const AssayMatchProfile *text = g_ptr_array_index (planner->profiles, i);
      AssayMatchSource *source = find_source (planner, text->field->key);

      if (source == NULL || source->kind != ASSAY_MATCH_TEXT || source->n_columns != 1 || !is_roomy (text))
        continue;
      for (guint k = 0; k < planner->profiles->len; k++)
        {
          const AssayMatchProfile *other = g_ptr_array_index (planner->profiles, k);
          gboolean slipped = FALSE;

          if (other == text || find_source (planner, other->field->key) == NULL)
            continue;
          if (!find_slipped (planner->connection, text->field, other->field, &slipped, error))
            return FALSE;
          if (!slipped)
            continue;
          if (!know_again (planner, find_source (planner, other->field->key), other->field, source, error))
            return FALSE;
          if (find_source (planner, other->field->key)->slipped != NULL)
            continue;
          add_column (source, other->field->column);
          source->joined = TRUE;
        }
    }
  return TRUE;
}

/**
 * assay_match_plan_new:
 * @kinds: (nullable) (array zero-terminated=1): `field=kind`, where the default is not wanted
 *
 * Finds out what can be compared.
 *
 * Errors: %ASSAY_MATCH_ERROR_PARAMETER, %ASSAY_MATCH_ERROR_NO_FIELDS.
 */
AssayMatchPlan *
assay_match_plan_new (AssayConnection *connection,
                      AssayFieldRegistry *fields,
                      const char *const *kinds,
                      GError **error)
{
  g_autoptr (AssayMatchPlan) plan = g_new0 (AssayMatchPlan, 1);
  g_autoptr (GPtrArray) profiles = NULL;
  AssayMatchProfile *given, *family;
  Planner planner;
  gboolean parts;

  plan->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_match_source_free);
  if (!check_asked (fields, kinds, error))
    return NULL;
  profiles = assay_match_profile_fields (connection, fields, error);
  if (profiles == NULL)
    return NULL;
  planner = (Planner){ connection, fields, kinds, profiles, plan };
  if (!add_names (&planner, &parts, &given, &family) ||
      !add_others (&planner, parts, given, family, error) || !join_slipped (&planner, error))
    return NULL;
  if (plan->sources->len == 0)
    {
      g_set_error (error,
                   ASSAY_MATCH_ERROR,
                   ASSAY_MATCH_ERROR_NO_FIELDS,
                   "No field of the leads tells who they are; duplicates need at least a name, "
                   "email or phone");
      return NULL;
    }
  return g_steal_pointer (&plan);
}
