/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "job/assay-job-error.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB (assay_job_get_type ())

G_DECLARE_DERIVABLE_TYPE (AssayJob, assay_job, ASSAY, JOB, GObject)

/**
 * AssayJobFlags:
 * @ASSAY_JOB_READS: changes nothing: no record in the job table; so is any job whose boolean
 *   parameter `dry-run` is set
 * @ASSAY_JOB_FINAL: cannot be undone
 * @ASSAY_JOB_DERIVES: what it writes follows from what is there and can be derived again at any time: what it
 *   did before it was stopped stays, and undoing the job that it followed does not undo it
 * @ASSAY_JOB_INTERNAL: started by other jobs, not offered as a command
 * @ASSAY_JOB_NO_WORKSPACE: needs no workspace
 * @ASSAY_JOB_RESUMABLE: keeps what it did when it stops, and running it again does the rest
 * @ASSAY_JOB_PAUSABLE: calls assay_job_rest() where nothing is half written
 */
typedef enum
{
  ASSAY_JOB_DEFAULT = 0,
  ASSAY_JOB_READS = 1 << 0,
  ASSAY_JOB_FINAL = 1 << 1,
  ASSAY_JOB_INTERNAL = 1 << 2,
  ASSAY_JOB_NO_WORKSPACE = 1 << 3,
  ASSAY_JOB_DERIVES = 1 << 4,
  ASSAY_JOB_RESUMABLE = 1 << 5,
  ASSAY_JOB_PAUSABLE = 1 << 6,
} AssayJobFlags;

/**
 * AssayParamFlags:
 * @ASSAY_PARAM_REQUIRED: has to be given
 * @ASSAY_PARAM_REPEATABLE: the last positional one, that takes all that is left
 * @ASSAY_PARAM_MAP: each element is `name=value`
 * @ASSAY_PARAM_SECRET: never recorded or logged
 * @ASSAY_PARAM_PERSONAL: may hold personal data: not recorded
 */
typedef enum
{
  ASSAY_PARAM_DEFAULT = 0,
  ASSAY_PARAM_REQUIRED = 1 << 0,
  ASSAY_PARAM_REPEATABLE = 1 << 1,
  ASSAY_PARAM_MAP = 1 << 2,
  ASSAY_PARAM_SECRET = 1 << 3,
  ASSAY_PARAM_PERSONAL = 1 << 4,
} AssayParamFlags;

/**
 * AssayParam:
 * @position: place among the positional arguments from 1 on; 0 for an option
 * @short_option: one letter, or 0
 * @metavar: (nullable): what help calls the value
 *
 * What a job's property is on the command line, beyond what its #GParamSpec says.
 */
typedef struct
{
  AssayParamFlags flags;
  int position;
  char short_option;
  const char *metavar;
} AssayParam;

typedef enum
{
  ASSAY_JOB_STATE_NEW,
  ASSAY_JOB_STATE_RUNNING,
  ASSAY_JOB_STATE_DONE,
  ASSAY_JOB_STATE_FAILED,
  ASSAY_JOB_STATE_CANCELLED,
  ASSAY_JOB_STATE_INTERRUPTED,
  ASSAY_JOB_STATE_UNDONE,
} AssayJobState;

/**
 * AssayJobClass:
 * @key: stable name, e.g. `profile-publish`; the command line reads `profile publish`
 * @summary: one line for help; translatable
 * @flags: what kind of job it is
 * @run: does the work, on a worker thread. Reads its parameters, writes through transactions of the
 *   workspace, reports progress, sets the result
 * @needs_turn: (nullable): whether it must not run beside another job that does: one that reads much
 *   and then writes by what it read, such as an import that matches leads
 * @describe: (nullable): a title for people, e.g. `Import Webinar.csv`; without one the summary
 *
 * An operation. Subclasses are final, declare their parameters with assay_job_class_install() in
 * their class_init and keep no copy of them: values are read with assay_job_get_…() by id.
 */
struct _AssayJobClass
{
  GObjectClass parent_class;

  const char *key;
  const char *summary;
  AssayJobFlags flags;

  gboolean (*run) (AssayJob     *self,
                   GCancellable *cancellable,
                   GError      **error);
  char *(*describe) (AssayJob *self);
  gboolean (*needs_turn) (AssayJob *self);

  /*< private >*/
  guint n_params;
  gpointer padding[7];
};

void              assay_job_class_install        (AssayJobClass     *klass,
                                                  guint              id,
                                                  GParamSpec        *pspec,
                                                  const AssayParam  *param);
const AssayParam *assay_param_of                 (GParamSpec        *pspec);

/* For subclasses: parameters by the id they were installed with. */
gboolean          assay_job_get_boolean          (AssayJob          *self,
                                                  guint              id);
gint64            assay_job_get_int64            (AssayJob          *self,
                                                  guint              id);
double            assay_job_get_double           (AssayJob          *self,
                                                  guint              id);
int               assay_job_get_enum             (AssayJob          *self,
                                                  guint              id);
const char       *assay_job_get_string           (AssayJob          *self,
                                                  guint              id);
const char *const *assay_job_get_strv            (AssayJob          *self,
                                                  guint              id);
gpointer          assay_job_get_object           (AssayJob          *self,
                                                  guint              id);
gpointer          assay_job_get_boxed            (AssayJob          *self,
                                                  guint              id);
void              assay_job_report               (AssayJob          *self,
                                                  double             fraction,
                                                  const char        *phrase);
gboolean          assay_job_rest                 (AssayJob          *self,
                                                  GCancellable      *cancellable,
                                                  GError           **error);
void              assay_job_set_result           (AssayJob          *self,
                                                  JsonNode          *result);
void              assay_job_warn                 (AssayJob          *self,
                                                  const char        *format,
                                                  ...) G_GNUC_PRINTF (2, 3);

/* For everybody. */
AssayWorkspace   *assay_job_get_workspace        (AssayJob          *self);
gint64            assay_job_get_id               (AssayJob          *self);
AssayJobState     assay_job_get_state            (AssayJob          *self);
double            assay_job_get_progress         (AssayJob          *self);
double            assay_job_get_seconds_left     (AssayJob          *self);
gboolean          assay_job_can_pause            (AssayJob          *self);
void              assay_job_set_paused           (AssayJob          *self,
                                                  gboolean           paused);
gboolean          assay_job_is_paused            (AssayJob          *self);
char             *assay_job_dup_phrase           (AssayJob          *self);
char             *assay_job_describe             (AssayJob          *self);
JsonNode         *assay_job_get_result           (AssayJob          *self);
const char *const *assay_job_get_warnings        (AssayJob          *self);
void              assay_job_set_parent           (AssayJob          *self,
                                                  gint64             parent);
void              assay_job_set_followers        (AssayJob          *self,
                                                  const char        *followers);
const char       *assay_job_get_followers        (AssayJob          *self);
gboolean          assay_job_settle               (AssayJob          *self,
                                                  GError           **error);
gboolean          assay_job_run                  (AssayJob          *self,
                                                  GCancellable      *cancellable,
                                                  GError           **error);
void              assay_job_run_async            (AssayJob          *self,
                                                  GCancellable      *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer           user_data);
gboolean          assay_job_run_finish           (AssayJob          *self,
                                                  GAsyncResult      *result,
                                                  GError           **error);
const char       *assay_job_state_to_nick        (AssayJobState      state);

G_END_DECLS
