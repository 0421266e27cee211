/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-mapping.h"
#include "import/assay-row-reader.h"

G_BEGIN_DECLS

/**
 * AssayLeadBuilderFlags:
 * @ASSAY_LEAD_BUILDER_CURRENCY: the currency written with the deal value becomes a field
 * @ASSAY_LEAD_BUILDER_EMAILS: cells hold several addresses: the first is the email, the others are
 *   kept in the custom field `other_emails`
 * @ASSAY_LEAD_BUILDER_PHONES: the same for phone numbers and `other_phones`
 *
 * What is made of a column beside the field it is mapped to.
 */
typedef enum
{
  ASSAY_LEAD_BUILDER_DEFAULT = 0,
  ASSAY_LEAD_BUILDER_CURRENCY = 1 << 0,
  ASSAY_LEAD_BUILDER_EMAILS = 1 << 1,
  ASSAY_LEAD_BUILDER_PHONES = 1 << 2,
} AssayLeadBuilderFlags;

/**
 * AssayLeadTarget:
 * @key: the field's key
 * @label: (nullable): its label, where it is new
 * @type: its type, where it is new
 * @rule: what an update does
 * @column: the column it comes from; -1 where it is made of others
 *
 * A field that the rows of a file fill.
 */
typedef struct
{
  const char *key;
  const char *label;
  AssayFieldType type;
  AssayUpdateRule rule;
  int column;
} AssayLeadTarget;

/**
 * AssayLeadBuilder:
 *
 * Makes rows of a file into values of leads. Belongs to one thread at a time.
 */
typedef struct _AssayLeadBuilder AssayLeadBuilder;

AssayLeadBuilder      *assay_lead_builder_new           (const AssayMapping     *mapping,
                                                         AssayLeadBuilderFlags   flags);
void                   assay_lead_builder_free          (AssayLeadBuilder       *self);
guint                  assay_lead_builder_get_n_targets (const AssayLeadBuilder *self);
const AssayLeadTarget *assay_lead_builder_get_target    (const AssayLeadBuilder *self,
                                                         guint                   position);
int                    assay_lead_builder_find_target   (const AssayLeadBuilder *self,
                                                         const char             *key);
gboolean               assay_lead_builder_build         (AssayLeadBuilder       *self,
                                                         const AssayRow         *row,
                                                         AssayValue             *values,
                                                         const char            **out_reason);
void                   assay_lead_builder_split_list    (AssayValue             *first,
                                                         AssayValue             *others,
                                                         GString                *rest,
                                                         gboolean                emails);
const char            *assay_row_rejection              (const AssayRow         *row,
                                                         guint                   n_columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadBuilder, assay_lead_builder_free)

G_END_DECLS
