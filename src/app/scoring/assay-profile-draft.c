/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-profile-draft.h"

#include <string.h>

#include "score/assay-profile-diff.h"
#include "score/assay-profile-edit.h"
#include "score/assay-profile-store.h"

/* A draft is kept so long after the last change. */
#define KEEP_AFTER_MS 800
#define MAX_UNDO      100

/**
 * AssayProfileDraft:
 *
 * A profile while it is worked on: what is published, what it would become, and the way back. It is
 * always valid; a change that would not be is refused. It is kept in the workspace by itself.
 */
struct _AssayProfileDraft
{
  GObject parent_instance;

  AssayWorkspace *workspace; /* (owned) */
  AssayDocument *published;  /* (owned) (nullable) */
  AssayDocument *document;   /* (owned) */
  AssayProfile *before;      /* (owned) (nullable): of @published */
  AssayProfile *profile;     /* (owned): of @document */
  GPtrArray *past;           /* (owned) (element-type AssayDocument) */
  char *gesture;             /* (owned) (nullable): what the last change was part of */
  guint keep_id;
  guint n_changes; /* since @published */
};

G_DEFINE_FINAL_TYPE (AssayProfileDraft, assay_profile_draft, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void count_changes (AssayProfileDraft *self);

/**
 * assay_profile_draft_keep:
 *
 * Keeps what was changed now, where it would be kept in a moment.
 */
void
assay_profile_draft_keep (AssayProfileDraft *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ASSAY_IS_PROFILE_DRAFT (self));

  if (self->keep_id == 0)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  /* The next change, or publishing, tries again. */
  if (!assay_profile_store_keep_draft (self->workspace, self->document, &error))
    g_message ("The draft is not kept: %s", error->message);
}

static void
keep_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (assay_profile_store_keep_draft (source, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
keep_cb (gpointer user_data)
{
  AssayProfileDraft *self = user_data;
  g_autoptr (GTask) task = g_task_new (self->workspace, NULL, NULL, NULL);

  self->keep_id = 0;
  g_task_set_task_data (
    task, assay_document_ref (self->document), (GDestroyNotify) assay_document_unref);
  g_task_run_in_thread (task, keep_worker);
  return G_SOURCE_REMOVE;
}

static void
assay_profile_draft_dispose (GObject *object)
{
  AssayProfileDraft *self = ASSAY_PROFILE_DRAFT (object);

  assay_profile_draft_keep (self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->published, assay_document_unref);
  g_clear_pointer (&self->document, assay_document_unref);
  g_clear_pointer (&self->before, assay_profile_unref);
  g_clear_pointer (&self->profile, assay_profile_unref);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->gesture, g_free);
  G_OBJECT_CLASS (assay_profile_draft_parent_class)->dispose (object);
}

static void
assay_profile_draft_class_init (AssayProfileDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_profile_draft_dispose;

  /**
   * AssayProfileDraft::changed:
   * @structure: whether groups or factors came or went, and not only numbers or conditions changed
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
assay_profile_draft_init (AssayProfileDraft *self)
{
  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_document_unref);
}

/**
 * assay_profile_draft_new:
 * @published: (nullable): the version in use
 * @draft: (nullable): what was kept of it; one of the two is there
 *
 * Returns: (transfer full) (nullable): the draft; %NULL where the documents are no valid profiles
 */
AssayProfileDraft *
assay_profile_draft_new (AssayWorkspace *workspace,
                         AssayDocument  *published,
                         AssayDocument  *draft)
{
  g_autoptr (AssayProfileDraft) self = g_object_new (ASSAY_TYPE_PROFILE_DRAFT, NULL);

  self->workspace = g_object_ref (workspace);
  if (published != NULL)
    {
      self->published = assay_document_ref (published);
      self->before = assay_profile_new (published, NULL, NULL);
    }
  self->document = assay_document_ref (draft != NULL ? draft : published);
  self->profile = assay_profile_new (self->document, NULL, NULL);
  if (self->profile == NULL)
    return NULL;
  count_changes (self);
  return g_steal_pointer (&self);
}

AssayDocument *
assay_profile_draft_get_document (AssayProfileDraft *self)
{
  return self->document;
}

/**
 * assay_profile_draft_get_published:
 *
 * Returns: (transfer none) (nullable): the version in use
 */
AssayDocument *
assay_profile_draft_get_published (AssayProfileDraft *self)
{
  return self->published;
}

AssayProfile *
assay_profile_draft_get_profile (AssayProfileDraft *self)
{
  return self->profile;
}

/**
 * assay_profile_draft_get_before:
 *
 * Returns: (transfer none) (nullable): the version in use, parsed
 */
AssayProfile *
assay_profile_draft_get_before (AssayProfileDraft *self)
{
  return self->before;
}

const char *
assay_profile_draft_get_key (AssayProfileDraft *self)
{
  return assay_document_get_key (self->document);
}

/**
 * assay_profile_draft_list_changes:
 *
 * Returns: (transfer full) (element-type AssayProfileChange): since the version in use; nothing where
 *   there is none
 */
GPtrArray *
assay_profile_draft_list_changes (AssayProfileDraft *self)
{
  if (self->published == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) assay_profile_change_free);
  return assay_profile_diff (
    assay_document_get_root (self->published), assay_document_get_root (self->document));
}

static void
count_changes (AssayProfileDraft *self)
{
  g_autoptr (GPtrArray) changes = assay_profile_draft_list_changes (self);

  self->n_changes = changes->len;
}

guint
assay_profile_draft_count_changes (AssayProfileDraft *self)
{
  return self->n_changes;
}

/**
 * assay_profile_draft_copy_root:
 *
 * Returns: (transfer full): the draft's content, to be changed and given back to
 *   assay_profile_draft_take()
 */
JsonNode *
assay_profile_draft_copy_root (AssayProfileDraft *self)
{
  return assay_profile_edit_copy (self->document);
}

/* Whether more than numbers and conditions differ, which rows show by themselves: then the editor is
 * built anew. */
static gboolean
has_other_structure (AssayDocument *a,
                     AssayDocument *b)
{
  static const char *const numbers[] = { "points", "weight", "max", "min", "when", NULL };
  g_autoptr (GPtrArray) changes
    = assay_profile_diff (assay_document_get_root (a), assay_document_get_root (b));

  for (guint i = 0; i < changes->len; i++)
    {
      const AssayProfileChange *change = changes->pdata[i];

      if (!g_strv_contains (numbers, change->member))
        return TRUE;
    }
  return FALSE;
}

static void
replace (AssayProfileDraft *self,
         AssayDocument     *document,
         AssayProfile      *profile)
{
  gboolean structure = has_other_structure (self->document, document);

  assay_document_unref (self->document);
  assay_profile_unref (self->profile);
  self->document = document;
  self->profile = profile;
  count_changes (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_AFTER_MS, keep_cb, self);
  g_signal_emit (self, signals[CHANGED], 0, structure);
}

/**
 * assay_profile_draft_take:
 * @root: (transfer full): the new content
 * @gesture: (nullable): what the change is part of, such as the slider that is dragged: one undo
 *   takes all of it back
 *
 * Changes the draft.
 *
 * Returns: %FALSE with the place that is wrong; the draft is as it was then
 */
gboolean
assay_profile_draft_take (AssayProfileDraft *self,
                          JsonNode          *root,
                          const char        *gesture,
                          GError           **error)
{
  g_autoptr (JsonNode) owned = root;
  g_autoptr (AssayDocument) document = NULL;
  g_autoptr (AssayProfile) profile = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE_DRAFT (self), FALSE);

  document = assay_document_new (
    ASSAY_PROFILE_KIND, assay_document_get_key (self->document), 0, owned);
  profile = assay_profile_new (document, NULL, error);
  if (profile == NULL)
    return FALSE;
  if (gesture == NULL || g_strcmp0 (gesture, self->gesture) != 0)
    {
      g_ptr_array_add (self->past, assay_document_ref (self->document));
      if (self->past->len > MAX_UNDO)
        g_ptr_array_remove_index (self->past, 0);
    }
  g_free (self->gesture);
  self->gesture = g_strdup (gesture);
  replace (self, g_steal_pointer (&document), g_steal_pointer (&profile));
  return TRUE;
}

/**
 * assay_profile_draft_undo:
 *
 * Returns: whether there was a change of this draft to take back
 */
gboolean
assay_profile_draft_undo (AssayProfileDraft *self)
{
  g_autoptr (AssayDocument) document = NULL;
  AssayProfile *profile;

  g_return_val_if_fail (ASSAY_IS_PROFILE_DRAFT (self), FALSE);

  if (self->past->len == 0)
    return FALSE;
  document = g_ptr_array_steal_index (self->past, self->past->len - 1);
  profile = assay_profile_new (document, NULL, NULL);
  g_clear_pointer (&self->gesture, g_free);
  if (profile != NULL)
    replace (self, g_steal_pointer (&document), profile);
  return TRUE;
}

/**
 * assay_profile_draft_is_kept_soon:
 *
 * Returns: whether there are changes that the workspace does not have yet
 */
gboolean
assay_profile_draft_is_kept_soon (AssayProfileDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE_DRAFT (self), FALSE);
  return self->keep_id != 0;
}
