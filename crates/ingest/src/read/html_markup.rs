//! A page's markup with no more in it than a search for the main text looks at.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::furniture::surrounds_text;
use super::html_blocks::Scope;

/// Attributes that tell the search what an element holds.
const TELLING: &[&str] = &["class", "id", "href", "itemprop", "rel", "role"];

/// Elements that have no end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// A page's markup without what surrounds the text; `None` when it is longer than the most.
pub(super) fn without_surroundings(page: &Html, most: usize) -> Option<String> {
    let mut markup = String::from("<!DOCTYPE html>");
    // The element whose end is waited for, since nothing within it is wanted.
    let mut left_out = None;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(_) | Edge::Close(_) if markup.len() > most => return None,
            Edge::Open(node) if left_out.is_none() => {
                if is_left_out(node) {
                    left_out = Some(node.id());
                } else {
                    open(node, &mut markup);
                }
            }
            Edge::Close(node) if left_out == Some(node.id()) => left_out = None,
            Edge::Close(node) if left_out.is_none() => {
                if let Some(element) = node.value().as_element()
                    && !VOID.contains(&element.name())
                {
                    markup.push_str("</");
                    markup.push_str(name(element));
                    markup.push('>');
                }
            }
            Edge::Open(_) | Edge::Close(_) => {}
        }
    }
    Some(markup)
}

fn is_left_out(node: NodeRef<'_, Node>) -> bool {
    match node.value() {
        // The page's head tells the search its title.
        Node::Element(element) if element.name() == "head" => false,
        Node::Element(element) => surrounds_text(node, element, Scope::Page),
        Node::Comment(_) | Node::ProcessingInstruction(_) | Node::Doctype(_) => true,
        _ => false,
    }
}

fn open(node: NodeRef<'_, Node>, markup: &mut String) {
    match node.value() {
        Node::Text(text) => escape(text, markup),
        Node::Element(element) => {
            markup.push('<');
            markup.push_str(name(element));
            for (name, value) in element.attrs().filter(|(name, _)| TELLING.contains(name)) {
                markup.push(' ');
                markup.push_str(name);
                markup.push_str("=\"");
                escape(value, markup);
                markup.push('"');
            }
            markup.push('>');
        }
        _ => {}
    }
}

/// The search drops whatever stands aside; what is left here holds facts.
fn name(element: &Element) -> &str {
    match element.name() {
        "aside" => "div",
        name => name,
    }
}

fn escape(text: &str, markup: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            other => markup.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_that_of_the_text_alone() {
        let page = Html::parse_document(
            "<title>En &amp; app</title><nav>Meny</nav><!-- x --><p style='x' class=\"a\">Ett &lt;b&gt;<br>två\
             <div class=cookies>x<p>y</div><script>z</script>",
        );
        assert_eq!(
            without_surroundings(&page, 1000).unwrap(),
            "<!DOCTYPE html><html><head><title>En &amp; app</title></head><body>\
             <p class=\"a\">Ett &lt;b&gt;<br>två</p></body></html>"
        );
        assert_eq!(without_surroundings(&page, 100), None);
    }
}
