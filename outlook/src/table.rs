//! Tables with a name for each column and each row.

use markup::{Element, el, el_of};

/// A row: its name, and what is below the columns' names.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) cells: Vec<Element>,
}

/// `head` stands above the rows' names, `columns` have the columns'. Where it is wider than the screen it is moved by itself: by keyboard,
/// too, so it has a name.
pub(crate) fn table(name: &'static str, head: Element, columns: Vec<Element>, rows: Vec<Row>) -> Element {
    let columns = columns.into_iter().map(|column| column.attr("scope", "col"));
    let rows = rows.into_iter().map(|row| {
        el("tr")
            .with(el("th").attr("scope", "row").text(row.name))
            .with_all(row.cells)
    });
    let table = el_of("table", "outlook-table")
        .with(el("thead").with(el("tr").with(head).with_all(columns)))
        .with(el("tbody").with_all(rows));
    el_of("div", "table-box")
        .attr("role", "region")
        .attr("aria-label", name)
        .attr("tabindex", "0")
        .with(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_and_each_row_has_its_name() {
        let rows = vec![Row {
            name: "Memory".to_owned(),
            cells: vec![el("td").text("4 GiB")],
        }];
        let html = table("Sizes", el("td"), vec![el("th").text("now")], rows).to_string();
        assert!(
            html.contains("<tr><td></td><th scope=\"col\">now</th></tr>"),
            "{html}"
        );
        assert!(
            html.contains("<tr><th scope=\"row\">Memory</th><td>4 GiB</td></tr>"),
            "{html}"
        );
        assert!(html.contains("aria-label=\"Sizes\""), "{html}");
    }
}
