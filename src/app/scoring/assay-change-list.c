/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-change-list.h"

#include "scoring/assay-value-words.h"
#include "widgets/assay-parts.h"

#include "score/assay-profile-diff.h"

#include <glib/gi18n.h>
#include <string.h>

/* What differs between two versions of a profile, a line each. */

static const char *
name_member (const char *member)
{
  static const struct
  {
    const char *member, *name;
  } names[] = {
    { "points", N_("points") },       { "weight", N_("weight") },   { "max", N_("limit") },
    { "min", N_("least") },           { "when", N_("condition") },  { "label", N_("name") },
    { "pick", N_("how it counts") },  { "decay", N_("decay") },     { "value", N_("value") },
    { "phrases", N_("phrases") },     { "name", N_("name") },       { "hysteresis", N_("hysteresis") },
    { "added", N_("added") },         { "removed", N_("removed") }, { "description", N_("description") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].member, member) == 0)
      return _(names[i].name);
  return member;
}

/* A line of a value is called as where it is edited. */
static char *
name_what (const AssayProfileChange *change)
{
  AssayProfileValue value = { .kind = change->kind, .label = change->line };

  return change->is_line ? assay_value_words_name (&value) : g_strdup (name_member (change->member));
}

static GtkWidget *
make_label (const char *markup,
            const char *style)
{
  GtkWidget *label = assay_label_new (NULL, style, ASSAY_LABEL_WRAP);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  return label;
}

static char *
describe (const AssayProfileChange *change)
{
  if (change->from != NULL && change->to != NULL)
    return g_markup_printf_escaped ("<s>%s</s> → <b>%s</b>", change->from, change->to);
  if (change->to != NULL)
    return g_markup_printf_escaped ("<b>%s</b>", change->to);
  if (change->from != NULL)
    return g_markup_printf_escaped ("<s>%s</s>", change->from);
  return g_strdup ("");
}

/**
 * assay_change_list_fill:
 * @box: gets a line for each change
 * @changes: (element-type AssayProfileChange)
 */
void
assay_change_list_fill (GtkBox    *box,
                        GPtrArray *changes)
{
  assay_remove_all (GTK_WIDGET (box));
  for (guint i = 0; i < changes->len; i++)
    {
      const AssayProfileChange *change = changes->pdata[i];
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      g_autofree char *what = name_what (change);
      g_autofree char *head = g_markup_printf_escaped ("%s: %s", change->label, what);
      g_autofree char *text = describe (change);

      gtk_box_append (GTK_BOX (line), make_label (head, "caption"));
      if (*text != '\0')
        gtk_box_append (GTK_BOX (line), make_label (text, "assay-table-text"));
      gtk_box_append (box, line);
    }
}
