//! Paths with dots as a tree, for the formats that nest: JSON, YAML and the schema.

/// What is at a name: a leaf, or more names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree<T> {
    pub leaf: Option<T>,
    /// In the order in which they were first named.
    pub below: Vec<(String, Self)>,
}

impl<T> Tree<T> {
    /// Whether what is below are places in a list: names that are numbers.
    pub fn is_list(&self) -> bool {
        let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
        !self.below.is_empty() && self.below.iter().all(|(name, _)| is_number(name))
    }

    fn add(&mut self, path: &str, leaf: T) {
        let (name, rest) = match path.split_once('.') {
            Some((name, rest)) => (name, Some(rest)),
            None => (path, None),
        };
        let known = self.below.iter().position(|(other, _)| other == name);
        let place = known.unwrap_or_else(|| {
            self.below.push((name.to_owned(), Self::default()));
            self.below.len() - 1
        });
        let tree = &mut self.below[place].1;
        match rest {
            Some(rest) => tree.add(rest, leaf),
            None => tree.leaf = Some(leaf),
        }
    }
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self {
            leaf: None,
            below: Vec::new(),
        }
    }
}

impl<P: AsRef<str>, T> FromIterator<(P, T)> for Tree<T> {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(entries: I) -> Self {
        let mut tree = Self::default();
        for (path, leaf) in entries {
            tree.add(path.as_ref(), leaf);
        }
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(leaf: u32) -> Tree<u32> {
        Tree {
            leaf: Some(leaf),
            below: Vec::new(),
        }
    }

    fn branch(below: Vec<(&str, Tree<u32>)>) -> Tree<u32> {
        let below = below.into_iter().map(|(name, tree)| (name.to_owned(), tree));
        Tree {
            leaf: None,
            below: below.collect(),
        }
    }

    #[test]
    fn what_begins_alike_stands_together_where_it_was_first_named() {
        let tree: Tree<u32> = [("b.y", 1), ("a", 2), ("b.x.z", 3)].into_iter().collect();
        let b = branch(vec![("y", leaf(1)), ("x", branch(vec![("z", leaf(3))]))]);
        assert_eq!(tree, branch(vec![("b", b), ("a", leaf(2))]));
    }

    #[test]
    fn numbers_alone_make_a_list() {
        let tree: Tree<u32> = [("hosts.0.cores", 4), ("hosts.1.cores", 8), ("1a", 0)]
            .into_iter()
            .collect();
        assert!(tree.below[0].1.is_list());
        assert!(!tree.is_list());
        assert!(!leaf(1).is_list());
    }
}
