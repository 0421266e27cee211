/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "app-watch.h"

#include "assay-theme.h"
#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "job/assay-scorer.h"
#include "store/assay-event-store.h"
#include "store/assay-lead-writer.h"

#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Invented people: the first thirteen are those of the pictures. */
typedef struct
{
  const char *name;
  const char *company;
  const char *role;
  const char *source;
  const char *owner;
  int score;
  gint64 minutes;
} Person;

static const Person people[] = {
  { "Aurel Thornbeck", "Haldera Robotics", "Founder", "Referral", "Nora Quist", 100, 12 },
  { "Ilse Varnholt", "Brackenfold Systems", "Head of Operations", "Referral", "Nora Quist", 95, 60 },
  { "Davit Kestrelli", "Pellucent Analytics", "VP Sales", "Referral", "Per Dahl", 90, 120 },
  { "Sunniva Aldgate", "Lumiora Health", "Managing Director", "Social", "Per Dahl", 88, 1400 },
  { "Maren Ostrand", "Quillmere Software", "Chief Operating Officer", "Ads", "Nora Quist", 87, 1500 },
  { "Priyanka Solheim", "Verdelux Energy", "CTO", "Referral", "Yara Bloom", 83, 2900 },
  { "Jonas Feldhart", "Corvantis Freight", "Fleet Manager", "Ads", "Yara Bloom", 80, 1600 },
  { "Matteo Grimaldo", "Oakhurstle Consulting", "Director", "Event", "Nora Quist", 80, 4400 },
  { "Wanja Esterholm", "Tessarino Foods", "Head of Logistics", "Ads", "Per Dahl", 75, 5800 },
  { "Caspian Rowe-Hill", "Nordquay Marine", "Owner", "Referral", "Yara Bloom", 53, 7300 },
  { "Leonie Abendrath", "Ambrelline Care", "Operations Lead", "Event", "Nora Quist", 51, 8700 },
  { "Bram Oosterveld", "Stellaform Tools", "Purchasing Manager", "Ads", NULL, 45, 11600 },
  { "Tindra Halvorsen", "Mistralane Travel", "HR Manager", "Social", "Per Dahl", 36, 15900 },
};

/* A scorer with the breakdown of the picture, for as long as it suits a test. */
#define TEST_TYPE_SCORER (test_scorer_get_type ())
G_DECLARE_FINAL_TYPE (TestScorer, test_scorer, TEST, SCORER, GObject)

struct _TestScorer
{
  GObject parent_instance;
};

static void test_scorer_iface_init (AssayScorerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestScorer, test_scorer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SCORER, test_scorer_iface_init))

static const char breakdown[]
  = "{'profile':'test','name':'CRM classic','version':1,'score':87,'base':72,"
    "'bands':{'temperature':'hot'},"
    "'band_points':[{'band':'hot','label':'Hot','points':15}],'groups':["
    "{'key':'demographic','label':'Demographic','points':23,'max':28,'factors':["
    "{'key':'company','label':'Company','points':10,'evidence':'Quillmere Software'},"
    "{'key':'title','label':'Job title','points':8,'evidence':'Chief Operating Officer'},"
    "{'key':'phone','label':'Phone','points':5,'evidence':'+49 30 5550 1187'}]},"
    "{'key':'engagement','label':'Engagement','points':7,'max':7,'factors':[]},"
    "{'key':'behavioural','label':'Behavioural','points':30,'max':30,'factors':["
    "{'key':'recent','label':'Recent activity','points':10,"
    "'evidence':'Pricing page viewed yesterday, 16:42'},"
    "{'key':'interactions','label':'3 or more interactions','points':8,'evidence':'5 in 14 days'},"
    "{'key':'inbound','label':'Inbound contact','points':12,"
    "'evidence':'“Demo request” form, 9 Nov'}]},"
    "{'key':'source','label':'Source','points':12,'max':20,'factors':["
    "{'key':'ads','label':'Ads','points':12,'evidence':'Source is Ads'}]}]}";

static const char *
test_scorer_get_key (AssayScorer *scorer)
{
  return "test";
}

static JsonNode *
test_scorer_explain (AssayScorer     *scorer,
                     AssayConnection *connection,
                     gint64           lead,
                     gint64           as_of,
                     GError         **error)
{
  g_autofree char *json = g_strdelimit (g_strdup (breakdown), "'", '"');

  return json_from_string (json, error);
}

static void
test_scorer_iface_init (AssayScorerInterface *iface)
{
  iface->get_key = test_scorer_get_key;
  iface->explain = test_scorer_explain;
}

static void
test_scorer_class_init (TestScorerClass *klass)
{
}

static void
test_scorer_init (TestScorer *self)
{
}

static gboolean
add_scorer (AssayConnection *connection,
            GPtrArray       *scorers,
            GError         **error)
{
  if (scorers->len == 0)
    g_ptr_array_add (scorers, g_object_new (TEST_TYPE_SCORER, NULL));
  return TRUE;
}

/* Without a compositor GTK draws a solid frame, which would be part of every picture. */
static void
remove_frame (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (
    provider, "window.solid-csd { padding: 0; border: none; margin: 0; box-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

/* Beside all windows, so that what it would be over looks as it does elsewhere. */
static void
park_pointer (void)
{
  Display *display = gdk_x11_display_get_xdisplay (gdk_display_get_default ());

  XWarpPointer (display, None, DefaultRootWindow (display), 0, 0, 0, 0, G_MAXINT16, G_MAXINT16);
}

/* Warnings and worse fail a test, but not that GTK 4.8 looks where the pointer is over a window that has gone
 * when a tooltip was waiting for it. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0
        && (g_str_has_prefix (fields[i].value, "gdk_surface_get_device_position: assertion 'GDK_IS_SURFACE")
            || g_str_has_prefix (fields[i].value, "_gtk_widget_find_at_coords: assertion 'GDK_IS_SURFACE")))
      return G_LOG_WRITER_HANDLED;
  g_log_writer_default (level, fields, n_fields, NULL);
  if (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    abort ();
  return G_LOG_WRITER_HANDLED;
}

void
app_fixture_init (int    *argc,
                  char ***argv)
{
  /* Deprecated and missing things must not hide in a test's log. */
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_test_init (argc, argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_default_handler (g_log_default_handler, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  if (g_getenv ("XDG_DATA_HOME") == NULL)
    g_setenv ("XDG_DATA_HOME", g_getenv ("G_TEST_BUILDDIR"), TRUE);
  adw_init ();
  park_pointer ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11",
                "gtk-enable-animations", FALSE, "gtk-decoration-layout", ":close", NULL);
  assay_engine_init ();
  assay_clock_set_fixed (APP_FIXTURE_NOW);
  assay_theme_init (gdk_display_get_default ());
  assay_scorer_register_factory (add_scorer);
  remove_frame ();
}

/* A job that only gives writes a number. */
#define TEST_TYPE_FILL_JOB (test_fill_job_get_type ())
G_DECLARE_FINAL_TYPE (TestFillJob, test_fill_job, TEST, FILL_JOB, AssayJob)

struct _TestFillJob
{
  AssayJob parent_instance;
  guint n_leads;
};

G_DEFINE_FINAL_TYPE (TestFillJob, test_fill_job, ASSAY_TYPE_JOB)

static void
bind_text (AssayValue *value,
           const char *text)
{
  *value = text != NULL ? assay_value_from_text (text, strlen (text)) : ASSAY_VALUE_INIT_NULL;
}

static gboolean
write_events (AssayEventWriter *writer,
              gint64            lead,
              const Person     *person,
              GError          **error)
{
  static const char *const types[] = { "page_view", "email_open", "form" };
  static const char *const labels[]
    = { "Pricing page", "Fewer empty kilometres", "Demo request" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      AssayEvent event = { .lead = lead,
                           .type = (char *) types[i],
                           .at = APP_FIXTURE_NOW - (person->minutes + i * 300) * 60000,
                           .value = NAN,
                           .label = (char *) labels[i] };
      gboolean added;

      if (!assay_event_writer_add (writer, &event, &added, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_lead (AssayLeadWriter     *writer,
            const AssayField   **fields,
            guint                i,
            gint64              *out_lead,
            GError             **error)
{
  Person person = people[i % G_N_ELEMENTS (people)];
  g_autofree char *name = i < G_N_ELEMENTS (people)
                            ? g_strdup (person.name)
                            : g_strdup_printf ("%s %u", person.name, i);
  g_autofree char *email = g_strdup_printf ("lead%u@example.com", i);
  AssayValue values[9];

  bind_text (&values[0], name);
  bind_text (&values[1], email);
  bind_text (&values[2], person.company);
  bind_text (&values[3], person.role);
  bind_text (&values[4], person.source);
  bind_text (&values[5], person.owner);
  bind_text (&values[6], i % 3 == 0 ? "+49 30 5550 1187" : NULL);
  bind_text (&values[7], "https://www.example.com");
  values[8] = assay_value_from_integer (APP_FIXTURE_NOW - person.minutes * 60000);
  *out_lead = assay_lead_writer_insert (writer, fields, values, G_N_ELEMENTS (values), error);
  return *out_lead != 0;
}

static gboolean
write_score (AssayStatement *statement,
             gint64          lead,
             guint           i,
             GError        **error)
{
  int score = people[i % G_N_ELEMENTS (people)].score - (int) (i / G_N_ELEMENTS (people)) % 36;
  const char *band = score >= 60 ? "hot" : score >= 30 ? "warm" : "cold";

  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_double (statement, 2, score);
  assay_statement_bind_int64 (statement, 3, score);
  assay_statement_bind_text (statement, 4, band);
  return assay_statement_run (statement, error);
}

static gboolean
fill (TestFillJob      *self,
      AssayTransaction *transaction,
      AssayLeadWriter  *writer,
      AssayEventWriter *events,
      AssayFieldRegistry *registry,
      GError          **error)
{
  static const char *const keys[] = { "name",  "email", "company", "role",   "source",
                                      "owner", "phone", "website", "last_activity_at" };
  const AssayField *fields[G_N_ELEMENTS (keys)];
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) statement = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    fields[i] = assay_field_registry_find (registry, keys[i]);
  if (!assay_connection_execute (connection,
                                 "INSERT OR IGNORE INTO scorer (id, key, position, active, bands)"
                                 " VALUES (1, 'test', 0, 1, '[\"temperature\"]')",
                                 error))
    return FALSE;
  statement = assay_connection_prepare (connection,
                                        "INSERT INTO score (scorer, lead, value, shown, temperature,"
                                        " version, as_of, points)"
                                        " VALUES (1, ?1, ?2, ?3, ?4, 1, 0, x'')",
                                        error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_leads; i++)
    {
      gint64 lead;

      if (!write_lead (writer, fields, i, &lead, error) || !write_score (statement, lead, i, error)
          || (i < 50 && !write_events (events, lead, &people[i % G_N_ELEMENTS (people)], error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
test_fill_job_run (AssayJob     *job,
                   GCancellable *cancellable,
                   GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayLeadWriter) writer
    = assay_lead_writer_new (fields, assay_job_get_id (job), ASSAY_LEAD_WRITER_DEFAULT);
  g_autoptr (AssayEventWriter) events = assay_event_writer_new (assay_job_get_id (job));

  if (transaction == NULL)
    return FALSE;
  assay_lead_writer_set_transaction (writer, transaction);
  assay_event_writer_set_transaction (events, transaction);
  if (!fill (TEST_FILL_JOB (job), transaction, writer, events, fields, error)
      || !assay_event_writer_flush (events, error))
    return FALSE;
  assay_event_writer_set_transaction (events, NULL);
  assay_lead_writer_set_transaction (writer, NULL);
  return assay_transaction_commit (transaction, error);
}

static void
test_fill_job_class_init (TestFillJobClass *klass)
{
  ASSAY_JOB_CLASS (klass)->key = "test-fill";
  ASSAY_JOB_CLASS (klass)->summary = "Add invented leads";
  ASSAY_JOB_CLASS (klass)->run = test_fill_job_run;
}

static void
test_fill_job_init (TestFillJob *self)
{
}

void
app_fixture_add_leads (AssayWorkspace *workspace,
                       guint           n_leads)
{
  TestFillJob *job = g_object_new (TEST_TYPE_FILL_JOB, "workspace", workspace, NULL);
  g_autoptr (GError) error = NULL;

  job->n_leads = n_leads;
  assay_job_run (ASSAY_JOB (job), NULL, &error);
  g_assert_no_error (error);
  g_object_unref (job);
}

AssayWorkspace *
app_fixture_workspace (guint n_leads)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("assay-app-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "Brightwater.assay", NULL);
  AssayWorkspace *workspace;

  g_assert_no_error (error);
  workspace = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);
  g_assert_no_error (error);
  if (n_leads > 0)
    app_fixture_add_leads (workspace, n_leads);
  return workspace;
}

void
app_fixture_remove (AssayWorkspace *workspace)
{
  g_autofree char *folder = g_path_get_dirname (assay_workspace_get_path (workspace));
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_object_unref (workspace);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
give_up (gpointer data)
{
  g_error ("What a test waits for did not come");
  return G_SOURCE_REMOVE;
}

void
app_fixture_wait (gboolean (*ready) (gpointer data),
                  gpointer data)
{
  guint limit = g_timeout_add_seconds (60, give_up, NULL);

  while (!ready (data))
    app_watch_turn ();
  g_source_remove (limit);
}

static gboolean
quiet_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the loop until everything of a higher priority than idle is done, frames included. */
void
app_fixture_settle (void)
{
  for (int i = 0; i < 3; i++)
    {
      gboolean quiet = FALSE;
      guint limit = g_timeout_add_full (G_PRIORITY_LOW, 60, quiet_cb, &quiet, NULL);

      while (!quiet)
        app_watch_turn ();
      (void) limit;
    }
}

static gboolean
is_drawn (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

void
app_fixture_present (GtkWindow *window,
                     int        width,
                     int        height)
{
  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  app_fixture_wait (is_drawn, window);
  app_fixture_settle ();
}

/* Saves what a surface shows as a picture in the build folder. */
static void
screenshot_native (GtkWidget  *widget,
                   const char *name)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *folder
    = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "app", "screenshots", NULL);
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);

  /* On a busy machine the first frame may still be to come. */
  while (node == NULL)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

      gdk_paintable_snapshot (paintable, snapshot, width, height);
      node = gtk_snapshot_to_node (snapshot);
      if (node == NULL)
        app_fixture_settle ();
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_mkdir_with_parents (folder, 0755);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
app_fixture_screenshot (GtkWindow  *window,
                        const char *name)
{
  screenshot_native (GTK_WIDGET (window), name);
}

static GtkWidget *
find_open_popover (GtkWidget *root)
{
  if (GTK_IS_POPOVER (root) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_open_popover (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A popover is a surface of its own. */
void
app_fixture_screenshot_popover (GtkWindow  *window,
                                const char *name)
{
  GtkWidget *popover = find_open_popover (GTK_WIDGET (window));

  g_assert_nonnull (popover);
  screenshot_native (popover, name);
}

GtkWidget *
app_fixture_find (GtkWidget *root,
                  GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_fixture_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
app_fixture_find_class (GtkWidget  *root,
                        const char *css_class)
{
  if (gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_fixture_find_class (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The popover that is open, or NULL. */
GtkWidget *
app_fixture_find_popover (GtkWindow *window)
{
  return find_open_popover (GTK_WIDGET (window));
}

/* The page that a view shows, or NULL while it is read for the first time. */
const char *
app_fixture_page (GtkWidget *view)
{
  const char *page = assay_snapshot_view_get_page (ASSAY_SNAPSHOT_VIEW (view));

  return strcmp (page, "start") != 0 && strcmp (page, "loading") != 0 ? page : NULL;
}

/* Whether a label that is seen says so. */
gboolean
app_fixture_has_text (GtkWidget  *root,
                      const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root)
      && strcmp (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (app_fixture_has_text (child, text))
      return TRUE;
  return FALSE;
}
