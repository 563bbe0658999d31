//! A firm's colours: four are chosen, and everything that the portal needs is derived from them so that it can
//! always be read. The chosen colours are stored as they are; the derived ones are served.
//!
//! Contrast is WCAG 2.2 (relative luminance of sRGB); lightness and chroma are moved in OKLCH
//! (Björn Ottosson, "A perceptual color space for image processing").

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An opaque sRGB colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };
/// The dark letters on a fill that white does not read on.
const DARK: Colour = Colour { red: 0x1d, green: 0x17, blue: 0x12 };

/// The text is no colour of the form `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadColour;

impl fmt::Display for BadColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a colour (#rrggbb)")
    }
}

impl FromStr for Colour {
    type Err = BadColour;

    fn from_str(text: &str) -> Result<Self, BadColour> {
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))
            .ok_or(BadColour)?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| BadColour);
        Ok(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What a firm chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// «Primario»: the main act.
    pub primary: Colour,
    /// «Secundario»: highlights that carry no text of their own.
    pub secondary: Colour,
    /// «Fondo».
    pub background: Colour,
    /// «Texto».
    pub text: Colour,
    /// Whether headings wear the serif face.
    pub serif: bool,
    /// Corner radius in CSS pixels, 4 to 20.
    pub radius: u8,
}

impl Default for Brand {
    fn default() -> Self {
        let colour = |red, green, blue| Colour { red, green, blue };
        Self {
            primary: colour(0x1f, 0x4e, 0x96),
            secondary: colour(0xe2, 0xa1, 0x5c),
            background: colour(0xf6, 0xf4, 0xf0),
            text: colour(0x23, 0x20, 0x1c),
            serif: true,
            radius: 12,
        }
    }
}

#[derive(Clone, Copy)]
struct Lch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

fn linear(value: f64) -> f64 {
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn gamma(value: f64) -> f64 {
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055f64.mul_add(value.powf(1.0 / 2.4), -0.055) }
}

impl Colour {
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| linear(f64::from(part) / 255.0))
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn to_lch(self) -> Lch {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Lch {
            lightness: 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            chroma: a.hypot(b),
            hue: b.atan2(a),
        }
    }
}

impl Lch {
    fn raw(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }

    fn fits(self) -> bool {
        self.raw().iter().all(|value| (-1e-4..=1.0001).contains(value))
    }

    /// Into sRGB by giving up chroma only: hue and lightness stay what they were.
    fn to_colour(self) -> Colour {
        let mut chosen = self;
        if !self.fits() {
            let (mut low, mut high) = (0.0, self.chroma);
            for _ in 0..20 {
                let middle = (low + high) / 2.0;
                if (Self { chroma: middle, ..self }).fits() { low = middle } else { high = middle }
            }
            chosen.chroma = low;
        }
        // Clamped to 0..=255 before the cast.
        let [red, green, blue] =
            chosen.raw().map(|value| (gamma(value.clamp(0.0, 1.0)) * 255.0).round().clamp(0.0, 255.0) as u8);
        Colour { red, green, blue }
    }
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (a, b) = (one.luminance(), other.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The nearest tone of the same hue that reaches `ratio` on each of `grounds`; black or white as a last resort.
pub fn nearest(colour: Colour, grounds: &[Colour], ratio: f64) -> Colour {
    let passes = |candidate: Colour| grounds.iter().all(|ground| contrast(candidate, *ground) >= ratio);
    if passes(colour) {
        return colour;
    }
    let base = colour.to_lch();
    for step in 1..=250 {
        for sign in [-1.0, 1.0] {
            let lightness = f64::from(step).mul_add(0.004 * sign, base.lightness);
            if (0.0..=1.0).contains(&lightness) {
                let candidate = Lch { lightness, ..base }.to_colour();
                if passes(candidate) {
                    return candidate;
                }
            }
        }
    }
    if passes(BLACK) { BLACK } else { WHITE }
}

fn clamped(colour: Colour, least: f64, most: f64, chroma: f64) -> Colour {
    let lch = colour.to_lch();
    Lch { lightness: lch.lightness.clamp(least, most), chroma: lch.chroma.min(chroma), ..lch }.to_colour()
}

fn tone(colour: Colour, lightness: f64, chroma: f64) -> Colour {
    let lch = colour.to_lch();
    Lch { lightness, chroma: lch.chroma.min(chroma), ..lch }.to_colour()
}

/// A fill and its letters: white if that reads, else dark, else the fill itself moves to a tone that carries white.
fn pair(fill: Colour) -> (Colour, Colour) {
    match [WHITE, DARK].into_iter().find(|letters| contrast(fill, *letters) >= 4.6) {
        Some(letters) => (fill, letters),
        None => (nearest(fill, &[WHITE], 4.6), WHITE),
    }
}

/// The derived colours of one theme; the names are those of the `--brand-*` variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The main act.
    pub fill: Colour,
    /// Letters on it.
    pub on_fill: Colour,
    /// Links, focus, selection.
    pub link: Colour,
    /// A pale ground in the primary hue.
    pub wash: Colour,
    /// Ink on it.
    pub on_wash: Colour,
    /// The secondary colour as a fill.
    pub accent: Colour,
    /// Letters on it.
    pub on_accent: Colour,
    /// The page.
    pub canvas: Colour,
    /// Sheets on the page.
    pub surface: Colour,
    /// Text.
    pub ink: Colour,
    /// Secondary text.
    pub ink_soft: Colour,
    /// Edges of inputs.
    pub edge: Colour,
}

impl Brand {
    /// The colours of one theme. Whatever was chosen, every pair that the portal uses reaches WCAG AA.
    pub fn palette(&self, dark: bool) -> Palette {
        let canvas =
            if dark { tone(self.background, 0.172, 0.007) } else { clamped(self.background, 0.945, 1.0, 0.03) };
        let surface = if dark { tone(self.background, 0.212, 0.009) } else { tone(self.background, 0.994, 0.004) };
        let ink = nearest(if dark { tone(self.text, 0.95, 0.012) } else { self.text }, &[canvas, surface], 10.0);
        let soft = nearest(
            if dark { tone(self.text, 0.75, 0.014) } else { tone(self.text, 0.5, 0.02) },
            &[canvas, surface],
            5.0,
        );
        let (fill, on_fill) = pair(if dark { clamped(self.primary, 0.5, 0.86, 0.2) } else { self.primary });
        let wash = if dark { tone(self.primary, 0.27, 0.034) } else { tone(self.primary, 0.942, 0.014) };
        let (accent, on_accent) = pair(if dark { clamped(self.secondary, 0.55, 0.85, 0.15) } else { self.secondary });
        let grounds = [canvas, surface, wash];
        Palette {
            fill,
            on_fill,
            link: nearest(self.primary, &grounds, 4.7),
            wash,
            on_wash: nearest(ink, &[wash], 9.0),
            accent,
            on_accent,
            canvas,
            surface,
            ink,
            ink_soft: nearest(soft, &grounds, 4.8),
            edge: nearest(
                if dark { tone(self.primary, 0.5, 0.02) } else { tone(self.text, 0.64, 0.02) },
                &grounds,
                3.1,
            ),
        }
    }

    /// The stylesheet of the firm: the `--brand-*` variables of both themes.
    pub fn stylesheet(&self) -> String {
        let (light, dark) = (self.palette(false).named(), self.palette(true).named());
        let mut css = String::from("@layer tokens {\n  :root {\n");
        for ((name, by_day), (_, by_night)) in light.iter().zip(dark) {
            css.push_str(&format!("    --brand-{name}: light-dark({by_day}, {by_night});\n"));
        }
        let display = if self.serif { "var(--font-display)" } else { "var(--font)" };
        css.push_str(&format!(
            "    --brand-display: {display};\n    --brand-radius: {}px;\n  }}\n}}\n",
            self.radius.clamp(4, 20)
        ));
        css
    }
}

impl Palette {
    /// Name and colour of each variable.
    pub const fn named(&self) -> [(&'static str, Colour); 12] {
        [
            ("fill", self.fill),
            ("on-fill", self.on_fill),
            ("link", self.link),
            ("wash", self.wash),
            ("on-wash", self.on_wash),
            ("accent", self.accent),
            ("on-accent", self.on_accent),
            ("canvas", self.canvas),
            ("surface", self.surface),
            ("ink", self.ink),
            ("ink-soft", self.ink_soft),
            ("edge", self.edge),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn the_palette_of_costa_clara_is_the_designed_one() {
        let brand = Brand {
            primary: colour("#0f6a73"),
            secondary: colour("#e2a15c"),
            background: colour("#f7f3ea"),
            text: colour("#1f2a2b"),
            serif: true,
            radius: 14,
        };
        let named = |dark: bool| brand.palette(dark).named().map(|(_, colour)| colour.to_string()).join(" ");
        assert_eq!(
            named(false),
            "#0f6a73 #ffffff #0f6a73 #e2eff0 #1f2a2b #e2a15c #1d1712 #f7f3ea #fefdfa #1f2a2b #5a6667 #7b8889"
        );
        assert_eq!(
            named(true),
            "#197079 #ffffff #4e9ca6 #0f2b2e #e6f1f2 #e2a15c #1d1712 #11100c #1b1914 #e6f1f2 #a4b1b2 #657678"
        );
    }

    #[test]
    fn the_palette_of_girasol_is_the_designed_one() {
        let brand = Brand {
            primary: colour("#f4b81c"),
            secondary: colour("#2f4858"),
            background: colour("#fbfaf6"),
            text: colour("#22262a"),
            serif: false,
            radius: 8,
        };
        let light = brand.palette(false);
        assert_eq!((light.link, light.on_fill, light.edge), (colour("#866200"), colour("#1d1712"), colour("#80858a")));
    }

    fn any_colour() -> impl Strategy<Value = Colour> {
        (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(red, green, blue)| Colour { red, green, blue })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn no_choice_makes_a_portal_unreadable(primary in any_colour(), secondary in any_colour(), background in any_colour(), text in any_colour()) {
            let brand = Brand { primary, secondary, background, text, ..Brand::default() };
            for dark in [false, true] {
                let p = brand.palette(dark);
                for ground in [p.canvas, p.surface] {
                    prop_assert!(contrast(p.ink, ground) >= 7.0);
                }
                for ground in [p.canvas, p.surface, p.wash] {
                    prop_assert!(contrast(p.ink_soft, ground) >= 4.5 && contrast(p.link, ground) >= 4.5 && contrast(p.edge, ground) >= 3.0);
                }
                prop_assert!(contrast(p.on_fill, p.fill) >= 4.5 && contrast(p.on_accent, p.accent) >= 4.5 && contrast(p.on_wash, p.wash) >= 7.0);
            }
        }
    }
}
