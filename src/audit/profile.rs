//! What the files of a profile may contain.

use roxmltree::Node;

/// Elements of every profile.
const ELEMENTS: [&str; 9] = [
    "svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc",
];

/// Attributes of every profile; `data-*` besides.
const ATTRIBUTES: [&str; 30] = [
    "aria-labelledby",
    "cx",
    "cy",
    "d",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "id",
    "lang",
    "r",
    "role",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "y",
    "rx",
    "space",
];

/// What else a profile may contain: elements, attributes.
fn more(profile: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match profile {
        "office" => (&["switch"], &["systemLanguage"]),
        "outline" => (
            &["image", "switch"],
            &[
                "aria-label",
                "systemLanguage",
                "href",
                "preserveAspectRatio",
            ],
        ),
        "wiki" => (
            &["image", "switch"],
            &[
                "paint-order",
                "letter-spacing",
                "systemLanguage",
                "href",
                "preserveAspectRatio",
            ],
        ),
        _ => (
            &["image", "switch"],
            &[
                "paint-order",
                "systemLanguage",
                "href",
                "preserveAspectRatio",
            ],
        ),
    }
}

/// What an element is or has that the profile does not allow.
pub(super) fn faults(node: &Node<'_, '_>, profile: &str) -> Vec<String> {
    let (elements, attributes) = more(profile);
    let element = node.tag_name().name();
    let mut faults = Vec::new();
    if !ELEMENTS.contains(&element) && !elements.contains(&element) {
        faults.push(format!("<{element}>"));
        return faults;
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let known =
            ATTRIBUTES.contains(&name) || attributes.contains(&name) || name.starts_with("data-");
        if !known {
            faults.push(format!("{name} on <{element}>"));
        } else if !is_plain(name, value) {
            faults.push(format!("{name}=\"{value:.20}\" on <{element}>"));
        }
    }
    faults
}

/// The pictures that are written: no vectors, which could hold anything.
const PICTURES: [&str; 2] = ["data:image/png;base64,", "data:image/jpeg;base64,"];

/// Colours are six-digit hex or `none`, pictures are inside the file.
fn is_plain(name: &str, value: &str) -> bool {
    match name {
        "fill" | "stroke" => value == "none" || is_hex(value),
        "href" => PICTURES.iter().any(|kind| value.starts_with(kind)),
        _ => true,
    }
}

fn is_hex(value: &str) -> bool {
    let digits = value.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::faults;

    fn found(inner: &str, profile: &str) -> Vec<String> {
        let text = format!("<svg xmlns:xlink='http://www.w3.org/1999/xlink'>{inner}</svg>");
        let document = roxmltree::Document::parse(&text).unwrap();
        let nodes = document.descendants().filter(roxmltree::Node::is_element);
        nodes.flat_map(|node| faults(&node, profile)).collect()
    }

    #[test]
    fn profiles_differ_in_halos_pictures_and_labels() {
        let halo = "<text paint-order='stroke' fill='#000000'>a</text>";
        assert!(found(halo, "web").is_empty());
        assert_eq!(found(halo, "office"), ["paint-order on <text>"]);
        assert_eq!(
            found("<image xlink:href='data:image/png;base64,x'/>", "office"),
            ["<image>"]
        );
        assert!(found("<g aria-label='a' data-source='b'/>", "outline").is_empty());
    }

    #[test]
    fn colours_and_addresses_are_plain() {
        assert_eq!(
            found("<path fill='rgba(1,2,3,.5)'/>", "web"),
            ["fill=\"rgba(1,2,3,.5)\" on <path>"]
        );
        assert_eq!(found("<path stroke='#fff'/>", "web").len(), 1);
        assert_eq!(
            found("<image xlink:href='http://x/y.png'/>", "web").len(),
            1
        );
        assert!(found("<path fill='none' stroke='#12abEF'/>", "web").is_empty());
        let picture =
            |kind: &str| found(&format!("<image xlink:href='data:image/{kind},x'/>"), "web").len();
        assert_eq!((picture("png;base64"), picture("jpeg;base64")), (0, 0));
        assert_eq!((picture("svg+xml;base64"), picture("svg+xml")), (1, 1));
    }
}
