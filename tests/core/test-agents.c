/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "job/assay-undo-job.h"
#include "route/assay-agent-store.h"
#include "route/assay-agents-job.h"

/* The list of agents as text. */
static char *
list_agents (AssayWorkspace *workspace)
{
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_AGENTS_JOB, "workspace", workspace, NULL);
  g_autoptr (GError) error = NULL;

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return json_to_string (assay_job_get_result (job), FALSE);
}

static gint64
undo (AssayWorkspace *workspace,
      gint64          job)
{
  g_autoptr (AssayJob) undo = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", job, NULL);

  run_job (undo);
  return assay_job_get_id (undo);
}

static void
test_import (void)
{
  static const char *const first = "id,name,email,countries,languages,capacity,active\n"
                                   "A1,Kim Vale,kim@x.example,DE; AT;de,de,20,yes\n"
                                   ",Lou Orr,lou@x.example,,\"en, fr\",,no\n"
                                   ",,,,,,\n"
                                   ",Max,,,,many,\n"
                                   ",Noa,,,,,perhaps\n"
                                   ",Ole,,,,2.5,\n"
                                   ",,sam@x.example,,,-1,\n";
  static const char *const second = "name,email,capacity,skills\nKim Vale-Ost,KIM@x.example,,villas\n"
                                    "Lou Orr,lou@x.example,,\nLou Orr,other@x.example,3,\nPia,,,\n";
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autofree char *nobody = list_agents (workspace);
  g_autoptr (AssayJob) dry
    = import_text (workspace, first, "kind", ASSAY_IMPORT_KIND_AGENTS, "dry-run", TRUE, NULL);
  g_autofree char *still_nobody = list_agents (workspace);
  g_autoptr (AssayJob) one = import_text (workspace, first, "kind", ASSAY_IMPORT_KIND_AGENTS, NULL);
  g_autofree char *two_agents = list_agents (workspace);
  g_autoptr (AssayJob) again = import_text (workspace, first, "kind", ASSAY_IMPORT_KIND_AGENTS, NULL);
  g_autoptr (AssayJob) two = import_text (workspace, second, "kind", ASSAY_IMPORT_KIND_AGENTS, NULL);
  g_autofree char *four_agents = list_agents (workspace);

  g_assert_cmpstr (nobody, ==, "[]");
  g_assert_cmpstr (still_nobody, ==, "[]");
  assert_counts (result_of (dry), 7, 2, 0, 0, 5);
  assert_counts (result_of (one), 7, 2, 0, 0, 5);
  assert_counts (result_of (again), 7, 0, 0, 2, 5);
  assert_counts (result_of (two), 4, 2, 1, 1, 0);
  g_assert_cmpstr (
    two_agents, ==,
    "[{\"id\":1,\"agent_id\":\"A1\",\"name\":\"Kim Vale\",\"email\":\"kim@x.example\",\"active\":true,"
    "\"capacity\":20,\"daily_capacity\":null,\"monthly_capacity\":null,\"time_zone\":null,"
    "\"working_hours\":null,\"countries\":[\"AT\",\"DE\"],\"regions\":[],\"postal_codes\":[],"
    "\"languages\":[\"de\"],\"industries\":[],\"skills\":[]},"
    "{\"id\":2,\"agent_id\":null,\"name\":\"Lou Orr\",\"email\":\"lou@x.example\",\"active\":false,"
    "\"capacity\":null,\"daily_capacity\":null,\"monthly_capacity\":null,\"time_zone\":null,"
    "\"working_hours\":null,\"countries\":[],\"regions\":[],\"postal_codes\":[],"
    "\"languages\":[\"en\",\"fr\"],\"industries\":[],\"skills\":[]}]");
  g_assert_nonnull (strstr (four_agents, "\"id\":1,\"agent_id\":\"A1\",\"name\":\"Kim Vale-Ost\""));
  g_assert_nonnull (strstr (four_agents, "\"skills\":[\"villas\"]"));

  /* Undo, redo, undo, each exactly. */
  gint64 undone = undo (workspace, assay_job_get_id (two));
  g_autofree char *back = list_agents (workspace);
  g_assert_cmpstr (back, ==, two_agents);
  undone = undo (workspace, undone);
  g_autofree char *redone = list_agents (workspace);
  g_assert_cmpstr (redone, ==, four_agents);
  undo (workspace, undone);
  undo (workspace, assay_job_get_id (one));
  g_autofree char *gone = list_agents (workspace);
  g_assert_cmpstr (gone, ==, "[]");
}

/* Undoing an import keeps what a later one made of its agents. */
static void
test_undo_keeps_later_changes (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) one = import_text (workspace, "name,email\nKim,kim@x.example\nLou,lou@x.example\n",
                                          "kind", ASSAY_IMPORT_KIND_AGENTS, NULL);
  g_autoptr (AssayJob) two = import_text (workspace, "email,capacity\nkim@x.example,9\n", "kind",
                                          ASSAY_IMPORT_KIND_AGENTS, NULL);

  assert_counts (result_of (two), 1, 0, 1, 0, 0);
  undo (workspace, assay_job_get_id (one));
  g_autofree char *left = list_agents (workspace);
  g_assert_nonnull (strstr (left, "kim@x.example"));
  g_assert_null (strstr (left, "lou@x.example"));
}

static void
test_variant (void)
{
  g_autoptr (AssayAgent) agent = assay_agent_new ();
  g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new_int32 (1));

  agent->id = 7;
  agent->name = g_strdup ("Kim");
  g_strfreev (agent->traits[ASSAY_AGENT_SKILLS]);
  agent->traits[ASSAY_AGENT_SKILLS] = assay_agent_split_traits (" villas ,, Villas;boats\n");
  g_assert_cmpuint (g_strv_length (agent->traits[ASSAY_AGENT_SKILLS]), ==, 2);
  g_assert_cmpstr (agent->traits[ASSAY_AGENT_SKILLS][0], ==, "boats");

  g_autoptr (GVariant) variant = assay_agent_to_variant (agent);
  g_autoptr (AssayAgent) back = assay_agent_from_variant (variant);
  g_assert_true (assay_agent_equal (agent, back));
  back->capacity = 3;
  g_assert_false (assay_agent_equal (agent, back));
  g_assert_null (assay_agent_from_variant (other));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/agents/import", test_import);
  g_test_add_func ("/agents/undo-keeps-later-changes", test_undo_keeps_later_changes);
  g_test_add_func ("/agents/variant", test_variant);
  return g_test_run ();
}
