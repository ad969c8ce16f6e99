//! The one door to the bundled bytes.

/// Where the data files come from: from inside the program, or from a user's folder.
pub trait Files: Send + Sync {
    /// The bytes of the file, `None` if there is no such file.
    fn bytes(&self, name: &str) -> Option<&[u8]>;
}

/// The files that are part of the program.
pub struct Bundled;

macro_rules! bundle {
    ($($name:literal),* $(,)?) => {
        /// The names of the bundled files.
        pub const NAMES: &[&str] = &[$($name),*];

        fn bundled(name: &str) -> Option<&'static [u8]> {
            match name {
                $($name => Some(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/", $name))),)*
                _ => None,
            }
        }
    };
}

bundle![
    "catalog.toml",
    "countries-10m.bin",
    "countries-110m.bin",
    "countries-50m.bin",
    "gshhg-lakes-10m.bin",
    "gshhg-lakes-110m.bin",
    "gshhg-lakes-50m.bin",
    "gshhg-rivers-10m.bin",
    "gshhg-rivers-50m.bin",
    "lakes-10m.bin",
    "lakes-110m.bin",
    "lakes-50m.bin",
    "land-10m.bin",
    "land-110m.bin",
    "land-50m.bin",
    "provinces-10m.bin",
    "relief.bin",
    "rivers-10m.bin",
    "rivers-110m.bin",
    "rivers-50m.bin",
];

impl Files for Bundled {
    fn bytes(&self, name: &str) -> Option<&[u8]> {
        bundled(name)
    }
}
