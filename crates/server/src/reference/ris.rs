//! A citation as RIS: a tag and a value on each line.

use super::{NAME, Reference};

/// The reference from its type to its end.
pub(super) fn written(reference: &Reference) -> String {
    let mut lines = Vec::new();
    let mut tag = |tag: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{tag}  - {value}\r\n"));
        }
    };
    tag("TY", "ELEC");
    tag("ID", &reference.key);
    tag("TI", &reference.title);
    tag("T2", reference.container.as_deref().unwrap_or_default());
    tag("PB", reference.publisher.as_deref().unwrap_or_default());
    if let Some(issued) = reference.issued {
        let known = super::date(issued);
        let mut parts = known.split('-');
        tag("PY", parts.next().unwrap_or_default());
        let mut rest = || parts.next().unwrap_or_default();
        let (month, day) = (rest(), rest());
        tag("DA", &format!("{}/{month}/{day}/", &known[..4]));
    }
    tag("AB", reference.lead.as_deref().unwrap_or_default());
    for keyword in &reference.keywords {
        tag("KW", keyword);
    }
    tag("LA", &reference.language);
    tag("DB", NAME);
    tag("AN", &reference.key);
    if let Some(accessed) = reference.accessed() {
        tag("Y2", &format!("{}/", accessed.replace('-', "/")));
    }
    tag("UR", &reference.url);
    if reference.url != reference.address {
        tag("L2", &reference.address);
    }
    tag("N1", &reference.whole_note());
    lines.push("ER  - \r\n\r\n".to_owned());
    lines.concat()
}
