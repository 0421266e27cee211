/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"

G_BEGIN_DECLS

/* Small changes to the JSON of a profile: each works on a copy that the caller owns, see
 * assay_profile_edit_copy(), and keeps all that it does not know. */

/**
 * AssayProfileValueKind:
 * @ASSAY_PROFILE_VALUE_PLAIN: the value, whatever the lead is like
 * @ASSAY_PROFILE_VALUE_CASE: where a condition holds
 * @ASSAY_PROFILE_VALUE_PHRASES: where one of these phrases is found
 * @ASSAY_PROFILE_VALUE_TEXT: where the field is this text
 * @ASSAY_PROFILE_VALUE_POINT: where the measure is this number
 * @ASSAY_PROFILE_VALUE_HALF: the measure that is worth half of the most
 * @ASSAY_PROFILE_VALUE_ADD: what is added where a condition holds
 * @ASSAY_PROFILE_VALUE_OTHER: where nothing else fits
 * @ASSAY_PROFILE_VALUE_MISSING: where the field is absent
 *
 * What a number of a factor's value stands for; see help/profile-format.md.
 */
typedef enum
{
  ASSAY_PROFILE_VALUE_PLAIN,
  ASSAY_PROFILE_VALUE_CASE,
  ASSAY_PROFILE_VALUE_PHRASES,
  ASSAY_PROFILE_VALUE_TEXT,
  ASSAY_PROFILE_VALUE_POINT,
  ASSAY_PROFILE_VALUE_HALF,
  ASSAY_PROFILE_VALUE_ADD,
  ASSAY_PROFILE_VALUE_OTHER,
  ASSAY_PROFILE_VALUE_MISSING,
} AssayProfileValueKind;

/**
 * AssayProfileValue:
 * @path: where it is in the factor's value, such as `cases.2`
 * @label: (nullable): the condition, phrases, text or number that it belongs to
 * @number: the number
 */
typedef struct
{
  AssayProfileValueKind kind;
  char *path;
  char *label;
  double number;
} AssayProfileValue;

/**
 * AssayProfileLine:
 * @number: what it is worth
 * @text: (nullable): the text, or the phrases with commas between
 * @point: the number that a point stands at
 * @when: (nullable): the condition of a case or of an addition
 * @before: (nullable): the path of the case that it is tried before; without one it is tried last, but before
 *   a case that always holds
 *
 * A line to be added to a factor's value. What it needs beside its number goes by its kind.
 */
typedef struct
{
  AssayProfileValueKind kind;
  double number;
  const char *text;
  double point;
  const AssayCondition *when;
  const char *before;
} AssayProfileLine;

/**
 * AssayLineProblem:
 * @ASSAY_LINE_FITS: none
 * @ASSAY_LINE_UNNAMED: there is no text, phrase, number or condition that it is for
 * @ASSAY_LINE_TAKEN: another line is for the same
 *
 * Why a line does not fit into a value.
 */
typedef enum
{
  ASSAY_LINE_FITS,
  ASSAY_LINE_UNNAMED,
  ASSAY_LINE_TAKEN,
} AssayLineProblem;

/**
 * AssayBandProblem:
 * @ASSAY_BAND_FITS: none
 * @ASSAY_BAND_UNNAMED: it has no name
 * @ASSAY_BAND_NAME_TAKEN: another one has the name
 * @ASSAY_BAND_OUTSIDE: it begins outside of the scale, or at no number
 * @ASSAY_BAND_START_TAKEN: another one begins there
 * @ASSAY_BAND_CROSSES: it would change places with another one
 *
 * Why a band does not fit into a classification.
 */
typedef enum
{
  ASSAY_BAND_FITS,
  ASSAY_BAND_UNNAMED,
  ASSAY_BAND_NAME_TAKEN,
  ASSAY_BAND_OUTSIDE,
  ASSAY_BAND_START_TAKEN,
  ASSAY_BAND_CROSSES,
} AssayBandProblem;

JsonNode   *assay_profile_edit_copy        (AssayDocument *document);
JsonObject *assay_profile_edit_find_group  (JsonNode      *root,
                                            const char    *group);
JsonObject *assay_profile_edit_find_factor (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
gboolean    assay_profile_edit_set_points  (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            double         points);
gboolean    assay_profile_edit_set_weight  (JsonNode      *root,
                                            const char    *group,
                                            double         weight);
double      assay_profile_edit_get_most    (JsonNode      *root,
                                            const char    *group);
gboolean    assay_profile_edit_set_when    (JsonNode             *root,
                                            const char           *group,
                                            const char           *factor,
                                            const AssayCondition *when);
gboolean    assay_profile_edit_set_limit   (JsonNode      *root,
                                            const char    *group,
                                            double         most);
gboolean    assay_profile_edit_set_band    (JsonNode      *root,
                                            const char    *set,
                                            const char    *band,
                                            double         least);
gboolean    assay_profile_edit_set_decay   (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            const char    *kind,
                                            double         days);
gboolean    assay_profile_edit_can_decay   (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
gboolean    assay_profile_edit_rename      (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            const char    *label);
gboolean    assay_profile_edit_set_phrases (JsonNode      *root,
                                            const char    *group,
                                            const char    *tier,
                                            const char    *phrases);
char       *assay_profile_edit_get_phrases (JsonNode      *root,
                                            const char    *group,
                                            const char    *tier);
gboolean    assay_profile_edit_rename_band (JsonNode      *root,
                                            const char    *set,
                                            const char    *band,
                                            const char    *label);
AssayBandProblem assay_profile_edit_check_band_name  (JsonNode   *root,
                                                      const char *set,
                                                      const char *band,
                                                      const char *label);
AssayBandProblem assay_profile_edit_check_band_start (JsonNode   *root,
                                                      const char *set,
                                                      const char *band,
                                                      double      least);
char       *assay_profile_edit_add_band    (JsonNode      *root,
                                            const char    *set,
                                            const char    *label,
                                            double         least);
gboolean    assay_profile_edit_remove_band (JsonNode      *root,
                                            const char    *set,
                                            const char    *band);
char       *assay_profile_edit_add_group   (JsonNode      *root,
                                            const char    *label);
char       *assay_profile_edit_add_factor  (JsonNode             *root,
                                            const char           *group,
                                            const char           *label,
                                            const AssayCondition *when);
gboolean    assay_profile_edit_remove      (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
GPtrArray  *assay_profile_edit_list_values (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
gboolean    assay_profile_edit_can_be_value (JsonNode             *root,
                                             AssayProfileValueKind kind,
                                             double                number);
gboolean    assay_profile_edit_set_value   (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            const char    *path,
                                            double         number);
gboolean    assay_profile_edit_takes_first (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor);
gboolean    assay_profile_edit_can_add_line (JsonNode             *root,
                                             const char           *group,
                                             const char           *factor,
                                             AssayProfileValueKind kind);
AssayLineProblem assay_profile_edit_check_line (JsonNode               *root,
                                                const char             *group,
                                                const char             *factor,
                                                const AssayProfileLine *line);
char       *assay_profile_edit_add_line    (JsonNode               *root,
                                            const char             *group,
                                            const char             *factor,
                                            const AssayProfileLine *line);
gboolean    assay_profile_edit_can_remove_line (JsonNode   *root,
                                                const char *group,
                                                const char *factor,
                                                const char *path);
gboolean    assay_profile_edit_remove_line (JsonNode      *root,
                                            const char    *group,
                                            const char    *factor,
                                            const char    *path);
void        assay_profile_edit_set_number  (JsonObject    *object,
                                            const char    *name,
                                            double         number);

G_END_DECLS
