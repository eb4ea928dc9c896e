//! What can be taken from the result: the zip, the link, the Spec and the command for it.

use markup::{Element, el, el_of};

use super::download;
use super::file_text::text_box;
use crate::address::{Address, View};
use crate::files::Files;
use crate::state::Wizard;
use crate::ui::copy::{ADDRESS, copy_address, copy_text};

const SPEC_FILE: &str = "howdah.yaml";
const COMMAND: &str = "howdah bundle howdah.yaml -o bundle.zip";

pub(crate) fn take_away(wizard: Wizard) -> Vec<Element> {
    vec![download::download(wizard), keep(wizard)]
}

fn keep(wizard: Wizard) -> Element {
    let href = Address {
        view: View::Overview,
        file: None,
        ..wizard.address()
    }
    .href();
    let link = el("p")
        .text("The address of this page holds them all, and no secrets: ")
        .with(el("a").attr("href", href.clone()).text("link to this plan"))
        .text(". ");
    el_of("section", "keep")
        .with(el("h2").text("Keep the answers"))
        .with(link)
        .with(copy_address("the link", href, wizard.copied(ADDRESS)))
        .with(el("p").text("As a file, to keep with your other configuration:"))
        .with(text(wizard, SPEC_FILE, "keep-spec", |text| {
            spec_file(wizard, text)
        }))
        .with(el("p").text("The command that makes the same files of it:"))
        .with(text(wizard, "the command", "keep-command", |text| {
            text.text(COMMAND)
        }))
}

fn text(wizard: Wizard, name: &str, id: &'static str, fill: impl FnOnce(Element) -> Element) -> Element {
    el_of("div", "keep-text")
        .with(text_box(name, fill(el("code").attr("id", id))))
        .with(copy_text(name, id.to_owned(), wizard.copied(id)))
}

fn spec_file(wizard: Wizard, text: Element) -> Element {
    match wizard.files() {
        Files::Here(files) => {
            let file = files.iter().find(|file| file.path == SPEC_FILE);
            text.text(file.map(|file| file.text.clone()).unwrap_or_default())
        }
        Files::AsWritten => text.as_written(),
        Files::OnTheWay => text.text("It is on its way."),
        Files::OutOfReach => text.text("What writes it did not come. The link above holds the same answers."),
    }
}
