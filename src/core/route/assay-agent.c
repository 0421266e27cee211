/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/assay-agent.h"

#include "base/assay-text.h"

#include <string.h>

#define VARIANT_FORMAT "(xmsmsmsbxxxmsms^as^as^as^as^as^as)"
#define VARIANT_TYPE G_VARIANT_TYPE ("(xmsmsmsbxxxmsmsasasasasasas)")

/**
 * assay_agent_new:
 *
 * Returns: (transfer full): an active agent of whom nothing else is known
 */
AssayAgent *
assay_agent_new (void)
{
  AssayAgent *self = g_new0 (AssayAgent, 1);

  self->active = TRUE;
  self->capacity = self->daily_capacity = self->monthly_capacity = ASSAY_AGENT_UNLIMITED;
  for (guint i = 0; i < ASSAY_N_AGENT_TRAITS; i++)
    self->traits[i] = g_new0 (char *, 1);
  return self;
}

AssayAgent *
assay_agent_copy (const AssayAgent *self)
{
  AssayAgent *copy = g_memdup2 (self, sizeof *self);

  copy->external_id = g_strdup (self->external_id);
  copy->name = g_strdup (self->name);
  copy->email = g_strdup (self->email);
  copy->time_zone = g_strdup (self->time_zone);
  copy->working_hours = g_strdup (self->working_hours);
  for (guint i = 0; i < ASSAY_N_AGENT_TRAITS; i++)
    copy->traits[i] = g_strdupv (self->traits[i]);
  return copy;
}

void
assay_agent_free (AssayAgent *self)
{
  if (self == NULL)
    return;
  g_free (self->external_id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->time_zone);
  g_free (self->working_hours);
  for (guint i = 0; i < ASSAY_N_AGENT_TRAITS; i++)
    g_strfreev (self->traits[i]);
  g_free (self);
}

gboolean
assay_agent_equal (const AssayAgent *self,
                   const AssayAgent *other)
{
  g_autoptr (GVariant) a = assay_agent_to_variant (self);
  g_autoptr (GVariant) b = assay_agent_to_variant (other);

  return g_variant_equal (a, b);
}

/**
 * assay_agent_trait_key:
 *
 * Returns: (transfer none): its name in files, tables and JSON
 */
const char *
assay_agent_trait_key (AssayAgentTrait trait)
{
  static const char *const keys[ASSAY_N_AGENT_TRAITS]
    = { "countries", "regions", "postal_codes", "languages", "industries", "skills" };

  return keys[trait];
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * assay_agent_split_traits:
 * @text: as a cell has it: parted by semicolons, commas, bars or new lines
 *
 * Returns: (transfer full) (array zero-terminated=1): each once, whatever the case; sorted
 */
char **
assay_agent_split_traits (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ";,|\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0' && g_hash_table_add (seen, assay_text_fold (*part, -1)))
      g_ptr_array_add (found, g_strdup (*part));
  g_ptr_array_sort (found, compare_texts);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/**
 * assay_agent_to_variant:
 *
 * Returns: (transfer full): everything, as the journal keeps it
 */
GVariant *
assay_agent_to_variant (const AssayAgent *self)
{
  return g_variant_ref_sink (g_variant_new (
    VARIANT_FORMAT, self->id, self->external_id, self->name, self->email, self->active,
    self->capacity, self->daily_capacity, self->monthly_capacity, self->time_zone,
    self->working_hours, self->traits[0], self->traits[1], self->traits[2], self->traits[3],
    self->traits[4], self->traits[5]));
}

/**
 * assay_agent_from_variant:
 *
 * Returns: (transfer full) (nullable): the agent; %NULL where the variant is none
 */
AssayAgent *
assay_agent_from_variant (GVariant *variant)
{
  AssayAgent *self;

  if (!g_variant_is_of_type (variant, VARIANT_TYPE))
    return NULL;
  self = g_new0 (AssayAgent, 1);
  g_variant_get (variant, VARIANT_FORMAT, &self->id, &self->external_id, &self->name, &self->email,
                 &self->active, &self->capacity, &self->daily_capacity, &self->monthly_capacity,
                 &self->time_zone, &self->working_hours, &self->traits[0], &self->traits[1],
                 &self->traits[2], &self->traits[3], &self->traits[4], &self->traits[5]);
  return self;
}
