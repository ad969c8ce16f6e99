//! `theatrum places`.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{PlacesArgs, PlacesFormat};
use super::failure::Failure;
use super::say::Say;
use super::{files, load, output};
use crate::campaign::{Campaign, Certainty, Place, Resolved};
use crate::diag;
use crate::geodata::Basemap;

/// Lists the places of the input.
pub(super) fn run(args: &PlacesArgs, say: &Say) -> Result<(), Failure> {
    files::check_targets(&args.input.input, &args.output)?;
    let campaign = load::campaign(&args.input, &Basemap::bundled(), say)?;
    if args.output.is_empty() {
        return output::print(&listed(
            &campaign,
            args.format.unwrap_or(PlacesFormat::Table),
        ));
    }
    for path in &args.output {
        let format = args.format.unwrap_or_else(|| by_extension(path));
        files::write(path, listed(&campaign, format).as_bytes())?;
    }
    Ok(())
}

fn by_extension(path: &Path) -> PlacesFormat {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str() {
        Some("json") => PlacesFormat::Json,
        Some("geojson") => PlacesFormat::Geojson,
        Some("csv") => PlacesFormat::Csv,
        Some("jsonld" | "lpf") => PlacesFormat::Lpf,
        _ => PlacesFormat::Table,
    }
}

fn listed(campaign: &Campaign<Resolved>, format: PlacesFormat) -> String {
    match format {
        PlacesFormat::Table => diag::printable(&table(campaign)),
        PlacesFormat::Json => pretty(&json!(
            campaign.places.iter().map(record).collect::<Vec<_>>()
        )),
        PlacesFormat::Geojson => pretty(&geojson(campaign)),
        PlacesFormat::Csv => csv(campaign),
        PlacesFormat::Lpf => pretty(&linked_places(campaign)),
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn certainty(place: &Place) -> &'static str {
    match place.provenance.certainty {
        Certainty::Certain => "certain",
        Certainty::LessCertain => "less-certain",
        Certainty::Uncertain => "uncertain",
    }
}

fn table(campaign: &Campaign<Resolved>) -> String {
    let width = campaign
        .places
        .iter()
        .map(|p| p.name.chars().count())
        .max()
        .unwrap_or(0);
    campaign
        .places
        .iter()
        .map(|p| {
            let radius = if p.radius_km > 0.0 {
                format!("  ±{:.0} km", p.radius_km)
            } else {
                String::new()
            };
            format!(
                "{:width$}  {:>8.3} {:>9.3}  {}{radius}\n",
                p.name,
                p.position.lat,
                p.position.lon,
                certainty(p),
            )
        })
        .collect()
}

fn record(place: &Place) -> Value {
    json!({
        "id": place.id,
        "name": place.name,
        "names": place.names,
        "lat": place.position.lat,
        "lon": place.position.lon,
        "radius_km": place.radius_km,
        "certainty": certainty(place),
        "quote": place.provenance.quote,
        "note": place.provenance.note,
    })
}

fn geojson(campaign: &Campaign<Resolved>) -> Value {
    let features = campaign.places.iter().map(|p| {
        json!({
            "type": "Feature",
            "id": p.id,
            "properties": record(p),
            "geometry": point(p),
        })
    });
    json!({ "type": "FeatureCollection", "features": features.collect::<Vec<_>>() })
}

fn point(place: &Place) -> Value {
    json!({ "type": "Point", "coordinates": [place.position.lon, place.position.lat] })
}

/// Linked Places Format 1.2: GeoJSON with names that carry a language and geometries that carry
/// their certainty.
fn linked_places(campaign: &Campaign<Resolved>) -> Value {
    let features = campaign.places.iter().map(|p| {
        let mut names = vec![json!({ "toponym": p.name, "lang": campaign.header.lang })];
        names.extend(
            p.names
                .iter()
                .map(|(lang, name)| json!({ "toponym": name, "lang": lang })),
        );
        let mut geometry = point(p);
        geometry["certainty"] = json!(certainty(p));
        json!({
            "@id": p.id,
            "type": "Feature",
            "properties": { "title": p.name },
            "names": names,
            "geometry": geometry,
        })
    });
    json!({
        "type": "FeatureCollection",
        "@context": "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld",
        "features": features.collect::<Vec<_>>(),
    })
}

fn csv(campaign: &Campaign<Resolved>) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut text = String::from("id,name,lat,lon,radius_km,certainty,quote\n");
    for p in &campaign.places {
        text.push_str(&format!(
            "{},{},{},{},{},{},{}\n",
            p.id,
            quoted(&p.name),
            p.position.lat,
            p.position.lon,
            p.radius_km,
            certainty(p),
            quoted(&p.provenance.quote),
        ));
    }
    text
}
