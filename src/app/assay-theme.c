/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-theme.h"

#include <adwaita.h>

static const struct
{
  const char *name;
  const char *light;
  const char *dark;
} colors[ASSAY_N_COLORS] = {
  [ASSAY_COLOR_HOT] = { "hot", "#c64600", "#ff7b3a" },
  [ASSAY_COLOR_HOT_PILL] = { "hot_pill", "#fbe2d3", "#5a2a12" },
  [ASSAY_COLOR_HOT_TEXT] = { "hot_text", "#9a3400", "#ffc09a" },
  [ASSAY_COLOR_WARM] = { "warm", "#e5a50a", "#f5c211" },
  [ASSAY_COLOR_WARM_PILL] = { "warm_pill", "#fbefc9", "#4d3f10" },
  [ASSAY_COLOR_WARM_TEXT] = { "warm_text", "#745000", "#f9e08a" },
  [ASSAY_COLOR_COLD] = { "cold", "#3584e4", "#62a0ea" },
  [ASSAY_COLOR_COLD_PILL] = { "cold_pill", "#deebfb", "#1d3a5f" },
  [ASSAY_COLOR_COLD_TEXT] = { "cold_text", "#1a5fb4", "#b5d3f7" },
  [ASSAY_COLOR_SERIES_1] = { "series_1", "#1c71d8", "#62a0ea" },
  [ASSAY_COLOR_SERIES_2] = { "series_2", "#e66100", "#ffa348" },
  [ASSAY_COLOR_SERIES_3] = { "series_3", "#613583", "#a94fc0" },
  [ASSAY_COLOR_SERIES_4] = { "series_4", "#12694f", "#8fe3d6" },
  [ASSAY_COLOR_SERIES_5] = { "series_5", "#7a4e00", "#f9f06b" },
  [ASSAY_COLOR_BEFORE_FILL] = { "before_fill", "#deddda", "#5e5c64" },
  [ASSAY_COLOR_BEFORE_LINE] = { "before_line", "#9a9996", "#9a9996" },
  [ASSAY_COLOR_GRID] = { "grid", "rgba(0,0,0,.08)", "rgba(255,255,255,.10)" },
  [ASSAY_COLOR_TROUGH] = { "trough", "rgba(0,0,0,.06)", "rgba(255,255,255,.08)" },
  [ASSAY_COLOR_OK_TEXT] = { "ok_text", "#13703f", "#8ff0a4" },
  [ASSAY_COLOR_OK_TINT] = { "ok_tint", "#dcf3e6", "#1e4630" },
  [ASSAY_COLOR_WARNING_TEXT] = { "warning_text", "#855c00", "#f8e45c" },
  [ASSAY_COLOR_WARNING_TINT] = { "warning_tint", "#fcf1cf", "#473c12" },
  [ASSAY_COLOR_ERROR_TEXT] = { "error_text", "#c01c28", "#ff7b63" },
  [ASSAY_COLOR_ERROR_TINT] = { "error_tint", "#fadfdf", "#54221f" },
  [ASSAY_COLOR_CHIP] = { "chip", "#deebfb", "#1d3a5f" },
  [ASSAY_COLOR_SELECTED_ROW] = { "selected_row", "#e4edf9", "#22395a" },
  [ASSAY_COLOR_DIFFERENCE] = { "difference", "#ffbe6f", "#8a5320" },
};

static GdkRGBA values[ASSAY_N_COLORS];
static GtkCssProvider *color_provider;

static void
load_colors (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean contrast = adw_style_manager_get_high_contrast (manager);
  g_autoptr (GString) css = g_string_new (NULL);

  for (int i = 0; i < ASSAY_N_COLORS; i++)
    {
      gdk_rgba_parse (&values[i], dark ? colors[i].dark : colors[i].light);
      g_string_append_printf (css, "@define-color assay_%s %s;\n", colors[i].name,
                              dark ? colors[i].dark : colors[i].light);
    }
  if (contrast)
    g_string_append (css, "scorepill, .assay-chip, .assay-tag, .assay-notice"
                          " { border: 1px solid currentColor; }\n"
                          ".dim-label { opacity: 1; }\n");
  gtk_css_provider_load_from_data (color_provider, css->str, -1);
}

/**
 * assay_theme_init:
 * @display: where the styles apply
 *
 * Loads our style sheet, icons and colours and keeps them right when the scheme changes. Once a
 * process, after gtk_init().
 */
void
assay_theme_init (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) sheet = NULL;
  AdwStyleManager *manager;

  if (color_provider != NULL)
    return;
  color_provider = gtk_css_provider_new ();
  sheet = gtk_css_provider_new ();
  manager = adw_style_manager_get_default ();
  load_colors ();
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (color_provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_css_provider_load_from_resource (sheet, ASSAY_RESOURCE_PATH "/css/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (sheet),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect (manager, "notify::dark", G_CALLBACK (load_colors), NULL);
  g_signal_connect (manager, "notify::high-contrast", G_CALLBACK (load_colors), NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    ASSAY_RESOURCE_PATH "/icons");
}

/**
 * assay_theme_get_color:
 * @color: which
 * @out_rgba: (out): its value in the present scheme
 *
 * For drawing. Main thread.
 */
void
assay_theme_get_color (AssayColor  color,
                       GdkRGBA    *out_rgba)
{
  g_return_if_fail (color < ASSAY_N_COLORS);
  if (color_provider == NULL)
    gdk_rgba_parse (out_rgba, colors[color].light);
  else
    *out_rgba = values[color];
}

/**
 * assay_theme_get_text_color:
 * @widget: whose
 * @out_rgba: (out): the colour its text has
 */
void
assay_theme_get_text_color (GtkWidget *widget,
                            GdkRGBA   *out_rgba)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), out_rgba);
}

/**
 * assay_tone_from_rank:
 * @rank: place of a band, 0 for the best
 * @n_bands: how many bands the classification has
 */
AssayTone
assay_tone_from_rank (guint rank,
                      guint n_bands)
{
  if (n_bands == 0 || rank >= n_bands)
    return ASSAY_TONE_NONE;
  if (rank * 3 < n_bands)
    return ASSAY_TONE_HIGH;
  return rank + 1 == n_bands ? ASSAY_TONE_LOW : ASSAY_TONE_MIDDLE;
}

/**
 * assay_tone_from_band:
 * @band: (nullable): a band's key of the shipped classifications
 */
AssayTone
assay_tone_from_band (const char *band)
{
  static const char *const high[] = { "hot", "high", "A+", "A", "a+", "a", NULL };
  static const char *const middle[] = { "warm", "medium", "B", "C", "b", "c", NULL };

  if (band == NULL || *band == '\0')
    return ASSAY_TONE_NONE;
  if (g_strv_contains (high, band))
    return ASSAY_TONE_HIGH;
  return g_strv_contains (middle, band) ? ASSAY_TONE_MIDDLE : ASSAY_TONE_LOW;
}

const char *
assay_tone_to_css_class (AssayTone tone)
{
  switch (tone)
    {
    case ASSAY_TONE_HIGH:
      return "hot";
    case ASSAY_TONE_MIDDLE:
      return "warm";
    case ASSAY_TONE_LOW:
      return "cold";
    case ASSAY_TONE_NONE:
    default:
      return "unscored";
    }
}
