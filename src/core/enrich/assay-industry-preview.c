/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-industry-preview.h"

#include <string.h>

#include "enrich/assay-enrich-settings.h"
#include "enrich/assay-enricher.h"
#include "store/assay-field-registry.h"

#define SIGNAL_OWN "industry.own"

/**
 * assay_industry_lines_get:
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the workspace's own industries, as `assay enrich
 *   --industry` takes them
 */
char **
assay_industry_lines_get (AssayWorkspace *workspace,
                          GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autofree char *settings = NULL;
  const char *lines;

  if (reader == NULL)
    return NULL;
  settings = assay_enrich_settings_get (reader);
  lines = strchr (settings, '\n');
  return g_strsplit (lines != NULL ? lines + 1 : "", "\n", -1);
}

void
assay_industry_preview_free (AssayIndustryPreview *preview)
{
  g_strfreev (preview->names);
  g_free (preview->counts);
  g_free (preview);
}

static AssayIndustryPreview *
make_preview (const char *const *lines)
{
  AssayIndustryPreview *preview = g_new0 (AssayIndustryPreview, 1);

  preview->n_names = g_strv_length ((char **) lines);
  preview->names = g_new0 (char *, preview->n_names + 1);
  preview->counts = g_new0 (gint64, preview->n_names + 1);
  for (guint i = 0; i < preview->n_names; i++)
    preview->names[i] = g_strstrip (g_strndup (lines[i], strcspn (lines[i], ":")));
  return preview;
}

/* Every lead, or each so many'th where there are more than @limit. */
static AssayStatement *
prepare_select (AssayConnection      *reader,
                AssayEnricher        *enricher,
                guint                 limit,
                AssayIndustryPreview *preview,
                GError              **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (reader, error);
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  AssayStatement *select;
  gint64 n_leads = 0;

  if (fields == NULL
      || !assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &n_leads, error))
    return NULL;
  preview->sampled = n_leads > (gint64) limit;
  for (const char *const *key = assay_enricher_get_fields (enricher); *key != NULL; key++)
    g_string_append_printf (sql, ", lead.\"%s\"", assay_field_registry_find (fields, *key)->column);
  g_string_append (sql, " FROM lead WHERE id % ?1 = 0");
  select = assay_connection_prepare (reader, sql->str, error);
  if (select != NULL)
    assay_statement_bind_int64 (select, 1, preview->sampled ? (n_leads + limit - 1) / limit : 1);
  return select;
}

static guint
find_signal (AssayEnricher *enricher,
             const char    *key)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (enricher, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (signals[i]->key, key) == 0)
      return i;
  g_assert_not_reached ();
}

static void
count_lead (AssayIndustryPreview *preview,
            const AssayValue     *own)
{
  preview->n_leads++;
  if (own->kind != ASSAY_VALUE_TEXT)
    return;
  for (guint i = 0; i < preview->n_names; i++)
    if (strlen (preview->names[i]) == own->length
        && memcmp (preview->names[i], own->text, own->length) == 0)
      {
        preview->counts[i]++;
        return;
      }
}

/**
 * assay_industry_preview_new:
 * @lines: (array zero-terminated=1): a list, as assay_own_industries_check() takes it
 * @limit: how many leads to look at
 *
 * Counts the leads that each industry of a list would get. Changes nothing. Any thread.
 *
 * Returns: (transfer full) (nullable): the counts
 */
AssayIndustryPreview *
assay_industry_preview_new (AssayWorkspace     *workspace,
                            const char *const  *lines,
                            guint               limit,
                            GCancellable       *cancellable,
                            GError            **error)
{
  const char *const keys[] = { "industry", NULL };
  g_autoptr (AssayIndustryPreview) preview = make_preview (lines);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autofree char *joined = g_strjoinv ("\n", (char **) lines);
  g_autofree char *settings = g_strconcat (*joined != '\0' ? "\n" : "", joined, NULL);
  g_autoptr (AssayEnricher) enricher = NULL;
  g_autoptr (AssayStatement) select = NULL;
  g_autoptr (AssayArena) arena = assay_arena_new ();
  g_autofree AssayValue *fields = NULL, *signals = NULL;
  guint n_signals, own;
  gboolean row;

  if (reader == NULL || (enricher = assay_enricher_new (keys, settings, NULL, error)) == NULL
      || (select = prepare_select (reader, enricher, limit, preview, error)) == NULL)
    return NULL;
  assay_enricher_get_signals (enricher, &n_signals);
  own = find_signal (enricher, SIGNAL_OWN);
  fields = g_new0 (AssayValue, assay_enricher_get_n_fields (enricher) + 1);
  signals = g_new0 (AssayValue, n_signals + 1);
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return g_steal_pointer (&preview);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (guint i = 0; i < assay_enricher_get_n_fields (enricher); i++)
        assay_statement_get_value (select, (int) i + 1, &fields[i]);
      assay_arena_reset (arena);
      assay_enricher_run (enricher, arena, fields, signals);
      count_lead (preview, &signals[own]);
    }
  return NULL;
}
