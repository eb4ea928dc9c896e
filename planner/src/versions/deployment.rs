//! How each version of Mastodon is deployed: what its own `dist/nginx.conf`, `docker-compose.yml` and installation have.

use crate::spec::{Mastodon, Postgresql};

impl Mastodon {
    /// The named location of Puma in `dist/nginx.conf`.
    pub fn named_location(self) -> &'static str {
        if self >= Self::V4_6 { "@mastodon" } else { "@proxy" }
    }

    /// Folders of files that do not change under their name, as `dist/nginx.conf` lists them.
    pub fn static_folders(self) -> Vec<&'static str> {
        let mut folders = vec!["assets", "avatars", "emoji", "headers", "packs", "sounds"];
        if self >= Self::V4_6 {
            folders.push("ocr");
        } else if self >= Self::V4_0 {
            folders.push("shortcuts");
        }
        folders
    }

    /// `dist/nginx.conf` treats `/sw.js` apart.
    pub fn has_service_worker_at_root(self) -> bool {
        self < Self::V4_6
    }

    /// Assets are compressed when they are built.
    pub fn has_gzip_static(self) -> bool {
        self >= Self::V4_4
    }

    /// `proxy_read_timeout` in `dist/nginx.conf`; the others leave it at nginx' own.
    pub fn proxy_read_timeout_seconds(self) -> Option<u32> {
        (self >= Self::V4_6).then_some(120)
    }

    /// Where its images are.
    pub fn image_registry(self) -> &'static str {
        if self >= Self::V4_2 {
            "ghcr.io/mastodon"
        } else {
            "tootsuite"
        }
    }

    /// Its scheduler removes old media of other servers, as far as the settings of content retention say (4.0, `Scheduler::VacuumScheduler`).
    pub fn clears_media(self) -> bool {
        self >= Self::V4_0
    }

    /// Its compose file starts Puma itself; before, `rails s` by way of a shell.
    pub fn has_puma_command(self) -> bool {
        self >= Self::V4_3
    }

    /// Its compose file names streaming's `index.js`.
    pub fn has_streaming_index(self) -> bool {
        self >= Self::V4_3
    }

    /// Health checks of its compose file ask by curl, which its images have; before, by wget.
    pub fn has_curl_in_image(self) -> bool {
        self >= Self::V4_3
    }

    /// Elasticsearch in its compose file; for versions older than 4.3 the newest of the same major version.
    pub fn elasticsearch(self) -> &'static str {
        if self >= Self::V4_6 { "8.19.15" } else { "7.17.29" }
    }

    /// Which of its makers' archives that Elasticsearch is in.
    pub fn elasticsearch_major(self) -> u32 {
        if self >= Self::V4_6 { 8 } else { 7 }
    }

    /// `ES_PRESET` is read.
    pub fn has_search_preset(self) -> bool {
        self >= Self::V4_2
    }

    /// Its packages are locked by Yarn 4, which calls it immutable; before, by Yarn 1.
    pub fn has_yarn_4(self) -> bool {
        self >= Self::V4_3
    }

    /// Pictures may still go through `ImageMagick`; from 4.6 on libvips does all.
    pub fn needs_imagemagick(self) -> bool {
        self < Self::V4_6
    }

    /// `SMTP_ENABLE_STARTTLS`; before, only `SMTP_ENABLE_STARTTLS_AUTO` is known.
    pub fn has_smtp_enable_starttls(self) -> bool {
        self >= Self::V4_0
    }

    /// `DB_SSLMODE=no-verify`, by which streaming encrypts without looking at the certificate.
    pub fn streaming_can_skip_verification(self) -> bool {
        self >= Self::V4_2
    }

    /// The role of who may do everything, as `tootctl` takes it.
    pub fn owner_role(self) -> &'static str {
        if self >= Self::V4_0 { "Owner" } else { "admin" }
    }
}

impl Postgresql {
    /// The folder that its image keeps data below: from 18 on each version's in a folder of its own.
    pub fn data_folder_in_image(self) -> &'static str {
        if self >= Self::V18 {
            "/var/lib/postgresql"
        } else {
            "/var/lib/postgresql/data"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::choice::Chosen;

    /// What a question answers from 3.5 to 4.7, letter for letter: `n` is no, `y` is yes.
    fn answers(asked: fn(Mastodon) -> bool) -> String {
        let all = Mastodon::ALL.iter();
        all.map(|&version| if asked(version) { 'y' } else { 'n' })
            .collect()
    }

    // Expected: github.com/mastodon/mastodon, `dist/nginx.conf`, `docker-compose.yml`, `CHANGELOG.md`, `package.json` at
    // the release tags v3.5, v4.0, v4.1, v4.2, v4.3, v4.4, v4.5 and v4.6, and 4.7 as `versions.rs` says.

    #[test]
    fn nginx_is_as_in_each_versions_own_file() {
        assert_eq!(answers(Mastodon::has_service_worker_at_root), "yyyyyyynn");
        assert_eq!(answers(Mastodon::has_gzip_static), "nnnnnyyyy");
        assert_eq!(
            answers(|version| version.named_location() == "@mastodon"),
            "nnnnnnnyy"
        );
        assert_eq!(
            answers(|version| version.static_folders().contains(&"shortcuts")),
            "nyyyyyynn"
        );
        assert_eq!(
            answers(|version| version.static_folders().contains(&"ocr")),
            "nnnnnnnyy"
        );
        assert_eq!(Mastodon::V4_6.proxy_read_timeout_seconds(), Some(120));
        assert_eq!(Mastodon::V4_5.proxy_read_timeout_seconds(), None);
    }

    #[test]
    fn containers_are_as_in_each_versions_own_file() {
        assert_eq!(
            answers(|version| version.image_registry() == "tootsuite"),
            "yyynnnnnn"
        );
        assert_eq!(answers(Mastodon::clears_media), "nyyyyyyyy");
        assert_eq!(answers(Mastodon::has_puma_command), "nnnnyyyyy");
        assert_eq!(answers(Mastodon::has_streaming_index), "nnnnyyyyy");
        assert_eq!(answers(Mastodon::has_curl_in_image), "nnnnyyyyy");
        assert_eq!(
            answers(|version| version.elasticsearch() == "8.19.15"),
            "nnnnnnnyy"
        );
        for version in Mastodon::ALL {
            let major = format!("{}.", version.elasticsearch_major());
            assert!(version.elasticsearch().starts_with(&major), "{version}");
        }
        assert_eq!(answers(Mastodon::has_search_preset), "nnnyyyyyy");
    }

    #[test]
    fn installation_is_as_in_each_versions_own_release_notes() {
        assert_eq!(answers(Mastodon::has_yarn_4), "nnnnyyyyy");
        assert_eq!(answers(Mastodon::needs_imagemagick), "yyyyyyynn");
        assert_eq!(answers(|version| version.owner_role() == "admin"), "ynnnnnnnn");
    }

    /// docker-library/docs, postgres: the volume is `/var/lib/postgresql/data` up to 17, `/var/lib/postgresql` from 18 on.
    #[test]
    fn an_image_of_postgresql_keeps_data_where_its_makers_say() {
        assert_eq!(Postgresql::V17.data_folder_in_image(), "/var/lib/postgresql/data");
        assert_eq!(Postgresql::V18.data_folder_in_image(), "/var/lib/postgresql");
    }
}
