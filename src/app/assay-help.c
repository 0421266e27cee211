/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-help.h"

#include "widgets/assay-parts.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* The user guide, as installed: a small reader for the Markdown it is written in. */

static const struct
{
  const char *file;
  const char *title;
} pages[] = {
  { "getting-started.md", N_("Getting started") },
  { "import.md", N_("Importing") },
  { "scoring.md", N_("Scoring and profiles") },
  { "models.md", N_("Models and predictions") },
  { "conditions.md", N_("Conditions") },
  { "command-line.md", N_("The command line") },
  { "privacy.md", N_("Privacy") },
};

static char *
find_page (const char *file)
{
  const char *data = g_getenv ("ASSAY_DATADIR");

  if (data != NULL)
    return g_build_filename (data, "..", "help", file, NULL);
  return g_build_filename (ASSAY_PKGDATADIR, "help", file, NULL);
}

/* Pairs of @mark become the tag; a lone one stays. */
static char *
replace_pairs (const char *text,
               const char *mark,
               const char *tag)
{
  g_auto (GStrv) parts = g_strsplit (text, mark, -1);
  guint n = g_strv_length (parts);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      gboolean inside = i % 2 == 1;

      if (inside && i + 1 == n)
        g_string_append_printf (out, "%s%s", mark, parts[i]);
      else if (inside)
        g_string_append_printf (out, "<%s>%s</%s>", tag, parts[i], tag);
      else
        g_string_append (out, parts[i]);
    }
  return g_string_free (out, FALSE);
}

/**
 * assay_help_line_to_markup:
 * @line: a line of Markdown
 *
 * Returns: (transfer full): the same as Pango markup: headings, bold, code, links as their text
 */
char *
assay_help_line_to_markup (const char *line)
{
  g_autoptr (GRegex) link = g_regex_new ("\\[([^\\]]*)\\]\\([^)]*\\)", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace (link, line, -1, 0, "\\1", 0, NULL);
  gsize level = strspn (plain, "#");
  g_autofree char *escaped
    = g_markup_escape_text (level > 0 ? g_strchug (plain + level) : plain, -1);
  g_autofree char *bold = replace_pairs (escaped, "**", "b");
  g_autofree char *code = replace_pairs (bold, "`", "tt");

  if (level == 0)
    return g_steal_pointer (&code);
  return g_strdup_printf ("<span size='%s' weight='bold'>%s</span>",
                          level == 1   ? "x-large"
                          : level == 2 ? "large"
                                       : "medium",
                          code);
}

/**
 * assay_help_text_to_markup:
 * @text: Markdown
 *
 * Returns: (transfer full): the same as Pango markup; tables as they are written
 */
char *
assay_help_text_to_markup (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);
  gboolean code = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *markup = NULL;

      if (g_str_has_prefix (lines[i], "```"))
        {
          code = !code;
          continue;
        }
      if (code || *lines[i] == '|')
        {
          g_autofree char *escaped = g_markup_escape_text (lines[i], -1);
          markup = g_strdup_printf ("<tt>%s</tt>", escaped);
        }
      else
        markup = assay_help_line_to_markup (lines[i]);
      g_string_append_printf (out, "%s\n", markup);
    }
  return g_string_free (out, FALSE);
}

static GtkWidget *
new_page (const char *file)
{
  g_autofree char *path = find_page (file);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *label = assay_label_new (NULL, NULL, ASSAY_LABEL_WRAP);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    text = g_strdup (_("This page of the guide is not installed."));
  markup = assay_help_text_to_markup (text);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 18);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), label);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * assay_help_present:
 * @parent: (nullable): the window that asks
 *
 * Opens the user guide.
 */
void
assay_help_present (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *sidebar = gtk_stack_sidebar_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (GTK_STACK (stack), new_page (pages[i].file), pages[i].file,
                          _(pages[i].title));
  gtk_stack_sidebar_set_stack (GTK_STACK_SIDEBAR (sidebar), GTK_STACK (stack));
  gtk_widget_set_size_request (sidebar, 190, -1);
  assay_append (body, sidebar, stack, NULL);
  assay_window_set_body (GTK_WINDOW (window), body);
  gtk_window_set_title (GTK_WINDOW (window), _("Help"));
  gtk_window_set_default_size (GTK_WINDOW (window), 860, 640);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}
