/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "enrich/assay-enricher.h"

/* One check, and those that it reads from, run on values written as text. */
typedef struct
{
  AssayEnricher *enricher;
  AssayArena *arena;
  AssayValue fields[32];
  AssayValue signals[128];
  char text[64];
} CheckFixture;

static inline void
check_fixture_init (CheckFixture *fixture,
                    const char   *check,
                    const char   *home_country)
{
  const char *keys[] = { check, NULL };
  g_autoptr (GError) error = NULL;

  memset (fixture, 0, sizeof *fixture);
  fixture->enricher = assay_enricher_new (keys, home_country, NULL, &error);
  g_assert_no_error (error);
  fixture->arena = assay_arena_new ();
  g_assert_cmpuint (assay_enricher_get_n_fields (fixture->enricher), <=,
                    G_N_ELEMENTS (fixture->fields));
  assay_enricher_set_explain (fixture->enricher, TRUE);
}

static inline void
check_fixture_clear (CheckFixture *fixture)
{
  g_clear_pointer (&fixture->enricher, assay_enricher_free);
  g_clear_pointer (&fixture->arena, assay_arena_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CheckFixture, check_fixture_clear)

/* Runs with `key, value, key, value, NULL`; fields that are not named are absent. */
static inline void G_GNUC_NULL_TERMINATED
check_fixture_run (CheckFixture *fixture,
                   const char   *key,
                   ...)
{
  const char *const *fields = assay_enricher_get_fields (fixture->enricher);
  va_list args;

  assay_arena_reset (fixture->arena);
  assay_enricher_set_explain (fixture->enricher, TRUE);
  memset (fixture->fields, 0, sizeof fixture->fields);
  va_start (args, key);
  for (; key != NULL; key = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);
      guint i;

      for (i = 0; fields[i] != NULL && strcmp (fields[i], key) != 0; i++)
        ;
      g_assert_nonnull (fields[i]);
      fixture->fields[i] = value != NULL ? assay_value_from_text (value, strlen (value))
                                         : ASSAY_VALUE_INIT_NULL;
    }
  va_end (args);
  assay_enricher_run (fixture->enricher, fixture->arena, fixture->fields, fixture->signals);
}

static inline guint
check_fixture_place (CheckFixture *fixture,
                     const char   *signal)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (fixture->enricher, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (signals[i]->key, signal) == 0)
      return i;
  g_error ("There is no signal “%s”", signal);
}

/* The signal's value as text, or NULL; text of numbers is valid until the next call. */
static inline const char *
check_fixture_get (CheckFixture *fixture,
                   const char   *signal)
{
  const AssayValue *value = &fixture->signals[check_fixture_place (fixture, signal)];

  switch (value->kind)
    {
    case ASSAY_VALUE_NULL:
      return NULL;
    case ASSAY_VALUE_INTEGER:
      g_snprintf (fixture->text, sizeof fixture->text, "%" G_GINT64_FORMAT, value->integer);
      return fixture->text;
    case ASSAY_VALUE_REAL:
      return g_ascii_dtostr (fixture->text, sizeof fixture->text, value->real);
    case ASSAY_VALUE_TEXT:
    default:
      {
        /* Values are not terminated. */
        g_autofree char *text = g_strndup (value->text, value->length);
        return g_intern_string (text);
      }
    }
}

/* Why the signal is what it is, or NULL. */
static inline const char *
check_fixture_reason (CheckFixture *fixture,
                      const char   *signal)
{
  const AssayCheckNote *note
    = assay_enricher_explain (fixture->enricher, check_fixture_place (fixture, signal));

  return note != NULL ? note->reason : NULL;
}
