//! nginx's files as a tree of directives.

/// A directive, its arguments, and what stands in its braces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Directive {
    pub(crate) name: String,
    pub(crate) args: Vec<String>,
    pub(crate) block: Vec<Directive>,
}

impl Directive {
    /// The first argument.
    pub(crate) fn value(&self) -> &str {
        self.args.first().map_or("", |arg| arg)
    }
}

/// Reads the tree; what nginx itself would refuse is read as far as it goes.
pub(crate) fn parse(text: &str) -> Vec<Directive> {
    block(&mut tokens(text).into_iter())
}

/// All directives of a name, at any depth.
pub(crate) fn find<'a>(tree: &'a [Directive], name: &str) -> Vec<&'a Directive> {
    let mut found = Vec::new();
    for directive in tree {
        if directive.name == name {
            found.push(directive);
        }
        found.extend(find(&directive.block, name));
    }
    found
}

fn block(tokens: &mut impl Iterator<Item = Token>) -> Vec<Directive> {
    let mut directives = Vec::new();
    let mut words: Vec<String> = Vec::new();
    while let Some(token) = tokens.next() {
        let inner = match token {
            Token::Word(word) => {
                words.push(word);
                continue;
            }
            Token::End => Vec::new(),
            Token::Open => block(tokens),
            Token::Close => break,
        };
        let mut rest = std::mem::take(&mut words).into_iter();
        if let Some(name) = rest.next() {
            directives.push(Directive {
                name,
                args: rest.collect(),
                block: inner,
            });
        }
    }
    directives
}

enum Token {
    Word(String),
    End,
    Open,
    Close,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => tokens.push(Token::End),
            '{' => tokens.push(Token::Open),
            '}' => tokens.push(Token::Close),
            '#' => letters.by_ref().take_while(|next| *next != '\n').for_each(drop),
            '"' | '\'' => {
                tokens.push(Token::Word(
                    letters.by_ref().take_while(|n| *n != letter).collect(),
                ));
            }
            _ if letter.is_whitespace() => {}
            _ => {
                let mut word = String::from(letter);
                // A variable may be written `${name}`; any other brace ends a word.
                while let Some(next) = letters.next_if(|next| {
                    !(next.is_whitespace() || ";".contains(*next)) && (*next != '{' || word.ends_with('$'))
                }) {
                    word.push(next);
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::{find, parse};

    #[test]
    fn blocks_quotes_and_comments() {
        let tree = parse(
            "http { # c;\n upstream a { server 127.0.0.1:3000 fail_timeout=0; }\n\
             add_header X \"y; z\" always; location ~ \"^/a{2}$\" { return 301 https://${host}/; } }",
        );
        assert_eq!(tree.len(), 1);
        let servers = find(&tree, "server");
        assert_eq!(servers[0].args, ["127.0.0.1:3000", "fail_timeout=0"]);
        assert_eq!(find(&tree, "add_header")[0].args, ["X", "y; z", "always"]);
        assert_eq!(find(&tree, "return")[0].args, ["301", "https://${host}/"]);
    }
}
