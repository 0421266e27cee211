/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicates/assay-compare-load.h"

#include "assay-format.h"
#include "leads/assay-condition-describe.h"
#include "leads/assay-lead-reader.h"
#include "store/assay-event-store.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Reading leads that may be one, and why they may, on a worker. */

static void
step_free (gpointer data)
{
  AssayMatchStep *step = data;

  g_free (step->key);
  g_free (step);
}

static void
pair_free (gpointer data)
{
  AssayComparePair *pair = data;

  g_ptr_array_unref (pair->labels);
  g_ptr_array_unref (pair->result.steps);
  g_free (pair);
}

void
assay_compare_free (AssayCompare *self)
{
  g_clear_pointer (&self->leads, g_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->plan, g_array_unref);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_values (AssayCompare   *self,
             AssayWorkspace *workspace,
             GArray         *leads,
             GCancellable   *cancellable,
             GError        **error)
{
  self->values = assay_lead_values_read (workspace, (const gint64 *) (gpointer) leads->data,
                                         MIN (leads->len, ASSAY_COMPARE_MAX_LEADS), NULL, cancellable, error);
  for (guint i = 0; self->values != NULL && i < self->values->len; i++)
    g_array_append_val (self->leads, ((AssayLeadValues *) self->values->pdata[i])->lead);
  return self->values != NULL;
}

static gboolean
read_events (AssayCompare    *self,
             AssayConnection *connection,
             GError         **error)
{
  for (guint i = 0; i < self->leads->len; i++)
    {
      g_autoptr (GPtrArray) events = assay_event_store_list (
        connection, g_array_index (self->leads, gint64, i), ASSAY_COMPARE_MAX_EVENTS, error);

      if (events == NULL)
        return FALSE;
      g_array_append_val (self->events, events->len);
    }
  return TRUE;
}

typedef struct
{
  AssayCompare *compare;
  guint first;
} PairReader;

static guint
place_of (AssayCompare *self,
          gint64        lead)
{
  for (guint i = 0; i < self->leads->len; i++)
    if (g_array_index (self->leads, gint64, i) == lead)
      return i;
  return G_MAXUINT;
}

static char *
label_of (AssayCompare *self,
          const char   *key)
{
  const AssayField *field = assay_field_registry_find (self->fields, key);

  /* Made of a whole name where the file has no more. */
  if (field == NULL && g_str_equal (key, "given_name"))
    return g_strdup (_("Given name"));
  if (field == NULL && g_str_equal (key, "surname"))
    return g_strdup (_("Surname"));
  return assay_reference_dup_label (key, self->fields);
}

static gboolean
take_pair (const AssayMatchResult *result,
           gpointer                user_data)
{
  PairReader *reader = user_data;
  guint a = place_of (reader->compare, result->a), b = place_of (reader->compare, result->b);
  AssayComparePair *pair;

  /* Each pair is met twice: once for either lead. */
  if (MIN (a, b) != reader->first || MAX (a, b) == G_MAXUINT)
    return TRUE;
  pair = g_new0 (AssayComparePair, 1);
  pair->first = MIN (a, b);
  pair->second = MAX (a, b);
  pair->result = *result;
  pair->result.steps = g_ptr_array_new_with_free_func (step_free);
  pair->labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < result->steps->len; i++)
    {
      const AssayMatchStep *step = g_ptr_array_index (result->steps, i);
      AssayMatchStep *copy = g_memdup2 (step, sizeof *step);

      copy->key = g_strdup (step->key);
      g_ptr_array_add (pair->result.steps, copy);
      g_ptr_array_add (pair->labels, label_of (reader->compare, step->key));
    }
  g_ptr_array_add (reader->compare->pairs, pair);
  return TRUE;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const AssayComparePair *first = *(AssayComparePair *const *) a;
  const AssayComparePair *second = *(AssayComparePair *const *) b;

  return (first->result.probability > second->result.probability)
         - (first->result.probability < second->result.probability);
}

static gboolean
read_pairs (AssayCompare    *self,
            AssayConnection *connection,
            GError         **error)
{
  for (guint i = 0; i + 1 < self->leads->len; i++)
    {
      AssayMatchQuery query = { .lead = g_array_index (self->leads, gint64, i) };
      PairReader reader = { self, i };

      if (!assay_match_foreach_result (connection, &query, take_pair, &reader, error))
        return FALSE;
    }
  g_ptr_array_sort (self->pairs, compare_pairs);
  return TRUE;
}

static gboolean
read_plan (AssayCompare    *self,
           AssayConnection *connection,
           GError         **error)
{
  static const AssayMergeRules no_rules = { NULL, NULL, NULL };

  if (self->leads->len < 2)
    return TRUE;
  self->plan = assay_merge_plan (connection, self->fields, (const gint64 *) (gpointer) self->leads->data,
                                 self->leads->len, &no_rules, error);
  return self->plan != NULL;
}

static gpointer
read_compare (AssayWorkspace *workspace,
              gpointer        query,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (AssayCompare) self = g_new0 (AssayCompare, 1);
  g_autoptr (AssayConnection) connection = NULL;

  self->leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->events = g_array_new (FALSE, FALSE, sizeof (guint));
  self->pairs = g_ptr_array_new_with_free_func (pair_free);
  self->fields = assay_workspace_get_fields (workspace);
  connection = assay_workspace_borrow_reader (workspace, error);
  if (connection == NULL)
    return NULL;
  assay_connection_set_cancellable (connection, cancellable);
  if (!read_values (self, workspace, query, cancellable, error) || !read_events (self, connection, error)
      || !read_pairs (self, connection, error) || !read_plan (self, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Asks for leads, a #GArray of gint64 that does not change any more; compares the first
 * %ASSAY_COMPARE_MAX_LEADS of them: an #AssayCompare. */
const AssayReading assay_compare_reading
  = { read_compare, (GDestroyNotify) g_array_unref, (GDestroyNotify) assay_compare_free };

/**
 * assay_compare_dup_text:
 * @lead: place of a lead
 *
 * Returns: (transfer full): a field for people; empty without a value
 */
char *
assay_compare_dup_text (const AssayCompare *self,
                        guint               lead,
                        const char         *key)
{
  AssayFieldType type = ASSAY_FIELD_TYPE_TEXT;
  const AssayValue *value
    = assay_lead_values_get (g_ptr_array_index (self->values, lead), key, &type);

  return value != NULL ? assay_format_value (value, type) : g_strdup ("");
}

/**
 * assay_compare_dup_name:
 *
 * Returns: (transfer full): what to call a lead
 */
char *
assay_compare_dup_name (const AssayCompare *self,
                        guint               lead)
{
  static const char *const keys[] = { "name", "last_name", "email", "company" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = assay_compare_dup_text (self, lead, keys[i]);

      if (*text != '\0')
        return g_steal_pointer (&text);
    }
  return g_strdup_printf (_("Lead %" PRId64), g_array_index (self->leads, gint64, lead));
}

static gboolean
is_same_lead (const AssayCompare *a,
              const AssayCompare *b,
              guint               lead)
{
  const AssayLeadValues *values = g_ptr_array_index (a->values, lead);

  if (g_array_index (a->leads, gint64, lead) != g_array_index (b->leads, gint64, lead))
    return FALSE;
  for (guint i = 0; i < values->columns->len; i++)
    {
      const AssayLeadColumn *column = g_ptr_array_index (values->columns, i);
      g_autofree char *first = assay_compare_dup_text (a, lead, column->key);
      g_autofree char *second = assay_compare_dup_text (b, lead, column->key);

      if (!g_str_equal (first, second))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_compare_says_same:
 * @a: (nullable): what was read before
 *
 * Returns: whether two readings show the same, so that what was chosen need not be lost
 */
gboolean
assay_compare_says_same (const AssayCompare *a,
                         const AssayCompare *b)
{
  if (a == NULL || a->leads->len != b->leads->len || a->pairs->len != b->pairs->len)
    return FALSE;
  for (guint i = 0; i < a->pairs->len; i++)
    if (((AssayComparePair *) g_ptr_array_index (a->pairs, i))->result.probability
        != ((AssayComparePair *) g_ptr_array_index (b->pairs, i))->result.probability)
      return FALSE;
  for (guint i = 0; i < a->leads->len; i++)
    if (g_array_index (a->events, guint, i) != g_array_index (b->events, guint, i) || !is_same_lead (a, b, i))
      return FALSE;
  return TRUE;
}
