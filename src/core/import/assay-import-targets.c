/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-targets-private.h"

void
assay_import_targets_clear (AssayImportTargets *self)
{
  g_clear_pointer (&self->registry, assay_field_registry_unref);
  g_clear_pointer (&self->fields, g_free);
}

static gboolean
make_field (AssayImportTargets     *self,
            AssayImportRun         *run,
            AssayTransaction       *transaction,
            const AssayLeadTarget  *target,
            GError                **error)
{
  const AssayField wanted = {
    .key = (char *) target->key,
    .label = (char *) (target->label != NULL ? target->label : target->key),
    .type = target->type,
  };
  AssayFieldRegistry *more = assay_field_registry_add (
    self->registry, transaction, &wanted, assay_job_get_id (run->job), NULL, error);

  if (more == NULL)
    {
      if (target->column >= 0)
        g_prefix_error (error, "Column %d: ", target->column + 1);
      return FALSE;
    }
  assay_field_registry_unref (self->registry);
  self->registry = more;
  return TRUE;
}

/**
 * assay_import_targets_make:
 *
 * Makes the fields that are new.
 */
gboolean
assay_import_targets_make (AssayImportTargets      *self,
                           AssayImportRun          *run,
                           const AssayLeadBuilder  *builder,
                           AssayTransaction        *transaction,
                           GError                 **error)
{
  guint n = assay_lead_builder_get_n_targets (builder);

  self->registry
    = assay_field_registry_load (assay_transaction_get_connection (transaction), error);
  if (self->registry == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const AssayLeadTarget *target = assay_lead_builder_get_target (builder, i);
      if (assay_field_registry_find (self->registry, target->key) == NULL
          && !make_field (self, run, transaction, target, error))
        return FALSE;
    }
  self->fields = g_new0 (const AssayField *, n + 1);
  for (guint i = 0; i < n; i++)
    self->fields[i] = assay_field_registry_find (
      self->registry, assay_lead_builder_get_target (builder, i)->key);
  return TRUE;
}
