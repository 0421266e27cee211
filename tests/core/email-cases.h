/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-fixture.h"

/* What the email check says of cells. */

typedef struct
{
  const char *cell;
  const char *status;
  const char *reason;
  const char *other; /* what the test is about, or NULL */
} Case;

/* Cells as they are would break the lines of the test's own output. */
static inline void
show (const char *cell,
      const char *beside)
{
  g_autofree char *escaped = g_strescape (cell, NULL);

  g_test_message ("%s %s", escaped, beside != NULL ? beside : "");
}

static inline void
check_cases (const Case *cases,
             gsize       n,
             const char *signal)
{
  g_auto (CheckFixture) fixture = { NULL };

  check_fixture_init (&fixture, "email", "");
  for (gsize i = 0; i < n; i++)
    {
      check_fixture_run (&fixture, "email", cases[i].cell, NULL);
      show (cases[i].cell, NULL);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.status"), ==, cases[i].status);
      g_assert_cmpstr (check_fixture_get (&fixture, "email.reason"), ==, cases[i].reason);
      g_assert_cmpstr (check_fixture_get (&fixture, signal), ==, cases[i].other);
      g_assert_nonnull (check_fixture_reason (&fixture, "email.status"));
    }
}
