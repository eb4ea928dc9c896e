//! The whole page below `<body>`.

use leptos::prelude::*;

use crate::Location;

#[component]
pub fn App(location: Location) -> impl IntoView {
    let count = RwSignal::new(0_u32);
    view! {
        <main>
            <h1>"Howdah"</h1>
            <p>{location.path} "?" {location.query}</p>
            <button on:click=move |_| count.update(|n| *n += 1)>"Clicked " {count} " times"</button>
            <Show when=move || { count.get() > 2 }><p id="many">"Many"</p></Show>
        </main>
    }
}
