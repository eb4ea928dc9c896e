//! What JSON and YAML have in common.

/// A document as a tree. Scalars keep their spelling: as numbers, `4.10` and `4.1` would be one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `null` is the same as leaving a field out.
    Null,
    Text(String),
    List(Vec<Node>),
    /// In the order of the document; a name may come twice.
    Map(Vec<(String, Node)>),
    /// What has no place in a Spec, whatever it is.
    Refused(Refusal),
}

/// The parts of a problem that do not depend on where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub value: String,
    pub message: String,
    pub limit: String,
}

/// Levels of lists and maps in each other. Our judgement: a Spec has three.
pub const MAX_DEPTH: usize = 16;

impl Node {
    pub fn refused(value: impl Into<String>, message: impl Into<String>, limit: impl Into<String>) -> Self {
        Self::Refused(Refusal {
            value: value.into(),
            message: message.into(),
            limit: limit.into(),
        })
    }

    pub fn too_deep() -> Self {
        Self::refused("", "is nested too deeply", format!("at most {MAX_DEPTH} levels"))
    }
}
