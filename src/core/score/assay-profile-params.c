/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-params.h"

#include <glib/gi18n-lib.h>

/**
 * assay_profile_params_install_key:
 * @id: of `key`
 *
 * Gives a job class the parameter that names the profile, its first argument.
 */
void
assay_profile_params_install_key (AssayJobClass *klass,
                                  guint          id)
{
  assay_job_class_install (
    klass, id,
    g_param_spec_string ("key", NULL, N_ ("The profile’s key"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "KEY" });
}

/**
 * assay_profile_params_install_version:
 * @id: of `version`
 *
 * Gives a job class the parameter that says which version of the profile.
 */
void
assay_profile_params_install_version (AssayJobClass *klass,
                                      guint          id)
{
  assay_job_class_install (
    klass, id,
    g_param_spec_int64 ("version", NULL, N_ ("A version; 0 for the draft; the newest without"), -1,
                        G_MAXINT32, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "N" });
}
