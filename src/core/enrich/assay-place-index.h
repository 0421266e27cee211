/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ASSAY_PLACE_COUNTRY,
  ASSAY_PLACE_REGION,
  ASSAY_PLACE_CITY,
} AssayPlaceKind;

typedef struct _AssayPlace AssayPlace;

/**
 * AssayPlace:
 * @kind: what it is
 * @name: in English where it has an English name
 * @code: ISO 3166-1 alpha-2 of countries, ISO 3166-2 of regions, empty for cities
 * @zone: name of its time zone, or empty where it is that of what it lies in, or not just one
 * @population: of cities
 * @country: where it lies; of countries, itself
 * @region: (nullable): the region of the first level where it lies, or that it is
 */
struct _AssayPlace
{
  AssayPlaceKind kind;
  guint32 population;
  const char *name;
  const char *code;
  const char *zone;
  const AssayPlace *country;
  const AssayPlace *region;
};

/**
 * AssayPlaceMatch:
 * @place: what the name may mean
 * @is_code: whether the name is a code of it, e.g. `us`, `usa` or `ca`
 * @next: the next meaning, or 0
 */
typedef struct
{
  const AssayPlace *place;
  gboolean is_code;
  guint32 next;
} AssayPlaceMatch;

/**
 * AssayPlaceIndex:
 *
 * Countries, their regions and larger cities by all their names. Read only; any thread.
 */
typedef struct _AssayPlaceIndex AssayPlaceIndex;

extern const char *const assay_place_tables[];

AssayPlaceIndex       *assay_place_index_load        (GError                **error);
void                   assay_place_index_free        (AssayPlaceIndex        *self);
const AssayPlaceMatch *assay_place_index_find        (const AssayPlaceIndex  *self,
                                                      const char             *folded,
                                                      gsize                   length);
const AssayPlaceMatch *assay_place_index_next        (const AssayPlaceIndex  *self,
                                                      const AssayPlaceMatch  *match);
const AssayPlace      *assay_place_index_get_country (const AssayPlaceIndex  *self,
                                                      const char             *code);
const AssayPlace      *assay_place_index_dial        (const AssayPlaceIndex  *self,
                                                      const char             *digits,
                                                      gsize                   length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPlaceIndex, assay_place_index_free)

G_END_DECLS
