/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-row-sink.h"

G_BEGIN_DECLS

extern const AssayRowSinkClass assay_agent_sink_class;

G_END_DECLS
