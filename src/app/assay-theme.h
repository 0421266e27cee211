/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_RESOURCE_PATH "/io/github/assay_desktop/Assay"

/**
 * AssayColor:
 *
 * The colours of our own, each with a light and a dark value. style.css knows them as `@assay_…`,
 * charts ask assay_theme_get_color(): one table, so that they cannot drift apart.
 */
typedef enum
{
  ASSAY_COLOR_HOT,
  ASSAY_COLOR_HOT_PILL,
  ASSAY_COLOR_HOT_TEXT,
  ASSAY_COLOR_WARM,
  ASSAY_COLOR_WARM_PILL,
  ASSAY_COLOR_WARM_TEXT,
  ASSAY_COLOR_COLD,
  ASSAY_COLOR_COLD_PILL,
  ASSAY_COLOR_COLD_TEXT,
  ASSAY_COLOR_SERIES_1,
  ASSAY_COLOR_SERIES_2,
  ASSAY_COLOR_SERIES_3,
  ASSAY_COLOR_SERIES_4,
  ASSAY_COLOR_SERIES_5,
  ASSAY_COLOR_BEFORE_FILL,
  ASSAY_COLOR_BEFORE_LINE,
  ASSAY_COLOR_GRID,
  ASSAY_COLOR_TROUGH,
  ASSAY_COLOR_OK_TEXT,
  ASSAY_COLOR_OK_TINT,
  ASSAY_COLOR_WARNING_TEXT,
  ASSAY_COLOR_WARNING_TINT,
  ASSAY_COLOR_ERROR_TEXT,
  ASSAY_COLOR_ERROR_TINT,
  ASSAY_COLOR_CHIP,
  ASSAY_COLOR_SELECTED_ROW,
  ASSAY_COLOR_DIFFERENCE,
  ASSAY_N_COLORS
} AssayColor;

/**
 * AssayTone:
 * @ASSAY_TONE_NONE: no score or no band
 * @ASSAY_TONE_HIGH: the best third of a profile's bands: hot, A, high
 * @ASSAY_TONE_MIDDLE: between
 * @ASSAY_TONE_LOW: the lowest third: cold, D, low
 *
 * How a band is drawn. Always with a shape or a word beside the colour.
 */
typedef enum
{
  ASSAY_TONE_NONE,
  ASSAY_TONE_HIGH,
  ASSAY_TONE_MIDDLE,
  ASSAY_TONE_LOW,
} AssayTone;

void        assay_theme_init         (GdkDisplay *display);
void        assay_theme_get_color    (AssayColor  color,
                                      GdkRGBA    *out_rgba);
void        assay_theme_get_text_color (GtkWidget *widget,
                                      GdkRGBA    *out_rgba);
AssayTone   assay_tone_from_band     (const char *band);
AssayTone   assay_tone_from_rank     (guint       rank,
                                      guint       n_bands);
const char *assay_tone_to_css_class  (AssayTone   tone);

G_END_DECLS
