/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead/assay-set-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "job/assay-scope-params.h"
#include "model/assay-tags.h"
#include "store/assay-lead-error.h"
#include "store/assay-lead-find.h"
#include "store/assay-lead-writer.h"

/**
 * AssaySetJob:
 *
 * Sets fields and tags of a lead, or of all leads of a scope. Undoable as one; the leads are scored
 * anew.
 */
struct _AssaySetJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssaySetJob, assay_set_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LEAD = 1,
  PARAM_ASSIGNMENTS,
  PARAM_ADD_TAG,
  PARAM_REMOVE_TAG,
  PARAM_SCOPE,
};

/* Edits go between the transactions of a change to many leads. */
#define BATCH_MS 100
#define BATCH_LEADS 5000

typedef struct
{
  AssayJob *job;
  GPtrArray *fields; /* (element-type AssayField) (not owned) */
  GArray *values;    /* (element-type AssayValue): text of the parameters */
  const char *const *add_tags;
  const char *const *remove_tags;
  const AssayField *tags; /* (nullable): where tags change; its value is the last one */
  AssayLeadWriter *writer;
  AssayStatement *read_tags; /* (nullable): within the transaction */
  gint64 changed;
} Edit;

static gboolean
parse_assignments (AssayFieldRegistry *fields,
                   const char *const  *assignments,
                   Edit               *out,
                   GError            **error)
{
  for (; assignments != NULL && *assignments != NULL; assignments++)
    {
      const char *equals = strchr (*assignments, '=');
      g_autofree char *key = g_strndup (*assignments, (gsize) (equals - *assignments));
      const AssayField *field = assay_field_registry_find (fields, key);
      AssayValue value;

      if (field == NULL)
        {
          g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_UNKNOWN_FIELD,
                       "There is no field “%s”; “assay fields” lists them", key);
          return FALSE;
        }
      if (g_ptr_array_find (out->fields, field, NULL))
        {
          g_set_error (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                       "Field “%s” is set twice", field->key);
          return FALSE;
        }
      if (!assay_lead_parse_value (field, equals + 1, &value, error))
        return FALSE;
      g_ptr_array_add (out->fields, (gpointer) field);
      g_array_append_val (out->values, value);
    }
  return TRUE;
}

static gboolean
check_tags (const char *const *tags,
            GError           **error)
{
  for (; tags != NULL && *tags != NULL; tags++)
    if (!assay_tag_is_valid (*tags))
      {
        g_set_error_literal (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                             "A tag is a text without commas and semicolons; give each tag alone");
        return FALSE;
      }
  return TRUE;
}

static gboolean
has_any (const char *const *list)
{
  return list != NULL && *list != NULL;
}

static gboolean
parse_tags (AssayJob           *job,
            AssayFieldRegistry *fields,
            Edit               *out,
            GError            **error)
{
  const AssayField *field = assay_field_registry_find (fields, "tags");
  AssayValue nothing = ASSAY_VALUE_INIT_NULL;

  out->add_tags = assay_job_get_strv (job, PARAM_ADD_TAG);
  out->remove_tags = assay_job_get_strv (job, PARAM_REMOVE_TAG);
  if (!check_tags (out->add_tags, error) || !check_tags (out->remove_tags, error))
    return FALSE;
  if (!has_any (out->add_tags) && !has_any (out->remove_tags))
    {
      if (out->fields->len > 0)
        return TRUE;
      g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER,
                           "Nothing to set: FIELD=VALUE, --add-tag or --remove-tag was expected");
      return FALSE;
    }
  if (g_ptr_array_find (out->fields, field, NULL))
    {
      g_set_error_literal (error, ASSAY_LEAD_ERROR, ASSAY_LEAD_ERROR_INVALID_VALUE,
                           "Field “tags” is set as a whole and tag by tag at once");
      return FALSE;
    }
  out->tags = field;
  g_ptr_array_add (out->fields, (gpointer) field);
  g_array_append_val (out->values, nothing);
  return TRUE;
}

static gboolean
write_lead (Edit    *edit,
            gint64   lead,
            GError **error)
{
  g_autofree char *text = NULL;
  guint n = edit->fields->len;
  gboolean row, changed = FALSE;

  if (edit->tags != NULL)
    {
      assay_statement_bind_int64 (edit->read_tags, 1, lead);
      if (!assay_statement_step (edit->read_tags, &row, error))
        return FALSE;
      text = row ? assay_tags_change (assay_statement_get_text (edit->read_tags, 0), -1,
                                      edit->add_tags, edit->remove_tags)
                 : NULL;
      assay_statement_reset (edit->read_tags);
      if (text != NULL)
        g_array_index (edit->values, AssayValue, n - 1)
          = *text != '\0' ? assay_value_from_text (text, strlen (text)) : ASSAY_VALUE_INIT_NULL;
      else
        n--;
    }
  if (n > 0
      && !assay_lead_writer_update (edit->writer, lead,
                                    (const AssayField *const *) edit->fields->pdata,
                                    (const AssayValue *) (gpointer) edit->values->data, n, &changed,
                                    error))
    return FALSE;
  edit->changed += changed;
  return TRUE;
}

static AssayTransaction *
begin (Edit            *edit,
       AssayDurability  durability,
       GCancellable    *cancellable,
       GError         **error)
{
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (assay_job_get_workspace (edit->job), durability, cancellable, error);

  if (transaction == NULL)
    return NULL;
  if (edit->tags != NULL)
    {
      edit->read_tags = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                                  "SELECT tags FROM lead WHERE id = ?1", error);
      if (edit->read_tags == NULL)
        return NULL;
    }
  assay_lead_writer_set_transaction (edit->writer, transaction);
  return g_steal_pointer (&transaction);
}

static void
leave (Edit *edit)
{
  g_clear_pointer (&edit->read_tags, assay_statement_release);
  assay_lead_writer_set_transaction (edit->writer, NULL);
}

static gboolean
write_one (Edit         *edit,
           gint64       *out_lead,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (AssayTransaction) transaction
    = begin (edit, ASSAY_DURABILITY_FULL, cancellable, error);
  gboolean ok;

  if (transaction == NULL)
    return FALSE;
  *out_lead = assay_lead_find (assay_transaction_get_connection (transaction),
                               assay_job_get_string (edit->job, PARAM_LEAD), error);
  ok = *out_lead != 0 && write_lead (edit, *out_lead, error);
  leave (edit);
  return ok && assay_transaction_commit (transaction, error);
}

/* Leads that are gone since they were found are passed over. */
static gboolean
write_batch (Edit             *edit,
             AssayTransaction *transaction,
             GArray           *leads,
             guint            *next,
             GError          **error)
{
  guint end = MIN (leads->len, *next + BATCH_LEADS);

  for (; *next < end && assay_transaction_get_age (transaction) < BATCH_MS; (*next)++)
    {
      g_autoptr (GError) failure = NULL;

      if (write_lead (edit, g_array_index (leads, gint64, *next), &failure)
          || g_error_matches (failure, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
        continue;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_many (Edit         *edit,
            GArray       *leads,
            GCancellable *cancellable,
            GError      **error)
{
  for (guint next = 0; next < leads->len;)
    {
      AssayDurability durability
        = leads->len <= BATCH_LEADS ? ASSAY_DURABILITY_FULL : ASSAY_DURABILITY_NORMAL;
      g_autoptr (AssayTransaction) transaction = begin (edit, durability, cancellable, error);
      gboolean ok = transaction != NULL && write_batch (edit, transaction, leads, &next, error);

      leave (edit);
      if (!ok || !assay_transaction_commit (transaction, error)
          || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      assay_job_report (edit->job, (double) next / leads->len, _ ("Changing leads"));
    }
  return TRUE;
}

static gboolean
is_bulk (AssayJob *job)
{
  return assay_scope_params_are_given (job, PARAM_SCOPE);
}

/* One lead by name, or many by scope; never all of them by an omission. */
static gboolean
check_target (AssayJob *job,
              GError  **error)
{
  gboolean named = assay_job_get_string (job, PARAM_LEAD) != NULL;

  if (named != is_bulk (job))
    return TRUE;
  g_set_error_literal (error, ASSAY_JOB_ERROR,
                       named ? ASSAY_JOB_ERROR_INVALID_PARAMETER : ASSAY_JOB_ERROR_MISSING_PARAMETER,
                       named ? "Either one lead is named or many are chosen, not both"
                             : "Which leads? Name one, or choose with --where, --search, --segment, "
                               "--ids or --all");
  return FALSE;
}

static gboolean
run_edit (Edit         *edit,
          JsonObject   *result,
          GCancellable *cancellable,
          GError      **error)
{
  g_auto (AssayScope) scope = { 0 };
  g_autoptr (GArray) leads = NULL;
  gint64 lead;

  json_object_set_int_member (result, "job", assay_job_get_id (edit->job));
  if (!is_bulk (edit->job))
    {
      if (!write_one (edit, &lead, cancellable, error))
        return FALSE;
      json_object_set_int_member (result, "lead", lead);
      json_object_set_boolean_member (result, "changed", edit->changed > 0);
      return TRUE;
    }
  if (!assay_scope_params_read (edit->job, PARAM_SCOPE, &scope, error))
    return FALSE;
  leads = assay_scope_leads (&scope, assay_job_get_workspace (edit->job), ASSAY_AS_OF_NOW,
                             cancellable, error);
  if (leads == NULL || !write_many (edit, leads, cancellable, error))
    return FALSE;
  json_object_set_int_member (result, "leads", leads->len);
  json_object_set_int_member (result, "changed", edit->changed);
  return TRUE;
}

static gboolean
assay_set_job_run (AssayJob     *job,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  g_autoptr (AssayLeadWriter) writer
    = assay_lead_writer_new (fields, assay_job_get_id (job), ASSAY_LEAD_WRITER_DEFAULT);
  Edit edit = { .job = job, .fields = names, .values = values, .writer = writer };
  g_autoptr (JsonObject) result = json_object_new ();

  if (!check_target (job, error)
      || !parse_assignments (fields, assay_job_get_strv (job, PARAM_ASSIGNMENTS), &edit, error)
      || !parse_tags (job, fields, &edit, error)
      || !run_edit (&edit, result, cancellable, error))
    return FALSE;
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

/* What reads which leads there are and then writes to them must not meet an import half way. */
static gboolean
assay_set_job_needs_turn (AssayJob *job)
{
  return is_bulk (job);
}

static char *
assay_set_job_describe (AssayJob *job)
{
  const char *const *assignments = assay_job_get_strv (job, PARAM_ASSIGNMENTS);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (; assignments != NULL && *assignments != NULL; assignments++)
    g_string_append_printf (keys, "%s%.*s", keys->len > 0 ? ", " : "",
                            (int) strcspn (*assignments, "="), *assignments);
  if (has_any (assay_job_get_strv (job, PARAM_ADD_TAG))
      || has_any (assay_job_get_strv (job, PARAM_REMOVE_TAG)))
    g_string_append_printf (keys, "%stags", keys->len > 0 ? ", " : "");
  /* Translators: %s is a list of fields. */
  return g_strdup_printf (is_bulk (job) ? _ ("Set %s of leads") : _ ("Set %s of a lead"), keys->str);
}

static void
install_tag_param (AssayJobClass *job_class,
                   guint          id,
                   const char    *name,
                   const char    *blurb)
{
  assay_job_class_install (job_class, id,
                           g_param_spec_boxed (name, NULL, blurb, G_TYPE_STRV,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .metavar = "TAG" });
}

static void
assay_set_job_class_init (AssaySetJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "set";
  job_class->summary = N_ ("Set fields and tags of a lead, or of many");
  job_class->run = assay_set_job_run;
  job_class->needs_turn = assay_set_job_needs_turn;
  job_class->describe = assay_set_job_describe;

  assay_job_class_install (
    job_class, PARAM_LEAD,
    g_param_spec_string ("lead", NULL, N_ ("The lead’s number, email or external id"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_PERSONAL, .position = 1, .metavar = "LEAD" });
  assay_job_class_install (
    job_class, PARAM_ASSIGNMENTS,
    g_param_spec_boxed ("values", NULL, N_ ("What to set; nothing after the sign clears the field"),
                        G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REPEATABLE | ASSAY_PARAM_MAP | ASSAY_PARAM_PERSONAL,
                    .position = 2,
                    .metavar = "FIELD=VALUE" });
  install_tag_param (job_class, PARAM_ADD_TAG, "add-tag", N_ ("Add a tag; may be repeated"));
  install_tag_param (job_class, PARAM_REMOVE_TAG, "remove-tag",
                     N_ ("Take a tag away; may be repeated"));
  assay_scope_params_install_bulk (job_class, PARAM_SCOPE);
}

static void
assay_set_job_init (AssaySetJob *self)
{
}
