/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include "store/assay-scope.h"

G_BEGIN_DECLS

/* What the window does to leads, each as a job. */

void assay_lead_edits_set            (AssaySession     *session,
                                      gint64            lead,
                                      const AssayField *field,
                                      const char       *text);
void assay_lead_edits_set_many       (AssaySession     *session,
                                      const AssayScope *scope,
                                      guint             n_leads,
                                      const AssayField *field,
                                      const char       *text);
void assay_lead_edits_tag            (AssaySession     *session,
                                      const AssayScope *scope,
                                      guint             n_leads,
                                      const char       *tag,
                                      gboolean          add);
void assay_lead_edits_export         (AssaySession     *session,
                                      GFile            *file,
                                      const AssayScope *scope,
                                      const char       *sort);
void assay_lead_edits_enrich         (AssaySession     *session,
                                      const AssayScope *scope);
void assay_lead_edits_save_segment   (AssaySession     *session,
                                      const char       *name,
                                      AssayCondition   *where);
void assay_lead_edits_rename_segment (AssaySession     *session,
                                      const char       *key,
                                      const char       *name);
void assay_lead_edits_remove_segment (AssaySession     *session,
                                      const char       *key,
                                      const char       *name);

G_END_DECLS
