//! What a template stands for in the text.

/// A template once it is closed.
pub(super) enum Template {
    /// Key and value lines.
    Infobox(Vec<(String, String)>),
    /// Degrees north and east.
    Coordinate(f64, f64),
    /// Words in its place.
    Words(String),
    /// Nothing.
    Nothing,
}

impl Template {
    /// Reads the parts between the bars, the name first.
    pub(super) fn read(parts: &[String]) -> Self {
        let name = parts[0].trim().to_lowercase().replace('_', " ");
        let positional: Vec<&str> = parts[1..]
            .iter()
            .map(|p| p.trim())
            .filter(|p| !is_named(p))
            .collect();
        if name.starts_with("infobox") || name.starts_with("campaignbox") && parts.len() > 3 {
            return Self::Infobox(entries(&parts[1..]));
        }
        match name.as_str() {
            "coord" => coordinate(&positional)
                .map_or(Self::Nothing, |(lat, lon)| Self::Coordinate(lat, lon)),
            "flag" | "flagcountry" | "flagu" | "flagdeco2" | "nowrap" | "nobold" | "small"
            | "nobr" | "abbr" | "circa-text" => {
                Self::Words((*positional.first().unwrap_or(&"")).to_owned())
            }
            "lang" | "transl" | "transliteration" | "tooltip" | "ill" => {
                Self::Words((*positional.get(usize::from(name != "ill")).unwrap_or(&"")).to_owned())
            }
            "plainlist" | "ubl" | "unbulleted list" | "flatlist" | "hlist" | "collapsible list"
            | "plain list" => {
                let items: Vec<_> = positional
                    .iter()
                    .flat_map(|p| p.split('\n'))
                    .map(|i| i.trim_start_matches('*').trim())
                    .filter(|i| !i.is_empty())
                    .collect();
                Self::Words(items.join(", "))
            }
            "circa" | "c." | "ca." => {
                Self::Words(format!("c. {}", positional.first().unwrap_or(&"")))
            }
            "convert" | "cvt" => Self::Words(
                positional
                    .iter()
                    .take(2)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            "start date" | "end date" | "start-date" => Self::Words(positional.join("-")),
            "ndash" | "snd" | "spnd" | "spaced ndash" => Self::Words("–".to_owned()),
            _ => Self::Nothing,
        }
    }
}

/// Whether a part is `key=value` and not words.
fn is_named(part: &str) -> bool {
    part.split_once('=').is_some_and(|(key, _)| {
        !key.is_empty()
            && key
                .trim()
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

fn entries(parts: &[String]) -> Vec<(String, String)> {
    let entries = parts.iter().filter_map(|p| p.split_once('='));
    let tidy = |v: &str| {
        v.split('\n')
            .map(|l| l.trim().trim_start_matches('*').trim())
            .filter(|l| !l.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
            .replace(", ,", ",")
    };
    entries
        .map(|(k, v)| (k.trim().to_owned(), tidy(v)))
        .filter(|(_, v)| !v.is_empty())
        .collect()
}

/// Degrees, minutes, seconds and hemisphere, twice; or two decimal numbers.
fn coordinate(parts: &[&str]) -> Option<(f64, f64)> {
    let (mut values, mut numbers) = (Vec::new(), Vec::new());
    for part in parts {
        let hemisphere = part.to_ascii_uppercase();
        if let Ok(number) = part.parse::<f64>() {
            numbers.push(number);
        } else if matches!(hemisphere.as_str(), "N" | "S" | "E" | "W") {
            let degrees: f64 = numbers
                .iter()
                .zip([1.0, 60.0, 3600.0])
                .map(|(n, unit)| n / unit)
                .sum();
            values.push(if matches!(hemisphere.as_str(), "S" | "W") {
                -degrees
            } else {
                degrees
            });
            numbers.clear();
        }
    }
    let (lat, lon) = match (values.as_slice(), numbers.as_slice()) {
        ([lat, lon, ..], _) | ([], [lat, lon, ..]) => (*lat, *lon),
        _ => return None,
    };
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon))
}
