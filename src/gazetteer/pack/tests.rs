use std::io::{self, Cursor};

use super::super::{FeatureClass, Gazetteer, Query, fold};
use super::*;
use crate::campaign::Certainty;
use crate::gazetteer::authored::{Course, Entry};
use crate::geom::LonLat;

/// Puts names aside in memory.
struct Memory;

impl Scratch for Memory {
    fn storage(&self) -> io::Result<Box<dyn Storage>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }
}

fn row(number: usize, name: &str, class: FeatureClass) -> PackEntry {
    PackEntry {
        entry: Entry {
            id: format!("gn:{number}"),
            name: name.to_owned(),
            names: vec![
                ("ru".to_owned(), format!("Имя {number}")),
                ("-".to_owned(), "Shared|Name\twith: signs".to_owned()),
            ],
            class,
            position: LonLat::new(-101.25 + number as f64 * 0.01, 47.5),
            extent_km: 0.0,
            years: (Some(-263), None),
            rank: 3,
            certainty: Certainty::LessCertain,
            countries: vec!["US".to_owned(), "CA".to_owned()],
            course: Course::Line(vec![LonLat::new(1.5, 2.0), LonLat::new(3.0, 4.25)]),
            source: "a book".to_owned(),
            note: String::new(),
        },
        population: number.is_multiple_of(2).then_some(number as u64),
    }
}

/// A pack of so many rows, sorted with so much memory.
fn bytes(count: usize, budget: usize) -> Vec<u8> {
    let mut builder = PackBuilder::within(Vec::new(), &Memory, budget).unwrap();
    for number in 0..count {
        let name = format!("Place {number} Hill");
        builder
            .add(&row(number, &name, FeatureClass::Peak))
            .unwrap();
    }
    let (bytes, counts) = builder.finish().unwrap();
    assert_eq!(counts.entries, count as u64);
    bytes
}

fn open(bytes: Vec<u8>) -> Pack {
    Pack::open(Box::new(bytes)).unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn rows_come_back_as_they_were_and_by_every_name() {
    let pack = open(bytes(500, 1 << 20));
    assert_eq!(pack.len(), 500);
    for number in [0, 1, 63, 64, 65, 499] {
        for name in [
            format!("place {number} hill"),
            fold(&format!("Имя {number}")),
        ] {
            let found = pack.get(&name);
            assert_eq!(found.len(), 1, "{name}");
            let entry = pack.entry(found[0].at).unwrap();
            let wanted = row(number, &format!("Place {number} Hill"), FeatureClass::Peak);
            assert_eq!(entry.population, wanted.population);
            let names = vec![
                ("ru".to_owned(), format!("Имя {number}")),
                ("-".to_owned(), "Shared Name with: signs".to_owned()),
            ];
            assert_eq!(
                entry.entry,
                Entry {
                    names,
                    ..wanted.entry
                }
            );
        }
    }
    let shared = pack.get("shared name with signs");
    assert_eq!(shared.len(), 500);
    for absent in ["", "a", "place", "place 500 hill", "zzz"] {
        assert!(pack.get(absent).is_empty(), "{absent}");
    }
    assert!(pack.any_starts_with("place 49") && !pack.any_starts_with("place 5000"));
    assert!(pack.any_starts_with("") && !pack.any_starts_with("zz"));
}

#[test]
fn memory_does_not_change_the_pack() {
    assert_eq!(bytes(300, 1 << 20), bytes(300, 700));
}

#[test]
fn an_empty_pack_can_be_opened() {
    let pack = open(bytes(0, 1 << 20));
    assert!(pack.is_empty() && pack.get("a").is_empty() && !pack.any_starts_with(""));
}

#[test]
fn what_is_no_pack_is_refused_with_the_reason() {
    let whole = bytes(200, 1 << 20);
    let refused = |bytes: Vec<u8>| match Pack::open(Box::new(bytes)) {
        Ok(_) => panic!("it was opened"),
        Err(why) => why,
    };
    assert!(matches!(refused(Vec::new()), NotAPack::Foreign));
    assert!(matches!(refused(vec![0; 5000]), NotAPack::Foreign));
    let mut other = whole.clone();
    other[7] = b'9';
    assert!(matches!(refused(other), NotAPack::Version));
    for length in [8, 50, 100, whole.len() / 2, whole.len() - 1] {
        let cut = whole[..length].to_vec();
        assert!(matches!(refused(cut), NotAPack::Damaged), "{length}");
    }
    let mut longer = whole;
    longer.push(0);
    assert!(matches!(refused(longer), NotAPack::Damaged));
}

#[test]
fn a_flipped_bit_is_noticed_wherever_it_is() {
    let whole = bytes(40, 1 << 20);
    let names: Vec<String> = (0..40).map(|i| format!("place {i} hill")).collect();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        let Ok(pack) = Pack::open(Box::new(damaged)) else {
            continue;
        };
        for name in &names {
            for posting in pack.get(name) {
                pack.entry(posting.at);
            }
        }
        assert!(pack.is_damaged(), "byte {at} of {}", whole.len());
    }
}

#[test]
fn a_pack_answers_beside_the_bundled_gazetteer() {
    let mut builder = PackBuilder::new(Vec::new(), &Memory).unwrap();
    let mut fort = row(7, "Fort Zarathub", FeatureClass::Fort);
    fort.entry.position = LonLat::new(10.0, 50.0);
    builder.add(&fort).unwrap();
    let hamlet = PackEntry {
        population: Some(12),
        ..row(8, "Paris", FeatureClass::Settlement)
    };
    builder.add(&hamlet).unwrap();
    let pack = open(builder.finish().unwrap().0);
    let gazetteer = Gazetteer::bundled().with_packs([pack]);
    let search = |name| {
        gazetteer.search(&Query {
            name,
            ..Query::default()
        })
    };
    assert!(gazetteer.has_name("fort zarathub") && gazetteer.may_start("fort zarat"));
    assert_eq!(search("Fort Zarathub")[0].id, "gn:7");
    assert_eq!(search("Zarathub")[0].id, "gn:7");
    let paris = search("Paris");
    assert!(paris[0].id != "gn:8" && paris.iter().any(|c| c.id == "gn:8"));
}
