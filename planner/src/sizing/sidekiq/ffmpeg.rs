//! The memory of what Sidekiq starts beside itself.

use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "ffmpeg-memory",
    title: "Memory of an ffmpeg",
    rationale: "Sidekiq starts an ffmpeg for each video, a child within its own limit. Making H.264 of one in 1080p took 606 MiB \
                (2026). Without room for it uploads ended Sidekiq on a host of 2 cores and 4 GiB, and montereybay.social's went \
                from 512 MiB to 1 GiB for it. Small hosts keep an eighth for a smaller one.",
    basis: Basis::Measured,
    sources: &[
        Source {
            title: "ffmpeg's memory at 1080p, sendrec issue 202 (2026)",
            url: "https://github.com/sendrec/sendrec/issues/202",
        },
        Source {
            title: "Mastodon issue 16496",
            url: "https://github.com/mastodon/mastodon/issues/16496",
        },
        Source {
            title: "montereybay.social, video transcoding failures (2022)",
            url: "https://github.com/widdix/mastodon-on-aws/issues/26",
        },
    ],
};

const MEMORY: Memory = Memory::mib(606);
const SHARE_MOST: u64 = 8;

/// Of one, on a host with so much memory.
pub(crate) fn ffmpeg(ours: Memory) -> Value<Memory> {
    let memory = ffmpeg_memory(ours).floor_mib();
    Value::new(
        memory,
        &RULE,
        working!("{} ÷ {SHARE_MOST}, at most {MEMORY}", ours.rounded()),
    )
}

pub(crate) fn ffmpeg_memory(ours: Memory) -> Memory {
    (ours / SHARE_MOST).min(MEMORY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_in_1080p_has_its_606_mib_and_small_hosts_keep_an_eighth() {
        let mib = |ours| ffmpeg(Memory::mib(ours)).value.as_mib();
        // 4,848 ÷ 8 = 606.
        assert_eq!(
            (mib(512), mib(2_048), mib(4_847), mib(4_848), mib(262_144)),
            (64, 256, 605, 606, 606)
        );
    }
}
