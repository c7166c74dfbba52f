//! The pages of a search.

use search::Page;

/// How many numbers stand on each side of the current one.
const AROUND: usize = 2;

/// The number of the last page that has hits and can be reached, at least 1.
pub(crate) fn last_page(page: Page, total: usize) -> usize {
    let limit = page.limit().max(1);
    total.div_ceil(limit).clamp(1, Page::MAX_DEPTH / limit)
}

/// A place in the row of page numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// The page that is shown.
    Here(usize),
    /// Another page.
    To(usize),
    /// Pages left out.
    Gap,
}

/// The row of page numbers: the first, the last, and those around the current one.
pub(crate) fn steps(current: usize, last: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut before = 0;
    for number in 1..=last {
        if number != 1 && number != last && number.abs_diff(current) > AROUND {
            continue;
        }
        if number > before + 1 {
            steps.push(Step::Gap);
        }
        steps.push(if number == current {
            Step::Here(number)
        } else {
            Step::To(number)
        });
        before = number;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_the_near_pages_have_numbers() {
        let row = |current, last| -> String {
            let words: Vec<String> = steps(current, last)
                .into_iter()
                .map(|step| match step {
                    Step::Here(number) => format!("[{number}]"),
                    Step::To(number) => number.to_string(),
                    Step::Gap => "…".to_owned(),
                })
                .collect();
            words.join(" ")
        };
        assert_eq!(row(1, 1), "[1]");
        assert_eq!(row(1, 9), "[1] 2 3 … 9");
        assert_eq!(row(5, 9), "1 … 3 4 [5] 6 7 … 9");
        assert_eq!(row(4, 9), "1 2 3 [4] 5 6 … 9");
        assert_eq!(row(12, 9), "1 … 9");
    }

    #[test]
    fn the_last_page_is_within_reach() {
        let page = Page::new(1, 20).unwrap();
        for (total, last) in [(0, 1), (20, 1), (21, 2), (1_000_000, 500)] {
            assert_eq!(last_page(page, total), last);
        }
    }
}
