//! The analyzer's chains in the form that the engine takes.

use analysis::{Analyzer, Chain, Memo, Tongue};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

const CHAINS: [Chain; 7] = [
    Chain::Main,
    Chain::Parts,
    Chain::Ngram,
    Chain::Exact,
    Chain::Pairs,
    Chain::In(Tongue::English),
    Chain::In(Tongue::Finnish),
];

/// The name under which a chain is registered.
pub(crate) fn tokenizer_name(chain: Chain) -> &'static str {
    match chain {
        Chain::Main => "main",
        Chain::Parts => "parts",
        Chain::Ngram => "ngram",
        Chain::Exact => "exact",
        Chain::Pairs => "pairs",
        Chain::In(Tongue::English) => "english",
        Chain::In(Tongue::Finnish) => "finnish",
    }
}

/// Every chain, registered by name, beside the engine's own for fields that are not text.
pub(crate) fn tokenizers(analyzer: &Analyzer) -> TokenizerManager {
    let manager = TokenizerManager::default();
    register(&manager, analyzer);
    manager
}

/// Registers every chain by name.
pub(crate) fn register(manager: &TokenizerManager, analyzer: &Analyzer) {
    for chain in CHAINS {
        let tokenizer = ChainTokenizer {
            analyzer: analyzer.clone(),
            chain,
            memo: Memo::default(),
        };
        manager.register(tokenizer_name(chain), TextAnalyzer::from(tokenizer));
    }
}

/// One chain of the analyzer.
#[derive(Clone)]
struct ChainTokenizer {
    analyzer: Analyzer,
    chain: Chain,
    memo: Memo,
}

impl Tokenizer for ChainTokenizer {
    type TokenStream<'a> = ChainTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ChainTokenStream<'a> {
        ChainTokenStream {
            tokenizer: self,
            text,
            tokens: None,
            token: Token::default(),
        }
    }
}

/// The tokens of one text.
struct ChainTokenStream<'a> {
    tokenizer: &'a mut ChainTokenizer,
    text: &'a str,
    /// Those that are still to come, for whoever asks for one at a time.
    tokens: Option<std::vec::IntoIter<Token>>,
    token: Token,
}

impl ChainTokenStream<'_> {
    /// Gives all tokens, each in the same place.
    fn each(&mut self, sink: &mut dyn FnMut(&Token)) {
        let ChainTokenizer {
            analyzer,
            chain,
            memo,
        } = &mut *self.tokenizer;
        let token = &mut self.token;
        token.position_length = 1;
        analyzer.each_token(*chain, self.text, memo, |term, range, position| {
            token.text.clear();
            token.text.push_str(term);
            (token.offset_from, token.offset_to) = (range.start, range.end);
            token.position = position;
            sink(token);
        });
    }
}

impl TokenStream for ChainTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let mut tokens = self.tokens.take().unwrap_or_else(|| {
            let mut tokens = Vec::new();
            self.each(&mut |token| tokens.push(token.clone()));
            tokens.into_iter()
        });
        let next = tokens.next();
        self.tokens = Some(tokens);
        let is_there = next.is_some();
        self.token = next.unwrap_or_default();
        is_there
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    /// What the engine calls when it indexes a text: no token is copied for it.
    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        if self.tokens.is_some() {
            while self.advance() {
                sink(&self.token);
            }
        } else {
            self.each(sink);
        }
    }
}
