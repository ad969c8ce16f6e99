//! All that drawing needs besides a campaign, loaded once and used for any number of maps.

use super::context::Inputs;
use super::furniture::Key;
use super::labels::Baselines;
use super::{
    Fit, Layout, Phase, Reel, attempt, compose, compose_frame, label_job, labels, languages, page,
    phases,
};
use crate::campaign::{Campaign, Moment, Resolved};
use crate::diag::{Diagnostic, Warned};
use crate::geodata::Basemap;
use crate::scene::Scene;
use crate::style::{Preset, Style};
use crate::text::Fonts;
use crate::view::View;

/// Base map, fonts, style and preset.
pub struct Studio {
    /// The base map.
    pub basemap: Basemap,
    /// The bundled fonts.
    pub fonts: Fonts,
    /// What the map is made for.
    pub preset: Preset,
    /// How it looks, at the preset's k.
    pub style: Style,
    /// Language of the names; none is the campaign's own.
    pub lang: Option<String>,
    /// The languages of the other versions in the same map; none usually.
    pub other_langs: Vec<String>,
    /// Whether names may bend.
    pub baselines: Baselines,
}

impl Studio {
    /// A studio for a preset by name, in the preset's own style.
    ///
    /// # Errors
    /// If there is no preset of that name.
    pub fn new(preset: &str) -> Result<Self, Diagnostic> {
        let preset = Preset::named(preset)?;
        let style = Style::named(&preset.style, preset.k)?;
        Ok(Self {
            basemap: Basemap::bundled(),
            fonts: Fonts::of_family(style.lettering.family),
            preset,
            style,
            lang: None,
            other_langs: Vec::new(),
            baselines: Baselines::Bent,
        })
    }

    /// The same in another bundled style.
    ///
    /// # Errors
    /// If there is no style of that name.
    pub fn with_style(mut self, name: &str) -> Result<Self, Diagnostic> {
        self.style = Style::named(name, self.preset.k)?;
        self.fonts = Fonts::of_family(self.style.lettering.family);
        Ok(self)
    }

    /// The view that shows a campaign on the preset's page.
    pub fn view(&self, campaign: &Campaign<Resolved>) -> Warned<View> {
        self.view_beside((campaign, Moment::End), page::Beside::default())
    }

    /// The view of a moment, with room beside the map for more than its key.
    fn view_beside(
        &self,
        (campaign, moment): (&Campaign<Resolved>, Moment),
        mut beside: page::Beside,
    ) -> Warned<View> {
        let look = (&self.style, &self.fonts);
        let others = self.other_langs.iter().map(|lang| Some(lang.as_str()));
        let keys = std::iter::once(self.lang.as_deref())
            .chain(others)
            .filter_map(|lang| Key::new((campaign, moment), &self.preset, look, lang));
        beside.below += keys.map(|key| key.height).fold(0.0, f64::max);
        View::fit(campaign, &page::layout(campaign, &self.preset, beside))
    }

    /// Draws a map for each titled caption, all in one view with one layout.
    pub fn phases(&self, campaign: &Campaign<Resolved>) -> Warned<Vec<Phase>> {
        let mut warnings = Vec::new();
        let view = self.view(campaign).unpack(&mut warnings);
        let value = phases(self.inputs(campaign, &view)).unpack(&mut warnings);
        Warned { value, warnings }
    }

    /// Draws a campaign at a moment.
    pub fn draw(&self, campaign: &Campaign<Resolved>, moment: Moment) -> Warned<Scene> {
        let mut warnings = Vec::new();
        let of = (campaign, moment);
        let view = self
            .view_beside(of, page::Beside::default())
            .unpack(&mut warnings);
        if !self.other_langs.is_empty() {
            let scene = self.draw_in(campaign, &view, moment).unpack(&mut warnings);
            return Warned {
                value: scene,
                warnings,
            };
        }
        let (drawn, fit) = attempt(self.inputs(campaign, &view), moment);
        let drawn = if fit.crowding == 0 {
            drawn
        } else {
            warnings.clear();
            self.with_room_beside(of, drawn, fit)
        };
        let scene = drawn.unpack(&mut warnings);
        Warned {
            value: scene,
            warnings,
        }
    }

    /// Draws a map whose panels would cover the campaign with room beside it: in a column or a strip, whichever leaves the
    /// larger map, and where the index alone has no room, with a strip for that.
    fn with_room_beside(
        &self,
        of: (&Campaign<Resolved>, Moment),
        drawn: Warned<Scene>,
        fit: Fit,
    ) -> Warned<Scene> {
        let column = page::Beside {
            right: page::COLUMN_PX * self.preset.k,
            ..page::Beside::default()
        };
        let strip = page::Beside {
            below: fit.legend_below + fit.index_below,
            legend_below: true,
            ..page::Beside::default()
        };
        let scale = |beside| self.view_beside(of, beside).value.scale();
        let beside = if fit.legend_below > 0.0 && scale(strip) > scale(column) {
            [strip, column]
        } else {
            [column, strip]
        };
        let above = page::Beside {
            below: fit.index_below,
            ..page::Beside::default()
        };
        let mut best = (drawn, fit);
        for room in beside.into_iter().chain([above]) {
            if room == page::Beside::default() || best.1.crowding == 0 {
                break;
            }
            let next = self.attempt_beside(of, room);
            if next.1.badness() >= best.1.badness() {
                continue;
            }
            best = next;
            // With more room for names on the map there is less to explain below it.
            let spare = fit.index_below - best.1.index_below;
            if room.below > 0.0 && spare > 0.0 {
                let below = room.below - spare;
                let lower = self.attempt_beside(of, page::Beside { below, ..room });
                let has_room = lower.1.index_below <= best.1.index_below;
                if has_room && lower.1.badness() <= best.1.badness() {
                    best = lower;
                }
            }
        }
        best.0
    }

    /// Draws a map with room beside it, where panels go that would cover the campaign.
    fn attempt_beside(
        &self,
        (campaign, moment): (&Campaign<Resolved>, Moment),
        beside: page::Beside,
    ) -> (Warned<Scene>, Fit) {
        let mut warnings = Vec::new();
        let view = self
            .view_beside((campaign, moment), beside)
            .unpack(&mut warnings);
        let inputs = Inputs {
            legend_below: beside.legend_below,
            ..self.inputs(campaign, &view)
        };
        let (mut drawn, fit) = attempt(inputs, moment);
        warnings.append(&mut drawn.warnings);
        drawn.warnings = warnings;
        (drawn, fit)
    }

    /// Draws a campaign at a moment in a view that was fitted before.
    pub fn draw_in(
        &self,
        campaign: &Campaign<Resolved>,
        view: &View,
        moment: Moment,
    ) -> Warned<Scene> {
        let inputs = self.inputs(campaign, view);
        if self.other_langs.is_empty() {
            compose(inputs, moment)
        } else {
            languages::compose(inputs, moment)
        }
    }

    /// Places the labels of everything that a film shows, for frames that share them.
    pub fn layout(&self, campaign: &Campaign<Resolved>, view: &View, reel: &Reel) -> Layout {
        Layout::new(self.inputs(campaign, view), reel)
    }

    /// What wants a label at a moment, and what is in the way.
    pub fn label_job(
        &self,
        campaign: &Campaign<Resolved>,
        view: &View,
        moment: Moment,
    ) -> labels::Job {
        label_job(self.inputs(campaign, view), moment)
    }

    /// Draws one frame with the labels where the layout has them.
    pub fn draw_frame(
        &self,
        campaign: &Campaign<Resolved>,
        view: &View,
        layout: &Layout,
        moment: Moment,
    ) -> Scene {
        compose_frame(self.inputs(campaign, view), layout, moment)
    }

    /// What a map of a campaign is composed from in a view.
    pub fn inputs<'a>(&'a self, campaign: &'a Campaign<Resolved>, view: &'a View) -> Inputs<'a> {
        Inputs {
            campaign,
            view,
            basemap: &self.basemap,
            style: &self.style,
            preset: &self.preset,
            fonts: &self.fonts,
            lang: self.lang.as_deref(),
            other_langs: &self.other_langs,
            baselines: self.baselines,
            legend_below: false,
        }
    }
}
