//! The files of the bundle by folder; one of them can be open.

use leptos::prelude::*;
use templates::File;

use super::file_text;
use crate::address::Address;
use crate::wizard::Wizard;

/// The mode bits of everybody but the owner.
const OTHERS: u32 = 0o077;

pub(super) fn file_list(wizard: Wizard) -> AnyView {
    let folders = move || {
        let open = wizard.file.get();
        wizard.bundle.with(|bundle| {
            by_folder(&bundle.files)
                .into_iter()
                .map(|(folder, files)| {
                    let items: Vec<_> = files
                        .into_iter()
                        .map(|file| item(wizard, file, open.as_deref() == Some(&file.path)))
                        .collect();
                    view! {
                        <li>
                            <h3 class="folder">{folder}</h3>
                            <ul class="files" role="list">{items}</ul>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <p class="view-words">
            "The zip is laid out as on the host. Start with RUNBOOK.md: it says what to do, in which order, and how to undo it."
        </p>
        <ul class="folders" role="list">{folders}</ul>
    }
    .into_any()
}

/// Files that lie together, in the order of the bundle.
fn by_folder(files: &[File]) -> Vec<(String, Vec<&File>)> {
    let mut folders: Vec<(String, Vec<&File>)> = Vec::new();
    for file in files {
        let (folder, _) = split(&file.path);
        match folders.iter_mut().find(|(name, _)| name == folder) {
            Some((_, files)) => files.push(file),
            None => folders.push((folder.to_owned(), vec![file])),
        }
    }
    folders
}

/// The folder with its slash, and the name. What is at the top lies in `./`.
fn split(path: &str) -> (&str, &str) {
    path.rfind('/')
        .map_or(("./", path), |slash| path.split_at(slash + 1))
}

fn item(wizard: Wizard, file: &File, is_open: bool) -> AnyView {
    let path = file.path.clone();
    let (_, name) = split(&file.path);
    let name = name.to_owned();
    let target = if is_open { None } else { Some(path.clone()) };
    let href = Address {
        file: target,
        ..wizard.address()
    }
    .href();
    let is_secret = (file.mode & OTHERS == 0).then(|| view! { <span class="file-secret">"secrets"</span> });
    let text = is_open.then(|| file_text::file_text(wizard, file));
    view! {
        <li class="file" data-open=is_open.then_some("")>
            <p class="file-line">
                <a href=href aria-expanded=if is_open { "true" } else { "false" }><code>{name}</code></a>
                {is_secret}
                <span class="file-summary">{file.kind.summary}</span>
            </p>
            {text}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_into_folder_and_name() {
        assert_eq!(
            split("main/etc/nginx/nginx.conf"),
            ("main/etc/nginx/", "nginx.conf")
        );
        assert_eq!(split("RUNBOOK.md"), ("./", "RUNBOOK.md"));
    }
}
