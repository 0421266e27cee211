/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-field.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_FIELD_REGISTRY   (assay_field_registry_get_type ())
#define ASSAY_MAX_CUSTOM_FIELDS     1900

/**
 * AssayFieldRegistry:
 *
 * The fields of a workspace as they were at one moment: standard ones, then custom ones in order of
 * creation. Immutable and reference counted, so any thread may keep one. A transaction that adds
 * fields gets a new one from assay_field_registry_add().
 */
typedef struct _AssayFieldRegistry AssayFieldRegistry;

GType               assay_field_registry_get_type  (void) G_GNUC_CONST;
AssayFieldRegistry *assay_field_registry_ref       (AssayFieldRegistry *self);
void                assay_field_registry_unref     (AssayFieldRegistry *self);
AssayFieldRegistry *assay_field_registry_load      (AssayConnection    *connection,
                                                    GError            **error);
guint               assay_field_registry_get_size  (AssayFieldRegistry *self);
const AssayField   *assay_field_registry_get       (AssayFieldRegistry *self,
                                                    guint               position);
const AssayField   *assay_field_registry_find      (AssayFieldRegistry *self,
                                                    const char         *key_or_synonym);
const AssayField   *assay_field_registry_resolve   (AssayFieldRegistry *self,
                                                    const char         *name);
const AssayField   *assay_field_registry_by_number (AssayFieldRegistry *self,
                                                    int                 number);
char               *assay_field_registry_free_key  (AssayFieldRegistry *self,
                                                    const char         *label);
AssayFieldRegistry *assay_field_registry_add       (AssayFieldRegistry *self,
                                                    AssayTransaction   *transaction,
                                                    const AssayField   *wanted,
                                                    gint64              job,
                                                    const AssayField  **out_field,
                                                    GError            **error);
gboolean            assay_field_registry_retire    (AssayTransaction   *transaction,
                                                    const AssayField   *field,
                                                    GError            **error);

gboolean            assay_field_registry_restore   (AssayTransaction   *transaction,
                                                    int                 number,
                                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFieldRegistry, assay_field_registry_unref)

G_END_DECLS
