/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-transaction.h"

G_BEGIN_DECLS

#define ASSAY_MODEL_CHAMPION "champion"
#define ASSAY_MODEL_CHALLENGER "challenger"
#define ASSAY_MODEL_RETIRED "retired"

/**
 * AssayModelRecord:
 * @id: its number; 0 for one that is not stored yet
 * @state: `champion` predicts, `challenger` waits, `retired` was champion before
 * @plan: what it was asked to learn, as JSON
 * @recipe: how leads become features, as JSON
 * @calibration: how margins become probabilities, as JSON
 * @payload: the model itself: XGBoost's UBJSON, or JSON of logistic regression
 * @card: figures, fields and limits, as JSON
 * @seen: packed ids of the leads it learned from
 * @neighbours: (nullable): what it makes of them; stored, and read by assay_neighbours_load() alone
 *
 * A model as it is stored.
 */
typedef struct
{
  gint64 id;
  gint64 job;
  gint64 at;
  gint64 promoted_at;
  char *state;
  char *plan;
  char *algorithm;
  char *verdict;
  char *recipe;
  char *calibration;
  GBytes *payload;
  char *card;
  GBytes *seen;
  GBytes *neighbours;
} AssayModelRecord;

void assay_model_record_free (AssayModelRecord *self);
char *assay_model_record_digest (const AssayModelRecord *self);
gboolean
assay_model_store_add (AssayTransaction *transaction, AssayModelRecord *record, GError **error);
AssayModelRecord *assay_model_store_get (AssayConnection *connection, gint64 id, GError **error);
AssayModelRecord *
assay_model_store_get_or_champion (AssayConnection *connection, gint64 id, GError **error);
gboolean
assay_model_store_find_champion (AssayConnection *connection, gint64 *out_id, GError **error);
GPtrArray *assay_model_store_list (AssayConnection *connection, GError **error);
gboolean
assay_model_store_promote (AssayTransaction *transaction, gint64 id, gint64 job, GError **error);
gboolean
assay_model_store_rollback (AssayTransaction *transaction, gint64 job, gint64 *out_id, GError **error);
GBytes *assay_model_pack_leads (const gint64 *leads, gsize n);
GHashTable *assay_model_unpack_leads (GBytes *packed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayModelRecord, assay_model_record_free)

G_END_DECLS
