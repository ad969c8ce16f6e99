fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, command, path] = arguments.as_slice() else {
        return;
    };
    if command == "read" {
        let bytes = std::fs::read(path).expect("readable");
        let article = theatrum::article::parse(path, &bytes, None).expect("an article");
        let gazetteer = theatrum::gazetteer::Gazetteer::bundled();
        let reading = theatrum::reading::read(&article, &gazetteer);
        #[expect(clippy::print_stdout, reason = "until the command line exists")]
        {
            println!("{}", reading.to_json());
        }
    }
}
