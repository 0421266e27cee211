/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-card-window.h"

#include "assay-file-dialog.h"
#include "assay-help.h"
#include "assay-loader.h"
#include "learn/assay-model-card-job.h"
#include "widgets/assay-parts.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <inttypes.h>

/* A model's card to read, and to save as HTML or Markdown. */

typedef struct
{
  AssaySession *session; /* (owned) */
  AssayLoader *loader;   /* (owned) */
  gint64 model;
  GtkWidget *window;
  GtkWidget *label;
} Card;

static void
card_free (gpointer data)
{
  Card *card = data;

  assay_loader_free (card->loader);
  g_object_unref (card->session);
  g_free (card);
}

static AssayJob *
make_job (Card  *card,
          GFile *output)
{
  return g_object_new (ASSAY_TYPE_MODEL_CARD_JOB, "workspace", assay_session_get_workspace (card->session),
                       "model", card->model, "output", output, NULL);
}

static void
read_cb (gpointer      owner,
         gpointer      answer,
         const GError *error)
{
  Card *card = owner;
  g_autoptr (JsonNode) node = answer;
  g_autofree char *markup = NULL;

  if (node == NULL)
    {
      gtk_label_set_text (GTK_LABEL (card->label), error->message);
      return;
    }
  markup
    = assay_help_text_to_markup (json_object_get_string_member (json_node_get_object (node), "text"));
  gtk_label_set_markup (GTK_LABEL (card->label), markup);
}

static void
save_cb (GFile    *file,
         gpointer  user_data)
{
  Card *card = g_object_get_data (G_OBJECT (user_data), "card");
  g_autoptr (AssayJob) job = make_job (card, file);

  assay_session_run (card->session, job, _("Model card saved"), NULL, NULL);
}

static void
save_clicked_cb (GtkWidget *window)
{
  Card *card = g_object_get_data (G_OBJECT (window), "card");
  /* Translators: the name of a file, without its ending */
  g_autofree char *base = g_strdup_printf (_("Model %" PRId64), card->model);
  g_autofree char *name = g_strconcat (base, ".html", NULL);

  assay_file_dialog_save (GTK_WINDOW (window), _("Save as HTML, or as Markdown (.md)"), name, save_cb, window);
}

static GtkWidget *
make_body (Card *card)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  card->label = assay_label_new (NULL, NULL, ASSAY_LABEL_WRAP);
  gtk_label_set_yalign (GTK_LABEL (card->label), 0);
  gtk_label_set_selectable (GTK_LABEL (card->label), TRUE);
  gtk_widget_set_margin_top (card->label, 18);
  gtk_widget_set_margin_bottom (card->label, 18);
  gtk_widget_set_margin_start (card->label, 18);
  gtk_widget_set_margin_end (card->label, 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), card->label);
  return scrolled;
}

/**
 * assay_model_card_window_present:
 * @parent: (nullable): the window that asks
 * @model: whose card
 *
 * Opens a window with all that is to be known about a model.
 */
void
assay_model_card_window_present (GtkWindow    *parent,
                                 AssaySession *session,
                                 gint64        model)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save…"));
  g_autofree char *title = g_strdup_printf (_("Model %" PRId64), model);
  Card *card = g_new0 (Card, 1);

  card->session = g_object_ref (session);
  card->loader = assay_loader_new (&assay_job_reading, read_cb, card);
  card->model = model;
  card->window = window;
  g_object_set_data_full (G_OBJECT (window), "card", card, card_free);
  g_signal_connect_object (save, "clicked", G_CALLBACK (save_clicked_cb), window, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (assay_window_set_body (GTK_WINDOW (window), make_body (card))), save);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
  assay_loader_load (card->loader, assay_session_get_workspace (session), make_job (card, NULL));
}
