/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-words.h"

#include "assay-format.h"
#include "base/assay-clock.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define SLOW_JOB_MS 5000

/* Jobs are named by what they do to leads; a kind that is not listed is called by its key. */
static const struct
{
  const char *key;
  const char *label;
} kinds[] = {
  { "import", N_("Import") },   { "set", N_("Edit") },        { "undo", N_("Undo") },
  { "event", N_("Event") },     { "score", N_("Score") },     { "enrich", N_("Enrich") },
  { "match", N_("Match") },     { "merge", N_("Merge") },     { "label", N_("Judge") },
  { "route", N_("Route") },
  { "train", N_("Train") },     { "predict", N_("Predict") }, { "erase", N_("Erase") },
  { "export", N_("Export") },   { "index", N_("Index") },     { "sync", N_("Sync") },
};

/* Members of results that are worth a word, in the order they are told. */
static const struct
{
  const char *member;
  const char *one;
  const char *many;
} counts[] = {
  { "added", N_("%s added"), N_("%s added") },
  { "updated", N_("%s updated"), N_("%s updated") },
  { "changed", N_("%s changed"), N_("%s changed") },
  { "unchanged", N_("%s unchanged"), N_("%s unchanged") },
  { "rejected", N_("%s rejected"), N_("%s rejected") },
  { "enriched", N_("%s enriched"), N_("%s enriched") },
  { "scored", N_("%s scored"), N_("%s scored") },
  { "predicted", N_("%s predicted"), N_("%s predicted") },
  { "sure", N_("%s sure"), N_("%s sure") },
  { "review", N_("%s to review"), N_("%s to review") },
  { "merged", N_("%s merged"), N_("%s merged") },
  { "pairs", N_("%s pair judged"), N_("%s pairs judged") },
  { "assigned", N_("%s assigned"), N_("%s assigned") },
  { "erased", N_("%s erased"), N_("%s erased") },
  { "indexed", N_("%s indexed"), N_("%s indexed") },
  { "restored", N_("%s change taken back"), N_("%s changes taken back") },
  { "removed", N_("%s removed"), N_("%s removed") },
  { "kept", N_("%s edited since and kept"), N_("%s edited since and kept") },
};

/**
 * assay_activity_kind_label:
 * @key: a job class's key
 *
 * Returns: (transfer full): what the kind of job is called
 */
char *
assay_activity_kind_label (const char *key)
{
  g_autofree char *words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].key, key))
      return g_strdup (_(kinds[i].label));
  words = g_strdelimit (g_strdup (key), "-", ' ');
  if (*words != '\0')
    *words = g_ascii_toupper (*words);
  return g_steal_pointer (&words);
}

/**
 * assay_activity_person:
 *
 * Returns: (transfer full): who it was; the person at the window is “You”
 */
char *
assay_activity_person (const char *person)
{
  if (person == NULL || *person == '\0')
    return g_strdup (_("Assay"));
  return g_strdup (g_str_equal (person, g_get_user_name ()) ? _("You") : person);
}

static void
append_part (GString    *text,
             const char *separator,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/**
 * assay_activity_result:
 *
 * Returns: (transfer full): the numbers of a job's result as words, such as `318 added, 42 updated`;
 *   empty where there are none
 */
char *
assay_activity_result (const AssayJobRecord *record)
{
  JsonObject *result = record->result != NULL && JSON_NODE_HOLDS_OBJECT (record->result)
                         ? json_node_get_object (record->result)
                         : NULL;
  GString *text = g_string_new (NULL);

  for (gsize i = 0; result != NULL && i < G_N_ELEMENTS (counts); i++)
    {
      JsonNode *node = json_object_get_member (result, counts[i].member);
      gint64 n = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64
                   ? json_node_get_int (node)
                   : 0;
      g_autofree char *number = g_strdup_printf ("%'" PRId64, n);
      g_autofree char *part = NULL;

      if (n <= 0)
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      part = g_strdup_printf (ngettext (counts[i].one, counts[i].many, (gulong) n), number);
#pragma GCC diagnostic pop
      append_part (text, ", ", part);
    }
  return g_string_free (text, FALSE);
}

static char *
format_duration (gint64 milliseconds)
{
  gint64 seconds = milliseconds / 1000;

  if (milliseconds < SLOW_JOB_MS)
    return NULL;
  if (seconds < 60)
    return g_strdup_printf (_("%d s"), (int) seconds);
  if (seconds < 3600)
    return g_strdup_printf (_("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
  return g_strdup_printf (_("%d h %d min"), (int) (seconds / 3600), (int) (seconds / 60 % 60));
}

static char *
describe_undone (const AssayJobRecord *record,
                 const AssayJobRecord *undone_by)
{
  g_autofree char *day = NULL, *undo_day = NULL;
  g_autofree char *time = NULL;
  g_autofree char *who = NULL;
  gboolean you;

  if (undone_by == NULL)
    return g_strdup (_("Undone"));
  you = g_strcmp0 (undone_by->person, g_get_user_name ()) == 0;
  who = assay_activity_person (undone_by->person);
  day = assay_activity_day (record->started, assay_clock_now ());
  undo_day = assay_activity_day (undone_by->started, assay_clock_now ());
  if (!g_str_equal (day, undo_day))
    {
      time = assay_activity_when (undone_by->started, assay_clock_now ());
      /* Translators: the last one is a day, perhaps with the time */
      return you ? g_strdup_printf (_("Undone by you, %s"), time)
                 : g_strdup_printf (_("Undone by %s, %s"), who, time);
    }
  time = assay_activity_time (undone_by->started);
  return you ? g_strdup_printf (_("Undone by you at %s"), time)
             : g_strdup_printf (_("Undone by %s at %s"), who, time);
}

static char *
describe_done (const AssayJobRecord *record,
               GPtrArray            *chain)
{
  GString *text = g_string_new (NULL);
  g_autofree char *result = assay_activity_result (record);
  g_autofree char *duration
    = record->finished > 0 ? format_duration (record->finished - record->started) : NULL;

  append_part (text, " · ", result);
  for (guint i = chain != NULL ? chain->len : 0; i > 0; i--)
    append_part (text, " · ", ((AssayJobRecord *) g_ptr_array_index (chain, i - 1))->title);
  append_part (text, " · ", duration);
  if (g_strcmp0 (record->person, g_get_user_name ()) != 0)
    append_part (text, " · ", record->person);
  else if (text->len == 0)
    append_part (text, " · ", _("by you"));
  return g_string_free (text, FALSE);
}

/**
 * assay_activity_subtitle:
 * @undone_by: (nullable): the job that took it back
 * @chain: (nullable) (element-type AssayJobRecord): what followed it by itself, newest first
 *
 * Returns: (transfer full): how a job ended, in a line
 */
char *
assay_activity_subtitle (const AssayJobRecord *record,
                         const AssayJobRecord *undone_by,
                         GPtrArray            *chain)
{
  switch (record->state)
    {
    case ASSAY_JOB_STATE_RUNNING:
      return g_strdup (_("Runs in another program"));
    case ASSAY_JOB_STATE_FAILED:
      return g_strdup (record->error != NULL ? record->error : _("Failed"));
    case ASSAY_JOB_STATE_CANCELLED:
      return g_strdup (_("Cancelled"));
    case ASSAY_JOB_STATE_INTERRUPTED:
      return g_strdup (_("Ended in the middle; what it had done was taken back"));
    case ASSAY_JOB_STATE_UNDONE:
      return describe_undone (record, undone_by);
    case ASSAY_JOB_STATE_NEW:
    case ASSAY_JOB_STATE_DONE:
    default:
      return describe_done (record, chain);
    }
}

static int
days_since (GDateTime *then,
            GDateTime *now)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then), (GDateYear) g_date_time_get_year (then));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  return g_date_days_between (&a, &b);
}

/**
 * assay_activity_day:
 * @instant: milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): the day in the person's zone: `Today`, `Monday, 9 November`
 */
char *
assay_activity_day (gint64 instant,
                    gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (instant / 1000);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / 1000);
  int days;

  if (then == NULL || today == NULL)
    return g_strdup ("");
  days = days_since (then, today);
  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year, and one of another, for g_date_time_format() */
    return g_date_time_format (then, _("%A, %-d %B"));
  return g_date_time_format (then, _("%-d %B %Y"));
}

/**
 * assay_activity_time:
 *
 * Returns: (transfer full): the time of day
 */
char *
assay_activity_time (gint64 instant)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (instant / 1000);

  /* Translators: a time of day, for g_date_time_format() */
  return then != NULL ? g_date_time_format (then, _("%H:%M")) : g_strdup ("");
}

/**
 * assay_activity_when:
 *
 * Returns: (transfer full): as short as the distance allows: `09:14`, `Mon 16:42`, `12 Nov`
 */
char *
assay_activity_when (gint64 instant,
                     gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (instant / 1000);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / 1000);
  int days;

  if (then == NULL || today == NULL || instant == 0)
    return g_strdup ("");
  days = days_since (then, today);
  if (days == 0)
    return assay_activity_time (instant);
  if (days > 0 && days < 7)
    /* Translators: a day of this week with the time, for g_date_time_format() */
    return g_date_time_format (then, _("%a %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year, for g_date_time_format() */
    return g_date_time_format (then, _("%-d %b"));
  return assay_format_instant (instant, TRUE);
}

/**
 * assay_activity_lead:
 *
 * Returns: (transfer full): whom an entry of the history speaks of
 */
char *
assay_activity_lead (const AssayHistoryEntry *entry)
{
  if (entry->kind == ASSAY_CHANGE_KIND_ADDED && entry->n_leads > 1)
    return g_strdup_printf (ngettext ("%'" PRId64 " lead", "%'" PRId64 " leads",
                                      (gulong) entry->n_leads),
                            entry->n_leads);
  if (entry->lead_name != NULL && *entry->lead_name != '\0')
    return g_strdup (entry->lead_name);
  return g_strdup_printf (_("Lead %'" PRId64), entry->lead);
}

/**
 * assay_activity_change:
 * @out_old: (out) (nullable): the value that was there; %NULL where there was none
 *
 * Returns: (transfer full): what became of it
 */
char *
assay_activity_change (const AssayHistoryEntry *entry,
                       char                   **out_old)
{
  *out_old = NULL;
  switch (entry->kind)
    {
    case ASSAY_CHANGE_KIND_ADDED:
      return g_strdup (_("Added"));
    case ASSAY_CHANGE_KIND_REMOVED:
      return g_strdup (_("Removed"));
    case ASSAY_CHANGE_KIND_RESTORED:
      return g_strdup (_("Brought back"));
    case ASSAY_CHANGE_KIND_VALUE:
    default:
      break;
    }
  if (entry->old_value.kind != ASSAY_VALUE_NULL)
    *out_old = assay_format_value (&entry->old_value, entry->field->type);
  if (entry->new_value.kind == ASSAY_VALUE_NULL)
    /* Translators: a field was emptied */
    return g_strdup (_("nothing"));
  return assay_format_value (&entry->new_value, entry->field->type);
}

/**
 * assay_activity_has_leads:
 *
 * Returns: whether a job added or changed many leads, which a list can show; a single one stands in
 *   the history
 */
gboolean
assay_activity_has_leads (const AssayJobRecord *record)
{
  static const char *const members[] = { "added", "updated", "changed" };
  JsonObject *result;

  if (record->result == NULL || !JSON_NODE_HOLDS_OBJECT (record->result)
      || (strcmp (record->key, "import") != 0 && strcmp (record->key, "set") != 0))
    return FALSE;
  result = json_node_get_object (record->result);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = json_object_get_member (result, members[i]);
      if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
          && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) > 0)
        return TRUE;
    }
  return FALSE;
}
