/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssayAgentTrait:
 * @ASSAY_AGENT_COUNTRIES: where the agent's leads are, as countries
 * @ASSAY_AGENT_REGIONS: the same, as regions
 * @ASSAY_AGENT_POSTAL_CODES: the same, as beginnings of postal codes
 * @ASSAY_AGENT_LANGUAGES: what the agent speaks
 * @ASSAY_AGENT_INDUSTRIES: which industries the agent knows
 * @ASSAY_AGENT_SKILLS: what else: products, kinds of property, sizes of deals
 *
 * What an agent may have several of.
 */
typedef enum
{
  ASSAY_AGENT_COUNTRIES,
  ASSAY_AGENT_REGIONS,
  ASSAY_AGENT_POSTAL_CODES,
  ASSAY_AGENT_LANGUAGES,
  ASSAY_AGENT_INDUSTRIES,
  ASSAY_AGENT_SKILLS,
} AssayAgentTrait;

#define ASSAY_N_AGENT_TRAITS 6

/* No limit. */
#define ASSAY_AGENT_UNLIMITED (-1)

/**
 * AssayAgent:
 * @id: its number; 0 for one that is not stored
 * @external_id: (nullable): its id where it came from
 * @email: (nullable)
 * @capacity: how many open leads the agent takes; %ASSAY_AGENT_UNLIMITED for any number
 * @daily_capacity: how many new leads a day
 * @monthly_capacity: how many new leads in 30 days
 * @time_zone: (nullable): as `Europe/Berlin`
 * @working_hours: (nullable): as the file has it
 * @traits: (array): for each #AssayAgentTrait a sorted list without doubles
 *
 * A person whom leads are routed to.
 */
typedef struct
{
  gint64 id;
  char *external_id;
  char *name;
  char *email;
  gboolean active;
  gint64 capacity;
  gint64 daily_capacity;
  gint64 monthly_capacity;
  char *time_zone;
  char *working_hours;
  char **traits[ASSAY_N_AGENT_TRAITS];
} AssayAgent;

AssayAgent *assay_agent_new          (void);
AssayAgent *assay_agent_copy         (const AssayAgent *self);
void        assay_agent_free         (AssayAgent       *self);
gboolean    assay_agent_equal        (const AssayAgent *self,
                                      const AssayAgent *other);
const char *assay_agent_trait_key    (AssayAgentTrait   trait);
char      **assay_agent_split_traits (const char       *text);
GVariant   *assay_agent_to_variant   (const AssayAgent *self);
AssayAgent *assay_agent_from_variant (GVariant         *variant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayAgent, assay_agent_free)

G_END_DECLS
