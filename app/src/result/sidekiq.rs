//! Sidekiq as a picture: a box a process, a square a thread, its queues beside them.

use markup::number::counted;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::plan::{Order, QueueEntry, Sidekiq, SidekiqProcess};

use super::value_row::value_row;

/// Drawn one by one up to here, then as a number. Our judgement.
const BOXES_MAX: u32 = 8;
const THREADS_A_ROW: u32 = 10;
/// From one square to the next.
const PITCH: u32 = 9;

pub(super) fn sidekiq(plan: &Plan) -> Element {
    let sidekiqs = || plan.hosts.iter().filter_map(|host| host.sidekiq.as_ref());
    let (processes, threads): (u32, u32) = (
        sidekiqs().map(Sidekiq::process_count).sum(),
        sidekiqs().map(Sidekiq::threads).sum(),
    );
    let words = format!(
        "{} with {} in all. Each square is a thread.",
        counted(processes.into(), "process", "processes"),
        counted(threads.into(), "thread", "threads"),
    );
    let kinds = el_of("ul", "processes")
        .attr("role", "list")
        .with_all(sidekiqs().flat_map(|sidekiq| &sidekiq.processes).map(kind));
    let layouts = sidekiqs().map(|sidekiq| value_row(&sidekiq.layout.shown("Layout")));
    el_of("section", "sidekiq")
        .attr("id", "sidekiq")
        .attr("aria-labelledby", "sidekiq-title")
        .with(el("h3").attr("id", "sidekiq-title").text("Sidekiq"))
        .with(el("p").text(words))
        .with(kinds)
        .with(el_of("div", "legend").with_all(layouts))
}

fn kind(process: &SidekiqProcess) -> Element {
    let instances = process.instances.value;
    let threads = process.concurrency.value;
    let words = format!(
        " {} × {}",
        counted(instances.into(), "process", "processes"),
        counted(threads.into(), "thread", "threads"),
    );
    let name = el_of("p", "process-name")
        .with(el("strong").text(process.name.clone()))
        .text(words);
    let rest = (instances > BOXES_MAX)
        .then(|| el_of("span", "process-rest").text(format!("and {} more", instances - BOXES_MAX)));
    let boxes = el_of("div", "process-boxes")
        .attr("aria-hidden", "true")
        .with_all((0..instances.min(BOXES_MAX)).map(|_| threads_box(threads)))
        .with_all(rest);
    let order = match process.order {
        Order::Strict => "Queues in strict order:",
        Order::Weighted => "Queues by weight:",
    };
    let queues = el("ul")
        .attr("role", "list")
        .with_all(process.queues.iter().map(queue));
    let queues = el_of("div", "process-queues")
        .with(el("span").text(order))
        .with(queues);
    el_of("li", "process").with(name).with(boxes).with(queues)
}

fn queue(entry: &QueueEntry) -> Element {
    let weight = entry
        .weight
        .map(|weight| el_of("span", "queue-weight").text(weight.to_string()));
    el_of("li", "queue").text(entry.queue.label()).with_all(weight)
}

/// One process: as many squares as threads, in rows.
fn threads_box(threads: u32) -> Element {
    let columns = threads.clamp(1, THREADS_A_ROW);
    let (width, height) = (columns * PITCH + 1, threads.div_ceil(THREADS_A_ROW) * PITCH + 1);
    let squares = (0..threads).map(|thread| {
        let (column, row) = (thread % THREADS_A_ROW, thread / THREADS_A_ROW);
        format!("M{} {}h7v7h-7z", column * PITCH + 1, row * PITCH + 1)
    });
    let squares = el_of("path", "process-thread").attr("d", squares.collect::<String>());
    let picture = el("svg")
        .attr("width", width.to_string())
        .attr("height", height.to_string())
        .with(squares);
    el_of("span", "process-box").with(picture)
}
