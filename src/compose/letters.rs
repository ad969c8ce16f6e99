//! Names in letters that the bundled fonts do not have: the map shows them in the campaign's own language.

use super::context::Context;
use crate::diag::Diagnostic;

/// Tells how many names of the map's language are drawn in the campaign's own instead.
pub(super) fn missing(context: &Context<'_>) -> Option<Diagnostic> {
    let lang = context.inputs.lang?;
    let campaign = context.inputs.campaign;
    let named = std::iter::once(&campaign.header.titles)
        .chain(campaign.places.iter().map(|p| &p.names))
        .chain(campaign.sides.iter().map(|s| &s.names))
        .chain(campaign.forces.iter().map(|f| &f.names))
        .chain(campaign.battles.iter().map(|b| &b.names))
        .chain(campaign.polities.iter().map(|p| &p.names));
    let in_lang = named.filter_map(|names| names.get(lang));
    let lost = in_lang.filter(|name| !context.can_draw(name)).count();
    (lost > 0).then(|| {
        let count = if lost == 1 {
            "1 name".to_owned()
        } else {
            format!("{lost} names")
        };
        let message = format!("{count} in `{lang}` drawn in the campaign's own language: no bundled font has the letters");
        Diagnostic::warning(message)
    })
}
