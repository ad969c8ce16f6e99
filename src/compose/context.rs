//! What every layer may look at.

use std::sync::Arc;

use super::base::Base;
use super::furniture::Key;
use super::labels::Baselines;
use super::overlay;
use super::palette::{MarkerShape, Palette, SideLook};
use super::words::Words;
use super::{islets, page, relief, water};
use crate::campaign::{Campaign, Date, Day, Interval, Moment, Names, Resolved};
use crate::geodata::{BaseLayer, Basemap, Detail, Feature};
use crate::geom::{LonLat, PagePoint};
use crate::scene::{Image, Path};
use crate::style::{Preset, Style};
use crate::text::{Face, Fonts};
use crate::view::{Generalisation, View};
use geo::MultiLineString;

/// Up to so many px per km of a map 1200 px wide, base data drawn for 1:10 million will do: its lines
/// stray by up to a kilometre.
const BASE_PX_PER_KM: f64 = 12.0;

/// Beyond so many px per km the relief has nothing to say: its grid of some 10 km shows as blurs.
const RELIEF_PX_PER_KM: f64 = 6.0;

/// Coasts of different data stray from each other by about this, px.
const SHORE_PX: f64 = 2.5;
/// Countries are drawn more coarsely than coasts: theirs stray from them by up to so many km.
const STRAY_KM: f64 = 2.5;

/// What a map is composed from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The campaign.
    pub campaign: &'a Campaign<Resolved>,
    /// Where on the page it is.
    pub view: &'a View,
    /// The base map.
    pub basemap: &'a Basemap,
    /// How it looks, already at the preset's k.
    pub style: &'a Style,
    /// What it is made for.
    pub preset: &'a Preset,
    /// Fonts to measure with.
    pub fonts: &'a Fonts,
    /// Language of the names; none is the campaign's own.
    pub lang: Option<&'a str>,
    /// The languages of the other versions in the same map; none usually.
    pub other_langs: &'a [String],
    /// Whether names may bend.
    pub baselines: Baselines,
    /// Whether the legend stands below the map, where the page has a strip for it.
    pub legend_below: bool,
}

/// What holds for all frames of a film.
#[derive(Clone, Copy, Debug)]
pub(super) struct InFilm {
    /// From when to when it runs.
    pub range: Interval,
    /// Size and width of its widest date, px.
    pub date_px: (f64, f64),
}

/// The inputs with what is worked out once for all layers.
pub(super) struct Context<'a> {
    /// What the map is composed from.
    pub inputs: Inputs<'a>,
    /// Which side has which colours.
    pub palette: Palette,
    /// When the campaign took place.
    pub span: Interval,
    /// The state that is drawn.
    pub moment: Moment,
    /// What holds for the whole film that it is a frame of; none on a still map.
    pub film: Option<InFilm>,
    /// The map's own words, in its language.
    pub words: &'static Words,
    base: Arc<Base>,
}

impl<'a> Context<'a> {
    /// Gets ready to draw one moment.
    pub(super) fn new(inputs: Inputs<'a>, moment: Moment) -> Self {
        Self::over(inputs, moment, Arc::default())
    }

    /// Gets ready to draw a moment with what is known of its base map.
    pub(super) fn over(inputs: Inputs<'a>, moment: Moment, base: Arc<Base>) -> Self {
        let palette = Palette::new(inputs.campaign, inputs.style);
        let span = inputs.campaign.span();
        Self {
            inputs,
            palette,
            span,
            moment,
            film: None,
            words: Words::of(inputs.lang.unwrap_or(&inputs.campaign.header.lang)),
            base,
        }
    }

    /// The same as a frame of a film.
    #[must_use]
    pub(super) fn in_film(mut self, film: InFilm) -> Self {
        self.film = Some(film);
        self
    }

    /// Width of the light line along a side's arrows, px: where there may be no colour, the second
    /// side has one, 0 is none.
    pub(super) fn core_px(&self, side: &SideLook) -> f64 {
        let preset = self.inputs.preset;
        match side.shape {
            MarkerShape::Square if preset.grey_safe => 1.2 * preset.k,
            MarkerShape::Square
            | MarkerShape::Disc
            | MarkerShape::Triangle
            | MarkerShape::Diamond
            | MarkerShape::Hexagon => 0.0,
        }
    }

    /// Whether the campaign wants this shown: `legend`, `scale`, `movements` ...
    pub(crate) fn shows(&self, what: &str) -> bool {
        let show = &self.inputs.campaign.map.show;
        show.is_empty() || show.iter().any(|s| s == what)
    }

    /// Whether there is a key below the map that explains the battles' numbers.
    pub(crate) fn has_key(&self) -> bool {
        // The page has a strip for it only if it fits there.
        let strip = page::key_strip(&self.inputs).height();
        strip >= 1.0 && Key::of(self).is_some_and(|key| strip >= key.height - 1.0)
    }

    /// Whether all of it happened on one day, which the title tells.
    pub(super) fn is_one_day(&self) -> bool {
        matches!((self.span.start, self.span.end), (Some(start), Some(end)) if end == start.next())
    }

    /// Whether the campaign wants this of the base map: `lakes`, `rivers`, `relief`.
    pub(super) fn has_base(&self, what: &str) -> bool {
        let base = &self.inputs.campaign.map.base;
        base.is_empty() || base.iter().any(|b| b == what)
    }

    /// Whether hills are shaded.
    pub(crate) fn has_relief(&self) -> bool {
        self.has_base("relief")
            && self.inputs.preset.relief
            && self.inputs.view.scale() < RELIEF_PX_PER_KM
    }

    /// Whether the map is so narrow that the base, drawn for 1:10 million, strays visibly.
    pub(super) fn is_beyond_base(&self) -> bool {
        self.inputs.view.scale() > BASE_PX_PER_KM * self.inputs.preset.k
    }

    /// Whether the map is that narrow and its file gives the ground itself: then the base's rivers
    /// and lakes stay out, since two courses of one stream would contradict each other.
    pub(super) fn has_own_ground(&self) -> bool {
        self.is_beyond_base() && !self.inputs.campaign.features.is_empty()
    }

    /// Whether something dated begins in what is shown; the undated always does.
    pub(crate) fn begins(&self, when: Option<&Date>) -> bool {
        let window = self.moment.days().unwrap_or(self.span);
        let start = when.and_then(|date| date.interval.start);
        start.is_none_or(|day| window.contains(day))
    }

    /// Whether land is held so at the moment.
    pub(super) fn holds(&self, when: Option<&Date>) -> bool {
        self.moment.holds(when, self.span)
    }

    /// The year of the map, counted as astronomers do, for water that came and went.
    pub(super) fn year(&self) -> i32 {
        let day = match self.moment.days() {
            None => self.span.start.or(self.span.end),
            Some(days) => days.end.map(Day::previous),
        };
        day.map_or(1900, |d| i32::try_from(d.civil().year).unwrap_or(0))
    }

    /// The same in another language; none is the campaign's own.
    pub(super) fn in_language(&self, lang: Option<&'a str>) -> Self {
        let inputs = Inputs {
            lang,
            ..self.inputs
        };
        Self::over(inputs, self.moment, Arc::clone(&self.base))
    }

    /// The map in each of its languages, its own first.
    pub(super) fn in_all_languages(&self) -> Vec<Self> {
        let others = self.inputs.other_langs.iter();
        let langs = std::iter::once(None).chain(others.map(|lang| Some(lang.as_str())));
        langs.map(|lang| self.in_language(lang)).collect()
    }

    /// A date in the language of the map.
    pub(super) fn date(&self, date: &Date) -> String {
        date.display_in(&self.words.dates)
    }

    /// A name in the language of the map.
    pub(super) fn name<'n>(&self, name: &'n str, names: &'n Names) -> &'n str {
        self.inputs
            .lang
            .and_then(|lang| names.get(lang))
            .filter(|text| self.can_draw(text))
            .map_or(name, String::as_str)
    }

    /// Whether the bundled fonts have all letters of a text: what they have not would be a gap on the map.
    pub(super) fn can_draw(&self, text: &str) -> bool {
        self.inputs
            .fonts
            .missing_glyphs(Face::Sans, text)
            .is_empty()
    }

    /// The features of a base layer in the view that exist in the map's year.
    pub(super) fn features(&self, layer: BaseLayer) -> Vec<Feature> {
        self.features_of(layer, self.detail())
    }

    /// The same of a given detail.
    pub(super) fn features_of(&self, layer: BaseLayer, detail: Detail) -> Vec<Feature> {
        let year = self.year();
        let mut features = self.features_of_all_years(layer, detail);
        features.retain(|feature| feature.exists_in(year));
        features
    }

    fn features_of_all_years(&self, layer: BaseLayer, detail: Detail) -> Vec<Feature> {
        let windows = self.inputs.view.geo_window().iter();
        windows
            .flat_map(|window| self.inputs.basemap.features(layer, detail, *window))
            .collect()
    }

    /// The years in which something of the base map in the view comes or goes, in order.
    pub(super) fn years_of_change(&self) -> Vec<i32> {
        let layers = [BaseLayer::Land, BaseLayer::Lakes, BaseLayer::Rivers];
        let mut years: Vec<i32> = layers
            .into_iter()
            .flat_map(|layer| [Detail::Coarse, self.detail()].map(|detail| (layer, detail)))
            .flat_map(|(layer, detail)| self.features_of_all_years(layer, detail))
            .flat_map(|feature| [feature.from, feature.until])
            .flatten()
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The base data that suits the scale.
    pub(super) fn detail(&self) -> Detail {
        match self.inputs.view.generalisation() {
            Generalisation::World => Detail::Coarse,
            Generalisation::Continent => Detail::Medium,
            Generalisation::Region => Detail::Fine,
        }
    }

    /// Open lines on the page.
    pub(super) fn lines(&self, lines: &MultiLineString<f64>) -> Path {
        let mut path = Path::new();
        for line in lines {
            let positions: Vec<LonLat> = line.coords().map(|c| LonLat::from(*c)).collect();
            path.extend(&self.inputs.view.line(&positions));
        }
        path
    }

    /// The rivers that are drawn, with their courses on the page.
    pub(super) fn rivers(&self) -> &[(Feature, Path)] {
        self.base.rivers.get_or_init(|| water::shown_rivers(self))
    }

    /// The shading of hills; none where the ground is flat.
    pub(super) fn relief(&self) -> Option<&Image> {
        let image = self.base.relief.get_or_init(|| relief::shading(self));
        image.as_ref()
    }

    /// All land on the page.
    pub(super) fn land(&self) -> &Path {
        self.base.land.get_or_init(|| {
            let mut land = Path::new();
            for feature in self.features(BaseLayer::Land) {
                if let geo::Geometry::MultiPolygon(shape) = &feature.geometry {
                    land.extend(&self.inputs.view.area(shape));
                }
            }
            islets::without(self, &land)
        })
    }

    /// Land that is not shore: what runs here runs over land, and not along a coast.
    pub(super) fn inland(&self) -> &Path {
        self.base
            .inland
            .get_or_init(|| overlay::inset(self.land(), SHORE_PX))
    }

    /// How far two drawings of one coast stray from each other on a map so large that it shows, px.
    pub(super) fn stray_px(&self) -> Option<f64> {
        let px = STRAY_KM * self.inputs.view.scale();
        (px > 2.0 * SHORE_PX && !self.has_own_ground()).then_some(px)
    }

    /// Whether a point of the page lies on land, and not on its shore.
    pub(super) fn is_inland(&self, p: PagePoint) -> bool {
        let region = self
            .base
            .land_region
            .get_or_init(|| overlay::Region::new(self.land()));
        let around = [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
        around
            .into_iter()
            .all(|(x, y)| region.contains(p.offset(x * SHORE_PX, y * SHORE_PX)))
    }
}
