//! Mastodon's own units (`dist/` of its repository, hardening unchanged from 3.5 to
//! 4.6): the exposure that the generated ones may not exceed.

/// What web, Sidekiq and streaming have in common.
const COMMON: &str = "\
[Unit]
After=network.target
[Service]
Type=simple
User=mastodon
WorkingDirectory=/home/mastodon/live
TimeoutSec=15
Restart=always
ProcSubset=pid
ProtectProc=invisible
CapabilityBoundingSet=
NoNewPrivileges=true
ProtectSystem=strict
ReadWritePaths=/home/mastodon/live
PrivateTmp=true
PrivateDevices=true
PrivateUsers=true
PrivateMounts=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
ProtectControlGroups=true
ProtectClock=true
RestrictAddressFamilies=AF_INET
RestrictAddressFamilies=AF_INET6
RestrictAddressFamilies=AF_NETLINK
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
LockPersonality=true
RemoveIPC=true
SystemCallArchitectures=native
";

/// Ruby's and Node's own system calls.
const RUBY: &str = "\
SystemCallFilter=~@cpu-emulation @debug @keyring @ipc @mount @obsolete @privileged @setuid
SystemCallFilter=@chown
SystemCallFilter=pipe
SystemCallFilter=pipe2
ExecStart=/home/mastodon/.rbenv/shims/bundle exec program
";
const NODE: &str = "\
SystemCallFilter=~@cpu-emulation @debug @keyring @ipc @memlock @mount @obsolete @privileged @resources @setuid
SystemCallFilter=pipe
SystemCallFilter=pipe2
ExecStart=/usr/bin/node ./streaming
";

/// Upstream's unit for what a unit of ours runs, told by its name.
pub(super) fn counterpart(name: &str) -> Option<String> {
    let own = if name.starts_with("mastodon-streaming") {
        NODE
    } else if name.starts_with("mastodon-web") || name.starts_with("mastodon-sidekiq") {
        RUBY
    } else {
        return None;
    };
    Some(format!("{COMMON}{own}"))
}
