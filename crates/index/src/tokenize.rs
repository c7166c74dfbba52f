//! The analyzer's chains in the form that the engine takes.

use analysis::{Analyzer, Chain, Memo};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

const CHAINS: [Chain; 4] = [Chain::Main, Chain::Parts, Chain::Ngram, Chain::Exact];

/// The name under which a chain is registered.
pub(crate) fn tokenizer_name(chain: Chain) -> &'static str {
    match chain {
        Chain::Main => "main",
        Chain::Parts => "parts",
        Chain::Ngram => "ngram",
        Chain::Exact => "exact",
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
    type TokenStream<'a> = ChainTokenStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ChainTokenStream {
        ChainTokenStream {
            tokens: self
                .analyzer
                .tokens_by(self.chain, text, &mut self.memo)
                .into_iter(),
            token: Token::default(),
        }
    }
}

/// The tokens of one text.
struct ChainTokenStream {
    tokens: std::vec::IntoIter<analysis::Token>,
    token: Token,
}

impl TokenStream for ChainTokenStream {
    fn advance(&mut self) -> bool {
        let Some(token) = self.tokens.next() else {
            return false;
        };
        self.token = Token {
            offset_from: token.start,
            offset_to: token.end,
            position: token.position,
            text: token.text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
