fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, command, path] = arguments.as_slice() else { return };
    let bytes = std::fs::read(path).expect("readable");
    let article = theatrum::article::parse(path, &bytes, None).expect("an article");
    let gazetteer = theatrum::gazetteer::Gazetteer::bundled();
    let start = std::time::Instant::now();
    let reading = theatrum::reading::read(&article, &theatrum::reading::World { gazetteer: &gazetteer, atlas: &Nothing });
    let text = match command.as_str() {
        "draft" => theatrum::reading::draft(&reading),
        "summary" => theatrum::reading::summary(&reading),
        "check" => {
            let draft = theatrum::reading::draft(&reading);
            let source = theatrum::diag::Source::new("draft", draft);
            let log = match theatrum::campaign::file::parse(&source) {
                Err(log) => log,
                Ok(parsed) => {
                    let mut log = parsed.warnings.clone();
                    let resolved = theatrum::gazetteer::resolve(parsed.value, &gazetteer, &Nothing, &Default::default());
                    match resolved {
                        Ok(warned) => log.extend(warned.warnings),
                        Err(faults) => log.extend(faults),
                    }
                    log
                }
            };
            theatrum::diag::render(&log, theatrum::diag::Colour::Plain)
        }
        "time" => format!("{:?}", start.elapsed()),
        _ => reading.to_json(),
    };
    #[expect(clippy::print_stdout, reason = "until the command line exists")]
    {
        println!("{text}");
    }
}

struct Nothing;

impl theatrum::gazetteer::Atlas for Nothing {
    fn lines(&self, _: &str) -> Vec<geo::MultiLineString<f64>> {
        Vec::new()
    }

    fn areas(&self, _: &str) -> Vec<geo::MultiPolygon<f64>> {
        Vec::new()
    }
}
