/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-reference.h"

#include <math.h>
#include <string.h>

static const char *const measure_nicks[] = {
  [ASSAY_MEASURE_NONE] = "",
  [ASSAY_MEASURE_COUNT] = "count",
  [ASSAY_MEASURE_LAST_DAYS] = "last_days",
  [ASSAY_MEASURE_FIRST_DAYS] = "first_days",
  [ASSAY_MEASURE_DECAYED] = "decayed",
  [ASSAY_MEASURE_WEIGHT] = "weight",
  [ASSAY_MEASURE_DECAYED_COUNT] = "decayed_count",
};

void
assay_reference_init_copy (AssayReference       *reference,
                           const AssayReference *other)
{
  *reference = *other;
  reference->key = g_strdup (other->key);
}

void
assay_reference_clear (AssayReference *reference)
{
  g_clear_pointer (&reference->key, g_free);
}

gboolean
assay_reference_equal (const AssayReference *a,
                       const AssayReference *b)
{
  return strcmp (a->key, b->key) == 0 && a->within == b->within && a->older == b->older
         && a->half_life == b->half_life;
}

const char *
assay_measure_to_nick (AssayMeasure measure)
{
  g_return_val_if_fail (measure < G_N_ELEMENTS (measure_nicks), "");
  return measure_nicks[measure];
}

/**
 * assay_reference_parse_event:
 * @out_type: (out) (optional) (transfer full): the event type or class
 *
 * Takes `events.<type>.<measure>` apart. A hyphen in the measure counts as an underscore.
 *
 * Returns: the measure, or %ASSAY_MEASURE_NONE where the key is no event measure
 */
AssayMeasure
assay_reference_parse_event (const AssayReference *reference,
                             char                **out_type)
{
  const char *type, *dot;

  if (!g_str_has_prefix (reference->key, "events."))
    return ASSAY_MEASURE_NONE;
  type = reference->key + strlen ("events.");
  dot = strrchr (type, '.');
  if (dot == NULL || dot == type)
    return ASSAY_MEASURE_NONE;

  g_autofree char *nick = g_strdelimit (g_strdup (dot + 1), "-", '_');
  for (guint i = ASSAY_MEASURE_COUNT; i < G_N_ELEMENTS (measure_nicks); i++)
    if (strcmp (nick, measure_nicks[i]) == 0)
      {
        if (out_type != NULL)
          *out_type = g_strndup (type, (gsize) (dot - type));
        return (AssayMeasure) i;
      }
  return ASSAY_MEASURE_NONE;
}

static gboolean
is_days (double days)
{
  return isfinite (days) && days >= 0 && days <= ASSAY_REFERENCE_MAX_DAYS;
}

/**
 * assay_reference_check:
 * @out_member: (out): the member at fault
 * @out_expected: (out): what it should be
 *
 * Returns: whether the modifiers fit the key
 */
gboolean
assay_reference_check (const AssayReference *reference,
                       const char          **out_member,
                       const char          **out_expected)
{
  AssayMeasure measure = assay_reference_parse_event (reference, NULL);
  const double days[] = { reference->within, reference->older, reference->half_life };
  const char *const names[] = { "within", "older", "half_life" };

  *out_member = "field";
  *out_expected = "the key of a field, signal, event measure, score or band";
  if (reference->key == NULL || reference->key[0] == '\0')
    return FALSE;
  *out_expected
    = "events.<type>. and count, last_days, first_days, decayed, weight or decayed_count";
  if (g_str_has_prefix (reference->key, "events.") && measure == ASSAY_MEASURE_NONE)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      *out_member = names[i];
      *out_expected = "a number of days from 0 to 100000";
      if (!is_days (days[i]))
        return FALSE;
      *out_expected = "it only with an event measure";
      if (days[i] > 0 && measure == ASSAY_MEASURE_NONE)
        return FALSE;
    }
  *out_expected = "it only with a decayed measure";
  return reference->half_life == 0 || measure == ASSAY_MEASURE_DECAYED
         || measure == ASSAY_MEASURE_DECAYED_COUNT;
}

/**
 * assay_reference_read_json:
 * @reference: (out caller-allocates): cleared on failure
 * @object: has the members `field`, and perhaps `within`, `older`, `half_life`; others are left to
 *   the caller
 *
 * Returns: whether a sound reference was read
 */
gboolean
assay_reference_read_json (AssayReference        *reference,
                           const AssayJsonCursor *object,
                           GError               **error)
{
  const char *member, *expected;

  *reference = (AssayReference) { NULL };
  if (assay_json_cursor_read_string (object, "field", TRUE, &reference->key, error)
      && assay_json_cursor_read_number (object, "within", FALSE, &reference->within, error)
      && assay_json_cursor_read_number (object, "older", FALSE, &reference->older, error)
      && assay_json_cursor_read_number (object, "half_life", FALSE, &reference->half_life, error))
    {
      AssayJsonCursor at;

      if (assay_reference_check (reference, &member, &expected))
        return TRUE;
      assay_json_cursor_member (object, member, &at);
      assay_json_cursor_fail (&at, error, "expected %s", expected);
    }
  assay_reference_clear (reference);
  return FALSE;
}

static void
append_days (GString    *to,
             const char *name,
             double      days)
{
  if (days == 0)
    return;
  g_string_append_printf (to, ",\"%s\":", name);
  assay_json_append_number (to, days);
}

/**
 * assay_reference_append_json:
 *
 * Appends the members of a reference, `"field":"events.any.count","within":30`, without braces.
 */
void
assay_reference_append_json (const AssayReference *reference,
                             GString              *to)
{
  g_string_append (to, "\"field\":");
  assay_json_append_string (to, reference->key, -1);
  append_days (to, "within", reference->within);
  append_days (to, "older", reference->older);
  append_days (to, "half_life", reference->half_life);
}
