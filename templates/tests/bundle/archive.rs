//! Archives as other programs unpack them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use templates::Bundle;

use super::spread::cases;

/// Unpacks, and compares every file with its mode.
fn unpacks(bundle: &Bundle, archive: &[u8], name: &str, program: &str, arguments: &[&str]) {
    let folder = std::env::temp_dir().join(format!("howdah-archive-{name}-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    fs::write(&file, archive).unwrap();
    let said = Command::new(program)
        .args(arguments)
        .arg(&file)
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(said.status.success(), "{program}: {said:?}");
    for file in &bundle.files {
        let path = folder.join(&file.path);
        assert_eq!(fs::read_to_string(&path).unwrap(), file.text, "{}", file.path);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o7777,
            file.mode,
            "{}",
            file.path
        );
    }
    fs::remove_dir_all(&folder).unwrap();
    assert!(!Path::new(&folder).exists());
}

#[test]
fn unzip_finds_every_file_with_its_mode() {
    for case in cases().iter().step_by(13) {
        unpacks(
            &case.bundle,
            &case.bundle.zip(),
            "bundle.zip",
            "unzip",
            &["-q", "-X"],
        );
    }
}

#[cfg(feature = "tar")]
#[test]
fn tar_finds_every_file_with_its_mode() {
    for case in cases().iter().step_by(13) {
        unpacks(
            &case.bundle,
            &case.bundle.tar_gz(),
            "bundle.tar.gz",
            "tar",
            &["--same-permissions", "-xzf"],
        );
    }
}

#[test]
fn an_archive_has_no_time_of_its_own() {
    let bundle = &cases()[0].bundle;
    assert_eq!(bundle.zip(), bundle.zip());
    // 1 January 1980 in the first file's header.
    assert_eq!(bundle.zip()[10..14], [0, 0, 0x21, 0]);
}
