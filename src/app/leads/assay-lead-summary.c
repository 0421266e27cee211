/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-summary.h"

#include "assay-format.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_NAMES 6
#define MAX_VALUES 3

/* The keys that are counted, then the one the avatars need. */
static const char *const keys[] = { "temperature", "source", "owner", "industry", NULL };
static const char *const read_keys[]
  = { "temperature", "source", "owner", "industry", "name", NULL };

#define N_SHARES (G_N_ELEMENTS (keys) - 1)

typedef struct
{
  AssayLeadSummary *summary;
  GHashTable *counts[N_SHARES]; /* value to count */
} Counter;

typedef struct
{
  const char *text;
  guint count;
} Share;

/**
 * assay_lead_summary_keys:
 *
 * Returns: (transfer none) (array zero-terminated=1): what the shares are about
 */
const char *const *
assay_lead_summary_keys (void)
{
  return keys;
}

void
assay_lead_summary_free (AssayLeadSummary *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->shares);
  g_free (self);
}

static gboolean
count_row (gint64             lead,
           const AssayValue  *values,
           guint              n_values,
           gpointer           user_data,
           GError           **error)
{
  Counter *counter = user_data;

  for (guint i = 0; i < N_SHARES; i++)
    {
      g_autofree char *text = assay_value_dup_text (&values[i]);
      guint count;

      if (*text == '\0')
        continue;
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counter->counts[i], text)) + 1;
      g_hash_table_replace (counter->counts[i], g_steal_pointer (&text), GUINT_TO_POINTER (count));
    }
  if (counter->summary->names->len < MAX_NAMES)
    g_ptr_array_add (counter->summary->names, assay_value_dup_text (&values[N_SHARES]));
  return TRUE;
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const Share *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return g_strcmp0 (x->text, y->text);
}

static char *
describe_shares (GHashTable *counts)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key, value;
  guint rest = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Share share = { key, GPOINTER_TO_UINT (value) };
      g_array_append_val (shares, share);
    }
  g_array_sort (shares, compare_shares);
  for (guint i = 0; i < shares->len; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);

      if (i < MAX_VALUES)
        {
          g_autofree char *label = assay_format_band (share->text);
          g_string_append_printf (text, "%s%'u %s", i > 0 ? ", " : "", share->count, label);
        }
      else
        rest += share->count;
    }
  if (rest > 0)
    g_string_append_printf (text, _(", %'u other"), rest);
  return g_string_free (text, FALSE);
}

static gpointer
read_summary (AssayWorkspace *workspace,
              gpointer        query,
              GCancellable   *cancellable,
              GError        **error)
{
  GArray *leads = query;
  const gint64 *ids = (const gint64 *) (void *) leads->data;
  g_autoptr (AssayLeadSummary) self = g_new0 (AssayLeadSummary, 1);
  g_autoptr (GPtrArray) columns = NULL;
  Counter counter = { .summary = self };
  gboolean ok;

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->shares = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_SHARES; i++)
    counter.counts[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  columns = assay_lead_query_columns (workspace, read_keys, error);
  ok = columns != NULL
       && assay_lead_query_mean_score (workspace, ids, leads->len, &self->mean, cancellable, error)
       && assay_lead_query_rows (workspace, ids, leads->len, columns, count_row, &counter, cancellable,
                                 error);
  for (guint i = 0; i < N_SHARES; i++)
    {
      if (ok)
        g_ptr_array_add (self->shares, describe_shares (counter.counts[i]));
      g_hash_table_unref (counter.counts[i]);
    }
  return ok ? g_steal_pointer (&self) : NULL;
}

/* Asks for leads, a #GArray of gint64; answers with what they have in common, an #AssayLeadSummary. */
const AssayReading assay_lead_summary_reading
  = { read_summary, (GDestroyNotify) g_array_unref, (GDestroyNotify) assay_lead_summary_free };
