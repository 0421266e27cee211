/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/assay-signal.h"
#include "store/assay-event-store.h"
#include "store/assay-signal-store.h"

static const char *const kind_nicks[] = { "number", "category", "text", "date", "events" };
static const char *const event_nicks[ASSAY_EVENT_NUMBERS] = {
  "count_7", "count_30", "count_90", "decayed_7", "decayed_30", "decayed_90", "last_days"
};

const char *
assay_source_kind_to_nick (AssaySourceKind kind)
{
  return kind_nicks[kind];
}

gboolean
assay_source_kind_from_nick (const char *nick, AssaySourceKind *out_kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_nicks); i++)
    if (strcmp (nick, kind_nicks[i]) == 0)
      {
        *out_kind = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * assay_event_number_nick:
 * @which: below %ASSAY_EVENT_NUMBERS
 *
 * Returns: the name of one of the numbers of a source of events
 */
const char *
assay_event_number_nick (guint which)
{
  return event_nicks[which];
}

void
assay_source_free (AssaySource *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->label);
  g_free (self->column);
  g_free (self);
}

static AssaySourceKind
kind_of_field (const AssayField *field)
{
  switch (field->type)
    {
    case ASSAY_FIELD_TYPE_NUMBER:
    case ASSAY_FIELD_TYPE_BOOLEAN:
      return ASSAY_SOURCE_NUMBER;
    case ASSAY_FIELD_TYPE_DATE:
    case ASSAY_FIELD_TYPE_DATETIME:
      return ASSAY_SOURCE_DATE;
    case ASSAY_FIELD_TYPE_TEXT:
      if (strcmp (field->key, "role") == 0 || strcmp (field->key, "bio") == 0)
        return ASSAY_SOURCE_TEXT;
      return ASSAY_SOURCE_CATEGORY;
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_PHONE:
    case ASSAY_FIELD_TYPE_URL:
    default:
      return ASSAY_SOURCE_CATEGORY;
    }
}

static void
add_fields (AssayFieldRegistry *fields, GPtrArray *sources)
{
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      const AssayField *field = assay_field_registry_get (fields, i);
      AssaySource *source = g_new0 (AssaySource, 1);

      source->kind = kind_of_field (field);
      source->key = g_strdup (field->key);
      source->label = g_strdup (field->label);
      source->column = g_strdup_printf ("lead.\"%s\"", field->column);
      source->field_number = field->number;
      source->field_type = field->type;
      g_ptr_array_add (sources, source);
    }
}

/* A signal's column takes any value; what it holds says its first value. */
static gboolean
add_signal (AssayConnection *connection, const char *key, GPtrArray *sources, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT typeof(\"%s\") FROM signal WHERE \"%s\" IS NOT NULL LIMIT 1", key, key);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  const AssaySignal *signal = assay_signal_find (key);
  AssaySource *source;
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  source = g_new0 (AssaySource, 1);
  source->kind = row && strcmp (assay_statement_get_text (statement, 0), "text") == 0
                     ? ASSAY_SOURCE_CATEGORY
                     : ASSAY_SOURCE_NUMBER;
  source->key = g_strdup (key);
  source->label = g_strdup (signal != NULL ? _ (signal->label) : key);
  source->column = g_strdup_printf ("signal.\"%s\"", key);
  source->field_number = -1;
  source->field_type =
      source->kind == ASSAY_SOURCE_NUMBER ? ASSAY_FIELD_TYPE_NUMBER : ASSAY_FIELD_TYPE_CATEGORY;
  g_ptr_array_add (sources, source);
  return TRUE;
}

static gboolean
add_signals (AssayConnection *connection, GPtrArray *sources, GError **error)
{
  g_autoptr (AssayStatement) columns =
      assay_connection_prepare (connection,
                                "SELECT name FROM pragma_table_info('signal') "
                                "WHERE name NOT IN ('lead', 'version')",
                                error);
  gboolean row;

  if (columns == NULL)
    return FALSE;
  while (assay_statement_step (columns, &row, error))
    {
      if (!row)
        return TRUE;
      if (assay_signal_key_is_plain (assay_statement_get_text (columns, 0)) &&
          !add_signal (connection, assay_statement_get_text (columns, 0), sources, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
add_events (AssayConnection *connection, GPtrArray *sources, GError **error)
{
  g_autoptr (GPtrArray) types = assay_event_store_list_types (connection, error);

  if (types == NULL)
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    {
      const AssayEventType *type = types->pdata[i];
      AssaySource *source = g_new0 (AssaySource, 1);

      source->kind = ASSAY_SOURCE_EVENTS;
      source->key = g_strdup_printf ("events.%s", type->key);
      source->label = g_strdup (type->label);
      source->field_number = -1;
      source->field_type = ASSAY_FIELD_TYPE_NUMBER;
      source->event_type = type->id;
      source->half_life = type->half_life;
      g_ptr_array_add (sources, source);
    }
  return TRUE;
}

/**
 * assay_source_list:
 * @fields: the workspace's fields
 *
 * Returns: (transfer full) (element-type AssaySource) (nullable): all that is known of leads:
 * fields, signals, and events by type
 */
GPtrArray *
assay_source_list (AssayConnection *connection, AssayFieldRegistry *fields, GError **error)
{
  g_autoptr (GPtrArray) sources =
      g_ptr_array_new_with_free_func ((GDestroyNotify) assay_source_free);

  add_fields (fields, sources);
  if (!add_signals (connection, sources, error) || !add_events (connection, sources, error))
    return NULL;
  return g_steal_pointer (&sources);
}

/**
 * assay_source_find:
 * @sources: (element-type AssaySource): where
 *
 * Returns: (transfer none) (nullable): the one of that key
 */
const AssaySource *
assay_source_find (GPtrArray *sources, const char *key)
{
  for (guint i = 0; i < sources->len; i++)
    if (strcmp (((AssaySource *) sources->pdata[i])->key, key) == 0)
      return sources->pdata[i];
  return NULL;
}
