//! `theatrum gazetteer search`.

use crate::cli::args::SearchArgs;
use crate::cli::failure::Failure;
use crate::cli::{load, output};
use crate::diag::Diagnostic;
use crate::gazetteer::{Candidate, FeatureClass, Query};
use crate::geom::LonLat;

/// Looks a name up and prints the candidates.
pub(super) fn run(args: &SearchArgs) -> Result<(), Failure> {
    let SearchArgs {
        name,
        near,
        class,
        year,
        most,
        packs,
    } = args;
    let classes: Vec<FeatureClass> = match class {
        Some(class) => vec![class.parse().map_err(|_| {
            Failure::Usage(format!(
                "unknown class `{class}`; try river, lake, range, settlement, region"
            ))
        })?],
        None => Vec::new(),
    };
    let near = near.as_deref().map(position).transpose()?;
    let query = Query {
        name,
        classes: &classes,
        near,
        year: *year,
        countries: &[],
    };
    let gazetteer = load::gazetteer(packs)?;
    let found = gazetteer.search(&query);
    load::check_packs(&gazetteer, packs)?;
    if found.is_empty() {
        let fault = Diagnostic::error(format!("nothing in the gazetteer is called `{name}`"));
        return Err(fault
            .hint("try another spelling, or the name of today")
            .into());
    }
    let rows: String = found.iter().take(usize::from(*most)).map(row).collect();
    output::print(&rows)
}

fn position(text: &str) -> Result<LonLat, Failure> {
    let bad = || Failure::Usage(format!("`{text}` is no latitude,longitude"));
    let (lat, lon) = text.split_once(',').ok_or_else(bad)?;
    let number = |t: &str| t.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let (lat, lon) = number(lat).zip(number(lon)).ok_or_else(bad)?;
    if lat.abs() > 90.0 || lon.abs() > 180.0 {
        return Err(bad());
    }
    Ok(LonLat::new(lon, lat))
}

fn row(found: &Candidate) -> String {
    format!(
        "{:.2}  {}  {}  {:.3}, {:.3}  [{}]\n      {}\n",
        found.score,
        found.name,
        found.class,
        found.position.lat,
        found.position.lon,
        found.id,
        found.reasons.join("; "),
    )
}
