/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-leak-guard.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "learn/assay-leak-tests-private.h"
#include "learn/assay-protected-private.h"

static const char *const nicks[] = { "identifier", "bookkeeping", "afterwards",  "one-sided",
                                     "separates",  "filling",     "overwritten", "rating",
                                     "unsteady",   "protected" };

/* Standard fields that name a person or a company. */
static const char *const names[] = { "name",    "first_name",   "last_name",   "email",
                                     "phone",   "mobile",       "company",     "street",
                                     "website", "linkedin_url", "external_id", NULL };
/* Standard fields that the team, its CRM or Assay writes while a lead is worked on. */
static const char *const kept_by_team[] = { "owner",    "stage",      "status",
                                            "tags",     "notes",      "deal_value",
                                            "currency", "outcome",    "outcome_at",
                                            "consent",  "updated_at", "last_activity_at",
                                            NULL };

const char *
assay_leak_kind_to_nick (AssayLeakKind kind)
{
  return nicks[kind];
}

static void
leak_free (gpointer data)
{
  AssayLeak *leak = data;

  g_free (leak->why);
  g_free (leak);
}

static void
add_leak (GPtrArray *leaks, guint column, AssayLeakKind kind, double auc, char *why)
{
  AssayLeak *leak = g_new0 (AssayLeak, 1);

  leak->column = column;
  leak->kind = kind;
  leak->auc = auc;
  leak->why = why;
  g_ptr_array_add (leaks, leak);
}

/* What a field is by itself, whatever its values say. */
static char *
judge_meaning (const AssayRawColumn *column, double auc, AssayLeakKind *kind)
{
  const AssaySource *source = column->source;
  const char *reason = assay_protected_reason (column);

  *kind = ASSAY_LEAK_PROTECTED;
  if (reason != NULL)
    return g_strdup_printf (_ ("about %s, which may not decide about people"), _ (reason));
  *kind = ASSAY_LEAK_IDENTIFIER;
  if (g_strv_contains (names, source->key) || source->field_type == ASSAY_FIELD_TYPE_EMAIL ||
      source->field_type == ASSAY_FIELD_TYPE_PHONE || source->field_type == ASSAY_FIELD_TYPE_URL)
    return g_strdup (_ ("names the lead, and says nothing about others"));
  *kind = ASSAY_LEAK_BOOKKEEPING;
  if (g_strv_contains (kept_by_team, source->key))
    return g_strdup_printf (
        _ ("kept by the team while it works on a lead (alone it ranks leads with AUC %.2f)"), auc);
  return NULL;
}

static gboolean
is_filled (const AssayCodedColumn *coded, const AssayRawTable *table)
{
  return coded->counts[0] < table->n_rows && coded->n_distinct > 0;
}

static char *
judge_values (const AssayLeakSubject *subject, const double *filled_after, AssayLeakKind *kind)
{
  char *why = assay_leak_test_identifier (subject);

  *kind = ASSAY_LEAK_IDENTIFIER;
  if (why != NULL)
    return why;
  *kind = ASSAY_LEAK_AFTERWARDS;
  if (filled_after != NULL && filled_after[subject->column] > 0.5)
    return g_strdup_printf (
        _ ("filled after the outcome for %.0f %% of the leads that have it, by the journal"),
        filled_after[subject->column] * 100);
  *kind = ASSAY_LEAK_ONE_SIDED;
  if ((why = assay_leak_test_one_sided (subject)) != NULL)
    return why;
  *kind = ASSAY_LEAK_FILLING;
  if ((why = assay_leak_test_filling (subject)) != NULL)
    return why;
  *kind = ASSAY_LEAK_UNSTEADY;
  if ((why = assay_leak_test_unsteady (subject)) != NULL)
    return why;
  *kind = ASSAY_LEAK_RATING;
  return assay_leak_test_rating (subject);
}

/* The fields that tell too much, measured by the strongest of the rest. */
static void
judge_strength (const AssayRawTable *table, const double *aucs, guint8 *done, GPtrArray *leaks)
{
  gboolean found;

  do
    {
      double second = 0.5;
      guint best = G_MAXUINT;

      found = FALSE;
      for (guint c = 0; c < table->n_columns; c++)
        if (!done[c] && (best == G_MAXUINT || aucs[c] > aucs[best]))
          best = c;
      for (guint c = 0; c < table->n_columns; c++)
        if (!done[c] && c != best)
          second = MAX (second, aucs[c]);
      if (best != G_MAXUINT && assay_leak_is_too_good (aucs[best], second))
        {
          add_leak (leaks,
                    best,
                    ASSAY_LEAK_SEPARATES,
                    aucs[best],
                    g_strdup_printf (_ ("alone it ranks leads with AUC %.2f, the next best field "
                                        "with %.2f: it seems to know the outcome"),
                                     aucs[best],
                                     second));
          done[best] = TRUE;
          found = TRUE;
        }
    }
  while (found);
}

/* A pair of fields that say the same, except where one was overwritten. */
static void
judge_pairs (const AssayRawTable *table,
             AssayCodedColumn *const *coded,
             const double *aucs,
             guint8 *done,
             GPtrArray *leaks)
{
  for (guint c = 0; c < table->n_columns; c++)
    for (guint other = 0; other < table->n_columns && !done[c]; other++)
      {
        AssayLeakSubject subject = {
          .table = table, .coded = coded[c], .column = c, .auc = aucs[c]
        };
        char *why;

        if (other == c || coded[c] == NULL || coded[other] == NULL)
          continue;
        why = assay_leak_test_overwritten (&subject, other);
        if (why == NULL)
          continue;
        add_leak (leaks, c, ASSAY_LEAK_OVERWRITTEN, aucs[c], why);
        done[c] = TRUE;
      }
}

static int
compare_leaks (gconstpointer a, gconstpointer b)
{
  const AssayLeak *x = *(AssayLeak *const *) a;
  const AssayLeak *y = *(AssayLeak *const *) b;

  return (x->column > y->column) - (x->column < y->column);
}

/**
 * assay_leak_guard_check:
 * @table: leads of known outcome
 * @filled_after: (array) (nullable): per column, the share of its values that came after the
 * outcome
 * @skip: (array): per column, whether not to look at it
 *
 * Looks for sources that know the answer, or may not be asked. What is judged is what values look
 * like beside the outcomes; names of fields only say what a standard field is, and what is
 * protected.
 *
 * Returns: (transfer full) (element-type AssayLeak): what was found, in order of the columns
 */
GPtrArray *
assay_leak_guard_check (const AssayRawTable *table, const double *filled_after, const guint8 *skip)
{
  GPtrArray *leaks = g_ptr_array_new_with_free_func (leak_free);
  g_autofree AssayCodedColumn **coded = g_new0 (AssayCodedColumn *, table->n_columns + 1);
  g_autofree double *aucs = g_new0 (double, table->n_columns + 1);
  g_autofree guint8 *done = g_memdup2 (skip, table->n_columns + 1);

  for (guint c = 0; c < table->n_columns; c++)
    {
      AssayLeakSubject subject = { .table = table, .column = c };
      AssayLeakKind kind;
      char *why;

      if (done[c])
        continue;
      subject.coded = coded[c] = assay_coded_column_new (table, c);
      if (!is_filled (coded[c], table))
        {
          done[c] = TRUE;
          continue;
        }
      subject.auc = aucs[c] = assay_coded_column_auc (coded[c], table, FALSE);
      why = judge_meaning (&table->columns[c], aucs[c], &kind);
      if (why == NULL && table->columns[c].source->kind != ASSAY_SOURCE_EVENTS)
        why = judge_values (&subject, filled_after, &kind);
      if (why == NULL)
        continue;
      add_leak (leaks, c, kind, aucs[c], why);
      done[c] = TRUE;
    }
  judge_pairs (table, coded, aucs, done, leaks);
  judge_strength (table, aucs, done, leaks);
  g_ptr_array_sort (leaks, compare_leaks);
  for (guint c = 0; c < table->n_columns; c++)
    assay_coded_column_free (coded[c]);
  return leaks;
}
