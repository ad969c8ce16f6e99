//! Scenes to one page: the map with a time slider, which needs nothing but a browser and no network.
//!
//! What frames share is written once. What is not there in all of them carries the numbers of the
//! frames that show it in `data-frames`, and the page's script shows and hides it.

mod merge;

use base64::Engine;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::svg::{Profile, clean, svg};
use crate::scene::Scene;
use crate::text::Fonts;

const CSS: &str = include_str!("page.css");
const JS: &str = include_str!("page.js");

/// One state of the map.
pub struct Frame {
    /// The drawing.
    pub scene: Scene,
    /// Its date, as shown.
    pub date: String,
    /// Its caption, may be empty.
    pub caption: String,
    /// Seconds it stays while the page plays.
    pub seconds: f64,
    /// Seconds in which it comes while the page plays: what is new fades in and markers pop up, what
    /// goes fades out. 0 is at once.
    pub coming: f64,
}

/// What the page's script knows of a frame.
#[derive(Serialize)]
struct Told<'a> {
    date: &'a str,
    caption: &'a str,
    milliseconds: u32,
    coming: u32,
}

/// Writes frames of one size as a page that begins with the frame of this number; none if there are no
/// frames.
pub fn html(frames: &[Frame], first: usize, fonts: &Fonts) -> Option<String> {
    let scene = merge::merged(frames.iter().map(|f| &f.scene))?;
    let drawing = svg(&scene, Profile::Web, fonts);
    // Within a page an SVG has no XML declaration.
    let drawing = drawing
        .split_once("?>")
        .map_or(drawing.as_str(), |(_, rest)| rest.trim());
    let told: Vec<Told<'_>> = frames
        .iter()
        .map(|f| Told {
            date: &f.date,
            caption: &f.caption,
            milliseconds: (f.seconds * 1000.0).round().clamp(50.0, 60_000.0) as u32,
            coming: (f.coming * 1000.0).round().clamp(0.0, 10_000.0) as u32,
        })
        .collect();
    let told = serde_json::to_string(&told).ok()?;
    let (title, lang) = (escaped(&scene.title), escaped(&scene.lang));
    let (first, last) = (first.min(frames.len() - 1), frames.len() - 1);
    Some(format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n{drawing}\n\
         <aside id=\"facts\" aria-live=\"polite\" hidden></aside>\n</main>\n\
         <form>\n\
         <button type=\"button\" id=\"play\" data-play=\"Play\" data-stop=\"Stop\">Play</button>\n\
         <input type=\"range\" id=\"time\" min=\"0\" max=\"{last}\" value=\"{first}\" aria-label=\"Time\">\n\
         <output id=\"date\" for=\"time\"></output>\n</form>\n\
         <p id=\"caption\" aria-live=\"polite\"></p>\n\
         <script type=\"application/json\" id=\"frames\">{told}</script>\n<script>{JS}</script>\n\
         </body>\n</html>\n",
        policy = page_policy(),
        told = told.replace('<', "\\u003c"),
    ))
}

/// The policy that lets a page do nothing but run its own script and style.
pub fn page_policy() -> String {
    let (script, style) = (hash(JS), hash(CSS));
    format!("default-src 'none'; img-src data:; script-src '{script}'; style-src '{style}'")
}

/// The hash by which a policy allows an inline script or style.
fn hash(text: &str) -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!("sha256-{hash}")
}

fn escaped(text: &str) -> String {
    clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
