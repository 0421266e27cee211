/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-review-list.h"

#include "assay-theme.h"
#include "enrich/assay-decide-job.h"

#include <glib/gi18n.h>

/**
 * AssayReviewList:
 *
 * Values for a person to settle: proposals for fields, and signals that are doubtful. A press on the right
 * value settles it; the row goes, and the toast has Undo.
 */
struct _AssayReviewList
{
  AdwBin parent_instance;

  AssaySession *session; /* (owned) (nullable) */
  JsonNode *review;      /* (owned) (nullable) */

  GtkWidget *title;
  GtkWidget *proposals_toggle;
  GtkWidget *doubtful_toggle;
  GtkWidget *list;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (AssayReviewList, assay_review_list, ADW_TYPE_BIN)

/* One question, kept at its buttons. */
typedef struct
{
  gint64 lead;
  char *signal;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->signal);
  g_free (question);
}

static void
run_decision (AssayReviewList *self,
              const Question  *question,
              const char      *verdict,
              const char      *text)
{
  g_autofree char *lead = g_strdup_printf ("%" G_GINT64_FORMAT, question->lead);
  g_autoptr (AssayJob) job = NULL;
  GEnumClass *verdicts;
  GObjectClass *klass;

  if (self->session == NULL)
    return;
  klass = g_type_class_ref (ASSAY_TYPE_DECIDE_JOB);
  verdicts = G_PARAM_SPEC_ENUM (g_object_class_find_property (klass, "verdict"))->enum_class;
  job = g_object_new (ASSAY_TYPE_DECIDE_JOB, "workspace",
                      assay_session_get_workspace (self->session), "lead", lead, "signal",
                      question->signal, "verdict",
                      g_enum_get_value_by_nick (verdicts, verdict)->value, NULL);
  g_type_class_unref (klass);
  assay_session_run (self->session, job, text, NULL, NULL);
}

static const Question *
question_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW)),
                            "question");
}

/* The next question has the focus, so that a row of them is settled with Enter. */
static void
leave_row (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  gtk_widget_set_sensitive (row, FALSE);
  if (next != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static void
accept_cb (GtkWidget       *button,
           AssayReviewList *self)
{
  run_decision (self, question_of (button), "accept", _("Value accepted"));
  leave_row (button);
}

static void
reject_cb (GtkWidget       *button,
           AssayReviewList *self)
{
  run_decision (self, question_of (button), "reject", _("Value rejected"));
  leave_row (button);
}

static void
show_lead_cb (GtkWidget *button)
{
  gtk_widget_activate_action (button, "win.show-lead", "x", question_of (button)->lead);
}

static char *
text_of (JsonObject *question,
         const char *member)
{
  JsonNode *node = json_object_get_member (question, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup (_("nothing"));
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static GtkWidget *
make_value (AssayReviewList *self,
            const char      *text,
            const char      *tooltip,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "assay-small");
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_head (JsonObject *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *name = json_object_get_string_member_with_default (question, "name", NULL);
  GtkWidget *lead = gtk_button_new_with_label (name != NULL ? name : _("Unnamed lead"));
  GtkWidget *label = gtk_label_new (json_object_get_string_member (question, "label"));

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (lead))),
                           PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (lead, _("Show the lead"));
  gtk_widget_add_css_class (lead, "assay-review-lead");
  gtk_widget_add_css_class (lead, "flat");
  g_signal_connect (lead, "clicked", G_CALLBACK (show_lead_cb), NULL);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), lead);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
make_row (AssayReviewList *self,
          JsonObject      *question)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *values = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean proposal = json_object_has_member (question, "current");
  const char *reason = json_object_get_string_member_with_default (question, "reason", NULL);
  g_autofree char *value = text_of (question, "value");
  g_autofree char *other = proposal ? text_of (question, "current") : g_strdup (_("Wrong"));
  Question *data = g_new0 (Question, 1);

  data->lead = json_object_get_int_member (question, "lead");
  data->signal = g_strdup (json_object_get_string_member (question, "signal"));
  g_object_set_data_full (G_OBJECT (row), "question", data, question_free);
  gtk_box_set_homogeneous (GTK_BOX (values), TRUE);
  gtk_box_append (GTK_BOX (values), make_value (self, other, proposal ? _("Keep what is there") : NULL,
                                                G_CALLBACK (reject_cb)));
  gtk_box_append (GTK_BOX (values), make_value (self, value,
                                                reason != NULL ? reason : _("This is right"),
                                                G_CALLBACK (accept_cb)));
  gtk_box_append (GTK_BOX (box), make_head (question));
  gtk_box_append (GTK_BOX (box), values);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
label_toggle (GtkWidget  *toggle,
              const char *label,
              guint       n)
{
  g_autofree char *text = n > 0 ? g_strdup_printf ("%s %u", label, n) : g_strdup (label);

  gtk_button_set_label (GTK_BUTTON (toggle), text);
}

static void
fill (AssayReviewList *self)
{
  JsonArray *review = self->review != NULL ? json_node_get_array (self->review) : NULL;
  gboolean doubtful = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->doubtful_toggle));
  guint counts[2] = { 0, 0 };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; review != NULL && i < json_array_get_length (review); i++)
    {
      JsonObject *question = json_array_get_object_element (review, i);
      gboolean is_doubt = !json_object_has_member (question, "current");

      counts[is_doubt]++;
      /* A person settles some and comes back; nobody scrolls through hundreds. */
      if (is_doubt == doubtful && counts[is_doubt] <= 50)
        gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, question));
    }
  label_toggle (self->proposals_toggle, _("Proposals"), counts[0]);
  label_toggle (self->doubtful_toggle, _("Doubtful"), counts[1]);
  gtk_widget_set_visible (self->list, counts[doubtful] > 0);
  gtk_widget_set_visible (self->empty, counts[doubtful] == 0);

  g_autofree char *title
    = counts[0] + counts[1] == 0
        ? g_strdup (_("Nothing to settle"))
        : g_strdup_printf (
            ngettext ("%u value to settle", "%u values to settle", counts[0] + counts[1]),
            counts[0] + counts[1]);
  gtk_label_set_text (GTK_LABEL (self->title), title);
}

static void
assay_review_list_dispose (GObject *object)
{
  AssayReviewList *self = ASSAY_REVIEW_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->review, json_node_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_REVIEW_LIST);
  G_OBJECT_CLASS (assay_review_list_parent_class)->dispose (object);
}

static void
assay_review_list_class_init (AssayReviewListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_review_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-review-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayReviewList, title);
  gtk_widget_class_bind_template_child (widget_class, AssayReviewList, proposals_toggle);
  gtk_widget_class_bind_template_child (widget_class, AssayReviewList, doubtful_toggle);
  gtk_widget_class_bind_template_child (widget_class, AssayReviewList, list);
  gtk_widget_class_bind_template_child (widget_class, AssayReviewList, empty);
  gtk_widget_class_bind_template_callback (widget_class, fill);
}

static void
assay_review_list_init (AssayReviewList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
assay_review_list_set_session (AssayReviewList *self,
                               AssaySession    *session)
{
  g_return_if_fail (ASSAY_IS_REVIEW_LIST (self));

  g_set_object (&self->session, session);
}

/**
 * assay_review_list_show:
 * @review: (nullable): result of the job `review`
 */
void
assay_review_list_show (AssayReviewList *self,
                        JsonNode        *review)
{
  g_return_if_fail (ASSAY_IS_REVIEW_LIST (self));

  g_clear_pointer (&self->review, json_node_unref);
  self->review = review != NULL ? json_node_ref (review) : NULL;
  fill (self);
}

guint
assay_review_list_get_size (AssayReviewList *self)
{
  g_return_val_if_fail (ASSAY_IS_REVIEW_LIST (self), 0);
  return self->review != NULL ? json_array_get_length (json_node_get_array (self->review)) : 0;
}
