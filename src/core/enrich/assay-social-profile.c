/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-social-profile.h"

#include <string.h>

/* A network, and the first parts of paths that are not somebody's name. */
typedef struct
{
  const char *domain;
  const char *site;
  const char *const *reserved; /* (nullable): where a name comes first in the path */
} Site;

static const char *const x_reserved[] = { "home",  "search",  "i",       "intent",
                                          "share", "hashtag", "explore", "settings",
                                          "login", "tos",     "privacy", NULL };
static const char *const github_reserved[] = { "about",    "features", "pricing", "topics",
                                               "search",   "login",    "explore", "marketplace",
                                               "sponsors", "settings", "join",    NULL };
static const char *const facebook_reserved[] = {
  "groups", "events",    "watch",     "marketplace", "share",  "sharer", "sharer.php",
  "login",  "photo.php", "story.php", "hashtag",     "search", "dialog", NULL
};
static const char *const instagram_reserved[] = { "p",  "reel",     "reels", "explore", "stories",
                                                  "tv", "accounts", "about", NULL };

static const Site sites[] = {
  { "linkedin.com", "LinkedIn", NULL },
  { "lnkd.in", "LinkedIn", NULL },
  { "xing.com", "XING", NULL },
  { "twitter.com", "X", x_reserved },
  { "x.com", "X", x_reserved },
  { "github.com", "GitHub", github_reserved },
  { "facebook.com", "Facebook", facebook_reserved },
  { "fb.com", "Facebook", facebook_reserved },
  { "fb.me", "Facebook", facebook_reserved },
  { "instagram.com", "Instagram", instagram_reserved },
  { "youtube.com", "YouTube", NULL },
  { "youtu.be", "YouTube", NULL },
  { "tiktok.com", "TikTok", NULL },
  { "linktr.ee", "Linktree", NULL },
  { "t.me", "Telegram", NULL },
  { "wa.me", "WhatsApp", NULL },
  { "pinterest.com", "Pinterest", NULL },
  { "crunchbase.com", "Crunchbase", NULL },
  { "bit.ly", "Bitly", NULL },
};

/* Where in LinkedIn's paths whose names stand, and what public profiles are kept under. Sales
 * Navigator and Recruiter have numbers that only their customers can follow. */
static const struct
{
  const char *first;
  const char *second; /* (nullable) */
  AssaySocialKind kind;
  const char *public; /* (nullable) */
} linkedin_paths[] = {
  { "in", NULL, ASSAY_SOCIAL_PERSON, "in" },
  { "pub", NULL, ASSAY_SOCIAL_PERSON, NULL },
  { "company", NULL, ASSAY_SOCIAL_COMPANY, "company" },
  { "company-beta", NULL, ASSAY_SOCIAL_COMPANY, "company" },
  { "organization", NULL, ASSAY_SOCIAL_COMPANY, "company" },
  { "showcase", NULL, ASSAY_SOCIAL_COMPANY, "showcase" },
  { "school", NULL, ASSAY_SOCIAL_SCHOOL, "school" },
  { "university", NULL, ASSAY_SOCIAL_SCHOOL, NULL },
  { "edu", NULL, ASSAY_SOCIAL_SCHOOL, NULL },
  { "sales", "people", ASSAY_SOCIAL_PERSON, NULL },
  { "sales", "lead", ASSAY_SOCIAL_PERSON, NULL },
  { "sales", "profile", ASSAY_SOCIAL_PERSON, NULL },
  { "sales", "company", ASSAY_SOCIAL_COMPANY, NULL },
  { "sales", "accounts", ASSAY_SOCIAL_COMPANY, NULL },
  { "recruiter", "profile", ASSAY_SOCIAL_PERSON, NULL },
  { "talent", "profile", ASSAY_SOCIAL_PERSON, NULL },
  { "profile", "view", ASSAY_SOCIAL_PERSON, NULL },
};

/* The next part of a path, without its slashes. */
static gboolean
next_part (const char *path, gsize length, gsize *from, const char **out_part, gsize *out_length)
{
  while (*from < length && (path[*from] == '/' || path[*from] == '\\'))
    (*from)++;
  *out_part = path + *from;
  while (*from < length && path[*from] != '/' && path[*from] != '\\')
    (*from)++;
  *out_length = (gsize) (path + *from - *out_part);
  return *out_length > 0;
}

static gboolean
equals (const char *part, gsize length, const char *word)
{
  return strlen (word) == length && g_ascii_strncasecmp (part, word, length) == 0;
}

/* Letters, digits and what is beyond ASCII, also as percent signs. */
static gboolean
is_handle (const char *text, gsize length)
{
  gboolean any = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (!g_ascii_isalnum (c) && c < 0x80 && strchr ("-_.%&'~,=", c) == NULL)
        return FALSE;
      any |= g_ascii_isalnum (c) || c >= 0x80;
    }
  return any && length <= 300;
}

static void
read_linkedin (AssaySocialProfile *self, const AssayWebUrl *url)
{
  gsize from = 0, length, length_of_second, after_first;
  const char *first, *second;

  self->kind = ASSAY_SOCIAL_OTHER;
  if (!next_part (url->path, url->path_length, &from, &first, &length))
    return;
  after_first = from;
  next_part (url->path, url->path_length, &from, &second, &length_of_second);
  for (gsize i = 0; i < G_N_ELEMENTS (linkedin_paths); i++)
    {
      if (!equals (first, length, linkedin_paths[i].first) ||
          (linkedin_paths[i].second != NULL &&
           !equals (second, length_of_second, linkedin_paths[i].second)))
        continue;
      self->kind = linkedin_paths[i].kind;
      self->public_path = linkedin_paths[i].public;
      if (linkedin_paths[i].second != NULL)
        return;
      next_part (url->path, url->path_length, &after_first, &self->handle, &self->handle_length);
      if (!is_handle (self->handle, self->handle_length))
        self->kind = ASSAY_SOCIAL_INVALID;
      return;
    }
}

static void
read_xing (AssaySocialProfile *self, const AssayWebUrl *url)
{
  gsize from = 0, length;
  const char *part;

  self->kind = ASSAY_SOCIAL_OTHER;
  if (!next_part (url->path, url->path_length, &from, &part, &length))
    return;
  if (equals (part, length, "profile"))
    self->kind = ASSAY_SOCIAL_PERSON;
  else if (equals (part, length, "pages") || equals (part, length, "companies"))
    self->kind = ASSAY_SOCIAL_COMPANY;
  else
    return;
  if (next_part (url->path, url->path_length, &from, &self->handle, &length))
    self->handle_length = length;
  else
    self->kind = ASSAY_SOCIAL_INVALID;
}

/* The name comes first; whether it is a person's or a company's, the URL does not tell. */
static void
read_plain (AssaySocialProfile *self, const AssayWebUrl *url, const char *const *reserved)
{
  gsize from = 0, length;
  const char *part;

  self->kind = ASSAY_SOCIAL_OTHER;
  if (reserved == NULL || !next_part (url->path, url->path_length, &from, &part, &length))
    return;
  for (; *reserved != NULL; reserved++)
    if (equals (part, length, *reserved))
      return;
  if (part[0] == '@')
    {
      part++;
      length--;
    }
  self->kind = is_handle (part, length) ? ASSAY_SOCIAL_PERSON : ASSAY_SOCIAL_INVALID;
  self->handle = part;
  self->handle_length = length;
}

/**
 * assay_social_profile_read:
 * @self: (out caller-allocates): whose page it is
 *
 * Recognises profiles of LinkedIn (persons, companies, schools, Sales Navigator), XING, X, GitHub,
 * Facebook and Instagram by their URLs alone, and some more networks that are nobody's own site.
 */
void
assay_social_profile_read (AssaySocialProfile *self, const AssayWebUrl *url)
{
  const char *domain = url->domain.ascii + url->domain.registrable;

  *self = (AssaySocialProfile){ .kind = ASSAY_SOCIAL_INVALID };
  for (gsize i = 0; i < G_N_ELEMENTS (sites) && self->site == NULL; i++)
    if (strcmp (domain, sites[i].domain) == 0)
      {
        self->site = sites[i].site;
        if (strcmp (domain, "linkedin.com") == 0)
          read_linkedin (self, url);
        else if (strcmp (domain, "xing.com") == 0)
          read_xing (self, url);
        else
          read_plain (self, url, sites[i].reserved);
      }
}
