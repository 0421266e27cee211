/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-column-profile.h"
#include "job/assay-row-sink.h"

G_BEGIN_DECLS

/**
 * AssayHeaderColumn:
 * @header: (not owned): the column's name in the file; may be empty
 * @profile: (nullable) (not owned): what its values are, finished
 */
typedef struct
{
  const char *header;
  AssayColumnProfile *profile;
} AssayHeaderColumn;

/**
 * AssayHeaderMatch:
 * @field: (nullable) (not owned): a field key; %NULL for a column that has no field of ours
 * @confidence: from 0 to 1
 * @by_values: the header said nothing, the values did
 */
typedef struct
{
  const char *field;
  double confidence;
  gboolean by_values;
} AssayHeaderMatch;

/**
 * AssayHeaderMatcher:
 *
 * Knows what columns are called, in many languages and in the exports of CRMs. Immutable; any thread.
 */
typedef struct _AssayHeaderMatcher AssayHeaderMatcher;

AssayHeaderMatcher *assay_header_matcher_get_default  (GError                  **error);
AssayHeaderMatcher *assay_header_matcher_new          (const char               *path,
                                                       GError                  **error);
void                assay_header_matcher_free         (AssayHeaderMatcher       *self);
const char         *assay_header_matcher_find         (const AssayHeaderMatcher *self,
                                                       const char               *header,
                                                       double                   *out_confidence);
gboolean            assay_header_matcher_knows        (const char               *name,
                                                       gsize                     length,
                                                       gpointer                  matcher);
AssayFieldType      assay_header_matcher_get_hint     (const AssayHeaderMatcher *self,
                                                       const char               *header);
void                assay_header_matcher_match        (const AssayHeaderMatcher *self,
                                                       const AssayHeaderColumn  *columns,
                                                       guint                     n_columns,
                                                       AssayHeaderMatch         *matches);
void                assay_header_matcher_match_rows   (const AssayHeaderMatcher *self,
                                                       const AssayRowSinkClass  *sink,
                                                       const AssayHeaderColumn  *columns,
                                                       guint                     n_columns,
                                                       AssayHeaderMatch         *matches);
char               *assay_header_normalise            (const char               *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayHeaderMatcher, assay_header_matcher_free)

G_END_DECLS
