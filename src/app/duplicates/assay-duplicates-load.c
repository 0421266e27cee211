/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-duplicates-load.h"

#include "assay-format.h"
#include "leads/assay-lead-row.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Nobody decides about more at a sitting; the rest moves up as they do. */
#define MAX_ENTRIES 500
#define MAX_TEACH   100
#define MAX_MERGES  100

static const char *const keys[] = { "name", "first_name", "last_name", "email", "company", NULL };

/* Reading what there is to decide about, on a worker. */

typedef struct
{
  char *name;
  char *company;
  char *search;
} Person;

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->name);
  g_free (person->company);
  g_free (person->search);
  g_free (person);
}

static void
entry_free (gpointer data)
{
  AssayDuplicatesEntry *entry = data;

  g_array_unref (entry->leads);
  g_free (entry->title);
  g_free (entry->subtitle);
  g_free (entry->search);
  g_free (entry);
}

void
assay_duplicates_state_free (AssayDuplicatesState *state)
{
  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    g_clear_pointer (&state->entries[i], g_ptr_array_unref);
  g_clear_pointer (&state->run, assay_job_record_free);
  g_free (state);
}

static void
add_entry (AssayDuplicatesState *state,
           AssayDuplicatesPage   page,
           GArray               *leads,
           double                probability,
           gint64                job)
{
  AssayDuplicatesEntry *entry = g_new0 (AssayDuplicatesEntry, 1);

  entry->leads = g_array_ref (leads);
  entry->probability = probability;
  entry->job = job;
  g_ptr_array_add (state->entries[page], entry);
}

static gboolean
read_groups (AssayDuplicatesState *state,
             AssayConnection      *connection,
             GError              **error)
{
  g_autoptr (GPtrArray) groups
    = assay_match_list_groups (connection, ASSAY_MATCH_BAND_ALL, 0, &state->tally, error);

  if (groups == NULL)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    {
      const AssayMatchGroup *group = g_ptr_array_index (groups, i);
      AssayDuplicatesPage page = group->band == ASSAY_MATCH_BAND_SURE
                                   ? ASSAY_DUPLICATES_SURE
                                   : ASSAY_DUPLICATES_REVIEW;

      if (state->entries[page]->len < MAX_ENTRIES)
        add_entry (state, page, group->leads, group->probability, 0);
    }
  return TRUE;
}

static gboolean
take_question (const AssayMatchResult *result,
               gpointer                user_data)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (leads, result->a);
  g_array_append_val (leads, result->b);
  add_entry (user_data, ASSAY_DUPLICATES_TEACH, leads, result->probability, 0);
  return TRUE;
}

static void
add_merge (AssayDuplicatesState *state,
           const AssayJobRecord *record)
{
  JsonObject *result = record->result != NULL ? json_node_get_object (record->result) : NULL;
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 lead;

  if (record->state != ASSAY_JOB_STATE_DONE || !record->can_undo || result == NULL
      || json_object_has_member (result, "dry_run"))
    return;
  lead = json_object_get_int_member_with_default (result, "lead", 0);
  g_array_append_val (leads, lead);
  add_entry (state, ASSAY_DUPLICATES_SETTLED, leads, -1, record->id);
  state->merges++;
}

static gboolean
read_settled (AssayDuplicatesState *state,
              AssayConnection      *connection,
              GError              **error)
{
  g_autoptr (GPtrArray) merges = assay_job_record_list_kind (connection, "merge", 0, MAX_MERGES, error);
  g_autoptr (GPtrArray) labelled
    = merges != NULL ? assay_match_list_labelled (connection, MAX_ENTRIES, error) : NULL;

  if (labelled == NULL)
    return FALSE;
  for (guint i = 0; i < merges->len; i++)
    add_merge (state, g_ptr_array_index (merges, i));
  for (guint i = 0; i < labelled->len; i++)
    {
      const AssayMatchGroup *group = g_ptr_array_index (labelled, i);
      add_entry (state, ASSAY_DUPLICATES_SETTLED, group->leads, -1, 0);
    }
  return TRUE;
}

static gboolean
read_run (AssayDuplicatesState *state,
          AssayConnection      *connection,
          GError              **error)
{
  g_autoptr (GPtrArray) runs = assay_job_record_list_kind (connection, "match", 0, 20, error);

  for (guint i = 0; runs != NULL && i < runs->len && state->run == NULL; i++)
    {
      const AssayJobRecord *record = g_ptr_array_index (runs, i);

      if (record->state == ASSAY_JOB_STATE_DONE && record->result != NULL)
        state->run = assay_job_record_copy (record);
    }
  return runs != NULL;
}

static void
append_folded (GString    *search,
               const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  g_string_append_printf (search, "%s\n", folded);
}

static char *
value_text (const AssayLeadValues *values,
            const char            *key)
{
  AssayFieldType type = ASSAY_FIELD_TYPE_TEXT;
  const AssayValue *value = assay_lead_values_get (values, key, &type);

  return value != NULL ? assay_format_value (value, type) : g_strdup ("");
}

static char *
name_of (const AssayLeadValues *values)
{
  g_autofree char *name = value_text (values, "name");
  g_autofree char *first = value_text (values, "first_name");
  g_autofree char *last = value_text (values, "last_name");
  g_autofree char *email = value_text (values, "email");

  if (*name != '\0')
    return g_steal_pointer (&name);
  if (*first != '\0' || *last != '\0')
    return g_strstrip (g_strdup_printf ("%s %s", first, last));
  if (*email != '\0')
    return g_steal_pointer (&email);
  return NULL;
}

typedef struct
{
  GHashTable *people;
  GPtrArray *columns;
} Reader;

static gboolean
take_person (gint64             lead,
             const AssayValue  *row,
             guint              n_values,
             gpointer           user_data,
             GError           **error)
{
  Reader *reader = user_data;
  g_autoptr (AssayLeadValues) values = assay_lead_values_new (lead, reader->columns, row);
  g_autoptr (GString) search = g_string_new (NULL);
  Person *person = g_new0 (Person, 1);

  person->name = name_of (values);
  person->company = value_text (values, "company");
  for (guint i = 0; i < reader->columns->len; i++)
    {
      g_autofree char *text = value_text (values, keys[i]);

      append_folded (search, text);
    }
  if (person->name == NULL)
    person->name = *person->company != '\0' ? g_strdup (person->company)
                                            : g_strdup_printf (_("Lead %" PRId64), lead);
  person->search = g_string_free (g_steal_pointer (&search), FALSE);
  g_hash_table_insert (reader->people, g_memdup2 (&lead, sizeof lead), person);
  return TRUE;
}

static void
name_entry (AssayDuplicatesEntry *entry,
            GHashTable           *people)
{
  g_autoptr (GString) search = g_string_new (NULL);
  const Person *first = NULL;
  g_autofree char *count = NULL;

  for (guint i = 0; i < entry->leads->len; i++)
    {
      const Person *person = g_hash_table_lookup (people, &g_array_index (entry->leads, gint64, i));

      if (person == NULL)
        continue;
      first = first != NULL ? first : person;
      g_string_append (search, person->search);
    }
  count = entry->job != 0 ? g_strdup (_("merged"))
          : entry->probability < 0
            ? g_strdup (_("not the same"))
            : g_strdup_printf (ngettext ("%u lead", "%u leads", entry->leads->len), entry->leads->len);
  entry->title = g_strdup (first != NULL ? first->name : _("A lead that is gone"));
  entry->subtitle = first != NULL && *first->company != '\0'
                      ? g_strdup_printf ("%s · %s", first->company, count)
                      : g_steal_pointer (&count);
  entry->search = g_string_free (g_steal_pointer (&search), FALSE);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gboolean
read_names (AssayDuplicatesState *state,
            AssayWorkspace       *workspace,
            GCancellable         *cancellable,
            GError              **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) columns = assay_lead_query_columns (workspace, keys, error);
  g_autoptr (GHashTable) people
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, person_free);
  Reader reader = { people, columns };

  if (columns == NULL)
    return FALSE;
  for (guint page = 0; page < ASSAY_DUPLICATES_N_PAGES; page++)
    for (guint i = 0; i < state->entries[page]->len; i++)
      {
        AssayDuplicatesEntry *entry = g_ptr_array_index (state->entries[page], i);
        g_array_append_vals (ids, entry->leads->data, entry->leads->len);
      }
  g_array_sort (ids, compare_ids);
  if (!assay_lead_query_rows (workspace, (const gint64 *) (gpointer) ids->data, ids->len, columns,
                              take_person, &reader, cancellable, error))
    return FALSE;
  for (guint page = 0; page < ASSAY_DUPLICATES_N_PAGES; page++)
    for (guint i = 0; i < state->entries[page]->len; i++)
      name_entry (g_ptr_array_index (state->entries[page], i), people);
  return TRUE;
}

static gboolean
read_lists (AssayDuplicatesState *state,
            AssayWorkspace       *workspace,
            GCancellable         *cancellable,
            GError              **error)
{
  const AssayMatchQuery questions = { .order = ASSAY_MATCH_ORDER_UNCERTAIN, .limit = MAX_TEACH };
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  gboolean ok;

  if (reader == NULL)
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  if (!assay_connection_begin_read (reader, error))
    return FALSE;
  ok = read_groups (state, reader, error)
       && assay_match_foreach_result (reader, &questions, take_question, state, error)
       && read_settled (state, reader, error) && read_run (state, reader, error);
  assay_connection_end_read (reader);
  return ok;
}

static gpointer
read_state (AssayWorkspace *workspace,
            gpointer        query,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (AssayDuplicatesState) state = g_new0 (AssayDuplicatesState, 1);

  for (guint i = 0; i < ASSAY_DUPLICATES_N_PAGES; i++)
    state->entries[i] = g_ptr_array_new_with_free_func (entry_free);
  if (!read_lists (state, workspace, cancellable, error) || !read_names (state, workspace, cancellable, error))
    return NULL;
  return g_steal_pointer (&state);
}

/* Reads what there is to decide about, and what was decided: an #AssayDuplicatesState. */
const AssayReading assay_duplicates_reading
  = { read_state, NULL, (GDestroyNotify) assay_duplicates_state_free };
