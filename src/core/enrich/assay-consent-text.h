/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayChannels:
 *
 * Ways to reach a person, as bits.
 */
typedef enum
{
  ASSAY_CHANNEL_EMAIL = 1 << 0,
  ASSAY_CHANNEL_PHONE = 1 << 1,
  ASSAY_CHANNEL_LINKEDIN = 1 << 2,
  ASSAY_CHANNEL_WEBSITE = 1 << 3,
} AssayChannels;

#define ASSAY_CHANNELS_NONE ((AssayChannels) 0)
#define ASSAY_CHANNELS_ALL  ((AssayChannels) 15)

AssayChannels assay_consent_text_read (const char *text,
                                       gsize       length);

G_END_DECLS
