/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-place-evidence.h"

#define MAX_COUNTRIES 32
#define WEIGHT_JOINT 30 /* of a city whose region is named as well */

/* The sum of the best that each segment says for the country, and the best of all. */
static int
weigh (const AssayPlaceEvidence *self,
       const AssayPlace *country,
       const AssayPlaceFinding **out_best)
{
  int best[ASSAY_PLACE_MAX_SEGMENTS] = { 0 }, sum = 0, most = 0;

  *out_best = NULL;
  for (guint i = 0; i < self->n_findings; i++)
    {
      const AssayPlaceFinding *finding = &self->findings[i];

      if (finding->place->country != country)
        continue;
      best[finding->segment] = MAX (best[finding->segment], finding->weight);
      if (finding->weight > most)
        {
          most = finding->weight;
          *out_best = finding;
        }
    }
  for (guint i = 0; i < self->n_segments; i++)
    sum += best[i];
  return sum;
}

/* The city and the region of a country that fit best: together, if there is a text for each. */
static gboolean
choose_places (const AssayPlaceEvidence *self,
               const AssayPlace *country,
               const AssayPlaceFinding **out_city,
               const AssayPlaceFinding **out_region)
{
  gboolean is_joint = FALSE;
  int best = 0;

  *out_city = *out_region = NULL;
  for (guint i = 0; i < self->n_findings; i++)
    {
      const AssayPlaceFinding *region = &self->findings[i];

      if (region->place->country != country || region->place->kind != ASSAY_PLACE_REGION)
        continue;
      if (*out_region == NULL || region->weight > (*out_region)->weight)
        *out_region = region;
    }
  for (guint i = 0; i < self->n_findings; i++)
    {
      const AssayPlaceFinding *city = &self->findings[i];

      if (city->place->country != country || city->place->kind != ASSAY_PLACE_CITY)
        continue;
      for (guint j = 0; j <= self->n_findings; j++)
        {
          const AssayPlaceFinding *region = j < self->n_findings ? &self->findings[j] : NULL;
          gboolean joint = region != NULL && region->segment != city->segment &&
                           region->place->kind == ASSAY_PLACE_REGION &&
                           city->place->region != NULL &&
                           region->place->region == city->place->region;
          int weight = city->weight + (joint ? WEIGHT_JOINT + region->weight : 0);

          if (weight <= best || (region != NULL && !joint))
            continue;
          best = weight;
          is_joint = joint;
          *out_city = city;
          if (joint)
            *out_region = region;
        }
    }
  /* One text that may be either is the one that weighs more: Washington. */
  if (!is_joint && *out_city != NULL && *out_region != NULL &&
      (*out_city)->segment == (*out_region)->segment &&
      (*out_city)->place->region != (*out_region)->place->region)
    *((*out_city)->weight > (*out_region)->weight ? out_region : out_city) = NULL;
  return is_joint;
}

static guint
list_countries (const AssayPlaceEvidence *self, const AssayPlace **countries)
{
  guint n = 0;

  for (guint i = 0; i < self->n_findings; i++)
    {
      const AssayPlace *country = self->findings[i].place->country;
      guint c = 0;

      while (c < n && countries[c] != country)
        c++;
      if (c == n && n < MAX_COUNTRIES)
        countries[n++] = country;
    }
  return n;
}

/* Whether a text names no place of the country, but a well-known one elsewhere. */
static gboolean
is_contrary (const AssayPlaceEvidence *self, const AssayPlace *country)
{
  for (guint segment = 0; segment < self->n_segments; segment++)
    {
      gboolean here = FALSE, elsewhere = FALSE;

      for (guint i = 0; i < self->n_findings; i++)
        {
          const AssayPlaceFinding *finding = &self->findings[i];

          if (finding->segment != segment)
            continue;
          here |= finding->place->country == country;
          elsewhere |= !finding->is_code && (finding->place->kind != ASSAY_PLACE_CITY ||
                                             finding->place->population > 100000);
        }
      if (elsewhere && !here)
        return TRUE;
    }
  return FALSE;
}

/* Springfield alone says no region: it takes a city thrice as large as the next of its name. */
static const AssayPlace *
region_of_city (const AssayPlaceEvidence *self, const AssayPlaceFinding *city)
{
  for (guint i = 0; i < self->n_findings; i++)
    {
      const AssayPlaceFinding *other = &self->findings[i];

      if (other != city && other->segment == city->segment &&
          other->place->kind == ASSAY_PLACE_CITY && other->place->country == city->place->country &&
          other->place->region != city->place->region &&
          (guint64) other->place->population * 3 > city->place->population)
        return NULL;
    }
  return city->place->region;
}

/**
 * assay_place_evidence_judge:
 * @out_verdict: (out): where the lead is, as far as its fields say
 *
 * Weighs all that was added.
 */
void
assay_place_evidence_judge (const AssayPlaceEvidence *self, AssayPlaceVerdict *out_verdict)
{
  const AssayPlace *countries[MAX_COUNTRIES];
  guint n = list_countries (self, countries);
  const AssayPlaceFinding *best, *city, *region;
  int next = 0;

  memset (out_verdict, 0, sizeof *out_verdict);
  for (guint i = 0; i < n; i++)
    {
      int weight = weigh (self, countries[i], &best);
      gboolean is_joint = choose_places (self, countries[i], &city, &region);

      weight += is_joint ? WEIGHT_JOINT : 0;
      if (weight <= out_verdict->weight)
        {
          next = MAX (next, weight);
          continue;
        }
      next = out_verdict->weight;
      *out_verdict = (AssayPlaceVerdict){
        .country = countries[i],
        .city = city != NULL ? city->place : NULL,
        .region = region != NULL ? region->place->region
                  : city != NULL ? region_of_city (self, city)
                                 : NULL,
        .role = self->roles[best->segment],
        .kind = best->place->kind,
        .weight = weight,
        .is_joint = is_joint,
      };
    }
  out_verdict->margin = out_verdict->weight - next;
  if (out_verdict->country != NULL)
    out_verdict->is_contrary = is_contrary (self, out_verdict->country);
}
