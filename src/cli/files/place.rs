//! Files that are read at any place, without reading all of them.

use std::fs::File;
use std::io;
use std::path::Path;

use super::super::failure::Failure;
use crate::diag::Diagnostic;
use crate::gazetteer::pack::{NotAPack, Pack, ReadAt};

/// Opens a gazetteer pack.
pub(in crate::cli) fn open_pack(path: &Path) -> Result<Pack, Failure> {
    let shown = path.display();
    let file = super::open(path).map_err(|e| Failure::path(path, &e))?;
    let placed = Placed::new(file).map_err(|e| Failure::path(path, &e))?;
    Pack::open(Box::new(placed)).map_err(|why| {
        let hint = match why {
            NotAPack::Io(e) => return Failure::path(path, &e),
            NotAPack::Foreign => {
                "build a pack from it: `theatrum gazetteer build INPUT -o my.pack`"
            }
            NotAPack::Version | NotAPack::Damaged => "build it again",
        };
        Diagnostic::error(format!("`{shown}` is not read: {why}"))
            .hint(hint)
            .into()
    })
}

/// A file and its length.
struct Placed {
    #[cfg(any(unix, windows))]
    file: File,
    /// Elsewhere a file has one place for all.
    #[cfg(not(any(unix, windows)))]
    file: std::sync::Mutex<File>,
    length: u64,
}

impl Placed {
    fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        #[cfg(not(any(unix, windows)))]
        let file = std::sync::Mutex::new(file);
        Ok(Self { file, length })
    }
}

impl ReadAt for Placed {
    fn length(&self) -> u64 {
        self.length
    }

    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, at)
    }

    #[cfg(windows)]
    fn read_at(&self, mut buffer: &mut [u8], mut at: u64) -> io::Result<()> {
        while !buffer.is_empty() {
            let count = std::os::windows::fs::FileExt::seek_read(&self.file, buffer, at)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            buffer = &mut buffer[count..];
            at += count as u64;
        }
        Ok(())
    }

    #[cfg(not(any(unix, windows)))]
    fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<()> {
        use std::io::{Read, Seek, SeekFrom};
        let poisoned = |_| io::Error::other("another reader failed");
        let mut file = self.file.lock().map_err(poisoned)?;
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(buffer)
    }
}
