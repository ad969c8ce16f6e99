//! File names of frames, from the campaign's template.

/// Longest part of a name that comes from the campaign's title, bytes.
const LONGEST: usize = 80;

/// A template of file names: `{campaign}_{index:04}_{date}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    template: String,
    campaign: String,
}

impl Naming {
    /// A template, whose extension is left to the format, for a campaign of a title.
    ///
    /// Whatever the template says, names hold only letters, digits, `-`, `_` and `.`, and begin with
    /// the frame's number where it would be missing, so that names sort as the frames do.
    pub fn new(template: &str, title: &str) -> Self {
        let stem = [".png", ".svg"]
            .iter()
            .find_map(|e| template.strip_suffix(e));
        let stem = stem.unwrap_or(template);
        let numbered = stem.contains("{index");
        let number = if numbered { "" } else { "{index}_" };
        Self {
            template: format!("{number}{stem}"),
            campaign: slug(title),
        }
    }

    /// The name of a frame: its number from 1, the width that all numbers have, its date.
    pub fn name(&self, index: usize, digits: usize, date: &str) -> String {
        let mut name = String::new();
        let mut rest = self.template.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            name += before;
            let Some((what, after)) = after.split_once('}') else {
                rest = after;
                break;
            };
            match what.split(':').next().unwrap_or_default() {
                "index" => name += &format!("{index:0digits$}"),
                "date" => name += date,
                "campaign" => name += &self.campaign,
                other => name += other,
            }
            rest = after;
        }
        name += rest;
        let safe = name.chars().map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => c,
            _ => '-',
        });
        safe.collect::<String>()
            .trim_start_matches(['.', '-'])
            .to_owned()
    }
}

/// A title as part of a file name: small letters, digits and single hyphens, at most 80 bytes.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in any_ascii::any_ascii(title).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "campaign".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(template: &str) -> String {
        Naming::new(template, "Léon's War / 1756").name(7, 4, "1756-05")
    }

    #[test]
    fn a_template_is_filled_in() {
        assert_eq!(
            name("{campaign}_{index:04}_{date}.png"),
            "leons-war-1756_0007_1756-05"
        );
        assert_eq!(name("{date}"), "0007_1756-05");
    }

    #[test]
    fn no_name_leaves_the_folder_or_hides() {
        for template in [
            "../{index}",
            "/etc/{index}",
            "..{index}",
            "a/b\\{index}",
            "{index",
            "{}{index}",
            "-rf {index}",
        ] {
            let name = name(template);
            assert!(
                !name.contains(['/', '\\', ' ']) && !name.starts_with(['.', '-']),
                "{name}"
            );
        }
    }

    #[test]
    fn a_title_without_letters_still_has_a_name() {
        assert_eq!(slug("?!"), "campaign");
        assert_eq!(slug("准噶尔"), "zhungaer");
        assert!(slug(&"x".repeat(300)).len() <= 80);
    }
}
