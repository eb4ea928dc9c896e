//! `docker-compose.yml` as the real Compose resolves it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::Host;
use crate::programs::{self, Output, run};

/// A service, with the env file read and every default filled in.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) name: String,
    json: Value,
}

/// A file or folder of the host that a container sees.
#[derive(Debug, Clone)]
pub(crate) struct Mount {
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) read_only: bool,
}

/// Runs Compose in the host's folder, with nothing of the caller's environment:
/// no variable of this shell may fill a gap in the file.
pub(crate) fn compose(folder: &Path, args: &[&str]) -> Result<Output, String> {
    let mut command = programs::command("docker-compose")?;
    run(command
        .current_dir(folder)
        .args(["-f", "docker-compose.yml"])
        .args(args))
}

/// Every service of a host, those that are not started included, in order of the name.
pub(crate) fn services(host: &Host) -> Result<Vec<Service>, String> {
    let folder = host.folder.join(host.mastodon());
    let text = compose(&folder, &["--profile", "*", "config", "--format", "json"])?.success()?;
    let model: Value =
        serde_json::from_str(&text).map_err(|error| format!("docker-compose printed no JSON: {error}"))?;
    let services = model["services"].as_object().into_iter().flatten();
    Ok(services
        .map(|(name, json)| Service {
            name: name.clone(),
            json: json.clone(),
        })
        .collect())
}

/// The services whose image has this name, whatever its registry and tag.
pub(crate) fn with_image(services: Vec<Service>, image: &str) -> Vec<Service> {
    services
        .into_iter()
        .filter(|service| service.image().0 == image)
        .collect()
}

impl Service {
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.json.pointer(pointer).unwrap_or(&Value::Null)
    }

    fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_default().to_owned()
    }

    fn list(&self, pointer: &str) -> &[Value] {
        self.at(pointer).as_array().map_or(&[], |list| list)
    }

    /// The image's path without its registry's host, and its tag.
    pub(crate) fn image(&self) -> (String, String) {
        let image = self.text("/image");
        let (path, tag) = image.rsplit_once(':').unwrap_or((&image, "latest"));
        let path = path
            .split_once('/')
            .filter(|(host, _)| host.contains('.'))
            .map_or(path, |p| p.1);
        (path.to_owned(), tag.to_owned())
    }

    pub(crate) fn command(&self) -> Vec<String> {
        let words = self.list("/command").iter();
        words.filter_map(|word| Some(plain(word.as_str()?))).collect()
    }

    /// The health check's words.
    pub(crate) fn health(&self) -> String {
        let words = self.list("/healthcheck/test").iter();
        words
            .filter_map(|word| Some(plain(word.as_str()?)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub(crate) fn environment(&self) -> BTreeMap<String, String> {
        let pairs = self.at("/environment").as_object().into_iter().flatten();
        pairs
            .map(|(key, value)| (key.clone(), plain(value.as_str().unwrap_or_default())))
            .collect()
    }

    pub(crate) fn mounts(&self) -> Vec<Mount> {
        let volumes = self.list("/volumes").iter();
        volumes
            .filter(|volume| volume["type"] == "bind")
            .map(|volume| Mount {
                source: volume["source"].as_str().unwrap_or_default().to_owned(),
                target: volume["target"].as_str().unwrap_or_default().to_owned(),
                read_only: volume["read_only"].as_bool().unwrap_or_default(),
            })
            .collect()
    }

    /// Published ports as (host address, host port, container port).
    pub(crate) fn ports(&self) -> Vec<(String, String, u64)> {
        let ports = self
            .list("/ports")
            .iter()
            .filter(|port| port["published"].is_string());
        ports
            .map(|port| {
                (
                    port["host_ip"].as_str().unwrap_or_default().to_owned(),
                    port["published"].as_str().unwrap_or_default().to_owned(),
                    port["target"].as_u64().unwrap_or_default(),
                )
            })
            .collect()
    }

    /// Whether it starts with the rest, and not only when it is named.
    pub(crate) fn is_started(&self) -> bool {
        self.list("/profiles").is_empty()
    }

    /// How many containers run.
    pub(crate) fn replicas(&self) -> u64 {
        let scale = self.at("/scale").as_u64();
        self.at("/deploy/replicas").as_u64().or(scale).unwrap_or(1)
    }

    pub(crate) fn container_name(&self) -> Option<&str> {
        self.at("/container_name").as_str()
    }

    /// Seconds between the stop signal and the kill.
    pub(crate) fn stop_seconds(&self) -> Option<u64> {
        seconds(self.at("/stop_grace_period").as_str()?)
    }
}

/// Compose prints a plain `$` as `$$`.
fn plain(text: &str) -> String {
    text.replace("$$", "$")
}

/// A duration as Compose prints it, such as `1m30s`.
fn seconds(text: &str) -> Option<u64> {
    let mut sum = 0;
    let mut number = String::new();
    for letter in text.chars() {
        match letter {
            '0'..='9' => number.push(letter),
            unit => {
                let factor = match unit {
                    's' => 1,
                    'm' => 60,
                    'h' => 3600,
                    _ => return None,
                };
                sum += factor * std::mem::take(&mut number).parse::<u64>().ok()?;
            }
        }
    }
    number.is_empty().then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::{Service, seconds};
    use serde_json::json;

    #[test]
    fn durations() {
        assert_eq!(seconds("30s"), Some(30));
        assert_eq!(seconds("1m30s"), Some(90));
        assert_eq!(seconds("1d"), None);
    }

    #[test]
    fn an_image_without_its_registry() {
        let image = |image| {
            Service {
                name: String::new(),
                json: json!({ "image": image }),
            }
            .image()
        };
        let pair = |path: &str, tag: &str| (path.to_owned(), tag.to_owned());
        assert_eq!(image("redis:7-alpine"), pair("redis", "7-alpine"));
        assert_eq!(
            image("ghcr.io/mastodon/mastodon:v4.6.5"),
            pair("mastodon/mastodon", "v4.6.5")
        );
    }
}
