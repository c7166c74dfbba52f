//! A query's text as a row of symbols.

/// One symbol of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol<'a> {
    /// `+` right before something other than a blank.
    Plus,
    /// `-` right before something other than a blank.
    Minus,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// What stands between quotes; a quote that is never closed ends with the text.
    Quoted(&'a str),
    /// `name:` before a value, and whether the value stands right after it.
    Field(&'a str, bool),
    /// Anything else up to white space, a bracket or a quote.
    Word(&'a str),
}

/// The symbols of a text, in order.
pub(super) struct Lexer<'a> {
    rest: &'a str,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The text before the next character of a kind, which stays in the rest.
    fn take_until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(stop).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Symbol<'a>;

    fn next(&mut self) -> Option<Symbol<'a>> {
        // A sign before a blank is a dash between words.
        self.rest = self.rest.trim_start();
        while let Some(after) = self.rest.strip_prefix(['+', '-'])
            && after.starts_with(char::is_whitespace)
        {
            self.rest = after.trim_start();
        }
        let first = self.rest.chars().next()?;
        let after = &self.rest[first.len_utf8()..];
        if is_quote(first) {
            self.rest = after;
            let quoted = self.take_until(is_quote);
            let closing = self.rest.chars().next().map_or(0, char::len_utf8);
            self.rest = &self.rest[closing..];
            return Some(Symbol::Quoted(quoted));
        }
        match first {
            '(' | ')' => {
                self.rest = after;
                return Some(if first == '(' {
                    Symbol::Open
                } else {
                    Symbol::Close
                });
            }
            '+' | '-' => {
                self.rest = after;
                return Some(if first == '+' {
                    Symbol::Plus
                } else {
                    Symbol::Minus
                });
            }
            _ => {}
        }
        let word_end = self.rest.find(ends_word).unwrap_or(self.rest.len());
        // A field needs a name before its colon and a value after it, if with a blank between.
        if let Some((name, after)) = self.rest.split_once(':')
            && name.len() < word_end
            && !name.is_empty()
            && super::fields::field_name(name).is_some()
        {
            let value = after.trim_start();
            let is_near = value.len() == after.len();
            let begins = value.chars().next();
            if begins.is_some_and(|next| {
                !matches!(next, '/' | '(' | ')') && (is_near || !matches!(next, '+' | '-'))
            }) {
                self.rest = value;
                return Some(Symbol::Field(name, is_near));
            }
        }
        let word = self.take_until(ends_word);
        // A field's name without a value is a word, and stays one whatever is written after it.
        let name = word.strip_suffix(':');
        let name = name.filter(|name| super::fields::field_name(name).is_some());
        Some(Symbol::Word(name.unwrap_or(word)))
    }
}

fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || is_quote(letter) || matches!(letter, '(' | ')')
}

fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»'
    )
}
