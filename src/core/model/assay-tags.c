/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-tags.h"

#include <string.h>

#include "base/assay-text.h"

#define SEPARATORS ",;"

/**
 * assay_tag_is_valid:
 *
 * Returns: whether a text is one tag: not empty, and without what separates tags
 */
gboolean
assay_tag_is_valid (const char *tag)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (tag));

  return *trimmed != '\0' && strpbrk (trimmed, SEPARATORS) == NULL;
}

/* Tags are the same when they differ only in case and white space. */
static gboolean
holds_tag (GPtrArray  *tags,
           const char *tag,
           guint      *out_index)
{
  g_autofree char *folded = assay_text_fold (tag, -1);

  for (guint i = 0; i < tags->len; i++)
    {
      g_autofree char *other = assay_text_fold (tags->pdata[i], -1);
      if (strcmp (folded, other) == 0)
        {
          *out_index = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * assay_tags_change:
 * @tags: (nullable): a lead's tags
 * @length: bytes, or -1 up to its end
 * @add: (nullable) (array zero-terminated=1): tags that are to be there
 * @remove: (nullable) (array zero-terminated=1): tags that are not
 *
 * What is there already stays as it is written.
 *
 * Returns: (transfer full) (nullable): the tags after the change; %NULL where nothing changes
 */
char *
assay_tags_change (const char        *tags,
                   gssize             length,
                   const char *const *add,
                   const char *const *remove)
{
  g_autofree char *text = tags == NULL ? g_strdup ("")
                          : length < 0 ? g_strdup (tags)
                                       : g_strndup (tags, (gsize) length);
  g_auto (GStrv) parts = g_strsplit_set (text, SEPARATORS, -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  gboolean changed = FALSE;
  guint index;

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_ptr_array_add (kept, *part);
  for (; remove != NULL && *remove != NULL; remove++)
    while (holds_tag (kept, *remove, &index))
      {
        g_ptr_array_remove_index (kept, index);
        changed = TRUE;
      }
  for (; add != NULL && *add != NULL; add++)
    if (!holds_tag (kept, *add, &index))
      {
        g_ptr_array_add (kept, (gpointer) *add);
        changed = TRUE;
      }
  if (!changed)
    return NULL;
  GString *joined = g_string_new (NULL);
  for (guint i = 0; i < kept->len; i++)
    {
      g_autofree char *tag = g_strstrip (g_strdup (kept->pdata[i]));
      g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "", tag);
    }
  return g_string_free (joined, FALSE);
}
