/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "model/assay-document.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE (assay_profile_get_type ())

#define ASSAY_PROFILE_MAX_FACTORS 2000
#define ASSAY_PROFILE_MAX_GROUPS  200
#define ASSAY_PROFILE_MAX_BANDS   8
#define ASSAY_PROFILE_MAX_TIERS   32

/**
 * AssayPick:
 * @ASSAY_PICK_SUM: all factors that hold count together
 * @ASSAY_PICK_FIRST: the first factor that holds counts alone
 * @ASSAY_PICK_BEST: the factor with the most points counts alone
 */
typedef enum
{
  ASSAY_PICK_SUM,
  ASSAY_PICK_FIRST,
  ASSAY_PICK_BEST,
} AssayPick;

/**
 * AssayProfileCase:
 * @when: (nullable): a condition; or
 * @texts: (nullable): texts, or phrases of a tier
 * @value: what it is worth then
 */
typedef struct
{
  AssayCondition *when;
  char **texts;
  double value;
} AssayProfileCase;

typedef struct
{
  double x;
  double y;
} AssayProfilePoint;

/**
 * AssayFactorValueKind:
 *
 * How a factor's value comes about; see help/profile-format.md.
 */
typedef enum
{
  ASSAY_FACTOR_VALUE_NONE,
  ASSAY_FACTOR_VALUE_NUMBER,
  ASSAY_FACTOR_VALUE_TABLE,
  ASSAY_FACTOR_VALUE_SATURATION,
  ASSAY_FACTOR_VALUE_MAP,
  ASSAY_FACTOR_VALUE_TIERS,
  ASSAY_FACTOR_VALUE_PRESENT,
  ASSAY_FACTOR_VALUE_CASES,
  ASSAY_FACTOR_VALUE_MEAN,
} AssayFactorValueKind;

/**
 * AssayFactorValue:
 * @number: the number, or the measure at which saturation is half way
 * @reference: the field or measure that is mapped
 * @points: (element-type AssayProfilePoint) (nullable): a piecewise-linear table, rising x
 * @cases: (element-type AssayProfileCase) (nullable): of map, tiers and cases
 * @other: where no case holds; NaN for missing
 * @missing: where the field is absent; NaN for missing
 * @sum: all cases that hold count, not the first alone
 * @fields: (nullable): of `present`
 * @factors: (element-type guint) (nullable): factors of `mean`
 * @adjust: (element-type AssayProfileCase) (nullable): added to the value, which stays within 0 to
 * 100
 */
typedef struct
{
  AssayFactorValueKind kind;
  double number;
  AssayReference reference;
  GArray *points;
  GArray *cases;
  double other;
  double missing;
  gboolean sum;
  char **fields;
  GArray *factors;
  GArray *adjust;
} AssayFactorValue;

/**
 * AssayTierTest:
 * @group: a group that is a phrase table
 * @tiers: bit i: its tier i may have been found
 */
typedef struct
{
  guint group;
  guint32 tiers;
} AssayTierTest;

/**
 * AssayFactor:
 * @group: its group's place
 * @when: (nullable): what has to hold; nothing holds always
 * @needs: (nullable): without it a value is missing
 * @points: what it is worth when it holds, for each event where @per_event
 * @weight: its share in a weighted group
 * @phrases: (nullable): of a phrase table's tier
 * @tier: its tier in a phrase table, or −1
 * @tier_tests: (element-type AssayTierTest) (nullable): what phrase tables have to have found
 * @per_event: points count once for each event of @decay.key
 * @cap: at most so many events count; 0 for all
 * @decay: with a key: the date field or event whose age wears the points down
 * @half_life: of the wear, in days; 0 for none
 * @window: days after which it counts no more; 0 for none
 *
 * One scoring rule. Owned by its profile.
 */
typedef struct
{
  char *key;
  char *label;
  guint group;
  AssayCondition *when;
  AssayCondition *needs;
  double points;
  double weight;
  char **phrases;
  int tier;
  GArray *tier_tests;
  gboolean per_event;
  double cap;
  AssayReference decay;
  double half_life;
  double window;
  AssayFactorValue value;
} AssayFactor;

/**
 * AssayJudgeRange:
 * @label: what a judge may say
 * @low: fewest points for it
 * @high: most points for it
 * @standard: points where the judge names none
 */
typedef struct
{
  char *label;
  int low;
  int high;
  int standard;
} AssayJudgeRange;

/**
 * AssayGroup:
 * @min: least points, or −infinity
 * @max: most points, or infinity
 * @weight: share of a weighted profile, normalised so that all are 100; 0 otherwise
 * @table: with a key: the group is a phrase table over this field and its factors are the tiers
 * @judge: (element-type AssayJudgeRange) (nullable): a judge's answer, where there is one, takes
 * the place of the factors
 */
typedef struct
{
  char *key;
  char *label;
  double min;
  double max;
  AssayPick pick;
  double weight;
  guint first_factor;
  guint n_factors;
  AssayReference table;
  GArray *judge;
} AssayGroup;

/**
 * AssayBand:
 * @min: the least rounded value that is in it
 * @points: added to the score
 */
typedef struct
{
  char *key;
  char *label;
  char *colour;
  double min;
  double points;
} AssayBand;

typedef enum
{
  ASSAY_BAND_OF_SCORE,
  ASSAY_BAND_OF_BASE,
  ASSAY_BAND_OF_GROUP,
} AssayBandOf;

/**
 * AssayBandSet:
 * @of: what is classified
 * @group: which group, where that is one
 * @hysteresis: for triggers only: a band is left when the value is more than this beyond its edge
 * @bands: (element-type AssayBand): falling by @min; the last one takes all that is left
 */
typedef struct
{
  char *key;
  char *label;
  AssayBandOf of;
  guint group;
  double hysteresis;
  GArray *bands;
} AssayBandSet;

typedef struct
{
  char *key;
  char *label;
  double weight;
  double half_life;
  gboolean interaction;
  gboolean inbound;
} AssayProfileEventType;

/**
 * AssayProfile:
 * @weighted: groups have weights and factors values, instead of points
 * @groups: (element-type AssayGroup)
 * @factors: (element-type AssayFactor): of all groups in their order; a score's packed points have
 * it
 * @band_sets: (element-type AssayBandSet)
 * @event_types: (element-type AssayProfileEventType): types it wants to exist
 *
 * A parsed scoring profile. Immutable and reference counted; any thread.
 */
typedef struct
{
  gatomicrefcount refs;
  char *key;
  char *name;
  char *description;
  char *industry;
  gint64 version;
  double scale_min;
  double scale_max;
  gboolean weighted;
  GArray *groups;
  GArray *factors;
  GArray *band_sets;
  GArray *event_types;
} AssayProfile;

GType         assay_profile_get_type  (void) G_GNUC_CONST;
AssayProfile *assay_profile_new       (AssayDocument *document,
                                       AssayDocument *offer,
                                       GError       **error);
AssayProfile *assay_profile_from_json (const char    *json,
                                       gssize         length,
                                       AssayDocument *offer,
                                       GError       **error);
AssayProfile *assay_profile_ref       (AssayProfile  *self);
void          assay_profile_unref     (AssayProfile  *self);
int           assay_band_set_find     (const AssayBandSet *set,
                                       const char    *key);

static inline const AssayFactor *
assay_profile_factor (const AssayProfile *self,
                      guint               index)
{
  return &g_array_index (self->factors, AssayFactor, index);
}

static inline const AssayGroup *
assay_profile_group (const AssayProfile *self,
                     guint               index)
{
  return &g_array_index (self->groups, AssayGroup, index);
}

static inline const AssayBandSet *
assay_profile_band_set (const AssayProfile *self,
                        guint               index)
{
  return &g_array_index (self->band_sets, AssayBandSet, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayProfile, assay_profile_unref)

G_END_DECLS
