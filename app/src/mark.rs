//! The mark: an elephant with a howdah. style/icon.svg has the same drawing.

use leptos::prelude::*;

pub(crate) fn mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="4 1 43 43" width="40" height="40" aria-hidden="true">
            <path class="mark-elephant" d="M16 20h17c5 0 8.5 3.5 8.5 8.5V43H35v-8.5H23.5V43H17v-9.2c-1.6-.2-3.2-.9-4.4-2-.9 2.6-.7 5 .5 6.7.5.7 1.2.8 1.9.4l1.2 2.3c-1 .7-2.2 1-3.4.8C8.2 41.3 6 36.5 6.3 30.5 6.6 24.2 10 20 16 20z" />
            <path class="mark-elephant" d="M41 27c2.3 1 3.6 3.3 3.5 6.5l-1.6.2c-.2-2.6-1-4-2.4-4.7z" />
            <path class="mark-ear" d="M19.5 22.5c3.6 0 5.5 2.2 5.5 5S23.1 33 20 33c1.3-3.2 1.2-7-.5-10.5z" />
            <path class="mark-howdah" d="M19 17.5h19v3.2H19zM21 9.5h2v8h-2zM34 9.5h2v8h-2zM18 10.5C20.5 5 24.5 2.8 28.5 2.8S36.5 5 39 10.5z" />
        </svg>
    }
}
