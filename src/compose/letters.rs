//! Names in letters that the bundled fonts do not have: the map shows them in the campaign's own language.

use super::context::Context;
use crate::campaign::Names;
use crate::diag::Diagnostic;

/// Tells how many names of the map's language are drawn in the campaign's own instead.
pub(super) fn missing(context: &Context<'_>) -> Option<Diagnostic> {
    let lang = context.inputs.lang?;
    let campaign = context.inputs.campaign;
    let names = |all: &mut Vec<String>, names: &Names| all.extend(names.get(lang).cloned());
    let mut all = Vec::new();
    names(&mut all, &campaign.header.titles);
    campaign
        .places
        .iter()
        .for_each(|p| names(&mut all, &p.names));
    campaign
        .sides
        .iter()
        .for_each(|s| names(&mut all, &s.names));
    campaign
        .forces
        .iter()
        .for_each(|f| names(&mut all, &f.names));
    campaign
        .battles
        .iter()
        .for_each(|b| names(&mut all, &b.names));
    campaign
        .polities
        .iter()
        .for_each(|p| names(&mut all, &p.names));
    let lost = all.iter().filter(|name| !context.can_draw(name)).count();
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
