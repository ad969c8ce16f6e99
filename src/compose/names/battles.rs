//! Names of battles: number, name, date.

use super::{date_line, line};
use crate::campaign::{Battle, Campaign, Certainty, Resolved};
use crate::compose::context::Context;
use crate::compose::labels::{Anchor, Form, FormLine, Rank, Request};
use crate::compose::plan::BattleMark;
use crate::scene::Standing;
use crate::style::Contents;
use crate::text::Face;

/// Number, name and date of a battle, then without the date, then the number alone, for the key; of
/// several at one spot, a line each.
pub(super) fn battle(context: &Context<'_>, mark: &BattleMark<'_>, has_key: bool) -> Request {
    let style = context.inputs.style;
    let look = (Face::SansBold, style.lettering.battle, style.base.text);
    let (mut lines, mut bare, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for (number, battle) in mark.all() {
        let name = in_doubt(
            place_of_battle(context.name(&battle.name, &battle.names)),
            doubt(context.inputs.campaign, battle),
        );
        let named: FormLine = line(context, &format!("{number} {name}"), look);
        bare.push(named.clone());
        lines.push(named);
        lines.extend(date_line(context, battle.when.as_ref()));
        numbers.push(number.to_string());
    }
    let has_dates = bare.len() < lines.len();
    let mut forms = vec![Form::full(lines)];
    if has_dates {
        forms.push(Form::short(bare));
    }
    if has_key {
        forms.push(Form::key(line(context, &numbers.join(", "), look)));
    }
    // A small map tells of the movements first: battles without room for their names are left out of it.
    let standing = match context.inputs.preset.contents {
        Contents::All => Standing(1),
        Contents::Essential => Standing(2),
    };
    Request {
        of: format!("battle-{}", mark.battle.id),
        rank: Rank::Battle,
        standing,
        anchor: Anchor::Point {
            at: mark.at,
            radius: mark.radius,
        },
        forms,
    }
}

/// How certain a battle's mark is: as the battle, and no more than its site where no circle can tell how far that is in doubt.
pub(in crate::compose) fn doubt(campaign: &Campaign<Resolved>, battle: &Battle) -> Certainty {
    let site = campaign.place(battle.place);
    let is_guess = site.provenance.certainty == Certainty::Uncertain && site.radius_km <= 0.0;
    match battle.provenance.certainty {
        Certainty::Certain if is_guess => Certainty::Uncertain,
        certainty => certainty,
    }
}

/// A name with a question mark if what the map says of it is doubtful; before what stands in brackets at its end.
pub(in crate::compose) fn in_doubt(name: String, certainty: Certainty) -> String {
    let (bare, aside) = match name.rfind(" (") {
        Some(at) if name.ends_with(')') => name.split_at(at),
        _ => (name.as_str(), ""),
    };
    match certainty {
        Certainty::Certain => name,
        Certainty::LessCertain | Certainty::Uncertain if bare.ends_with('?') => name,
        Certainty::LessCertain | Certainty::Uncertain => format!("{bare}?{aside}"),
    }
}

/// The place in a battle's name, with the "second" of a second battle: the marker says already that it
/// was a battle.
pub(in crate::compose) fn place_of_battle(name: &str) -> String {
    const WORDS: [&str; 5] = [
        "Battle of ",
        "Siege of ",
        "Capture of ",
        "Skirmish at ",
        "Skirmish in ",
    ];
    let bare = |place: &str| place.strip_prefix("the ").unwrap_or(place).to_owned();
    for words in WORDS {
        let Some((before, place)) = name.split_once(words) else {
            continue;
        };
        let place = bare(place);
        return match before.split_whitespace().collect::<Vec<_>>().as_slice() {
            [] => place,
            [which] => format!("{which} {place}"),
            _ => continue,
        };
    }
    bare(name)
}

#[cfg(test)]
mod tests {
    use super::{in_doubt, place_of_battle};
    use crate::campaign::Certainty;

    #[test]
    fn a_doubtful_battle_has_a_question_mark_in_its_name_once() {
        let named = |name: &str, certainty| in_doubt(name.to_owned(), certainty);
        assert_eq!(named("Jiksan", Certainty::LessCertain), "Jiksan?");
        assert_eq!(named("Jiksan?", Certainty::Uncertain), "Jiksan?");
        assert_eq!(named("Jiksan", Certainty::Certain), "Jiksan");
        assert_eq!(named("North (all)", Certainty::Uncertain), "North? (all)");
    }

    #[test]
    fn a_battle_is_named_by_its_place() {
        let cases = [
            ("Battle of the Emil River", "Emil River"),
            ("Siege of Port Arthur", "Port Arthur"),
            ("Second Battle of Fort Fisher", "Second Fort Fisher"),
            ("First Battle of the Marne", "First Marne"),
            ("Shiderty River", "Shiderty River"),
            ("The Great Siege of Malta", "The Great Siege of Malta"),
        ];
        for (name, place) in cases {
            assert_eq!(place_of_battle(name), place, "{name}");
        }
    }
}
