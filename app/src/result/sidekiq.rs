//! Sidekiq as a picture: a box a process, a square a thread, its queues beside them.

use leptos::prelude::*;
use planner::Plan;
use planner::plan::{Order, SidekiqProcess};

use super::value_row::value_row;
use crate::ui::number::counted;

/// Drawn one by one up to here, then as a number. Our judgement.
const BOXES_MAX: u32 = 8;
const THREADS_A_ROW: u32 = 10;
const SQUARE: u32 = 9;

pub(super) fn sidekiq(plan: &Plan) -> AnyView {
    let sidekiq = &plan.sidekiq;
    let words = format!(
        "{} with {} in all. Each square is a thread.",
        counted(sidekiq.process_count().into(), "process", "processes"),
        counted(sidekiq.threads().into(), "thread", "threads"),
    );
    let kinds = sidekiq.processes.iter().map(kind).collect_view();
    let layout = value_row(&sidekiq.layout.shown("Layout"));
    view! {
        <section class="sidekiq" aria-labelledby="sidekiq-title">
            <h3 id="sidekiq-title">"Sidekiq"</h3>
            <p>{words}</p>
            <ul class="processes" role="list">{kinds}</ul>
            <div class="legend">{layout}</div>
        </section>
    }
    .into_any()
}

fn kind(process: &SidekiqProcess) -> impl IntoView + use<> {
    let instances = process.instances.value;
    let threads = process.concurrency.value;
    let boxes = (0..instances.min(BOXES_MAX))
        .map(|_| threads_box(threads))
        .collect_view();
    let rest = (instances > BOXES_MAX).then(|| format!("+ {}", instances - BOXES_MAX));
    let words = format!(
        "{} × {}",
        counted(instances.into(), "process", "processes"),
        counted(threads.into(), "thread", "threads"),
    );
    let order = match process.order {
        Order::Strict => "in strict order",
        Order::Weighted => "by weight",
    };
    let queues = process.queues.iter().map(|entry| {
        let weight = entry
            .weight
            .map(|weight| view! { <span class="queue-weight">{weight}</span> });
        view! { <li class="queue" data-queue=entry.queue.to_string()>{entry.queue.label()}{weight}</li> }
    });
    view! {
        <li class="process">
            <p class="process-name"><strong>{process.name.clone()}</strong>" "{words}</p>
            <div class="process-boxes" aria-hidden="true">{boxes}<span class="process-rest">{rest}</span></div>
            <div class="process-queues">
                <span>"Queues "{order}":"</span>
                <ul role="list">{queues.collect_view()}</ul>
            </div>
        </li>
    }
}

/// One process: as many squares as threads, in rows.
fn threads_box(threads: u32) -> impl IntoView {
    let columns = threads.clamp(1, THREADS_A_ROW);
    let (width, height) = (columns * SQUARE + 1, threads.div_ceil(THREADS_A_ROW) * SQUARE + 1);
    let squares = (0..threads).map(|thread| {
        let (column, row) = (thread % THREADS_A_ROW, thread / THREADS_A_ROW);
        format!("M{} {}h7v7h-7z", column * SQUARE + 1, row * SQUARE + 1)
    });
    let path: String = squares.collect();
    view! {
        <span class="process-box">
            <svg width=width height=height><path class="process-thread" d=path /></svg>
        </span>
    }
}
