/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"
#include "store/assay-document-store.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

#define ASSAY_PROFILE_KIND "profile"
#define ASSAY_OFFER_KIND   "offer"
#define ASSAY_OFFER_KEY    "offer"

/**
 * AssayProfileEntry:
 * @key: the profile's key
 * @scorer: its number in table `scorer`, or 0
 * @position: its place; the primary one's is the least of the active ones
 * @active: whether leads are scored with it
 *
 * A profile that a workspace uses.
 */
typedef struct
{
  char *key;
  gint64 scorer;
  gint64 position;
  gboolean active;
} AssayProfileEntry;

char         **assay_profile_store_list_shipped (void);
AssayDocument *assay_profile_store_read_shipped (const char        *key,
                                                 GError           **error);
gboolean       assay_profile_store_set_up       (AssayWorkspace    *workspace,
                                                 GError           **error);
AssayDocument *assay_profile_store_get_offer    (AssayConnection   *connection,
                                                 GError           **error);
AssayDocument *assay_profile_store_get          (AssayConnection   *connection,
                                                 const char        *key,
                                                 gint64             version,
                                                 GError           **error);
gboolean       assay_profile_store_keep_draft   (AssayWorkspace    *workspace,
                                                 AssayDocument     *draft,
                                                 GError           **error);
AssayProfile  *assay_profile_store_load         (AssayConnection   *connection,
                                                 const char        *key,
                                                 gint64             version,
                                                 GError           **error);
GPtrArray     *assay_profile_store_list_entries (AssayConnection   *connection,
                                                 GError           **error);
gboolean       assay_profile_store_activate     (AssayTransaction  *transaction,
                                                 gint64             job,
                                                 const AssayProfile *profile,
                                                 gboolean           active,
                                                 gboolean           primary,
                                                 GError           **error);
void           assay_profile_entry_free         (AssayProfileEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayProfileEntry, assay_profile_entry_free)

G_END_DECLS
