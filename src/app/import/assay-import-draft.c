/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-draft.h"

#include "assay-loader.h"
#include "import/assay-import-job.h"
#include "import/assay-import-past.h"

#include <string.h>

/**
 * AssayImportDraft:
 *
 * A file on its way in: what the person chose and what it leads to. Every choice is worked out on a
 * worker; the newest one wins. Main thread.
 */
struct _AssayImportDraft
{
  GObject parent_instance;

  AssayWorkspace *workspace; /* (owned) */
  GFile *file;               /* (owned) */
  AssayImportChoices choices;
  GPtrArray *rules;          /* (owned) (element-type utf8): what columns become, in order */
  AssayImportPlan *plan;     /* (owned) (nullable): lent to the worker while it reads */
  AssayImportSheet *sheet;   /* (owned) (nullable) */
  GError *error;             /* (owned) (nullable) */
  AssayLoader *loader;       /* (owned) (nullable): nothing once the draft is disposed of */
  struct _Reading *current;  /* (nullable): what is asked, while it is read */
};

G_DEFINE_FINAL_TYPE (AssayImportDraft, assay_import_draft, G_TYPE_OBJECT)

/* What a worker gets: copies, and the plan alone if there is one. */
typedef struct _Reading
{
  GFile *file;               /* (owned) */
  AssayImportOptions options;
  char *encoding;            /* (owned) (nullable) */
  char *key;                 /* (owned) (nullable) */
  char *mapping;             /* (owned) (nullable) */
  char *found;               /* (owned) (nullable): the saved mapping the plan has already */
  GPtrArray *rules;          /* (owned): those the plan does not know yet */
  AssayImportPlan *plan;     /* (owned) (nullable) */
  int progress;              /* (atomic): per mille */
} Reading;

typedef struct
{
  AssayImportPlan *plan;   /* (owned) (nullable): taken by the draft */
  AssayImportSheet *sheet; /* (owned) (nullable): likewise */
} Answer;

enum
{
  CHANGED,
  READING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->plan, assay_import_plan_free);
  g_clear_pointer (&answer->sheet, assay_import_sheet_free);
  g_free (answer);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->file);
  g_free (reading->encoding);
  g_free (reading->key);
  g_free (reading->mapping);
  g_free (reading->found);
  g_ptr_array_unref (reading->rules);
  g_clear_pointer (&reading->plan, assay_import_plan_free);
  g_free (reading);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  g_atomic_int_set (&((Reading *) user_data)->progress, (int) (fraction * 1000));
}

/* The mapping that was asked for, else the one that was saved for such headers: as the job does. */
static gboolean
use_saved (Reading        *reading,
           AssayWorkspace *workspace,
           char          **out_name,
           GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayMapping) saved = NULL;

  if (reader == NULL
      || !assay_import_past_mapping (reader, reading->plan, reading->mapping, out_name, &saved,
                                     error))
    return FALSE;
  if (saved != NULL)
    assay_import_plan_use_mapping (reading->plan, saved);
  return TRUE;
}

static gpointer
read_plan (AssayWorkspace *workspace,
           gpointer        query,
           GCancellable   *cancellable,
           GError        **error)
{
  Reading *reading = query;
  g_autofree char *name = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  AssayImportSheet *sheet;
  AssayMapping *mapping;
  Answer *answer;

  if (reading->plan == NULL)
    {
      reading->plan = assay_import_plan_new (reading->file, &reading->options, fields, progress_cb,
                                             reading, cancellable, error);
      if (reading->plan == NULL || !use_saved (reading, workspace, &name, error))
        return NULL;
    }
  else
    name = g_strdup (reading->found);
  for (guint i = 0; i < reading->rules->len; i++)
    if (!assay_import_plan_map (reading->plan, g_ptr_array_index (reading->rules, i), error))
      return NULL;
  mapping = assay_import_plan_get_mapping (reading->plan);
  if (reading->key != NULL || name == NULL)
    {
      g_free (mapping->key);
      mapping->key = g_strdup (reading->key);
    }
  sheet = assay_import_sheet_new (reading->plan, workspace, reading->file, mapping->key, name, cancellable, error);
  if (sheet == NULL)
    return NULL;
  answer = g_new (Answer, 1);
  answer->plan = g_steal_pointer (&reading->plan);
  answer->sheet = sheet;
  return answer;
}

static const AssayReading plan_reading = { read_plan, reading_free, answer_free };

static void
read_cb (gpointer      owner,
         gpointer      data,
         const GError *error)
{
  AssayImportDraft *self = owner;
  Answer *answer = data;

  self->current = NULL;
  if (answer == NULL)
    self->error = g_error_copy (error);
  else
    {
      self->plan = g_steal_pointer (&answer->plan);
      g_clear_pointer (&self->sheet, assay_import_sheet_free);
      self->sheet = g_steal_pointer (&answer->sheet);
      answer_free (answer);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start (AssayImportDraft *self,
       const char       *new_rule)
{
  Reading *reading = g_new0 (Reading, 1);

  g_clear_error (&self->error);
  reading->file = g_object_ref (self->file);
  reading->encoding = g_strdup (self->choices.encoding);
  reading->key = g_strdup (self->choices.key);
  reading->mapping = g_strdup (self->choices.mapping);
  reading->found = self->sheet != NULL ? g_strdup (self->sheet->mapping) : NULL;
  reading->plan = g_steal_pointer (&self->plan);
  reading->rules = g_ptr_array_new_with_free_func (g_free);
  if (new_rule != NULL && reading->plan != NULL)
    g_ptr_array_add (reading->rules, g_strdup (new_rule));
  for (guint i = 0; reading->plan == NULL && i < self->rules->len; i++)
    g_ptr_array_add (reading->rules, g_strdup (g_ptr_array_index (self->rules, i)));
  reading->options = ASSAY_IMPORT_OPTIONS_INIT;
  reading->options.kind = self->choices.kind;
  reading->options.encoding = reading->encoding;
  reading->options.delimiter = self->choices.delimiter;
  reading->options.quote = self->choices.quote;
  reading->options.no_quote = self->choices.no_quote;
  reading->options.header_line = self->choices.header_line;
  reading->options.decimal = self->choices.decimal;
  reading->options.date_order = self->choices.dates;
  self->current = reading;
  assay_loader_load (self->loader, self->workspace, reading);
  g_signal_emit (self, signals[READING], 0);
}

static void
assay_import_draft_dispose (GObject *object)
{
  AssayImportDraft *self = ASSAY_IMPORT_DRAFT (object);

  g_clear_pointer (&self->loader, assay_loader_free);
  self->current = NULL;
  G_OBJECT_CLASS (assay_import_draft_parent_class)->dispose (object);
}

static void
assay_import_draft_finalize (GObject *object)
{
  AssayImportDraft *self = ASSAY_IMPORT_DRAFT (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->file);
  g_free (self->choices.encoding);
  g_free (self->choices.key);
  g_free (self->choices.mapping);
  g_ptr_array_unref (self->rules);
  g_clear_pointer (&self->plan, assay_import_plan_free);
  g_clear_pointer (&self->sheet, assay_import_sheet_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (assay_import_draft_parent_class)->finalize (object);
}

static void
assay_import_draft_class_init (AssayImportDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_import_draft_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_import_draft_finalize;

  /**
   * AssayImportDraft::changed:
   *
   * A reading ended: there is a new sheet, or an error.
   */
  signals[CHANGED] = g_signal_new ("changed", ASSAY_TYPE_IMPORT_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssayImportDraft::reading:
   *
   * A reading began.
   */
  signals[READING] = g_signal_new ("reading", ASSAY_TYPE_IMPORT_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_import_draft_init (AssayImportDraft *self)
{
  self->loader = assay_loader_new (&plan_reading, read_cb, self);
  self->rules = g_ptr_array_new_with_free_func (g_free);
  self->choices.header_line = -1;
  self->choices.score = TRUE;
}

AssayImportDraft *
assay_import_draft_new (AssayWorkspace *workspace,
                        GFile          *file)
{
  AssayImportDraft *self = g_object_new (ASSAY_TYPE_IMPORT_DRAFT, NULL);

  self->workspace = g_object_ref (workspace);
  self->file = g_object_ref (file);
  return self;
}

GFile *
assay_import_draft_get_file (AssayImportDraft *self)
{
  return self->file;
}

/**
 * assay_import_draft_get_choices:
 *
 * Returns: (transfer none): to be edited; assay_import_draft_read() or
 *   assay_import_draft_read_anew() makes them count
 */
AssayImportChoices *
assay_import_draft_get_choices (AssayImportDraft *self)
{
  return &self->choices;
}

/**
 * assay_import_draft_get_sheet:
 *
 * Returns: (transfer none) (nullable): what the last reading found
 */
AssayImportSheet *
assay_import_draft_get_sheet (AssayImportDraft *self)
{
  return self->sheet;
}

const GError *
assay_import_draft_get_error (AssayImportDraft *self)
{
  return self->error;
}

gboolean
assay_import_draft_is_reading (AssayImportDraft *self)
{
  return self->current != NULL;
}

/**
 * assay_import_draft_get_progress:
 *
 * Returns: how much of the file is read, 0 to 1
 */
double
assay_import_draft_get_progress (AssayImportDraft *self)
{
  return self->current != NULL ? g_atomic_int_get (&self->current->progress) / 1000.0 : 0;
}

/**
 * assay_import_draft_read:
 *
 * Works the choices out; what the columns become stays.
 */
void
assay_import_draft_read (AssayImportDraft *self)
{
  g_return_if_fail (ASSAY_IS_IMPORT_DRAFT (self));

  g_clear_pointer (&self->plan, assay_import_plan_free);
  start (self, NULL);
}

/**
 * assay_import_draft_update:
 *
 * Works the choices out where the file need not be read again for them.
 */
void
assay_import_draft_update (AssayImportDraft *self)
{
  g_return_if_fail (ASSAY_IS_IMPORT_DRAFT (self));
  start (self, NULL);
}

/**
 * assay_import_draft_read_anew:
 *
 * Works the choices out where they may change which columns there are.
 */
void
assay_import_draft_read_anew (AssayImportDraft *self)
{
  g_return_if_fail (ASSAY_IS_IMPORT_DRAFT (self));

  g_ptr_array_set_size (self->rules, 0);
  g_clear_pointer (&self->choices.key, g_free);
  assay_import_draft_read (self);
}

/**
 * assay_import_draft_map:
 * @field: the key of a field, or the name of a new one; empty leaves the column out
 */
void
assay_import_draft_map (AssayImportDraft *self,
                        guint             column,
                        const char       *field)
{
  g_autofree char *rule = g_strdup_printf ("#%u=%s", column + 1, field);

  g_return_if_fail (ASSAY_IS_IMPORT_DRAFT (self));

  g_ptr_array_add (self->rules, g_strdup (rule));
  start (self, rule);
}

void
assay_import_draft_cancel (AssayImportDraft *self)
{
  g_return_if_fail (ASSAY_IS_IMPORT_DRAFT (self));

  assay_loader_cancel (self->loader);
  self->current = NULL;
}

/**
 * assay_import_draft_create_job:
 * @rejects: (nullable): where rejected rows go
 *
 * Returns: (transfer full): the import as it is chosen now
 */
AssayJob *
assay_import_draft_create_job (AssayImportDraft *self,
                               gboolean          dry_run,
                               GFile            *rejects)
{
  const AssayImportChoices *choices = &self->choices;
  const char delimiter[2] = { choices->delimiter, '\0' };
  const char quote[2] = { choices->quote, '\0' };
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    g_ptr_array_add (rules, g_ptr_array_index (self->rules, i));
  g_ptr_array_add (rules, NULL);
  return g_object_new (
    ASSAY_TYPE_IMPORT_JOB, "workspace", self->workspace, "file", self->file, "kind", choices->kind,
    "mapping", choices->mapping, "map", rules->len > 1 ? rules->pdata : NULL, "mode", choices->mode,
    "key", choices->key, "blank", choices->blank_erases ? "erase" : "keep", "encoding",
    choices->encoding, "delimiter", choices->delimiter != '\0' ? delimiter : NULL, "quote",
    choices->no_quote        ? "none"
    : choices->quote != '\0' ? quote
                             : NULL,
    "header-line", choices->header_line, "decimal",
    choices->decimal != ASSAY_DECIMAL_AUTO ? assay_decimal_sign_to_nick (choices->decimal) : NULL,
    "dates",
    choices->dates != ASSAY_DATE_ORDER_AUTO ? assay_date_order_to_nick (choices->dates) : NULL,
    "then", choices->score ? NULL : "nothing", "again", choices->again, "dry-run", dry_run,
    "rejects", rejects, NULL);
}
