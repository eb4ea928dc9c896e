//! The few commands of Redis that fill Sidekiq's queues.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use super::Job;

pub(super) const PORT: u16 = 6379;

pub(super) struct Redis {
    stream: BufReader<TcpStream>,
}

impl Redis {
    pub(super) fn connect() -> Result<Self, String> {
        let stream = TcpStream::connect(("127.0.0.1", PORT)).map_err(|error| format!("Redis: {error}"))?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a command and reads its answer of one line.
    pub(super) fn command(&mut self, words: &[&str]) -> Result<String, String> {
        let bulk = |word: &&str| format!("${}\r\n{word}\r\n", word.len());
        let bulks: Vec<_> = words.iter().map(bulk).collect();
        let text = format!("*{}\r\n{}", words.len(), bulks.concat());
        let told = |error: std::io::Error| format!("Redis: {error}");
        self.stream.get_mut().write_all(text.as_bytes()).map_err(told)?;
        let mut answer = String::new();
        self.stream.read_line(&mut answer).map_err(told)?;
        match answer.trim_end().split_at_checked(1) {
            Some(("+" | ":", answer)) => Ok(answer.to_owned()),
            _ => Err(format!("Redis: {}: {answer}", words.first().unwrap_or(&""))),
        }
    }

    /// Puts the jobs where Sidekiq does not see them, in the form that it gives them.
    pub(super) fn stage(&mut self, jobs: &[Job]) -> Result<(), String> {
        for (number, job) in jobs.iter().enumerate() {
            let Job { queue, queries, .. } = job;
            let (ruby, wait) = (job.ruby.as_micros(), job.wait.as_micros());
            let payload = format!(
                r#"{{"class":"Job","args":[{ruby},{queries},{wait}],"queue":"{queue}","jid":"{number:024x}","retry":false,"created_at":0,"enqueued_at":0}}"#
            );
            self.command(&["LPUSH", &staged(queue), &payload])?;
        }
        Ok(())
    }

    /// Shows them to Sidekiq, each queue at once.
    pub(super) fn release(&mut self, jobs: &[Job]) -> Result<(), String> {
        for queue in queues(jobs) {
            self.command(&["RENAME", &staged(queue), &shown(queue)])?;
        }
        Ok(())
    }

    /// Jobs that no thread has taken.
    pub(super) fn waiting(&mut self, jobs: &[Job]) -> Result<u64, String> {
        let mut sum = 0;
        for queue in queues(jobs) {
            let length = self.command(&["LLEN", &shown(queue)])?;
            sum += length.parse::<u64>().map_err(|_| format!("LLEN {length}"))?;
        }
        Ok(sum)
    }
}

fn queues(jobs: &[Job]) -> BTreeSet<&'static str> {
    jobs.iter().map(|job| job.queue).collect()
}

fn staged(queue: &str) -> String {
    format!("staged:{queue}")
}

fn shown(queue: &str) -> String {
    format!("queue:{queue}")
}
