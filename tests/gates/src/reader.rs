//! What one Rust file refers to. A reader of tokens, not of syntax: it also sees into the bodies of macros, and it does
//! not see comments, documentation or strings.

use std::iter::Peekable;
use std::slice::Iter;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The names that lead to a module or an item: from the crate's root, or from where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    Absolute(Vec<String>),
    Relative(Vec<String>),
}

impl Reference {
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::Absolute(names) | Self::Relative(names) => names,
        }
    }
}

/// A file, as far as arrows need it.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Every path of more than one name, those of `use` declarations included.
    pub(crate) references: Vec<Reference>,
    /// What `use` declarations call by a name.
    pub(crate) imports: Vec<(String, Reference)>,
    /// The macros that are defined here.
    pub(crate) macros: Vec<String>,
    /// Every identifier.
    pub(crate) words: Vec<String>,
}

impl Source {
    /// Reads the file of the module that `module` leads to.
    pub(crate) fn read(module: &[String], text: &str) -> Result<Self, String> {
        let tokens: TokenStream = text.parse().map_err(|error| format!("is not Rust: {error}"))?;
        let mut reader = Reader { module: module.to_vec(), source: Self::default() };
        reader.scan(tokens);
        Ok(reader.source)
    }
}

struct Reader {
    /// The module of the present token, modules inside the file included.
    module: Vec<String>,
    source: Source,
}

type Tokens<'a> = Peekable<Iter<'a, TokenTree>>;

impl Reader {
    fn scan(&mut self, stream: TokenStream) {
        let tokens: Vec<_> = stream.into_iter().collect();
        let mut tokens = tokens.iter().peekable();
        let mut last = String::new();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.scan(group.stream()),
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    self.source.words.push(name.clone());
                    match name.as_str() {
                        "use" => self.import(&mut tokens, Vec::new()),
                        "mod" => self.inline_module(&mut tokens),
                        // In `a.b::<T>()` the name before the colons is a method.
                        _ if last != "." => self.path(name, &mut tokens),
                        _ => {}
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            if last == "macro_rules" && token.to_string() == "!" {
                self.source.macros.extend(identifier(&mut tokens));
            }
            last = token.to_string();
        }
    }

    /// `mod name { … }`; the other form has a file of its own.
    fn inline_module(&mut self, tokens: &mut Tokens<'_>) {
        let Some(name) = identifier(tokens) else { return };
        if let Some(TokenTree::Group(body)) = tokens.peek() {
            self.module.push(name);
            self.scan(body.stream());
            self.module.pop();
            tokens.next();
        }
    }

    /// A path in an expression or a type.
    fn path(&mut self, first: String, tokens: &mut Tokens<'_>) {
        let mut names = vec![first];
        while colons(tokens) {
            let Some(name) = identifier(tokens) else { break };
            self.source.words.push(name.clone());
            names.push(name);
        }
        if names.len() > 1 {
            let reference = self.reference(names);
            self.source.references.push(reference);
        }
    }

    /// The tree of a `use` declaration below the names that were read.
    fn import(&mut self, tokens: &mut Tokens<'_>, mut names: Vec<String>) {
        loop {
            match tokens.peek() {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let branches: Vec<_> = group.stream().into_iter().collect();
                    let mut branches = branches.iter().peekable();
                    while branches.peek().is_some() {
                        self.import(&mut branches, names.clone());
                    }
                    tokens.next();
                    tokens.next_if(|token| token.to_string() == ",");
                    return;
                }
                Some(TokenTree::Ident(_)) => names.extend(identifier(tokens)),
                _ => {}
            }
            if !colons(tokens) {
                break;
            }
        }
        if names.last().is_some_and(|name| name == "self") && names.len() > 1 {
            names.pop();
        }
        let mut local = names.last().cloned().unwrap_or_default();
        while let Some(token) = tokens.next().filter(|token| ![",", ";"].contains(&&*token.to_string())) {
            match token {
                // A glob: what it brings is not known, but where from is.
                TokenTree::Punct(_) => local.clear(),
                TokenTree::Ident(name) => local = name.to_string(),
                TokenTree::Group(_) | TokenTree::Literal(_) => {}
            }
        }
        self.source.words.extend(names.iter().cloned());
        let reference = self.reference(names);
        self.source.references.push(reference.clone());
        if !local.is_empty() {
            self.source.imports.push((local, reference));
        }
    }

    /// Replaces `crate`, `super` and `self` by the names that they stand for.
    fn reference(&self, names: Vec<String>) -> Reference {
        let mut base = match names.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super" | "self") => self.module.clone(),
            _ => return Reference::Relative(names),
        };
        for name in names {
            match name.as_str() {
                "super" => drop(base.pop()),
                "crate" | "self" => {}
                _ => base.push(name),
            }
        }
        Reference::Absolute(base)
    }
}

fn identifier(tokens: &mut Tokens<'_>) -> Option<String> {
    let name = tokens.next_if(|token| matches!(token, TokenTree::Ident(_)))?;
    Some(name.to_string())
}

/// Takes `::`, if it comes next.
fn colons(tokens: &mut Tokens<'_>) -> bool {
    let mut colon = || tokens.next_if(|token| token.to_string() == ":").is_some();
    colon() && colon()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str) -> Vec<String> {
        path.split("::").map(str::to_owned).collect()
    }

    fn read(text: &str) -> Source {
        Source::read(&names("a::b"), text).unwrap()
    }

    fn absolute(text: &str) -> Vec<String> {
        let references = read(text).references;
        let absolute = references.into_iter().filter(|found| matches!(found, Reference::Absolute(_)));
        absolute.map(|found| found.names().join("::")).collect()
    }

    #[test]
    fn every_form_of_a_path_is_seen() {
        assert_eq!(absolute("use crate::x::Y; use super::z;"), ["x::Y", "a::z"]);
        assert_eq!(absolute("use crate::{x::{self, Y as _}, z::*};"), ["x", "x::Y", "z"]);
        assert_eq!(
            absolute("fn f(x: crate::x::Y) -> super::Z { self::w::v() }"),
            ["x::Y", "a::Z", "a::b::w::v"]
        );
        assert_eq!(absolute("macro_rules! m { () => { $crate::x::Y } }"), ["x::Y"]);
        assert_eq!(absolute("mod tests { use super::*; fn f() { super::super::x() } }"), ["a::b", "a::x"]);
    }

    #[test]
    fn what_is_no_code_is_not_seen() {
        assert!(
            absolute("/// [x](crate::x::Y)\n// crate::x\nfn f() { \"crate::x::Y\"; } pub(crate) struct S;")
                .is_empty()
        );
    }

    #[test]
    fn imports_keep_their_local_names() {
        let imports = read("use crate::x::{Y as Z, self}; pub use child::W;").imports;
        let shown: Vec<_> =
            imports.iter().map(|(local, path)| format!("{local}={}", path.names().join("::"))).collect();
        assert_eq!(shown, ["Z=x::Y", "x=x", "W=child::W"]);
    }
}
