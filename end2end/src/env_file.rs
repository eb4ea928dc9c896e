//! `.env.production`: every reader that Mastodon meets it with sees the same values, and
//! no key stands there that has no effect or does harm.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::programs::{self, Output, run};
use crate::read::env::Env;
use crate::{BundleDir, Host, Report, Run};

mod keys;

/// Rails reads the file by dotenv.
const RUBY: &str = "require 'dotenv'; require 'json'; \
    puts JSON.generate(Dotenv::Parser.call(File.read(ARGV[0], encoding: 'utf-8')))";

/// Node's own reader stands for streaming's dotenv; the variables it did not set are not the file's.
const NODE: &str = "console.log(JSON.stringify(process.env))";

/// Node works out the public half of the key that browsers are told.
const PUBLIC_KEY: &str = "const curve = require('crypto').createECDH('prime256v1'); \
    curve.setPrivateKey(Buffer.from(process.argv[1], 'base64url')); \
    console.log(curve.getPublicKey('base64url'))";

/// A service that only reads the file, for Compose.
const ONE_SERVICE: &str = "services:\n  a:\n    image: x\n    env_file: .env.production\n";

/// Reads each host's env file in every way there is.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("env");
    for host in &bundle.hosts {
        let outcome = try_host(bundle, host, &mut report);
        let told = |error| format!("{}/{}: {error}", host.name, host.env_path());
        report.take(outcome.map_err(told));
    }
    report
}

fn try_host(bundle: &BundleDir, host: &Host, report: &mut Report) -> Result<(), String> {
    let env = host.env();
    if env.is_empty() {
        return Err("is missing or empty".to_owned());
    }
    readers(host, &env, report)?;
    keys::of_the_version(bundle, host, &env, report);
    keys::of_the_database(host, &env, report);
    secrets(&env, report)
}

/// Our own reader is held against each of the real ones.
fn readers(host: &Host, env: &Env, report: &mut Report) -> Result<(), String> {
    let file = host.folder.join(host.env_path());
    let mut ruby = programs::command("ruby")?;
    let ruby = object(run(ruby.args(["-e", RUBY]).arg(&file))?)?;
    let mut node = programs::command("node")?;
    node.arg(format!("--env-file={}", file.display()));
    let node = object(run(node.args(["-e", NODE]))?)?;
    let readers = [
        ("Ruby's dotenv", ruby),
        ("Node", node),
        ("Compose", by_compose(&file)?),
    ];
    for (reader, seen) in &readers {
        for (key, value) in env {
            let got = seen.get(key);
            report.expect(got == Some(value), || {
                format!(
                    "{}: {key}: {reader} reads {got:?}, the file means {value:?}",
                    host.env_path()
                )
            });
        }
    }
    let (_, ruby) = &readers[0];
    report.expect(ruby.len() == env.len(), || {
        format!(
            "{}: Ruby sees {} keys, the file has {}",
            host.env_path(),
            ruby.len(),
            env.len()
        )
    });
    Ok(())
}

/// A folder of its own, so that nothing but the file itself is read.
fn by_compose(file: &std::path::Path) -> Result<Env, String> {
    let text = fs::read(file).map_err(|error| error.to_string())?;
    crate::world::in_world(|world| {
        let folder = world.path("/tmp");
        let written = fs::write(folder.join(".env.production"), text)
            .and_then(|()| fs::write(folder.join("docker-compose.yml"), ONE_SERVICE));
        written.map_err(|error| error.to_string())?;
        let output = crate::compose::model::compose(&folder, &["config", "--format", "json"])?;
        if !output.err.trim().is_empty() {
            return Err(format!("Compose: {}", output.err.trim()));
        }
        let json: Value = serde_json::from_str(&output.success()?).map_err(|e| e.to_string())?;
        let values = strings(&json["services"]["a"]["environment"]);
        Ok(values
            .into_iter()
            .map(|(key, value)| (key, value.replace("$$", "$")))
            .collect())
    })
}

fn object(output: Output) -> Result<Env, String> {
    let text = output.success()?;
    serde_json::from_str(&text)
        .map(|json| strings(&json))
        .map_err(|error| format!("{error}: {text}"))
}

fn strings(json: &Value) -> BTreeMap<String, String> {
    let pairs = json.as_object().into_iter().flatten();
    pairs
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// Secrets in the forms of Mastodon's own generators.
fn secrets(env: &Env, report: &mut Report) -> Result<(), String> {
    let lower_hex = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    for (key, value) in env.iter().filter(|(_, value)| !value.contains("CHANGE_ME")) {
        let good = match key.as_str() {
            "SECRET_KEY_BASE" | "OTP_SECRET" => value.len() == 128 && lower_hex(value),
            "VAPID_PRIVATE_KEY" => value.len() == 44 && value.ends_with('='),
            "VAPID_PUBLIC_KEY" => value.len() == 88 && value.ends_with('='),
            key if key.starts_with("ACTIVE_RECORD_ENCRYPTION_") => {
                value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
            _ => continue,
        };
        report.expect(good, || {
            format!("{key} has not the form of Mastodon's generator: {value:?}")
        });
    }
    let pair = env.get("VAPID_PRIVATE_KEY").zip(env.get("VAPID_PUBLIC_KEY"));
    if let Some((private, public)) = pair.filter(|(private, _)| !private.contains("CHANGE_ME")) {
        let mut node = programs::command("node")?;
        let derived = run(node.args(["-e", PUBLIC_KEY, "--", private]))?.success()?;
        report.expect(derived == public.trim_end_matches('='), || {
            format!("VAPID_PUBLIC_KEY is {public}, the private key's is {derived}")
        });
    }
    if let Some(otp) = env.get("OTP_SECRET").filter(|otp| !otp.contains("CHANGE_ME")) {
        report.expect(env.get("SECRET_KEY_BASE") != Some(otp), || {
            "OTP_SECRET and SECRET_KEY_BASE are the same".to_owned()
        });
    }
    Ok(())
}

/// Under systemd the process starts before the file is read.
fn is_bare_metal(host: &Host) -> bool {
    host.run == Run::Systemd
}
