/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-check-card.h"

#include "assay-theme.h"
#include "widgets/assay-progress-ring.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayCheckCard:
 *
 * One check of enrichment: of how many leads it knows something, what is the matter where it does not, and
 * whether it takes part in the next run.
 */
struct _AssayCheckCard
{
  AdwBin parent_instance;

  char *key;

  GtkWidget *ring;
  GtkWidget *share;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *tag;
  GtkWidget *chosen;
};

G_DEFINE_FINAL_TYPE (AssayCheckCard, assay_check_card, ADW_TYPE_BIN)

enum
{
  CHOSEN_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
chosen_cb (AssayCheckCard *self)
{
  g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
}

static void
assay_check_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_CHECK_CARD);
  G_OBJECT_CLASS (assay_check_card_parent_class)->dispose (object);
}

static void
assay_check_card_finalize (GObject *object)
{
  g_free (ASSAY_CHECK_CARD (object)->key);
  G_OBJECT_CLASS (assay_check_card_parent_class)->finalize (object);
}

static void
assay_check_card_class_init (AssayCheckCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_PROGRESS_RING);
  G_OBJECT_CLASS (klass)->dispose = assay_check_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_check_card_finalize;
  signals[CHOSEN_CHANGED] = g_signal_new ("chosen-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-check-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayCheckCard, ring);
  gtk_widget_class_bind_template_child (widget_class, AssayCheckCard, share);
  gtk_widget_class_bind_template_child (widget_class, AssayCheckCard, title);
  gtk_widget_class_bind_template_child (widget_class, AssayCheckCard, detail);
  gtk_widget_class_bind_template_child (widget_class, AssayCheckCard, tag);
  gtk_widget_class_bind_template_child (widget_class, AssayCheckCard, chosen);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
assay_check_card_init (AssayCheckCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
assay_check_card_new (void)
{
  return g_object_new (ASSAY_TYPE_CHECK_CARD, NULL);
}

/* What the check's first signal is known of. */
static gint64
count_known (JsonObject *check)
{
  JsonArray *list = json_object_get_array_member (check, "signals");

  if (json_array_get_length (list) == 0)
    return 0;
  return json_object_get_int_member (json_array_get_object_element (list, 0), "leads");
}

static void
show_tag (AssayCheckCard *self,
          JsonObject     *check)
{
  const char *text = NULL, *css_class = "assay-tag";
  const char *failure = json_object_get_string_member_with_default (check, "failure", NULL);

  if (failure != NULL)
    {
      text = _("did not run");
      css_class = "error";
    }
  else if (json_object_get_int_member (check, "stale") > 0)
    {
      /* Translators: a check that leads have changed since */
      text = _("stale");
      css_class = "warning";
    }
  gtk_widget_set_visible (self->tag, text != NULL);
  gtk_widget_set_css_classes (self->tag, (const char *[]) { "assay-tag", css_class, NULL });
  gtk_label_set_text (GTK_LABEL (self->tag), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (self->tag, failure);
}

static char *
describe (JsonObject *check,
          gint64      leads,
          gint64      known)
{
  gint64 never = json_object_get_int_member (check, "never");
  gint64 unsure = json_object_get_int_member_with_default (check, "unsure", 0);

  if (leads > 0 && never == leads)
    return g_strdup (_("Not run yet"));
  if (unsure > 0)
    return g_strdup_printf (ngettext ("%'" PRId64 " doubtful",
                                      "%'" PRId64 " doubtful", (gulong) unsure),
                            unsure);
  return g_strdup_printf (ngettext ("%'" PRId64 " unknown",
                                    "%'" PRId64 " unknown", (gulong) (leads - known)),
                          leads - known);
}

static void
name_for_accessibility (AssayCheckCard *self,
                        const char     *label,
                        const char     *share,
                        const char     *detail)
{
  /* Translators: a check, how much it knows, and what is missing: “Email, 94 %, 1,118 unknown” */
  g_autofree char *text = g_strdup_printf (_("%s, %s, %s"), label, share, detail);
  /* Translators: whether a check, such as “Email”, takes part in the run */
  g_autofree char *choose = g_strdup_printf (_("Run the check “%s”"), label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->ring), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chosen), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choose, -1);
}

/**
 * assay_check_card_show:
 * @check: an element of `checks` in the result of the job `coverage`
 * @leads: how many leads there are
 */
void
assay_check_card_show (AssayCheckCard *self,
                       JsonObject     *check,
                       gint64          leads)
{
  const char *label = json_object_get_string_member (check, "label");
  gint64 known = count_known (check);
  gboolean never = json_object_get_int_member (check, "never") == leads;
  gboolean stale = json_object_get_int_member (check, "stale") > 0;
  double fraction = leads > 0 ? (double) known / (double) leads : 0;
  g_autofree char *share = never ? g_strdup ("–") : g_strdup_printf (_("%d %%"), (int) (fraction * 100));
  g_autofree char *detail = describe (check, leads, known);

  g_return_if_fail (ASSAY_IS_CHECK_CARD (self));

  g_free (self->key);
  self->key = g_strdup (json_object_get_string_member (check, "check"));
  gtk_label_set_text (GTK_LABEL (self->title), label);
  gtk_label_set_text (GTK_LABEL (self->share), share);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  assay_progress_ring_set_fraction (ASSAY_PROGRESS_RING (self->ring), fraction);
  assay_progress_ring_set_color (ASSAY_PROGRESS_RING (self->ring),
                                 never   ? ASSAY_COLOR_BEFORE_LINE
                                 : stale ? ASSAY_COLOR_WARM
                                         : ASSAY_COLOR_SERIES_1);
  show_tag (self, check);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               json_object_get_string_member (check, "description"));
  name_for_accessibility (self, label, share, detail);
}

const char *
assay_check_card_get_key (AssayCheckCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CHECK_CARD (self), NULL);
  return self->key;
}

/**
 * assay_check_card_get_chosen:
 *
 * Returns: whether the check takes part in the next run
 */
gboolean
assay_check_card_get_chosen (AssayCheckCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CHECK_CARD (self), FALSE);
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->chosen));
}
