/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-condition-source-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "store/assay-event-store.h"

#define I64 G_GINT64_FORMAT

/* The event types that one reference reads. */
typedef struct
{
  GPtrArray *types; /* (element-type AssayEventType), not owned by it */
  gboolean all;     /* every type there is */
} TypeSet;

static const struct
{
  const char *said;
  const char *key;
} type_synonyms[] = {
  { "email_open", "email_opened" },       { "email_click", "email_clicked" },
  { "email_reply", "email_replied" },     { "email_bounce", "email_bounced" },
  { "email_send", "email_sent" },         { "email_unsubscribe", "email_unsubscribed" },
  { "unsubscribed", "email_unsubscribed" }, { "form", "form_submitted" },
  { "download", "content_downloaded" },   { "meeting", "meeting_held" },
  { "trial", "trial_started" },
};

static gboolean
in_class (const AssayEventType *type,
          const char           *class)
{
  if (strcmp (class, "any") == 0)
    return TRUE;
  if (strcmp (class, "interaction") == 0)
    return type->interaction;
  return strcmp (class, "inbound") == 0 && type->inbound;
}

static gboolean
find_types (AssaySqlContext *context,
            const char      *name,
            TypeSet         *out_set,
            GError         **error)
{
  gboolean class = strcmp (name, "any") == 0 || strcmp (name, "interaction") == 0
                   || strcmp (name, "inbound") == 0;
  g_autofree char *key = g_strdelimit (g_strdup (name), "-", '_');
  const char *synonym = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (type_synonyms); i++)
    if (strcmp (key, type_synonyms[i].said) == 0)
      synonym = type_synonyms[i].key;
  out_set->types = g_ptr_array_new ();
  for (int pass = 0; pass < 3 && out_set->types->len == 0; pass++)
    for (guint i = 0; i < context->types->len; i++)
      {
        AssayEventType *type = context->types->pdata[i];
        const char *wanted = pass == 0 ? name : pass == 1 ? key : synonym;
        if (class ? in_class (type, name) : wanted != NULL && strcmp (type->key, wanted) == 0)
          g_ptr_array_add (out_set->types, type);
      }
  out_set->all = out_set->types->len == context->types->len;
  if (class || out_set->types->len > 0)
    return TRUE;
  g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD,
               "There is no event type “%s”", name);
  return FALSE;
}

/* " AND e.type IN (…)", or nothing. */
static void
append_type_filter (GString       *to,
                    const TypeSet *set,
                    const char    *lead_in)
{
  if (set->all)
    return;
  g_string_append_printf (to, "%se.type IN (", lead_in);
  for (guint i = 0; i < set->types->len; i++)
    g_string_append_printf (to, "%s%" I64, i > 0 ? "," : "",
                            ((AssayEventType *) set->types->pdata[i])->id);
  g_string_append_c (to, ')');
}

static double
weight_of (const AssayEventType *type)
{
  return type->weight;
}

static double
half_life_of (const AssayEventType *type)
{
  return type->half_life;
}

/* A property of the event's type as SQL: one number where all types agree. */
static char *
type_number (const TypeSet *set,
             double       (*get) (const AssayEventType *))
{
  GString *sql = g_string_new ("CASE e.type");
  gboolean same = TRUE;

  for (guint i = 0; i < set->types->len; i++)
    {
      const AssayEventType *type = set->types->pdata[i];
      g_autofree char *number = assay_json_format_number (get (type));
      g_string_append_printf (sql, " WHEN %" I64 " THEN %s", type->id, number);
      same = same && get (type) == get (set->types->pdata[0]);
    }
  g_string_append (sql, " END");
  if (!same)
    return g_string_free (sql, FALSE);
  g_string_free (sql, TRUE);
  return assay_json_format_number (get (set->types->pdata[0]));
}

/* The aggregate over rows e of `event_stat`, or of `event`. */
static char *
aggregate (AssaySqlContext      *context,
           const AssayReference *reference,
           AssayMeasure          measure,
           const TypeSet        *set,
           gboolean              stat)
{
  g_autofree char *weight = measure == ASSAY_MEASURE_DECAYED_COUNT ? g_strdup ("1.0")
                                                                   : type_number (set, weight_of);
  g_autofree char *half_life = reference->half_life > 0
                                 ? assay_json_format_number (reference->half_life)
                                 : type_number (set, half_life_of);

  switch (measure)
    {
    case ASSAY_MEASURE_COUNT:
      return g_strdup (stat ? "sum(e.count)" : "sum(1)");
    case ASSAY_MEASURE_LAST_DAYS:
      return g_strdup (stat ? "max(e.last)" : "max(e.at)");
    case ASSAY_MEASURE_FIRST_DAYS:
      return g_strdup (stat ? "min(e.first)" : "min(e.at)");
    case ASSAY_MEASURE_WEIGHT:
      return g_strdup_printf (stat ? "sum(e.count * %s)" : "sum(%s)", weight);
    case ASSAY_MEASURE_DECAYED:
    case ASSAY_MEASURE_DECAYED_COUNT:
      return g_strdup_printf (stat ? "sum(e.decayed * %s * assay_decay(%" I64 " - e.last, %s))"
                                   : "sum(%s * assay_decay(%" I64 " - e.at, %s))",
                              weight, context->as_of, half_life);
    case ASSAY_MEASURE_NONE:
    default:
      g_return_val_if_reached (NULL);
    }
}

static gint64
days_ago (AssaySqlContext *context,
          double           days)
{
  return context->as_of - (gint64) (days * (double) ASSAY_MS_PER_DAY);
}

/* A look-up in `event` or `event_stat` by the lead. */
static char *
look_up (const char    *what,
         const char    *table,
         const TypeSet *set,
         const char    *window)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "(SELECT %s FROM %s AS e WHERE e.lead = lead.id", what, table);
  append_type_filter (sql, set, " AND ");
  g_string_append_printf (sql, "%s)", window);
  return g_string_free (sql, FALSE);
}

static char *
window_of (AssaySqlContext      *context,
           const AssayReference *reference)
{
  GString *sql = g_string_new (NULL);

  if (reference->within > 0)
    g_string_append_printf (sql, " AND e.at > %" I64, days_ago (context, reference->within));
  g_string_append_printf (sql, " AND e.at <= %" I64, days_ago (context, reference->older));
  return g_string_free (sql, FALSE);
}

/* When the value changes without anything happening: an event leaves a window or grows old enough;
 * a decaying sum is looked at again after a day. */
static char *
change_of (AssaySqlContext      *context,
           const AssayReference *reference,
           AssayMeasure          measure,
           const TypeSet        *set)
{
  GString *sql = g_string_new (NULL);
  const double edges[] = { reference->within, reference->older };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autofree char *after = NULL, *first = NULL;
      if (edges[i] == 0)
        continue;
      after = g_strdup_printf (" AND e.at > %" I64, days_ago (context, edges[i]));
      first = look_up ("min(e.at)", "event", set, after);
      g_string_append_printf (sql, "%s%s + %" I64, sql->len > 0 ? "\n" : "", first,
                              context->as_of - days_ago (context, edges[i]));
    }
  if (measure == ASSAY_MEASURE_DECAYED || measure == ASSAY_MEASURE_DECAYED_COUNT)
    {
      g_autofree char *some = look_up ("1", "event_stat", set, " LIMIT 1");
      g_string_append_printf (sql, "%s%s * %" I64, sql->len > 0 ? "\n" : "", some,
                              context->as_of + ASSAY_MS_PER_DAY);
    }
  if (sql->len > 0)
    return g_string_free (sql, FALSE);
  g_string_free (sql, TRUE);
  return NULL;
}

static char *
measure_sql (AssaySqlContext      *context,
             const AssayReference *reference,
             AssayMeasure          measure,
             const TypeSet        *set)
{
  gboolean stat = !context->historic && reference->within == 0 && reference->older == 0
                  && reference->half_life == 0;
  g_autofree char *what = aggregate (context, reference, measure, set, stat);
  g_autofree char *window = NULL;
  GString *sql;

  if (!stat)
    {
      window = window_of (context, reference);
      return look_up (what, "event", set, window);
    }
  if (context->scope == ASSAY_SQL_SCOPE_LEAD)
    return look_up (what, "event_stat", set, "");

  context->uses_stat = TRUE;
  sql = g_string_new (what);
  if (!set->all)
    {
      append_type_filter (sql, set, " FILTER (WHERE ");
      g_string_append_c (sql, ')');
    }
  return g_string_free (sql, FALSE);
}

/*
 * assay_sql_source_measure:
 *
 * `events.<type>.<measure>`: out of `event_stat` where that knows the answer, else out of the
 * events.
 */
gboolean
assay_sql_source_measure (AssaySqlContext      *context,
                          const AssayReference *reference,
                          AssaySqlSource       *out_source,
                          GError              **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) types = NULL;
  AssayMeasure measure = assay_reference_parse_event (reference, &name);
  TypeSet set;
  gboolean found;

  found = find_types (context, name, &set, error);
  types = set.types;
  if (!found)
    return FALSE;
  *out_source = (AssaySqlSource) { .type = ASSAY_FIELD_TYPE_NUMBER };
  out_source->zero = measure != ASSAY_MEASURE_LAST_DAYS && measure != ASSAY_MEASURE_FIRST_DAYS;
  if (types->len == 0)
    {
      out_source->sql = g_strdup ("NULL");
      return TRUE;
    }
  out_source->sql = measure_sql (context, reference, measure, &set);
  if (context->scope == ASSAY_SQL_SCOPE_BULK)
    out_source->change = change_of (context, reference, measure, &set);
  if (!out_source->zero)
    {
      out_source->instant = out_source->sql;
      out_source->sql = g_strdup_printf ("max(0.0, (%" I64 " - %s) / 86400000.0)", context->as_of,
                                         out_source->instant);
    }
  return TRUE;
}
