//! Polities whose shape is a dated feature of the user's file: one for each time that the file tells.

use super::date::{Calendar, Civil, Date, Day, Interval};
use super::geojson::{ShapeFeature, Shapes};
use super::model::{AreaId, AreaText, Campaign, Polity, Written};
use super::shape::{self, ExprKind};
use crate::diag::Diagnostic;

/// Puts a polity for each time of its feature in the place of those whose shape is `file#name` and
/// whose feature is dated; a `when` of their own holds them within it.
///
/// Of two times of one polity that overlap, as where a file counts the last year as the successor's
/// too, the earlier ends where the later begins.
///
/// # Errors
/// Every date of a feature in question that cannot be read, where it stands in its file.
pub fn unfold(campaign: &mut Campaign<Written>, shapes: &Shapes) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut polities = Vec::with_capacity(campaign.polities.len());
    for polity in std::mem::take(&mut campaign.polities) {
        let area = campaign.areas[polity.area.0].clone();
        let Some((file, features)) = features(&area, shapes) else {
            polities.push(polity);
            continue;
        };
        faults.extend(features.iter().filter_map(|f| f.bad_time.clone()));
        for (number, (interval, text)) in tenures(&polity, &file, &features).into_iter().enumerate()
        {
            let mut one = polity.clone();
            if number > 0 {
                one.id = format!("{}-{}", polity.id, number + 1);
            }
            one.when = dated(interval);
            one.area = AreaId(campaign.areas.len());
            let span = area.span.clone();
            campaign.areas.push(AreaText { text, span });
            polities.push(one);
        }
    }
    campaign.polities = polities;
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// The file and the features that an area is, if it is no more than that and they are dated.
fn features<'s>(area: &AreaText, shapes: &'s Shapes) -> Option<(String, Vec<&'s ShapeFeature>)> {
    let ExprKind::File { file, feature } = shape::parse(&area.text).ok()?.kind else {
        return None;
    };
    let found = shapes.get(&file)?.matching(&feature?);
    let is_dated = |f: &&ShapeFeature| !f.times.is_empty() || f.bad_time.is_some();
    found.iter().any(is_dated).then_some((file, found))
}

/// When the polity had which features, in order, never two at once.
fn tenures(polity: &Polity, file: &str, features: &[&ShapeFeature]) -> Vec<(Interval, String)> {
    let within = polity
        .when
        .as_ref()
        .map_or(Interval::ALWAYS, |w| w.interval);
    let mut tenures: Vec<(Interval, Vec<usize>)> = Vec::new();
    for feature in features {
        let always = [Interval::ALWAYS];
        let times: &[Interval] = if feature.times.is_empty() {
            &always
        } else {
            &feature.times
        };
        for time in times.iter().filter(|time| time.overlaps(within)) {
            let time = common(*time, within);
            match tenures.iter_mut().find(|(known, _)| *known == time) {
                Some((_, numbers)) => numbers.push(feature.number),
                None => tenures.push((time, vec![feature.number])),
            }
        }
    }
    tenures.sort_by_key(|(time, _)| (time.start, time.end));
    for index in 1..tenures.len() {
        let next = tenures[index].0.start;
        let end = &mut tenures[index - 1].0.end;
        if let Some(next) = next
            && end.is_none_or(|end| end > next)
        {
            *end = Some(next);
        }
    }
    let is_some_time = |time: &Interval| match (time.start, time.end) {
        (Some(start), Some(end)) => start < end,
        _ => true,
    };
    let tenures = tenures.into_iter().filter(|(time, _)| is_some_time(time));
    let text = |number: usize| format!("'{file}#@{number}'");
    tenures
        .map(|(time, numbers)| {
            let texts: Vec<String> = numbers.into_iter().map(text).collect();
            (time, texts.join(" + "))
        })
        .collect()
}

/// What lies in both, which overlap.
fn common(a: Interval, b: Interval) -> Interval {
    let latest = |a: Option<Day>, b: Option<Day>| a.max(b);
    let earliest = |a: Option<Day>, b: Option<Day>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    Interval {
        start: latest(a.start, b.start),
        end: earliest(a.end, b.end),
    }
}

/// An interval as a date; none is always.
fn dated(interval: Interval) -> Option<Date> {
    let written = |day: Day| {
        let Civil { year, month, day } = day.civil();
        let sign = if year < 0 { "-" } else { "" };
        format!("{sign}{:04}-{month:02}-{day:02}", year.abs())
    };
    let start = interval.start.map(written);
    let end = interval.end.map(|end| written(end.previous()));
    let text = match (start, end) {
        (None, None) => return None,
        (start, end) => format!(
            "{}/{}",
            start.as_deref().unwrap_or(".."),
            end.as_deref().unwrap_or("..")
        ),
    };
    Date::parse(&text, Calendar::Gregorian).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{file, geojson};
    use crate::diag::{Colour, Source, render};
    use proptest::prelude::*;

    fn unfolded(borders: &str, polity: &str) -> Result<Vec<Polity>, String> {
        let features = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{borders}]}}");
        let borders = geojson::read(&Source::new("b.geojson", features)).unwrap();
        let shapes = Shapes::from([("b.geojson".to_owned(), borders.value)]);
        let text = format!("[campaign]\ntitle = \"War\"\n[[polities]]\nid = \"qing\"\n{polity}");
        let mut campaign = file::parse(&Source::new("war.toml", text)).unwrap().value;
        match unfold(&mut campaign, &shapes) {
            Ok(()) => Ok(campaign.polities),
            Err(faults) => Err(render(&faults, Colour::Plain)),
        }
    }

    fn feature(properties: &str) -> String {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"Name\":\"Qing\",{properties}}},\"geometry\":\
             {{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]]]}}}}"
        )
    }

    const POLITY: &str = "name = \"Qing Empire\"\nshape = \"b.geojson#Qing\"\n";

    #[test]
    fn a_dated_feature_is_a_polity_for_its_time() {
        let borders = [
            feature(r#""FromYear": 1758, "ToYear": 1863"#),
            feature(r#""FromYear": 1644, "ToYear": 1757"#),
            feature(r#""FromYear": 1864, "ToYear": 1911"#),
        ];
        let borders = borders.join(",\n");
        let polities = unfolded(&borders, POLITY).unwrap();
        let told: Vec<_> = polities
            .iter()
            .map(|p| (p.id.as_str(), p.when.as_ref().unwrap().edtf.as_str()))
            .collect();
        let expected = [
            ("qing", "1644-01-01/1757-12-31"),
            ("qing-2", "1758-01-01/1863-12-31"),
            ("qing-3", "1864-01-01/1911-12-31"),
        ];
        assert_eq!(told, expected);
        let within = format!("{POLITY}when = \"1755/1760\"\n");
        let polities = unfolded(&borders, &within).unwrap();
        assert_eq!(polities.len(), 2);
        assert_eq!(
            polities[0].when.as_ref().unwrap().edtf,
            "1755-01-01/1757-12-31"
        );
    }

    #[test]
    fn a_date_that_cannot_be_read_is_shown_in_its_file() {
        let borders = [
            feature(r#""FromYear": 1644, "ToYear": 1757"#),
            feature(r#""FromYear": "later", "ToYear": 1863"#),
        ];
        let told = unfolded(&borders.join(",\n"), POLITY).unwrap_err();
        assert!(told.contains("b.geojson:3:1"), "{told}");
        assert!(told.contains("`FromYear` is no whole number"), "{told}");
    }

    #[test]
    fn an_undated_feature_stays_as_it_is() {
        let polity = format!("{POLITY}when = \"1755\"\n");
        let polities = unfolded(&feature(r#""x": 1"#), &polity).unwrap();
        assert_eq!(polities[0].when.as_ref().unwrap().edtf, "1755");
    }

    proptest! {
        #[test]
        fn never_two_at_once_and_never_none_between(
            years in proptest::collection::btree_set(1000i64..1990, 2..6), overlap in 0i64..2,
            day in 0i64..366_000,
        ) {
            let years: Vec<i64> = years.into_iter().collect();
            let borders: Vec<String> = years
                .windows(2)
                .map(|w| feature(&format!("\"FromYear\": {}, \"ToYear\": {}", w[0], w[1] - 1 + overlap)))
                .collect();
            let polities = unfolded(&borders.join(",\n"), POLITY).unwrap();
            let first = Calendar::Gregorian.day(years[0], 1, 1);
            let last = Calendar::Gregorian.day(years[years.len() - 1], 1, 1);
            let day = Day(first.0 + day % (last.0 - first.0));
            let there = |p: &&Polity| p.when.as_ref().is_some_and(|w| w.interval.contains(day));
            prop_assert_eq!(polities.iter().filter(there).count(), 1);
        }
    }
}
