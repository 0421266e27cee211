/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-user-timer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "job/assay-job-error.h"

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "systemd", "user", NULL);
}

static char *
dup_path (const char *workspace,
          const char *suffix)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *name = assay_user_timer_dup_name (workspace);
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (folder, file, NULL);
}

/**
 * assay_user_timer_dup_name:
 * @workspace: path of a workspace
 *
 * Returns: (transfer full): what its units are called, without the ending
 */
char *
assay_user_timer_dup_name (const char *workspace)
{
  g_autofree char *path = g_canonicalize_filename (workspace, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  digest[12] = '\0';
  return g_strconcat ("assay-", digest, NULL);
}

/**
 * assay_user_timer_is_installed:
 * @workspace: path of a workspace
 */
gboolean
assay_user_timer_is_installed (const char *workspace)
{
  g_autofree char *path = dup_path (workspace, ".timer");

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The command line program: this one, the one beside this one, or the one that a shell would find. */
static char *
find_program (GError **error)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, "assay", NULL) : NULL;
  char *found;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE)
      && !g_file_test (beside, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&beside);
  found = g_find_program_in_path ("assay");
  if (found == NULL)
    g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                         _("The program “assay” that the timer would start is not installed"));
  return found;
}

/* Quoted for ExecStart=. Source: systemd.service(5), “Command lines”, and systemd.unit(5), “Specifiers”. */
static void
append_quoted (GString    *to,
               const char *text)
{
  g_string_append_c (to, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (to, '\\');
      if (*text == '%' || *text == '$')
        g_string_append_c (to, *text);
      if (*text == '\n')
        g_string_append (to, "\\n");
      else
        g_string_append_c (to, *text);
    }
  g_string_append_c (to, '"');
}

static char *
make_service (const char *program,
              const char *workspace)
{
  g_autofree char *path = g_canonicalize_filename (workspace, NULL);
  GString *unit = g_string_new ("[Unit]\nDescription=Bring an Assay workspace up to date\n"
                                "Documentation=man:assay(1)\n\n"
                                "[Service]\nType=oneshot\nNice=10\nIOSchedulingClass=idle\nExecStart=");

  append_quoted (unit, program);
  g_string_append (unit, " -q -w ");
  append_quoted (unit, path);
  g_string_append (unit, " jobs run due\n");
  return g_string_free (unit, FALSE);
}

static const char timer[] = "[Unit]\n"
                            "Description=Bring an Assay workspace up to date daily\n"
                            "\n"
                            "[Timer]\n"
                            "OnCalendar=daily\n"
                            "RandomizedDelaySec=1h\n"
                            "Persistent=true\n"
                            "\n"
                            "[Install]\n"
                            "WantedBy=timers.target\n";

static gboolean
run_systemctl (const char *const *words,
               GCancellable      *cancellable,
               GError           **error)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) local = NULL;

  process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &local);
  if (process == NULL)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                   _("There is no systemd to keep a timer here (%s). Anything that starts “assay jobs run due” "
                     "daily does the same."),
                   local->message);
      return FALSE;
    }
  if (!g_subprocess_communicate_utf8 (process, NULL, cancellable, &said, NULL, error))
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED, _("systemd does not take the timer: %s"),
               said != NULL ? g_strstrip (said) : "");
  return FALSE;
}

static gboolean
reload (GCancellable *cancellable,
        GError      **error)
{
  return run_systemctl ((const char *const[]) { "systemctl", "--user", "daemon-reload", NULL }, cancellable, error);
}

static void
remove_files (const char *workspace)
{
  g_autofree char *service = dup_path (workspace, ".service");
  g_autofree char *timer_path = dup_path (workspace, ".timer");

  g_unlink (service);
  g_unlink (timer_path);
}

static gboolean
write_files (const char *workspace,
             GError    **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *service_path = dup_path (workspace, ".service");
  g_autofree char *timer_path = dup_path (workspace, ".timer");
  g_autofree char *program = find_program (error);
  g_autofree char *service = program != NULL ? make_service (program, workspace) : NULL;

  if (service == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("“%s” cannot be made: %s"), folder,
                   g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents (service_path, service, -1, error)
         && g_file_set_contents (timer_path, timer, -1, error);
}

/**
 * assay_user_timer_install:
 * @workspace: path of a workspace
 *
 * Writes the units and starts the timer; where that fails, nothing stays behind. Twice does no harm. Worker
 * thread.
 *
 * Returns: %FALSE with %ASSAY_JOB_ERROR_FAILED
 */
gboolean
assay_user_timer_install (const char   *workspace,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autofree char *name = assay_user_timer_dup_name (workspace);
  g_autofree char *unit = g_strconcat (name, ".timer", NULL);

  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED,
                           _("Inside Flatpak there is no systemd to keep a timer: while the window is open, Assay "
                             "brings things up to date by itself"));
      return FALSE;
    }
  if (write_files (workspace, error) && reload (cancellable, error)
      && run_systemctl ((const char *const[]) { "systemctl", "--user", "enable", "--now", unit, NULL }, cancellable,
                        error))
    return TRUE;
  remove_files (workspace);
  return FALSE;
}

/**
 * assay_user_timer_remove:
 * @workspace: path of a workspace
 *
 * Stops the timer and removes the units, if there are any. Worker thread.
 */
gboolean
assay_user_timer_remove (const char   *workspace,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofree char *name = assay_user_timer_dup_name (workspace);
  g_autofree char *unit = g_strconcat (name, ".timer", NULL);

  if (!assay_user_timer_is_installed (workspace))
    return TRUE;
  if (!run_systemctl ((const char *const[]) { "systemctl", "--user", "disable", "--now", unit, NULL }, cancellable,
                      error))
    return FALSE;
  remove_files (workspace);
  return reload (cancellable, error);
}
