/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-raw-table.h"

G_BEGIN_DECLS

const char *assay_protected_reason (const AssayRawColumn *column);

G_END_DECLS
