//! What the gazetteer makes of sentences.

use super::Strength;
use crate::Vocabulary;

/// Checks the mentions of a text, written as `name` or, when strong, as `name!`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let vocabulary = Vocabulary::embedded();
    let mentions = vocabulary.gazetteer.mentions(text);
    let found: Vec<String> = mentions
        .iter()
        .map(|mention| {
            assert!(text.get(mention.span.range()).is_some());
            let name = &vocabulary.register.by_code(mention.code).unwrap().name;
            match mention.strength {
                Strength::Strong => format!("{name}!"),
                Strength::Plain => name.clone(),
            }
        })
        .collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

#[test]
fn a_name_with_kommun_or_stad_is_strong() {
    for (text, expected) in [
        ("Tjänsten togs fram av Kungsbacka kommun.", "Kungsbacka!"),
        ("Kungsbackas kommun bygger ut.", "Kungsbacka!"),
        ("Karlstads kommuns e-tjänster", "Karlstad!"),
        ("Lidingö stad och Stockholms Stad", "Lidingö! Stockholm!"),
        ("I Borås Stad finns en app.", "Borås!"),
        ("Falu kommun provar larm.", "Falun!"),
        ("Vara kommun vill vara först.", "Vara!"),
        (
            "Ale kommun, Kils kommun och Marks kommun",
            "Ale! Kil! Mark!",
        ),
        ("UPPLANDS VÄSBY KOMMUN", "Upplands Väsby!"),
        ("Malung-Sälens kommun", "Malung-Sälen!"),
        (
            "Upplands-Bro kommun är inte Upplands Väsby kommun",
            "Upplands-Bro! Upplands Väsby!",
        ),
        ("Nämnden i Salems\nkommun beslutade.", "Salem!"),
        ("Bergs kommunfullmäktige sade ja.", "Berg!"),
        ("the municipality of Nora", "Nora!"),
    ] {
        check(text, expected);
    }
}

#[test]
fn kommunen_before_a_name_is_strong() {
    for (text, expected) in [
        ("Det gäller kommunen Vara.", "Vara!"),
        ("Grannkommunen Mark hjälpte till.", "Mark!"),
        ("Kommunen Kil har bytt system.", "Kil!"),
    ] {
        check(text, expected);
    }
}

#[test]
fn a_bare_name_that_is_nothing_else_is_plain() {
    for (text, expected) in [
        ("Kungsbacka har en ny app.", "Kungsbacka"),
        ("Kungsbackas nya app", "Kungsbacka"),
        ("Även Varberg deltar.", "Varberg"),
        ("Tjänsten finns i Västerås.", "Västerås"),
        ("Så gjorde Höganäs", "Höganäs"),
        ("\"Sundsvall visar vägen\"", "Sundsvall"),
        ("I KUNGSBACKA FINNS DET", "Kungsbacka"),
        ("SUNDSVALL VANN PRISET", "Sundsvall"),
        ("Uppsala-, Örebro och Lidköping", "Örebro Lidköping"),
        ("Dals Ed och Lilla Edet", "Dals-Ed Lilla Edet"),
        ("staden Gothenburg", "Göteborg"),
        ("Region Gotland och Gotland", "Gotland! Gotland"),
        ("Region Gotlands bibliotek", "Gotland!"),
    ] {
        check(text, expected);
    }
}

#[test]
fn words_that_hold_a_name_are_not_the_name() {
    for text in [
        "kungsbackabo och göteborgare",
        "Göteborgsregionen och GöteborgsOperan",
        "Storstockholm",
        "Kungsbacka-modellen och Malmö-baserade bolag",
        "Kungsbacka- och Varbergsmodellen",
        "Läs mer på Karlskrona.se",
        "Skriv till info@Karlskrona.se",
        "att vara på en mark vid en lund",
        "kungsbacka",
        "Göteborgs-Posten",
    ] {
        check(text, "");
    }
    check("Markaryds skolor", "Markaryd");
}

#[test]
fn other_bodies_with_a_towns_name_are_not_the_municipality() {
    for text in [
        "Karlstads universitet",
        "Luleå tekniska universitet",
        "Göteborgs och Lunds universitet",
        "Helsingborgs Dagblad skriver",
        "Sundsvalls sjukhus och Falu lasarett",
        "Region Uppsala och Region Kalmar",
        "Stockholms läns landsting",
        "i Stockholms och Uppsala län",
        "Uppsala, Kalmar och Örebro län",
        "Länsstyrelsen i Kalmar",
        "Högskolan i Halmstad",
        "Uppsala Nya Tidning",
        "Nerikes Allehanda och Norrköpings Tidningar",
        "Malmö FF och Malmö Opera",
        "Göteborgs tingsrätt",
        "Linköpings stift",
        "Umeå Energi och Karlstads Energi",
        "Borås Energi och Skövde AB",
        "University of Gothenburg",
        "Radio Halmstad",
        "Växjö domkyrka",
        "Örebro konserthus",
        "Umeå Airport",
    ] {
        check(text, "");
    }
}

#[test]
fn people_are_not_municipalities() {
    for text in [
        "säger Anna Falkenberg",
        "Anna Falkenberg är digitaliseringschef",
        "enligt Cecilia Norberg",
        "chefen Sofia Kalmar",
        "A. Falkenberg, handläggare",
        "hos familjen Falkenberg",
        "ritat av Carl von Varberg",
        "Nora och Vilhelmina går i skolan",
        "LENA FALKENBERG",
        "direktör Mark Lund",
    ] {
        check(text, "");
    }
}

#[test]
fn hard_names_need_more_than_a_capital() {
    for text in [
        "Vara öppen är viktigt.",
        "Det finns i Berg.",
        "Klippan är ett kafé.",
        "De for till Köping.",
        "Mark för nya bostäder",
        "VARA ELLER INTE VARA",
    ] {
        check(text, "");
    }
}

#[test]
fn soft_names_are_taken_as_places_and_as_those_who_act() {
    for (text, expected) in [
        ("Vi provade det i Lund förra året.", "Lund"),
        ("Eleverna kommer från Boden.", "Boden"),
        ("I Nacka finns en app.", "Nacka"),
        ("Nacka är först i landet.", "Nacka"),
        ("Sedan dess är även Nacka med.", "Nacka"),
        ("Falkenberg, som vann 2009, är med.", "Falkenberg"),
        ("Nacka och de andra tävlar.", "Nacka"),
        ("2003: Nacka\n2009: Falkenberg", "Nacka Falkenberg"),
        ("Nacka | 2003\nÅr | Lund (2007)", "Nacka Lund"),
        ("Det sköts av Vara och Ånge.", "Vara Ånge"),
        ("De bor i Mark och i Nora.", "Mark Nora"),
        ("De talade med Mark. Sedan kom Nora.", ""),
        ("Enligt Eva Lund är det bra. Sedan tog Lund paus.", ""),
        ("En i Lund Holding", ""),
        ("Lund och hans kollegor", ""),
        ("Lunds nya chef", ""),
        ("boden i hamnen", ""),
    ] {
        check(text, expected);
    }
}

#[test]
fn lists_vouch_for_their_members() {
    for (text, expected) in [
        ("Mora, Orsa och Älvdalens kommuner", "Mora! Orsa! Älvdalen!"),
        (
            "kommunerna Mora, Orsa och Älvdalen",
            "Mora! Orsa! Älvdalen!",
        ),
        ("Kommunerna Gävle och Sandviken", "Gävle! Sandviken!"),
        (
            "De nominerade kommunerna är Nacka och Lund.",
            "Nacka! Lund!",
        ),
        ("Tre kommuner: Mark, Ale och Lerum", "Mark! Ale! Lerum!"),
        (
            "Karlstad, Kil, Grums och Hammarö",
            "Karlstad Kil Grums Hammarö",
        ),
        (
            "• Falkenberg\n• Karlskrona\n• Lomma\n• Uppsala\n",
            "Falkenberg Karlskrona Lomma Uppsala",
        ),
        (
            "Kalix (2001), Nacka (2003) och Malmö (2005)",
            "Kalix Nacka Malmö",
        ),
        ("Kalix 2001, Nacka 2003, Malmö 2005", "Kalix Nacka Malmö"),
        ("Karlstads kommun, Kil och Umeå", "Karlstad! Kil Umeå"),
        ("Mora, Orsa och Älvdalen", "Mora Orsa Älvdalen"),
        ("Mora och Orsa", "Mora Orsa"),
        ("Nacka eller Värmdö blir först", "Nacka Värmdö"),
        ("Berg, Mark och Sala", "Sala"),
        ("Det finns kurser i Skara och Tibro", "Skara Tibro"),
        ("Vi har kurser i Skara och Tibro Gille", "Skara"),
        ("Berg, Lund och Karlstad", "Lund Karlstad"),
        ("Kalix. Nacka. Malmö.", "Kalix Malmö"),
        ("Anna Berg, Kalmar och Umeå", "Kalmar Umeå"),
    ] {
        check(text, expected);
    }
}

#[test]
fn a_strong_mention_licenses_bare_repeats() {
    for (text, expected) in [
        ("Vara kommun bygger. Det syns i Vara.", "Vara! Vara"),
        (
            "Lunds kommun bygger. Alla i Sverige följer Lund noga.",
            "Lund! Lund",
        ),
        ("Vara kommun bygger. Vara modig lönar sig.", "Vara!"),
        ("Vara kommun bygger. Vara har byggt förr.", "Vara! Vara"),
        ("Marks kommun bygger. Anna Mark är chef.", "Mark!"),
    ] {
        check(text, expected);
    }
}

#[test]
fn an_ambiguous_name_that_is_left_out_is_reported() {
    let gazetteer = &Vocabulary::embedded().gazetteer;
    assert_eq!(gazetteer.unresolved("Det finns i Berg.").len(), 1);
    assert_eq!(gazetteer.unresolved("Anna Berg och Kungsbacka").len(), 0);
}

#[test]
fn the_span_holds_the_words_that_name_it() {
    let text = "Hos Upplands Väsby kommun och Kungsbackas bibliotek";
    let spans: Vec<&str> = Vocabulary::embedded()
        .gazetteer
        .mentions(text)
        .iter()
        .map(|mention| &text[mention.span.range()])
        .collect();
    assert_eq!(spans, ["Upplands Väsby kommun", "Kungsbackas"]);
}

#[test]
fn the_time_taken_grows_with_the_text_and_no_faster() {
    let text = "Kalix, Nacka och Berg i Lund, kommunerna Mora och Orsa. ".repeat(20_000);
    // Six names a sentence; the test is that it ends at once.
    assert!(Vocabulary::embedded().gazetteer.mentions(&text).len() >= 60_000);
}

proptest::proptest! {
    #[test]
    fn spans_are_in_order_and_on_characters(
        text in "(Vara|kommun|Lund|och|,|\\.|-| |\n|Anna|KIL|Upplands|Väsby|län|å){0,40}"
    ) {
        let mentions = Vocabulary::embedded().gazetteer.mentions(&text);
        for mention in &mentions {
            proptest::prop_assert!(text.get(mention.span.range()).is_some());
        }
        for pair in mentions.windows(2) {
            proptest::prop_assert!(pair[0].span.end() <= pair[1].span.start());
        }
    }

    #[test]
    fn any_text_is_read(text in proptest::prelude::any::<String>()) {
        Vocabulary::embedded().gazetteer.mentions(&text);
    }
}
