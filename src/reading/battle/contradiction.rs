//! Where the prose and the infobox of an article about one battle disagree.

use super::{BattleReading, Outcome};
use crate::gazetteer::fold;
use crate::reading::story::Story;

/// Notes a result in the infobox that gives the victory to another than the prose does.
pub(super) fn note(story: &Story, battle: &mut BattleReading) {
    let article = story.document.article;
    let is_its_own = fold(&article.title).contains(&fold(&battle.name));
    let Some(result) = article.infobox_value("result").filter(|_| is_its_own) else {
        return;
    };
    let Some(winner) = stated(story, &result.value) else {
        return;
    };
    match battle.victor {
        Outcome::Unknown => battle.victor = Outcome::Side(winner),
        Outcome::Side(told) if !story.sides.are_allied(told, winner) => battle.notes.push(format!(
            "the infobox says `{}`, the text tells of a victory of {}",
            result.value, story.sides.sides[told].name
        )),
        Outcome::Side(_) | Outcome::Draw => {}
    }
}

/// The side whose victory a result states: `Danish victory`, `Victory of Denmark`.
fn stated(story: &Story, result: &str) -> Option<usize> {
    let folded = fold(result);
    let is_victory = folded.split(' ').any(|w| w == "victory");
    let named = |side: &crate::reading::Side| {
        let mut names = std::iter::once(&side.name).chain(&side.aliases);
        names.any(|n| folded.split(' ').any(|w| w == fold(n)) || folded.contains(&fold(&side.name)))
    };
    story
        .sides
        .sides
        .iter()
        .position(|s| is_victory && named(s))
}

#[cfg(test)]
mod tests {
    use crate::reading::Outcome;
    use crate::reading::toy::look;

    #[test]
    fn the_result_tells_who_won_where_the_prose_does_not() {
        let text = "= Battle of Tesk =\n\nInfobox\n- Result: Swedish victory\n\nDanish troops and Swedish troops met at the Battle of Tesk in 1402. Danish troops rested. Swedish troops rested.\n";
        let victor = look(text, |r| match r.battles[0].victor {
            Outcome::Side(side) => r.sides[side].name.clone(),
            Outcome::Draw | Outcome::Unknown => String::new(),
        });
        assert_eq!(victor, "Sweden");
    }
}
