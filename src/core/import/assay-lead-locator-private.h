/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-row-sink.h"

G_BEGIN_DECLS

/* The targets that say whose row it is, in the order they are asked; for a sink's own list. */
#define ASSAY_LEAD_LOCATOR_TARGETS                                                                 \
  { "id", N_ ("Lead: number"), ASSAY_FIELD_TYPE_NUMBER },                                          \
    { "external_id", N_ ("Lead: external id"), ASSAY_FIELD_TYPE_TEXT },                            \
    { "email", N_ ("Lead: email"), ASSAY_FIELD_TYPE_EMAIL },                                       \
    { "phone", N_ ("Lead: phone"), ASSAY_FIELD_TYPE_PHONE }

#define ASSAY_N_LEAD_LOCATOR_TARGETS 4

/* Why a row was not taken. */
#define ASSAY_LEAD_LOCATOR_NOBODY "no lead has this id, email or phone"

/**
 * AssayLeadLocator:
 *
 * Finds the lead that a row is about by its number, external id, email or phone: the first of these
 * that a lead has.
 */
typedef struct _AssayLeadLocator AssayLeadLocator;

AssayLeadLocator *assay_lead_locator_new  (AssayRowIntake    *intake,
                                           const int         *columns,
                                           GError           **error);
void              assay_lead_locator_free (AssayLeadLocator  *self);
gboolean          assay_lead_locator_find (AssayLeadLocator  *self,
                                           const AssayValue  *values,
                                           gint64            *out_lead,
                                           GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadLocator, assay_lead_locator_free)

G_END_DECLS
