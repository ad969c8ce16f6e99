//! How coordinates are written in an SVG.

/// Attributes that hold coordinates.
const COORDINATES: [&str; 16] = [
    "d",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "width",
    "height",
    "viewBox",
    "transform",
    "cx",
    "cy",
    "r",
    "points",
    "dx",
];

/// What is wrong with the numbers of an attribute; nothing if it holds no coordinates.
pub(super) fn faults(name: &str, value: &str) -> Vec<&'static str> {
    if !COORDINATES.contains(&name) {
        return Vec::new();
    }
    // What comes first in a rotation is its angle.
    let angles = usize::from(value.starts_with("rotate("));
    let numbers = numbers(value).into_iter().skip(angles);
    numbers.filter_map(|number| fault(&number, name)).collect()
}

/// A number as written and what follows it.
struct Number {
    decimals: usize,
    next: Option<char>,
}

fn fault(number: &Number, name: &str) -> Option<&'static str> {
    match number.next {
        Some('e' | 'E') => Some("exponent"),
        // In path data a letter is the next command.
        Some(c) if name != "d" && (c.is_alphabetic() || c == '%') => Some("unit"),
        _ if number.decimals > 1 => Some("finer than 0.1"),
        _ => None,
    }
}

fn numbers(value: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() && letter != '.' {
            continue;
        }
        let mut has_point = letter == '.';
        let mut decimals = 0;
        while let Some(next) = letters.next_if(|c| c.is_ascii_digit() || (*c == '.' && !has_point))
        {
            decimals += usize::from(has_point);
            has_point |= next == '.';
        }
        let next = letters.peek().copied();
        if matches!(next, Some('e' | 'E')) {
            // The exponent belongs to the number.
            letters.next();
            while letters
                .next_if(|c| c.is_ascii_digit() || matches!(c, '+' | '-'))
                .is_some()
            {}
        }
        numbers.push(Number { decimals, next });
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn tenths_are_fine_however_tightly_written() {
        assert!(faults("d", "M10.5 3l.5.5-1-2.1zM0 0c1 2 3.3 4 5 6").is_empty());
        assert!(faults("transform", "rotate(12.34 10.5 20)").is_empty());
        assert!(faults("stroke-width", "1.25").is_empty());
        assert!(faults("viewBox", "0 0 1200 800").is_empty());
    }

    #[test]
    fn finer_numbers_exponents_and_units_are_not() {
        assert_eq!(faults("x", "1.25"), ["finer than 0.1"]);
        assert_eq!(faults("d", "M1 2l.25.5"), ["finer than 0.1"]);
        assert_eq!(faults("d", "M1e-3 2"), ["exponent"]);
        assert_eq!(faults("width", "100%"), ["unit"]);
        assert_eq!(faults("transform", "rotate(1 2.25 3)"), ["finer than 0.1"]);
    }
}
