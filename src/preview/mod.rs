//! The live preview: a map in the browser that is drawn anew whenever its campaign file is saved.
//!
//! The server listens on the loopback address alone and answers from memory: it knows five addresses
//! and no file. What another site could make a browser send to it is refused, so that a page
//! that is open in the next tab can neither read the map nor find out that it is there.

mod answer;
mod board;
mod guard;
mod server;

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use base64::Engine;

pub use board::Publisher;

use self::board::Board;
use self::guard::Gate;

/// A preview that listens and is not served yet.
pub struct Preview {
    listener: TcpListener,
    gate: Gate,
    board: Board,
}

impl Preview {
    /// Listens on a port of this machine; 0 lets the system choose one.
    ///
    /// # Errors
    /// If the port is taken or may not be used.
    pub fn bind(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        Ok(Self {
            listener,
            gate: Gate::new(port, secret()?),
            board: Board::default(),
        })
    }

    /// The address to open in a browser.
    pub fn address(&self) -> String {
        self.gate.address()
    }

    /// Where maps and diagnostics are handed in.
    pub fn publisher(&self) -> Publisher {
        self.board.publisher()
    }

    /// Answers requests for ever.
    ///
    /// # Errors
    /// If the system gives no means to wait for connections.
    pub fn serve(self) -> io::Result<()> {
        server::serve(self.listener, self.gate, &self.board)
    }
}

/// A part of the address that no other page can guess.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}
