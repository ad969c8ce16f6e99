//! When a feature was there, as the files of known projects say it.
//!
//! | project | properties | years before Christ | last day |
//! |---|---|---|---|
//! | Cliopatria | `FromYear`, `ToYear` | -264 is 264 BC | within |
//! | CShapes | `gwsyear` `gwsmonth` `gwsday`, `gweyear` ... | none | within |
//! | OpenHistoricalMap | `start_date`, `end_date` | EDTF: -0263 is 264 BC | the first day without it |
//! | GeoJSON-T, Linked Places | `when` | EDTF | within |

use geojson::{Feature, JsonObject, JsonValue};

use crate::campaign::date::{Calendar, Date, Interval};

/// The times in which a feature was there; none is always.
///
/// # Errors
/// What cannot be read, as a phrase.
pub(super) fn times(feature: &Feature) -> Result<Vec<Interval>, String> {
    let when = feature
        .foreign_members
        .as_ref()
        .and_then(|members| members.get("when"))
        .or_else(|| feature.property("when"))
        .filter(|when| !when.is_null());
    if let Some(when) = when {
        return spans(when);
    }
    let Some(properties) = &feature.properties else {
        return Ok(Vec::new());
    };
    let ends = if has(properties, ["FromYear", "ToYear"]) {
        let year = |key| historical_year(properties, key);
        ends(year("FromYear")?, year("ToYear")?, End::Within)?
    } else if has(properties, ["gwsyear", "gweyear"]) {
        let day = |keys| calendar_day(properties, keys);
        let start = day(["gwsyear", "gwsmonth", "gwsday"])?;
        ends(start, day(["gweyear", "gwemonth", "gweday"])?, End::Within)?
    } else if has(properties, ["start_date", "end_date"]) {
        let text = |key| edtf(properties, key);
        ends(text("start_date")?, text("end_date")?, End::Without)?
    } else {
        return Ok(Vec::new());
    };
    Ok(vec![ends])
}

/// Whether an end's own days belong to the time.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Within,
    Without,
}

fn has(properties: &JsonObject, keys: [&str; 2]) -> bool {
    let told = |key: &&str| properties.get(*key).is_some_and(|v| !v.is_null());
    keys.iter().any(told)
}

/// From the first day of one date to the last, or the first, of another.
fn ends(from: Option<Interval>, to: Option<Interval>, end: End) -> Result<Interval, String> {
    let interval = Interval {
        start: from.and_then(|from| from.start),
        end: to.and_then(|to| match end {
            End::Within => to.end,
            End::Without => to.start,
        }),
    };
    match (interval.start, interval.end) {
        (Some(start), Some(end)) if end <= start => Err("it ends before it begins".to_owned()),
        _ => Ok(interval),
    }
}

/// A year as historians count: -1 is 1 BC, and there is no year 0.
fn historical_year(properties: &JsonObject, key: &str) -> Result<Option<Interval>, String> {
    let Some(year) = whole(properties, key)? else {
        return Ok(None);
    };
    let counted = if year < 0 { year + 1 } else { year };
    read(key, &written(counted, None)).map(Some)
}

fn calendar_day(properties: &JsonObject, keys: [&str; 3]) -> Result<Option<Interval>, String> {
    let [year, month, day] = keys.map(|key| whole(properties, key));
    let Some(year) = year? else {
        return Ok(None);
    };
    read(keys[0], &written(year, month?.zip(day?))).map(Some)
}

fn edtf(properties: &JsonObject, key: &str) -> Result<Option<Interval>, String> {
    match properties.get(key) {
        None | Some(JsonValue::Null) => Ok(None),
        Some(JsonValue::String(text)) if text.trim().is_empty() => Ok(None),
        Some(JsonValue::String(text)) => read(key, text).map(Some),
        Some(other) => read(key, &other.to_string()).map(Some),
    }
}

fn whole(properties: &JsonObject, key: &str) -> Result<Option<i64>, String> {
    let value = match properties.get(key) {
        None | Some(JsonValue::Null) => return Ok(None),
        Some(value) => value,
    };
    let number = match value {
        JsonValue::String(text) => text.trim().parse().ok(),
        other => other.as_i64().or_else(|| {
            other
                .as_f64()
                .filter(|f| f.fract() == 0.0)
                .map(|f| f as i64)
        }),
    };
    number
        .map(Some)
        .ok_or_else(|| format!("`{key}` is no whole number: {value}"))
}

fn written(year: i64, day: Option<(i64, i64)>) -> String {
    let sign = if year < 0 { "-" } else { "" };
    let day = day.map_or_else(String::new, |(month, day)| format!("-{month:02}-{day:02}"));
    format!("{sign}{:04}{day}", year.abs())
}

fn read(key: &str, text: &str) -> Result<Interval, String> {
    Date::parse(text, Calendar::Gregorian)
        .map(|date| date.interval)
        .map_err(|why| format!("bad date `{text}` in `{key}`: {why}"))
}

/// A `when`: an EDTF text, or an object with `timespans`, each from a `start` to an `end`.
fn spans(when: &JsonValue) -> Result<Vec<Interval>, String> {
    if let Some(text) = when.as_str() {
        return read("when", text).map(|interval| vec![interval]);
    }
    let listed = when.get("timespans").and_then(JsonValue::as_array);
    let listed = listed.map_or_else(|| vec![when], |list| list.iter().collect());
    let spans = listed.into_iter().map(|span| {
        let from = edge(span.get("start"), ["in", "earliest", "latest"])?;
        let to = edge(span.get("end"), ["in", "latest", "earliest"])?;
        if from.is_none() && to.is_none() {
            return Err("`when` has no `start` and no `end`".to_owned());
        }
        ends(from, to, End::Within)
    });
    spans.collect()
}

/// One end of a span: a text, or an object with the text under one of these keys.
fn edge(end: Option<&JsonValue>, keys: [&str; 3]) -> Result<Option<Interval>, String> {
    let Some(end) = end.filter(|end| !end.is_null()) else {
        return Ok(None);
    };
    let named = keys.iter().find_map(|key| end.get(key));
    match named.unwrap_or(end) {
        JsonValue::String(text) => read("when", text).map(Some),
        JsonValue::Number(year) => {
            read("when", &written(year.as_i64().unwrap_or(0), None)).map(Some)
        }
        other => Err(format!("`when` has an end that is no date: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Day;
    use proptest::prelude::*;

    fn of(text: &str) -> Result<Vec<Interval>, String> {
        times(&text.parse::<Feature>().unwrap())
    }

    fn feature(properties: &str) -> String {
        format!("{{\"type\":\"Feature\",\"geometry\":null,\"properties\":{{{properties}}}}}")
    }

    fn years(text: &str) -> Interval {
        Date::parse(text, Calendar::Gregorian).unwrap().interval
    }

    #[test]
    fn each_project_is_read_in_its_own_terms() {
        let cases = [
            (r#""FromYear": 1755, "ToYear": 1757"#, "1755/1757"),
            (r#""FromYear": -264, "ToYear": -241.0"#, "264 BC/241 BC"),
            (
                r#""gwsyear": 1886, "gwsmonth": 3, "gwsday": 1, "gweyear": 1899, "gwemonth": 12, "gweday": 31"#,
                "1886-03-01/1899-12-31",
            ),
            (
                r#""start_date": "1922-12-30", "end_date": "1991-12-26""#,
                "1922-12-30/1991-12-25",
            ),
            (r#""start_date": "1755", "end_date": """#, "1755/.."),
            (r#""when": "1755/1757-06""#, "1755/1757-06"),
            (
                r#""when": {"timespans": [{"start": {"in": "1755"}, "end": {"latest": "1757-06"}}]}"#,
                "1755/1757-06",
            ),
        ];
        for (properties, edtf) in cases {
            assert_eq!(
                of(&feature(properties)),
                Ok(vec![years(edtf)]),
                "{properties}"
            );
        }
        assert_eq!(of(&feature(r#""name": "x""#)), Ok(vec![]));
        let member = r#"{"type":"Feature","geometry":null,"properties":null,
            "when":{"timespans":[{"start":{"in":"1700"}},{"end":{"in":"1650"}}]}}"#;
        assert_eq!(of(member), Ok(vec![years("1700/.."), years("../1650")]));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (properties, why) in [
            (
                r#""FromYear": "early", "ToYear": 9"#,
                "`FromYear` is no whole number",
            ),
            (
                r#""FromYear": 1800, "ToYear": 1700"#,
                "it ends before it begins",
            ),
            (
                r#""start_date": "spring of 1755""#,
                "bad date `spring of 1755` in `start_date`",
            ),
            (r#""when": {"timespans": [{}]}"#, "no `start` and no `end`"),
        ] {
            let told = of(&feature(properties)).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }

    proptest! {
        #[test]
        fn of_a_feature_and_its_successor_exactly_one_is_there(
            year in -2000i64..2000, day in -800_000i64..800_000,
        ) {
            let year = if year == 0 { 1 } else { year };
            let next = if year == -1 { 1 } else { year + 1 };
            let pairs = [
                // Cliopatria: until a year, from the next.
                [format!("\"ToYear\": {year}"), format!("\"FromYear\": {next}")],
                // OpenHistoricalMap: until a date, from the same.
                [format!("\"end_date\": \"{}\"", written(year, Some((5, 9)))),
                 format!("\"start_date\": \"{}\"", written(year, Some((5, 9))))],
            ];
            for pair in pairs {
                let there = pair.map(|p| of(&feature(&p)).unwrap()[0].contains(Day(day)));
                prop_assert!(there[0] != there[1]);
            }
        }
    }
}
