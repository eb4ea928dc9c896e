//! What the runbook asks the admin of a server that exists to fill in.

use crate::postgresql::cluster;
use crate::world::World;

/// The user list with what PostgreSQL keeps of each role's password.
pub(super) fn filled_in(users: &str, world: &World) -> Result<String, String> {
    let mut lines = Vec::new();
    for line in users.lines() {
        let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        match words[..] {
            [user, secret] if secret.starts_with("CHANGE_ME_DB_") => {
                let query = format!("select rolpassword from pg_authid where rolname = '{user}'");
                lines.push(line.replace(secret, &cluster::ask(world, &query)?));
            }
            _ => lines.push(line.to_owned()),
        }
    }
    Ok(lines.join("\n") + "\n")
}
