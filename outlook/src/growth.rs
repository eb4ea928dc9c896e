//! The same site with more users: a column each, from the fewest to the most.

use markup::number::grouped;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::outlook::{Stage, growth as stages};
use planner::plan::{RedisInstance, rough_size};

use crate::table::{Row, table};

pub(crate) fn growth(plan: &Plan) -> Element {
    let words = "The same site with other numbers of active users on ordinary days, each with the smallest usual host that carries it and a plan of \
                 its own. Bold is what differs from the column before.";
    el_of("section", "growth")
        .attr("id", "growth")
        .attr("aria-labelledby", "growth-title")
        .with(el("h3").attr("id", "growth-title").text("As the site grows"))
        .with(el("p").text(words))
        .with(side_by_side(&columns(plan)))
}

struct Column {
    users: u64,
    is_here: bool,
    /// None where it takes more than one host.
    values: Option<Vec<Named>>,
}

struct Named {
    name: &'static str,
    value: String,
}

/// The plan that is looked at among the others.
fn columns(plan: &Plan) -> Vec<Column> {
    let users = plan.spec.load.active_users.into();
    let here = Column {
        users,
        is_here: true,
        values: Some(values(plan)),
    };
    let others = stages(plan)
        .into_iter()
        .filter(|stage| stage.active_users != users);
    let mut columns: Vec<_> = others.map(column).chain([here]).collect();
    columns.sort_by_key(|column| column.users);
    columns
}

fn column(stage: Stage) -> Column {
    Column {
        users: stage.active_users,
        is_here: false,
        values: stage.plan.map(|plan| values(&plan)),
    }
}

fn values(plan: &Plan) -> Vec<Named> {
    let named = |name, value| Named { name, value };
    let host = plan.spec.host();
    let redis = plan.hosts.iter().filter_map(|host| host.redis.as_ref());
    let redis: Vec<_> = redis.flat_map(|redis| &redis.instances).map(name_of).collect();
    let figures = plan.figures().map(|figure| named(figure.name, figure.value));
    [
        named("CPU cores", host.cores.to_string()),
        named("Memory", host.memory.rounded()),
    ]
    .into_iter()
    .chain(figures)
    .chain([
        named("Redis", redis.join(", ")),
        named(
            "Database after a year",
            rough_size(plan.load.database.value.likely),
        ),
        named("Media", rough_size(plan.load.media.value.likely)),
    ])
    .collect()
}

fn name_of(instance: &RedisInstance) -> &'static str {
    instance.name
}

fn side_by_side(columns: &[Column]) -> Element {
    let names = columns
        .iter()
        .find_map(|column| column.values.as_ref())
        .map(|values| values.iter().map(|named| named.name));
    let rows = names.into_iter().flatten().enumerate().map(|(index, name)| Row {
        name: name.to_owned(),
        cells: cells(columns, index),
    });
    let heads = columns.iter().map(|column| {
        let here = column
            .is_here
            .then(|| el_of("span", "outlook-more").text("your plan"));
        el("th")
            .attr_if("data-here", column.is_here.then_some(""))
            .text(grouped(column.users))
            .with_all(here)
    });
    let users = el("th").attr("scope", "row").text("Active users");
    table("Plans side by side", users, heads.collect(), rows.collect())
}

fn cells(columns: &[Column], row: usize) -> Vec<Element> {
    let mut before = None;
    let cells = columns.iter().map(|column| {
        let cell = el("td").attr_if("data-here", column.is_here.then_some(""));
        let value = column.values.as_ref().map(|values| &values[row].value);
        let cell = match value {
            Some(value) if before.is_some_and(|before| before != value) => {
                cell.with(el("strong").text(value.clone()))
            }
            Some(value) => cell.text(value.clone()),
            None if row == 0 => cell.text("several hosts"),
            None => cell.text("–"),
        };
        before = value.or(before);
        cell
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use planner::{Raw, Spec};

    use super::*;

    fn html(users: &str) -> String {
        let raw: Raw = [("site.domain", "example.social"), ("load.active_users", users)]
            .into_iter()
            .collect();
        growth(&planner::plan(&Spec::read(&raw).unwrap())).to_string()
    }

    fn heads(html: &str) -> Vec<&str> {
        let heads = html.split("scope=\"col\"").skip(1);
        heads.map(|head| head.split(['>', '<']).nth(1).unwrap()).collect()
    }

    #[test]
    fn the_plan_stands_among_the_others_in_their_order() {
        assert_eq!(
            heads(&html("2500")),
            ["100", "1000", "2500", "10\u{202f}000", "100\u{202f}000"]
        );
        assert_eq!(
            heads(&html("1")),
            ["1", "100", "1000", "10\u{202f}000", "100\u{202f}000"]
        );
    }

    #[test]
    fn it_is_in_place_of_one_with_as_many_users() {
        assert_eq!(
            heads(&html("100")),
            ["100", "1000", "10\u{202f}000", "100\u{202f}000"]
        );
        assert_eq!(html("100").matches("your plan").count(), 1);
    }

    #[test]
    fn what_one_host_cannot_do_is_said() {
        // 100,000 users are more than 64 cores do.
        assert!(html("100").contains("several hosts"));
    }
}
