//! On the server, where nothing needs to be fetched.

use planner::Plan;
use templates::Secrets;

use super::File;

pub(super) fn list(plan: &Plan) -> Vec<File> {
    let bundle = templates::render(plan, &Secrets::hidden());
    bundle.files.into_iter().map(file).collect()
}

fn file(file: templates::File) -> File {
    let marks = file.kind.format.comment_marks;
    File {
        is_secret: file.is_secret(),
        path: file.path,
        mode: file.mode,
        summary: file.kind.summary.to_owned(),
        reader: file.kind.reader.to_owned(),
        comment_marks: marks.iter().map(|&mark| mark.to_owned()).collect(),
        text: file.text,
    }
}
