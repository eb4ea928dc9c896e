//! The binary under attack, with limits of memory and descriptors. What is counted are answers, never seconds.

mod client;
mod limits;
mod requests;
mod running;
mod stop;
