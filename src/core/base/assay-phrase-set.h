/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_PHRASE_SET (assay_phrase_set_get_type ())

/**
 * AssayPhraseSet:
 *
 * Words and phrases in tiers, compiled for matching against many texts: the constant side of
 * `has-word` and the phrase table of a profile's group. Immutable once sealed by its first use; any
 * thread may match with it then.
 */
typedef struct _AssayPhraseSet AssayPhraseSet;

GType           assay_phrase_set_get_type   (void) G_GNUC_CONST;
AssayPhraseSet *assay_phrase_set_new        (const char *const *phrases,
                                             gssize             n_phrases);
AssayPhraseSet *assay_phrase_set_new_tiers  (const char *const *const *tiers,
                                             gsize                     n_tiers);
AssayPhraseSet *assay_phrase_set_ref        (AssayPhraseSet    *set);
void            assay_phrase_set_unref      (AssayPhraseSet    *set);
gboolean        assay_phrase_set_matches    (const AssayPhraseSet *set,
                                             const char           *text,
                                             gsize                 length);
int             assay_phrase_set_best_tier  (const AssayPhraseSet *set,
                                             const char           *text,
                                             gsize                 length,
                                             const char          **out_phrase);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPhraseSet, assay_phrase_set_unref)

G_END_DECLS
