//! Frames drawn in parts are the frames drawn whole.

use theatrum::campaign::geojson::{self, Shapes};
use theatrum::campaign::{Calendar, Campaign, Date, Interval, Moment, Passage, Resolved, file};
use theatrum::compose::{Reel, Studio};
use theatrum::diag::Source;
use theatrum::export::{self, Limits, Packing, Profile, Raster};
use theatrum::film::{Film, FrameRenderer};
use theatrum::gazetteer::{self, Gazetteer};

const CAMPAIGN: &str = include_str!("../../examples/first-sino-kazakh-war/campaign.toml");
const BORDERS: &str = include_str!("../../examples/first-sino-kazakh-war/borders.geojson");

fn campaign(studio: &Studio) -> Campaign<Resolved> {
    let written = file::parse(&Source::new("campaign.toml", CAMPAIGN));
    let borders = geojson::read(&Source::new("borders.geojson", BORDERS));
    let borders = borders.expect("it is GeoJSON").value;
    let shapes = Shapes::from([("borders.geojson".to_owned(), borders)]);
    let written = written.expect("it is a campaign").value;
    let resolved = gazetteer::resolve(written, &Gazetteer::bundled(), &studio.basemap, &shapes);
    resolved.expect("its places are known").value
}

fn interval(text: &str) -> Interval {
    Date::parse(text, Calendar::Gregorian).unwrap().interval
}

fn moment(text: &str) -> Moment {
    Moment::at(&Date::parse(text, Calendar::Gregorian).unwrap()).unwrap()
}

fn studio(relief: bool) -> Studio {
    let mut studio = Studio::new("frame").unwrap();
    studio.preset.relief = relief;
    studio
}

fn whole(film: &Film<'_>, studio: &Studio, moment: Moment) -> Raster {
    let svg = export::svg(&film.scene(moment), Profile::Web, &studio.fonts);
    export::rasterise(&svg, 1.0, Limits::default()).unwrap()
}

/// Where two pictures of one size differ: the first few pixels with their colours in both.
fn unlike(a: &Raster, b: &Raster) -> Vec<(usize, usize, [u8; 3], [u8; 3])> {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let width = a.width as usize;
    let pixels = |raster: &Raster| {
        let pixels = raster.rgb.chunks_exact(3);
        pixels.map(|p| [p[0], p[1], p[2]]).collect::<Vec<_>>()
    };
    let pairs = pixels(a).into_iter().zip(pixels(b)).enumerate();
    let unlike = pairs.filter(|(_, (a, b))| a != b);
    let told = unlike.map(|(at, (a, b))| (at % width, at / width, a, b));
    told.take(MOST_TOLD).collect()
}

/// So many unlike pixels are told.
const MOST_TOLD: usize = 20;

/// Compares all pixels; later moments come back to grounds that have been forgotten.
fn compare(relief: bool, moments: &[&str]) {
    let studio = studio(relief);
    let campaign = campaign(&studio);
    let film = Film::new(&studio, &campaign, &Reel::of(interval("1755/1865")));
    let renderer = FrameRenderer::new(&film, Packing::Fast);
    for text in moments {
        let raster = renderer.raster(moment(text)).unwrap();
        let whole = whole(&film, &studio, moment(text));
        assert_eq!(unlike(&raster, &whole), [], "{text}");
        let scene = renderer.scene(moment(text));
        assert!(scene == film.scene(moment(text)), "{text}");
    }
}

#[test]
fn pictures_between_frames_too() {
    let studio = studio(true);
    let campaign = campaign(&studio);
    let film = Film::new(&studio, &campaign, &Reel::of(interval("1755/1865")));
    let renderer = FrameRenderer::new(&film, Packing::Fast);
    // A battle and a march begin; a march is over; the border changes.
    for (earlier, later) in [
        ("1756-04", "1756-05"),
        ("1756-08", "1756-09"),
        ("1863", "1864"),
    ] {
        for part in [1, 5, 12] {
            let days = |text| {
                let days = interval(text);
                days.start.zip(days.end).unwrap()
            };
            let moment = Moment::Between(Passage {
                earlier: days(earlier),
                later: days(later),
                part,
                of: 12,
            });
            let raster = renderer.raster(moment).unwrap();
            let whole = whole(&film, &studio, moment);
            assert_eq!(unlike(&raster, &whole), [], "{later}, {part}");
            assert!(
                renderer.scene(moment) == film.scene(moment),
                "{later}, {part}"
            );
        }
    }
}

#[test]
fn a_frame_is_the_same_whatever_was_painted_before_it() {
    let studio = studio(false);
    let campaign = campaign(&studio);
    let film = Film::new(&studio, &campaign, &Reel::of(interval("1755/1865")));
    let renderer = FrameRenderer::new(&film, Packing::Fast);
    let moments = [
        "1756-04", "1756-05", "1756-09", "1757-03", "1820", "1864", "1865",
    ];
    let files: Vec<_> = moments
        .iter()
        .map(|text| renderer.png(moment(text)).unwrap())
        .collect();
    for (text, file) in moments.iter().zip(&files).rev() {
        let alone = FrameRenderer::new(&film, Packing::Fast);
        assert!(
            renderer.png(moment(text)).unwrap() == *file,
            "{text} after later ones"
        );
        assert!(alone.png(moment(text)).unwrap() == *file, "{text} alone");
    }
}

/// A picture of four bytes a pixel laid over one of three.
fn lay(over: &[u8], canvas: &mut Raster) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(over))
        .read_info()
        .unwrap();
    assert_eq!(reader.info().color_type, png::ColorType::Rgba);
    let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut rgba).unwrap();
    assert_eq!(rgba.len() / 4, canvas.rgb.len() / 3);
    for (below, above) in canvas.rgb.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
        let opaque = u32::from(above[3]);
        for (below, above) in below.iter_mut().zip(above) {
            let sum = u32::from(*above) * opaque + u32::from(*below) * (255 - opaque);
            *below = ((sum + 127) / 255) as u8;
        }
    }
}

#[test]
fn layers_over_each_other_are_the_frame() {
    const MOST_STEPS: u8 = 2;
    let studio = studio(true);
    let campaign = campaign(&studio);
    let film = Film::new(&studio, &campaign, &Reel::of(interval("1755/1865")));
    let renderer = FrameRenderer::new(&film, Packing::Fast);
    let days = |text| {
        let days = interval(text);
        days.start.zip(days.end).unwrap()
    };
    let between = |earlier, later| {
        Moment::Between(Passage {
            earlier: days(earlier),
            later: days(later),
            part: 5,
            of: 12,
        })
    };
    let moments = [
        moment("1756-06"),
        moment("1865"),
        between("1756-04", "1756-05"),
        between("1863", "1864"),
    ];
    for moment in moments {
        let frame = renderer.raster(moment).unwrap();
        let mut laid = Raster {
            rgb: vec![0; frame.rgb.len()],
            ..frame
        };
        let layers = renderer.layers(moment).unwrap();
        layers.iter().for_each(|layer| lay(layer, &mut laid));
        let pairs = frame.rgb.iter().zip(&laid.rgb);
        let most = pairs.map(|(a, b)| a.abs_diff(*b)).max();
        assert!(most <= Some(MOST_STEPS), "{most:?} in {moment:?}");
    }
}

#[test]
fn files_of_frames_hold_their_pixels() {
    let studio = studio(false);
    let campaign = campaign(&studio);
    let film = Film::new(&studio, &campaign, &Reel::of(interval("1755/1865")));
    let renderer = FrameRenderer::new(&film, Packing::Fast);
    for text in ["1755", "1756", "1757", "1757", "1864"] {
        let file = export::decode(&renderer.png(moment(text)).unwrap()).unwrap();
        assert_eq!(
            unlike(&file, &renderer.raster(moment(text)).unwrap()),
            [],
            "{text}"
        );
    }
}

#[test]
fn frames_in_parts_have_the_pixels_of_whole_ones() {
    let years = [
        "1755", "1756", "1757", "1758", "1782", "1783", "1864", "1865", "1756",
    ];
    compare(false, &years);
}

#[test]
fn frames_with_relief_too_by_the_month() {
    compare(true, &["1756-05", "1756-06", "1757-07", "1782", "1756-06"]);
}

#[test]
fn all_threads_draw_the_same_files() {
    let studio = studio(false);
    let campaign = campaign(&studio);
    let film = Film::new(&studio, &campaign, &Reel::of(interval("1755/1865")));
    let moments: Vec<Moment> = ["1756", "1757", "1758", "1759"].map(moment).to_vec();
    let alone = FrameRenderer::new(&film, Packing::Fast);
    let one_by_one: Vec<_> = moments.iter().map(|m| alone.png(*m).unwrap()).collect();
    let shared = FrameRenderer::new(&film, Packing::Fast);
    let together: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = moments
            .iter()
            .map(|m| scope.spawn(|| shared.png(*m).unwrap()))
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(one_by_one == together);
}
