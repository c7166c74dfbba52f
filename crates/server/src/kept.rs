//! Answers that are kept for whoever asks the same again.
//!
//! A generation never changes: what was answered from it is answered so always. Most of what is
//! asked of a search has been asked before.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::HeaderValue;

/// No answer is kept that would fill more than such a part of the room.
const LARGEST_PART: usize = 16;

/// An answer that may be given again.
#[derive(Debug)]
pub(crate) struct Answer {
    /// How many records it found.
    pub(crate) total: usize,
    /// Its links.
    pub(crate) link: Option<HeaderValue>,
    /// Its body.
    pub(crate) json: Bytes,
}

/// The answers that were given last, as many as there is room for.
#[derive(Debug)]
pub(crate) struct KeptAnswers {
    /// How many bytes half of them may have.
    half: usize,
    halves: Mutex<Halves>,
}

type Answers = HashMap<String, Arc<Answer>>;

/// The answers that were asked for lately, and those that were before: when the first half is full it
/// becomes the second, and what was in that is forgotten unless somebody asks for it.
#[derive(Debug, Default)]
struct Halves {
    late: Answers,
    late_bytes: usize,
    before: Answers,
}

impl KeptAnswers {
    /// Room for so many bytes; none is kept where there are none.
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            half: bytes / 2,
            halves: Mutex::default(),
        }
    }

    /// The answer to a question, worked out unless it is kept; a question is all that the answer
    /// depends on.
    ///
    /// # Errors
    /// Those of working it out, which are not kept.
    pub(crate) fn answer<E>(
        &self,
        question: String,
        work_out: impl FnOnce() -> Result<Answer, E>,
    ) -> Result<Arc<Answer>, E> {
        if let Some(kept) = self.find(&question) {
            return Ok(kept);
        }
        // Nobody waits for it but those who ask: two that ask at once both work it out.
        let answer = Arc::new(work_out()?);
        self.keep(question, &answer);
        Ok(answer)
    }

    fn find(&self, question: &str) -> Option<Arc<Answer>> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = halves.late.get(question) {
            return Some(Arc::clone(kept));
        }
        let (question, kept) = halves.before.remove_entry(question)?;
        let forgotten = self.keep_in(&mut halves, question, &kept);
        drop(halves);
        drop(forgotten);
        Some(kept)
    }

    fn keep(&self, question: String, answer: &Arc<Answer>) {
        if size(&question, answer) <= 2 * self.half / LARGEST_PART {
            let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
            let forgotten = self.keep_in(&mut halves, question, answer);
            drop(halves);
            drop(forgotten);
        }
    }

    /// Keeps an answer among those that were asked for lately. Gives those that are forgotten for it, for
    /// which nobody needs to wait.
    fn keep_in(&self, halves: &mut Halves, question: String, answer: &Arc<Answer>) -> Answers {
        let bytes = size(&question, answer);
        // Somebody else may have worked it out meanwhile.
        let mut forgotten = Answers::new();
        if halves.late.contains_key(&question) {
            return forgotten;
        }
        if halves.late_bytes + bytes > self.half {
            forgotten = mem::replace(&mut halves.before, mem::take(&mut halves.late));
            halves.late_bytes = 0;
        }
        halves.late_bytes += bytes;
        halves.late.insert(question, Arc::clone(answer));
        forgotten
    }
}

/// How many bytes are kept of an answer, but for what the table itself takes.
fn size(question: &str, answer: &Answer) -> usize {
    let link = answer.link.as_ref().map_or(0, HeaderValue::len);
    question.len() + answer.json.len() + link
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Asks for answers of some 90 bytes, and says which were worked out.
    fn worked_out(kept: &KeptAnswers, questions: &[u8]) -> Vec<u8> {
        let worked_out = Cell::new(Vec::new());
        for question in questions {
            let answer = kept.answer(format!("question {question}"), || -> Result<_, ()> {
                let mut so_far = worked_out.take();
                so_far.push(*question);
                worked_out.set(so_far);
                Ok(Answer {
                    total: usize::from(*question),
                    link: None,
                    json: Bytes::from(vec![*question; 80]),
                })
            });
            let answer = answer.unwrap();
            assert_eq!(answer.total, usize::from(*question));
            assert!(answer.json.iter().all(|byte| byte == question));
        }
        worked_out.take()
    }

    #[test]
    fn what_was_answered_is_given_again() {
        let kept = KeptAnswers::new(100_000);
        assert_eq!(worked_out(&kept, &[1, 2, 1, 2, 3]), [1, 2, 3]);
    }

    #[test]
    fn an_error_is_worked_out_again() {
        let kept = KeptAnswers::new(100_000);
        let failed = kept.answer("question 1".to_owned(), || Err("no"));
        assert_eq!(failed.err(), Some("no"));
        assert_eq!(worked_out(&kept, &[1]), [1]);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        // Room for some twenty, half of them in each half.
        let kept = KeptAnswers::new(20 * 90);
        let others: Vec<u8> = (10..100).collect();
        for some in others.chunks(5) {
            let often = worked_out(&kept, &[1]);
            assert_eq!(often.is_empty(), some[0] > 10, "{some:?}");
            assert_eq!(worked_out(&kept, some), some);
        }
        assert_eq!(worked_out(&kept, &[10]), [10]);
        let halves = kept.halves.lock().unwrap();
        let all: usize = [&halves.late, &halves.before]
            .into_iter()
            .flatten()
            .map(|(question, answer)| size(question, answer))
            .sum();
        assert!((1..=20 * 90).contains(&all), "{all}");
    }

    #[test]
    fn what_is_too_large_and_what_there_is_no_room_for_is_not_kept() {
        for bytes in [0, 16 * 90 - 1] {
            let kept = KeptAnswers::new(bytes);
            assert_eq!(worked_out(&kept, &[1, 1]), [1, 1], "{bytes}");
        }
    }
}
