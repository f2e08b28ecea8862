//! A mail server that takes letters and keeps them as they came, or answers that it cannot now.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
pub struct PostOffice {
    /// `smtp://127.0.0.1:…`
    pub url: String,
    letters: Arc<Mutex<Vec<String>>>,
    closed: Arc<AtomicBool>,
}

impl PostOffice {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let office = Self {
            url: format!("smtp://{address}"),
            letters: Arc::default(),
            closed: Arc::default(),
        };
        let clerk = office.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let clerk = clerk.clone();
                tokio::spawn(async move { clerk.serve(stream).await });
            }
        });
        office
    }

    /// From now on it answers 451 to every letter, or takes them again.
    pub fn close(&self, closed: bool) {
        self.closed.store(closed, Ordering::SeqCst);
    }

    /// What has come since it was last asked: everything that was said, with the letter itself.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.letters.lock().expect("nobody panics with the lock"))
    }

    async fn serve(&self, stream: TcpStream) -> Option<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        writer.write_all(b"220 test\r\n").await.ok()?;
        let (mut letter, mut in_letter) = (String::new(), false);
        while let Some(line) = lines.next_line().await.ok()? {
            letter.push_str(&line);
            letter.push('\n');
            let is_closed = self.closed.load(Ordering::SeqCst);
            let answer: &[u8] = match line.as_str() {
                "." if in_letter => {
                    in_letter = false;
                    let whole = std::mem::take(&mut letter);
                    self.letters
                        .lock()
                        .expect("no panic with the lock")
                        .push(whole);
                    b"250 taken\r\n"
                }
                _ if in_letter => continue,
                "DATA" if is_closed => b"451 later\r\n",
                "DATA" => {
                    in_letter = true;
                    b"354 go on\r\n"
                }
                "QUIT" => return Some(()),
                _ => b"250 ok\r\n",
            };
            writer.write_all(answer).await.ok()?;
        }
        Some(())
    }
}
