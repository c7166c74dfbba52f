//! Where readers reach whoever runs the server.

use std::str::FromStr;

/// A mail address, or the address of a page that says how to get in touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    text: String,
    is_mail: bool,
}

/// The error of a text that is neither.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "contact `{0}` is neither a mail address such as name@host.se nor a page such as https://host.se/contact"
)]
pub struct ContactError(String);

impl Contact {
    /// As it is shown.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is a mail address, and not a page.
    pub(crate) const fn is_mail(&self) -> bool {
        self.is_mail
    }

    /// As a link has it.
    pub(crate) fn href(&self) -> String {
        if self.is_mail {
            format!("mailto:{}", self.text)
        } else {
            self.text.clone()
        }
    }
}

impl FromStr for Contact {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        let is_plain = |part: &str| {
            let is_odd = |letter: char| {
                letter.is_whitespace() || letter.is_control() || "<>\"'`?".contains(letter)
            };
            !part.is_empty() && !part.contains(is_odd)
        };
        let page = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let is_page = page.is_some_and(is_plain);
        let is_mail = page.is_none()
            && text.split_once('@').is_some_and(|(name, host)| {
                is_plain(name) && is_plain(host) && host.contains('.') && !text.contains([':', '/'])
            });
        if is_page || is_mail {
            Ok(Self {
                text: text.to_owned(),
                is_mail,
            })
        } else {
            Err(ContactError(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_mail_address_or_a_page() {
        for (text, href) in [
            ("bank@exempel.se", "mailto:bank@exempel.se"),
            ("https://exempel.se/kontakt", "https://exempel.se/kontakt"),
        ] {
            let contact: Contact = text.parse().unwrap();
            assert_eq!((contact.text(), contact.href().as_str()), (text, href));
        }
        for text in [
            "",
            "bank",
            "bank@",
            "@exempel.se",
            "a b@exempel.se",
            "bank@exempel.se?bcc=x",
            "javascript:alert(1)@a.se",
            "https://",
            "https://a\"b",
        ] {
            let error = text.parse::<Contact>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("contact `{text}` is neither")));
        }
    }
}
