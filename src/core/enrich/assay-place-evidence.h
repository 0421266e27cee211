/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-place-index.h"

G_BEGIN_DECLS

/* Where a piece of text stands, from the most to the least telling. */
typedef enum
{
  ASSAY_PLACE_ROLE_COUNTRY,
  ASSAY_PLACE_ROLE_REGION,
  ASSAY_PLACE_ROLE_CITY,
  ASSAY_PLACE_ROLE_TEXT,   /* one line that says it all: Munich, Bavaria / Remote */
  ASSAY_PLACE_ROLE_STREET, /* an address, maybe with its city */
  ASSAY_PLACE_ROLE_HINT,   /* no text at all: see assay_place_evidence_favour() */
} AssayPlaceRole;

#define ASSAY_PLACE_MAX_SEGMENTS 16
#define ASSAY_PLACE_MAX_FINDINGS 96

/* One meaning of one piece of text, and how much it says for its country. */
typedef struct
{
  const AssayPlace *place;
  gint16 weight;
  guint8 segment;
  gboolean is_code;
} AssayPlaceFinding;

/**
 * AssayPlaceEvidence:
 *
 * What a lead's fields say of where it is: each piece of text, with all that it may mean. Then the country
 * is the one that the most speaks for.
 */
typedef struct
{
  const AssayPlaceIndex *index;
  guint n_segments;
  guint n_findings;
  AssayPlaceRole roles[ASSAY_PLACE_MAX_SEGMENTS];
  AssayPlaceFinding findings[ASSAY_PLACE_MAX_FINDINGS];
} AssayPlaceEvidence;

/**
 * AssayPlaceVerdict:
 * @country: (nullable): none where nothing is known
 * @region: (nullable): of the first level
 * @city: (nullable)
 * @role: which text said most for the country
 * @kind: what kind of place that text named
 * @weight: what speaks for the country
 * @margin: how much less speaks for the next one
 * @is_joint: whether a city and its region were both named
 * @is_contrary: whether a text names a place of another country
 */
typedef struct
{
  const AssayPlace *country;
  const AssayPlace *region;
  const AssayPlace *city;
  AssayPlaceRole role;
  AssayPlaceKind kind;
  int weight;
  int margin;
  gboolean is_joint;
  gboolean is_contrary;
} AssayPlaceVerdict;

void        assay_place_evidence_init    (AssayPlaceEvidence    *self,
                                          const AssayPlaceIndex *index);
void        assay_place_evidence_add     (AssayPlaceEvidence    *self,
                                          AssayPlaceRole         role,
                                          const char            *text,
                                          gsize                  length);
void        assay_place_evidence_favour  (AssayPlaceEvidence    *self,
                                          const AssayPlace      *country,
                                          int                    weight);
gboolean    assay_place_evidence_is_settled (const AssayPlaceEvidence *self);
void        assay_place_evidence_judge   (const AssayPlaceEvidence *self,
                                          AssayPlaceVerdict     *out_verdict);

G_END_DECLS
