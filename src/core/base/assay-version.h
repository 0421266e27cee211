/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The build sets it from the project's version. */
#ifndef ASSAY_VERSION
#define ASSAY_VERSION "unknown"
#endif
