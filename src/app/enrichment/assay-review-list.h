/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_REVIEW_LIST (assay_review_list_get_type ())

G_DECLARE_FINAL_TYPE (AssayReviewList, assay_review_list, ASSAY, REVIEW_LIST, AdwBin)

void  assay_review_list_set_session (AssayReviewList *self,
                                     AssaySession    *session);
void  assay_review_list_show        (AssayReviewList *self,
                                     JsonNode        *review);
guint assay_review_list_get_size    (AssayReviewList *self);

G_END_DECLS
