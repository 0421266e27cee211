/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile-edit.h"

G_BEGIN_DECLS

/**
 * AssayProfileChange:
 * @group: key of the group or classification, or empty for the profile itself
 * @factor: (nullable): key of the factor or band
 * @label: for people: the group or factor
 * @member: what of it, such as `points`; `added` or `removed` for all of it
 * @kind: what kind of line changed, where @member is `value` and only numbers differ
 * @line: (nullable): which line of that kind, see #AssayProfileValue
 * @is_line: whether @kind and @line say something
 * @from: (nullable): what it was, as text
 * @to: (nullable): what it is
 *
 * One difference between two versions of a profile.
 */
typedef struct
{
  char *group;
  char *factor;
  char *label;
  char *member;
  gboolean is_line;
  AssayProfileValueKind kind;
  char *line;
  char *from;
  char *to;
} AssayProfileChange;

GPtrArray *assay_profile_diff        (JsonNode           *before,
                                      JsonNode           *after);
void       assay_profile_change_free (AssayProfileChange *change);

G_END_DECLS
