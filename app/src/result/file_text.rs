//! One file's text, with its comments dimmed and a button to copy it.

use leptos::prelude::*;
use templates::File;

use crate::ui::copy::copy_button;
use crate::wizard::Wizard;

pub(super) fn file_text(wizard: Wizard, file: &File) -> AnyView {
    let path = file.path.clone();
    let copied = path.clone();
    let text = move || {
        wizard.bundle.with_untracked(|bundle| {
            bundle
                .files
                .iter()
                .find(|file| file.path == copied)
                .map(|file| file.text.clone())
                .unwrap_or_default()
        })
    };
    let what = path.clone();
    let facts = format!("Read by {}. Mode {:04o}.", file.kind.reader, file.mode);
    view! {
        <div class="file-view">
            <div class="file-head">
                <p>{facts}</p>
                {copy_button(move || what.clone(), text)}
            </div>
            <pre class="file-text" tabindex="0" role="region" aria-label=path><code>{lines(file)}</code></pre>
        </div>
    }
    .into_any()
}

/// Runs of comments and of everything else.
fn lines(file: &File) -> Vec<AnyView> {
    let marks = comment_marks(&file.path);
    let mut runs: Vec<(bool, String)> = Vec::new();
    for line in file.text.split_inclusive('\n') {
        let is_comment = marks.iter().any(|mark| line.trim_start().starts_with(mark));
        match runs.last_mut() {
            Some((kind, run)) if *kind == is_comment => run.push_str(line),
            _ => runs.push((is_comment, line.to_owned())),
        }
    }
    let view = |(is_comment, run)| {
        if is_comment {
            view! { <span class="comment">{run}</span> }.into_any()
        } else {
            view! { <span>{run}</span> }.into_any()
        }
    };
    runs.into_iter().map(view).collect()
}

/// How a comment begins in a file of this name.
fn comment_marks(path: &str) -> &'static [&'static str] {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "md" => &[],
        "sql" => &["--"],
        "ini" => &[";", "#"],
        _ => &["#"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_documents_are_no_comments() {
        assert!(comment_marks("RUNBOOK.md").is_empty());
        assert_eq!(comment_marks("main/etc/nginx/nginx.conf"), ["#"]);
        assert_eq!(comment_marks("main/home/mastodon/live/.env.production"), ["#"]);
    }
}
