//! What `--help` shows at its end.

pub(super) const EXAMPLES: &str = "\
Examples:
  theatrum render article.txt -o map.svg -o map.png   draw the map of an article
  theatrum draft article.txt -o campaign.toml         write a campaign file to correct by hand
  theatrum render campaign.toml -o map.svg            draw it again
  theatrum render campaign.toml --at 1782 -o 1782.png draw the state of one year
  theatrum frames campaign.toml --every year -o film  one picture per year";

pub(super) const RENDER_EXAMPLES: &str = "\
Examples:
  theatrum render article.md -o map.svg -o map.png --scale 2   two files at once
  theatrum render war.toml -o 1782.svg --at 1782                the state of one year
  theatrum render war.toml -o slide.png --preset slide          for a talk
  theatrum render war.toml -o map.svg --projection albers --no-relief
  theatrum render - --input-format html -o - < page.html        SVG to standard output";

pub(super) const READ_EXAMPLES: &str = "\
Examples:
  theatrum read article.txt                    what is found, with the sentence behind it
  theatrum read article.txt --format json      the same for programs
  theatrum read page.html -o found.json        the format by the extension
  theatrum read corpus.jsonl --format jsonl -o found.jsonl   many articles, a line for each
  theatrum read battle.txt --gazetteer my.pack with a gazetteer of your own";

pub(super) const DRAFT_EXAMPLES: &str = "\
Examples:
  theatrum draft article.txt -o campaign.toml  a campaign file to correct by hand
  theatrum draft - < article.txt               from standard input to standard output";

pub(super) const PLACES_EXAMPLES: &str = "\
Examples:
  theatrum places article.txt                  a table
  theatrum places war.toml --format lpf        Linked Places Format
  theatrum places war.toml -o a.geojson -o a.csv   two files, formats by the extensions";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  theatrum check campaign.toml                 all faults at once, without drawing a file
  theatrum check draft.toml --preset slide     what a slide would leave out";

pub(super) const PREVIEW_EXAMPLES: &str = "\
Examples:
  theatrum preview campaign.toml                      open the address that it prints
  theatrum preview campaign.toml --port 8000 --every month --style night

Only browsers on this machine can open it, and only at that address. Ctrl-C ends it.";

pub(super) const GAZETTEER_EXAMPLES: &str = "\
Examples:
  theatrum gazetteer search Ishim --class river --near 52,69
  theatrum gazetteer search Carthage --year -218 --most 3";

pub(super) const STYLES_EXAMPLES: &str = "\
Examples:
  theatrum styles
  theatrum styles show wikipedia
  theatrum render war.toml -o map.svg --style night";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  theatrum completions bash > ~/.local/share/bash-completion/completions/theatrum
  theatrum completions zsh > ~/.zfunc/_theatrum";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  theatrum man | man -l -
  theatrum man render > theatrum-render.1";

pub(super) const FRAMES_EXAMPLES: &str = "\
Examples:
  theatrum frames war.toml --every year --from 1755 --to 1865 -o film
  theatrum frames war.toml --every \"10 days\" -o film --shard 2/8   the second of eight machines
  theatrum frames verify film --missing                             what is still to be drawn: 5,9-12
  theatrum frames war.toml -o film --index 5,9-12                   draw just those
  theatrum frames merge film -o war.gif -o war.mp4                  films of the finished frames
  theatrum frames war.toml --every month -o war.apng                frames and film at once
  theatrum frames war.toml --every month --tween -o war.mp4         with arrows that grow
  theatrum frames war.toml --every month -o war.html                a page with a time slider
  theatrum frames war.toml --layers -o layers                       a folder of clear pictures for each layer

Frames that are there already, from the same inputs, are not drawn again.";

pub(super) const BUILD_EXAMPLES: &str = "\
Examples:
  theatrum gazetteer build KZ.txt -o kz.pack           a GeoNames dump of one country
  theatrum gazetteer build forts.csv trails.geojson -o mine.pack
  theatrum read article.txt --gazetteer mine.pack      use it
  theatrum gazetteer search Sugar-Loaf --gazetteer mine.pack

A table needs the columns name, lat and lon; docs/gazetteer.md lists the others.";
