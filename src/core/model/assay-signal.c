/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-signal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Known by name before a source outside tells them. */
static const AssaySignal outside[] = {
  { "company.employees", N_ ("Employees"), ASSAY_FIELD_TYPE_NUMBER },
  { "company.revenue", N_ ("Revenue"), ASSAY_FIELD_TYPE_NUMBER },
  { "company.funding", N_ ("Funding"), ASSAY_FIELD_TYPE_NUMBER },
  { "company.technologies", N_ ("Technologies"), ASSAY_FIELD_TYPE_TEXT },
};

static GPtrArray *list;   /* (element-type AssaySignal) (not owned): grows at start-up only */
static GHashTable *by_key; /* (element-type utf8 AssaySignal) (not owned) */

static void
add (const AssaySignal *signals,
     guint              n_signals)
{
  for (guint i = 0; i < n_signals; i++)
    {
      AssaySignal *known = g_hash_table_lookup (by_key, signals[i].key);

      if (known != NULL)
        g_ptr_array_remove (list, known);
      g_ptr_array_add (list, (gpointer) &signals[i]);
      g_hash_table_replace (by_key, (gpointer) signals[i].key, (gpointer) &signals[i]);
    }
}

static void
set_up (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  list = g_ptr_array_new ();
  by_key = g_hash_table_new (g_str_hash, g_str_equal);
  add (outside, G_N_ELEMENTS (outside));
  g_once_init_leave (&once, 1);
}

/**
 * assay_signal_register:
 * @signals: (array length=n_signals): static data
 *
 * Makes signals known by name. At start-up, before other threads are there.
 */
void
assay_signal_register (const AssaySignal *signals,
                       guint              n_signals)
{
  set_up ();
  add (signals, n_signals);
}

/**
 * assay_signal_find:
 * @key: e.g. `email.status`
 *
 * Returns: (transfer none) (nullable): the signal of that name; any thread
 */
const AssaySignal *
assay_signal_find (const char *key)
{
  set_up ();
  return g_hash_table_lookup (by_key, key);
}

/**
 * assay_signal_list:
 *
 * Returns: (transfer none) (array length=n_signals): all signals that are known; any thread
 */
const AssaySignal *const *
assay_signal_list (guint *n_signals)
{
  set_up ();
  *n_signals = list->len;
  return (const AssaySignal *const *) list->pdata;
}

/**
 * assay_signal_is_confidence:
 *
 * Returns: whether it tells how sure a check is, 0–100, and not what it found
 */
gboolean
assay_signal_is_confidence (const AssaySignal *signal)
{
  return g_str_has_suffix (signal->key, ASSAY_SIGNAL_CONFIDENCE);
}

static gboolean
is_text (const AssayValue *value,
         const char       *text)
{
  return value->length == strlen (text) && memcmp (value->text, text, value->length) == 0;
}

/**
 * assay_signal_is_usable:
 *
 * Returns: whether something is known: a signal that is there, and is no status `none` or `invalid`
 */
gboolean
assay_signal_is_usable (const AssayValue *value)
{
  return value->kind != ASSAY_VALUE_NULL
         && (value->kind != ASSAY_VALUE_TEXT
             || (!is_text (value, "none") && !is_text (value, "invalid")));
}
