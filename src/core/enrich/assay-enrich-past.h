/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-past-signals.h"

G_BEGIN_DECLS

extern const AssaySignalDeriver assay_enrich_past;

G_END_DECLS
