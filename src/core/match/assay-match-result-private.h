/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The pairs of the present finding, of leads that exist. What a person said stands above what was found. */
#define ASSAY_MATCH_PAIR_SOURCE                                                                    \
  "(SELECT pair.a, pair.b, pair.cluster, pair.weakest, pair.bits, pair.detail, label.verdict, "    \
  "CASE label.verdict WHEN 1 THEN 1.0 WHEN -1 THEN 0.0 ELSE pair.probability END AS probability "  \
  "FROM match_pair AS pair LEFT JOIN match_label AS label ON label.a = pair.a AND label.b = "      \
  "pair.b "                                                                                        \
  "WHERE pair.generation = (SELECT generation FROM match_state) "                                  \
  "AND EXISTS (SELECT 1 FROM lead WHERE lead.id = pair.a) "                                        \
  "AND EXISTS (SELECT 1 FROM lead WHERE lead.id = pair.b))"

/* Labels of leads that exist. */
#define ASSAY_MATCH_LABEL_FILTER                                                                   \
  "AND EXISTS (SELECT 1 FROM lead WHERE lead.id = a) AND EXISTS (SELECT 1 FROM lead WHERE lead.id = b)"
