/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A result as people read it. The rules are the jobs'; here is only layout. */
typedef void (*AssayCliRender) (JsonNode *result,
                                GString  *out);

const char *assay_cli_text_of        (JsonObject *object,
                                      const char *name);
gint64      assay_cli_int_of         (JsonObject *object,
                                      const char *name);
char       *assay_cli_scalar         (JsonNode   *node);
void        assay_cli_append_clean   (GString    *out,
                                      const char *text);
void        assay_cli_append_rejects (JsonObject *report,
                                      GString    *out);
void        assay_cli_append_members (JsonObject *object,
                                      GString    *out);

void        assay_cli_render_show          (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_ranking       (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_score         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_profiles      (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_profile       (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_profile_check (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_backtest      (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_fit           (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_distribution  (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_offer         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_enrich        (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_signals       (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_review        (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_coverage      (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_decide        (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_match         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_duplicates    (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_label         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_merge         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_train         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_train_check   (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_compare       (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_models        (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_model         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_predict       (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_forecast      (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_card          (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_match         (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_duplicates    (JsonNode *result,
                                            GString  *out);
void        assay_cli_render_merge         (JsonNode *result,
                                            GString  *out);

G_END_DECLS
