/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-write-lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "store/assay-store-error.h"

enum
{
  BYTE_TURNSTILE = 0,
  BYTE_WRITER = 1,
  BYTE_TURN = 2,
  BYTE_FIRST_JOB = 1000,
};

#define POLL_US            1000
#define TURN_POLL_US       20000
#define SAY_AFTER_US       (1 * G_USEC_PER_SEC)
#define GIVE_UP_AFTER_US   (120 * G_USEC_PER_SEC)

struct _AssayWriteLock
{
  int fd;

  /* Threads of this process queue by ticket: locks of one open file do not exclude each other. */
  GMutex mutex;
  GCond turn;
  guint64 next_ticket;
  guint64 serving;
  gboolean has_turn;
  GHashTable *jobs; /* (element-type gint64): held by this process */
};

static gboolean
set_lock (AssayWriteLock *self,
          gint64          byte,
          short           type)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
  int result;

  do
    result = fcntl (self->fd, F_OFD_SETLK, &lock);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

/**
 * assay_write_lock_new:
 *
 * Errors: %ASSAY_STORE_ERROR_NO_LOCKS where the file system cannot lock,
 * %ASSAY_STORE_ERROR_PERMISSION where the file cannot be made.
 */
AssayWriteLock *
assay_write_lock_new (const char *workspace_path,
                      GError    **error)
{
  g_autofree char *path = g_strconcat (workspace_path, ".lock", NULL);
  AssayWriteLock *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_PERMISSION,
                   "The lock file beside the workspace cannot be opened: %s", g_strerror (errno));
      return NULL;
    }
  self = g_new0 (AssayWriteLock, 1);
  self->fd = fd;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->turn);
  self->jobs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!set_lock (self, BYTE_FIRST_JOB - 1, F_RDLCK) && errno != EAGAIN && errno != EACCES)
    {
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NO_LOCKS,
                           "Files cannot be locked in this folder, so two programs could damage "
                           "the workspace. Copy it into a folder on this computer");
      assay_write_lock_free (self);
      return NULL;
    }
  set_lock (self, BYTE_FIRST_JOB - 1, F_UNLCK);
  return self;
}

void
assay_write_lock_free (AssayWriteLock *self)
{
  close (self->fd);
  g_hash_table_unref (self->jobs);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->turn);
  g_free (self);
}

static gboolean
wait_for_turn (AssayWriteLock *self,
               GCancellable   *cancellable,
               GError        **error)
{
  guint64 ticket;
  gboolean cancelled = FALSE;

  g_mutex_lock (&self->mutex);
  ticket = self->next_ticket++;
  while (self->serving != ticket)
    {
      g_cond_wait_until (&self->turn, &self->mutex, g_get_monotonic_time () + 20 * 1000);
      cancelled = cancelled || g_cancellable_is_cancelled (cancellable);
    }
  g_mutex_unlock (&self->mutex);

  /* A cancelled waiter still takes its turn, to pass it on. */
  if (!cancelled)
    return TRUE;
  assay_write_lock_release (self);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  return FALSE;
}

static gboolean
wait_for_byte (AssayWriteLock *self,
               gint64          byte,
               GCancellable   *cancellable,
               GError        **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean said = FALSE;

  while (!set_lock (self, byte, F_WRLCK))
    {
      gint64 waited = g_get_monotonic_time () - start;

      if (errno != EAGAIN && errno != EACCES)
        {
          g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NO_LOCKS,
                       "The workspace cannot be locked: %s", g_strerror (errno));
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (waited > SAY_AFTER_US && !said)
        {
          g_message ("Another program is writing to the workspace; waiting for it");
          said = TRUE;
        }
      if (waited > GIVE_UP_AFTER_US)
        {
          g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_BUSY,
                               "Another program has been writing to the workspace for two minutes. "
                               "Close it and try again");
          return FALSE;
        }
      g_usleep (POLL_US);
    }
  return TRUE;
}

/**
 * assay_write_lock_acquire:
 *
 * Waits for the right to write, first come first served. Errors: %G_IO_ERROR_CANCELLED,
 * %ASSAY_STORE_ERROR_BUSY after two minutes.
 */
gboolean
assay_write_lock_acquire (AssayWriteLock *self,
                          GCancellable   *cancellable,
                          GError        **error)
{
  if (!wait_for_turn (self, cancellable, error))
    return FALSE;
  if (wait_for_byte (self, BYTE_TURNSTILE, cancellable, error))
    {
      gboolean got = wait_for_byte (self, BYTE_WRITER, cancellable, error);
      set_lock (self, BYTE_TURNSTILE, F_UNLCK);
      if (got)
        return TRUE;
    }
  assay_write_lock_release (self);
  return FALSE;
}

void
assay_write_lock_release (AssayWriteLock *self)
{
  set_lock (self, BYTE_WRITER, F_UNLCK);
  g_mutex_lock (&self->mutex);
  self->serving++;
  g_cond_broadcast (&self->turn);
  g_mutex_unlock (&self->mutex);
}

/**
 * assay_write_lock_is_awaited:
 *
 * Whether anybody, in this process or another, waits for the one who may write, which is the caller.
 */
gboolean
assay_write_lock_is_awaited (AssayWriteLock *self)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
                        .l_start = BYTE_TURNSTILE, .l_len = 1 };
  gboolean own;

  g_mutex_lock (&self->mutex);
  own = self->next_ticket - self->serving > 1;
  g_mutex_unlock (&self->mutex);
  return own || (fcntl (self->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK);
}

static gboolean
try_turn (AssayWriteLock *self)
{
  gboolean got;

  g_mutex_lock (&self->mutex);
  got = !self->has_turn && set_lock (self, BYTE_TURN, F_WRLCK);
  self->has_turn = self->has_turn || got;
  g_mutex_unlock (&self->mutex);
  return got;
}

/**
 * assay_write_lock_take_turn:
 *
 * Waits until no other job, of whatever process, has its turn. Errors: %G_IO_ERROR_CANCELLED.
 */
gboolean
assay_write_lock_take_turn (AssayWriteLock *self,
                            GCancellable   *cancellable,
                            GError        **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean said = FALSE;

  while (!try_turn (self))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!said && g_get_monotonic_time () - start > SAY_AFTER_US)
        {
          g_message ("Another import or undo works on the workspace; waiting for its end");
          said = TRUE;
        }
      g_usleep (TURN_POLL_US);
    }
  return TRUE;
}

void
assay_write_lock_pass_turn (AssayWriteLock *self)
{
  g_mutex_lock (&self->mutex);
  set_lock (self, BYTE_TURN, F_UNLCK);
  self->has_turn = FALSE;
  g_mutex_unlock (&self->mutex);
}

/**
 * assay_write_lock_hold_job:
 * @job: a job of this process
 *
 * Marks the job as alive: the lock ends with the process, however it ends.
 */
gboolean
assay_write_lock_hold_job (AssayWriteLock *self,
                           gint64          job,
                           GError        **error)
{
  if (!set_lock (self, BYTE_FIRST_JOB + job, F_WRLCK))
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_BUSY,
                   "Job %" G_GINT64_FORMAT " is running in another program", job);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  g_hash_table_add (self->jobs, g_memdup2 (&job, sizeof job));
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

void
assay_write_lock_drop_job (AssayWriteLock *self,
                           gint64          job)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->jobs, &job);
  g_mutex_unlock (&self->mutex);
  set_lock (self, BYTE_FIRST_JOB + job, F_UNLCK);
}

gboolean
assay_write_lock_job_is_held (AssayWriteLock *self,
                              gint64          job)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
                        .l_start = BYTE_FIRST_JOB + job, .l_len = 1 };
  gboolean own;

  g_mutex_lock (&self->mutex);
  own = g_hash_table_contains (self->jobs, &job);
  g_mutex_unlock (&self->mutex);
  if (own)
    return TRUE;
  return fcntl (self->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}
