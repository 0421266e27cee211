/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-key-table.h"

G_BEGIN_DECLS

/**
 * AssayEmailProvider:
 * @domain: lower-case ASCII
 * @main: (nullable): the domain that the same mailbox is reached by
 * @name_length: bytes of @domain before its first dot
 * @registrable: where in @domain its registrable domain starts
 * @letters: bit per letter of that name
 * @weight: how likely a mistyped domain was meant to be this one, 0–100
 * @tag: what starts the part of a local part that does not count; 0 where nothing does
 * @free: whether anybody can have a mailbox there
 * @ignores_dots: whether dots in the local part do not count
 *
 * A row of `email-providers.tsv`.
 */
typedef struct
{
  char *domain;
  char *main;
  gsize name_length;
  gsize registrable;
  guint32 letters;
  guint weight;
  char tag;
  gboolean free;
  gboolean ignores_dots;
} AssayEmailProvider;

/**
 * AssayEmailTables:
 * @providers: (element-type AssayEmailProvider): the likeliest first
 * @n_targets: how many of them, from the first on, have a weight
 *
 * What the email check knows of domains and mailboxes. Read only once it is loaded.
 */
typedef struct
{
  GArray *providers;
  guint n_targets;
  AssayKeyTable *provider_domains;
  AssayKeyTable *disposable;
  AssayKeyTable *roles;
  AssayKeyTable *placeholders;
} AssayEmailTables;

extern const char *const assay_email_references[];

AssayEmailTables         *assay_email_tables_load (GError                **error);
void                      assay_email_tables_free (AssayEmailTables       *self);
const AssayEmailProvider *assay_email_tables_find_provider (const AssayEmailTables *self,
                                                            const char             *domain);
gboolean                  assay_email_tables_is_disposable (const AssayEmailTables *self,
                                                            const char             *domain,
                                                            gsize                   registrable);
gboolean                  assay_email_tables_is_role (const AssayEmailTables *self,
                                                      const char             *local,
                                                      gsize                   length);
gboolean                  assay_email_tables_is_nothing (const AssayEmailTables *self,
                                                         const char             *cell,
                                                         gsize                   length);
gboolean                  assay_email_tables_is_made_up (const AssayEmailTables *self,
                                                         const char             *local,
                                                         gsize                   local_length,
                                                         const char             *domain);
guint32                   assay_email_letters_of  (const char             *text,
                                                   gsize                   length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEmailTables, assay_email_tables_free)

G_END_DECLS
