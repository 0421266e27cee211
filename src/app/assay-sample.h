/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

G_BEGIN_DECLS

void assay_sample_open (AssaySession *session);

G_END_DECLS
