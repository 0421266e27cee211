/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-history.h"

#include <string.h>

#include "base/assay-text.h"
#include "job/assay-job-record.h"

G_DEFINE_BOXED_TYPE (AssayHistoryEntry,
                     assay_history_entry,
                     assay_history_entry_copy,
                     assay_history_entry_free)

typedef struct
{
  AssayConnection *connection;
  const AssayHistoryQuery *query;
  char *words;          /* (owned) (nullable): folded */
  char *person;         /* (owned) (nullable): folded */
  char *lead_name;      /* (owned) (nullable): folded */
  GHashTable *jobs;     /* (owned): number to AssayJobRecord */
  GHashTable *told;     /* (owned): jobs whose added leads were told already */
  GPtrArray *entries;   /* (owned) */
  gint64 last_row;
  gboolean more;
  GError *failure; /* (owned) (nullable) */
} Reading;

static void
take_text (AssayValue *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    value->text = g_strndup (value->text, value->length);
}

static void
drop_text (AssayValue *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    g_free ((char *) value->text);
}

AssayHistoryEntry *
assay_history_entry_copy (const AssayHistoryEntry *entry)
{
  AssayHistoryEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->person = g_strdup (entry->person);
  copy->title = g_strdup (entry->title);
  copy->lead_name = g_strdup (entry->lead_name);
  copy->field = entry->field != NULL ? assay_field_copy (entry->field) : NULL;
  take_text (&copy->old_value);
  take_text (&copy->new_value);
  return copy;
}

void
assay_history_entry_free (AssayHistoryEntry *entry)
{
  g_free (entry->person);
  g_free (entry->title);
  g_free (entry->lead_name);
  g_clear_pointer (&entry->field, assay_field_free);
  drop_text (&entry->old_value);
  drop_text (&entry->new_value);
  g_free (entry);
}

/* A journal may outlive the record of its job: then nobody is named. */
static const AssayJobRecord *
find_job (Reading *reading,
          gint64   job)
{
  AssayJobRecord *record = g_hash_table_lookup (reading->jobs, &job);

  if (record != NULL)
    return record;
  record = assay_job_record_get (reading->connection, job, NULL);
  if (record != NULL)
    g_hash_table_insert (reading->jobs, g_memdup2 (&job, sizeof job), record);
  return record;
}

static gboolean
read_lead_name (Reading *reading,
                gint64   lead,
                char   **out_name)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
    reading->connection,
    "SELECT coalesce(nullif(name, ''), nullif(trim(coalesce(first_name, '') || ' ' || "
    "coalesce(last_name, '')), ''), nullif(company, ''), email) FROM lead WHERE id = ?1",
    &reading->failure);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  if (!assay_statement_step (statement, &row, &reading->failure))
    return FALSE;
  *out_name = row ? g_strdup (assay_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/* Most jobs say in their result how many leads they added; counting is for those that do not. */
static gint64
count_added (Reading              *reading,
             const AssayChange    *change,
             const AssayJobRecord *record)
{
  g_autoptr (AssayStatement) statement = NULL;
  JsonObject *result = record != NULL && record->result != NULL
                           && JSON_NODE_HOLDS_OBJECT (record->result)
                         ? json_node_get_object (record->result)
                         : NULL;
  JsonNode *added = result != NULL ? json_object_get_member (result, "added") : NULL;
  gboolean row;

  if (added != NULL && json_node_get_value_type (added) == G_TYPE_INT64)
    return json_node_get_int (added);
  statement = assay_connection_prepare (reading->connection,
                                        "SELECT count(*) FROM lead WHERE id >= ?1 AND job = ?2",
                                        &reading->failure);
  if (statement == NULL)
    return 0;
  assay_statement_bind_int64 (statement, 1, change->lead);
  assay_statement_bind_int64 (statement, 2, change->job);
  return assay_statement_step (statement, &row, &reading->failure) && row
           ? assay_statement_get_int64 (statement, 0)
           : 0;
}

static gboolean
contains (const char *text,
          gssize      length,
          const char *words)
{
  g_autofree char *folded = text != NULL ? assay_text_fold (text, length) : NULL;

  return folded != NULL && strstr (folded, words) != NULL;
}

static gboolean
has_words (Reading    *reading,
           const char *text,
           gssize      length)
{
  return contains (text, length, reading->words);
}

static gboolean
value_has_words (Reading          *reading,
                 const AssayValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->kind)
    {
    case ASSAY_VALUE_TEXT:
      return has_words (reading, value->text, (gssize) value->length);
    case ASSAY_VALUE_INTEGER:
      g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, value->integer);
      return has_words (reading, buffer, -1);
    case ASSAY_VALUE_REAL:
      return has_words (reading, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->real), -1);
    case ASSAY_VALUE_NULL:
    default:
      return FALSE;
    }
}

static gboolean
is_what (const char        *what,
         const AssayChange *change)
{
  if (what == NULL)
    return TRUE;
  switch (change->kind)
    {
    case ASSAY_CHANGE_KIND_ADDED:
    case ASSAY_CHANGE_KIND_RESTORED:
      return strcmp (what, ASSAY_HISTORY_ADDED) == 0;
    case ASSAY_CHANGE_KIND_REMOVED:
      return strcmp (what, ASSAY_HISTORY_REMOVED) == 0;
    case ASSAY_CHANGE_KIND_VALUE:
    default:
      return strcmp (what, change->field->key) == 0;
    }
}

static gboolean
is_asked_for (Reading                 *reading,
              const AssayHistoryEntry *entry)
{
  return entry->at >= reading->query->since
         && (reading->person == NULL || contains (entry->person, -1, reading->person))
         && (reading->lead_name == NULL || contains (entry->lead_name, -1, reading->lead_name));
}

/* What stands further down was written before this: once its job had ended too early, all had begun
 * too early. */
static gboolean
is_past (Reading           *reading,
         const AssayChange *change)
{
  const AssayJobRecord *record
    = reading->query->since != 0 ? find_job (reading, change->job) : NULL;

  return record != NULL && record->finished != 0 && record->finished < reading->query->since;
}

static gboolean
matches (Reading                 *reading,
         const AssayHistoryEntry *entry)
{
  return reading->words == NULL || has_words (reading, entry->lead_name, -1)
         || has_words (reading, entry->title, -1) || has_words (reading, entry->person, -1)
         || (entry->field != NULL && has_words (reading, entry->field->label, -1))
         || value_has_words (reading, &entry->old_value)
         || value_has_words (reading, &entry->new_value);
}

static gboolean
fill_entry (Reading           *reading,
            const AssayChange *change,
            AssayHistoryEntry *entry)
{
  const AssayJobRecord *record = find_job (reading, change->job);

  entry->row = change->row;
  entry->kind = change->kind;
  entry->job = change->job;
  entry->lead = change->lead;
  entry->n_leads = 1;
  if (record != NULL)
    {
      entry->at = record->started;
      entry->person = g_strdup (record->person);
      entry->title = g_strdup (record->title);
    }
  if (change->kind == ASSAY_CHANGE_KIND_VALUE)
    {
      entry->field = assay_field_copy (change->field);
      entry->old_value = change->old_value;
      entry->new_value = change->new_value;
      take_text (&entry->old_value);
      take_text (&entry->new_value);
    }
  else if (change->kind == ASSAY_CHANGE_KIND_ADDED)
    entry->n_leads = count_added (reading, change, record);
  return reading->failure == NULL && read_lead_name (reading, change->lead, &entry->lead_name);
}

static gboolean
is_told (Reading           *reading,
         const AssayChange *change)
{
  /* When a lead was last touched is what the history shows anyway. */
  if (change->kind == ASSAY_CHANGE_KIND_VALUE)
    return strcmp (change->field->key, "updated_at") != 0;
  /* A job may note its first lead once for each batch. */
  return change->kind != ASSAY_CHANGE_KIND_ADDED
         || g_hash_table_add (reading->told, g_memdup2 (&change->job, sizeof change->job));
}

static gboolean
visit (const AssayChange *change,
       gpointer           user_data)
{
  Reading *reading = user_data;
  g_autoptr (AssayHistoryEntry) entry = NULL;

  if (reading->entries->len >= reading->query->limit && change->row != reading->last_row)
    {
      reading->more = TRUE;
      return FALSE;
    }
  if (is_past (reading, change))
    return FALSE;
  if (!is_what (reading->query->what, change) || !is_told (reading, change))
    return TRUE;
  entry = g_new0 (AssayHistoryEntry, 1);
  if (!fill_entry (reading, change, entry))
    return FALSE;
  /* What an undo took away again is nothing to tell. */
  if (entry->n_leads > 0 && is_asked_for (reading, entry) && matches (reading, entry))
    {
      reading->last_row = entry->row;
      g_ptr_array_add (reading->entries, g_steal_pointer (&entry));
    }
  return TRUE;
}

static char *
fold_if_any (const char *text)
{
  g_autofree char *folded = text != NULL ? assay_text_fold (text, -1) : NULL;

  return folded != NULL && *folded != '\0' ? g_steal_pointer (&folded) : NULL;
}

/**
 * assay_history_read:
 * @query: which part; at least one entry is read
 * @out_more: (out): whether there is more
 *
 * What happened to leads, newest first, with who did it and the names that leads have now. A search
 * goes through the journal until enough is found; the connection's cancellable stops it. Any thread.
 *
 * Returns: (transfer full) (element-type AssayHistoryEntry) (nullable): the entries
 */
GPtrArray *
assay_history_read (AssayConnection         *connection,
                    AssayFieldRegistry      *fields,
                    const AssayHistoryQuery *query,
                    gboolean                *out_more,
                    GError                 **error)
{
  AssayJournalQuery part = { .lead = query->lead, .job = query->job, .before = query->before };
  g_autofree char *words = fold_if_any (query->search);
  g_autofree char *person = fold_if_any (query->person);
  g_autofree char *lead_name = fold_if_any (query->lead_name);
  g_autoptr (GHashTable) jobs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                       (GDestroyNotify) assay_job_record_free);
  g_autoptr (GHashTable) told
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) entries
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_history_entry_free);
  Reading reading = { .connection = connection,
                      .query = query,
                      .words = words,
                      .person = person,
                      .lead_name = lead_name,
                      .jobs = jobs,
                      .told = told,
                      .entries = entries };

  if (!assay_journal_foreach_entry (connection, fields, &part, visit, &reading, error))
    {
      g_clear_error (&reading.failure);
      return NULL;
    }
  if (reading.failure != NULL)
    {
      g_propagate_error (error, reading.failure);
      return NULL;
    }
  *out_more = reading.more;
  return g_steal_pointer (&entries);
}

/**
 * assay_history_count:
 * @out_rows: (out): how many rows the journal has; one row may hold several values of a lead
 */
gboolean
assay_history_count (AssayConnection *connection,
                     gint64          *out_rows,
                     GError         **error)
{
  return assay_connection_query_int64 (connection, "SELECT count(*) FROM change", out_rows, error);
}
