//! Where the browser and its driver are: Debian's places, or those the environment names.

use std::env;
use std::ffi::OsString;

pub(crate) fn browser() -> OsString {
    env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into())
}

pub(crate) fn driver() -> OsString {
    env::var_os("CHROMEDRIVER").unwrap_or_else(|| "/usr/bin/chromedriver".into())
}
