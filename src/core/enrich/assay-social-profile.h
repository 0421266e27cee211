/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-web-url.h"

G_BEGIN_DECLS

/**
 * AssaySocialKind:
 * @ASSAY_SOCIAL_INVALID: a page of the site that is nobody's
 * @ASSAY_SOCIAL_OTHER: a group, a post, a search
 */
typedef enum
{
  ASSAY_SOCIAL_INVALID,
  ASSAY_SOCIAL_PERSON,
  ASSAY_SOCIAL_COMPANY,
  ASSAY_SOCIAL_SCHOOL,
  ASSAY_SOCIAL_OTHER,
} AssaySocialKind;

/**
 * AssaySocialProfile:
 * @site: (nullable): name of the network, static; %NULL for a site of somebody's own
 * @kind: whose profile it is
 * @handle: (nullable): the profile's name as the network spells it in URLs, not terminated
 * @public_path: (nullable): the part of the path that LinkedIn keeps such profiles under, static; %NULL for
 *   old paths and those of its paid views
 *
 * Who a page of a social network belongs to.
 */
typedef struct
{
  const char *site;
  AssaySocialKind kind;
  const char *handle;
  gsize handle_length;
  const char *public_path;
} AssaySocialProfile;

void assay_social_profile_read (AssaySocialProfile *self,
                                const AssayWebUrl  *url);

G_END_DECLS
