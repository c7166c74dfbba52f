//! Of one text in several places one copy is shown and the others are its further sources; texts
//! that only look alike stay apart.

#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

use std::fs;
use std::path::Path;

use ingest::{Options, Parsed, ingest};
use records::Record;
use vocabulary::Vocabulary;

/// Reads files, each with a sidecar or none. A name may have folders in it.
fn read(files: &[(&str, &str, &str)]) -> Parsed {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, sidecar) in files {
        let path = folder.path().join("documents").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        if !sidecar.is_empty() {
            fs::write(format!("{}.toml", path.display()), sidecar).unwrap();
        }
    }
    read_folder(folder.path())
}

fn read_folder(folder: &Path) -> Parsed {
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    ingest(
        &[folder.to_owned()],
        Vocabulary::embedded(),
        &options,
        &|_| (),
    )
}

/// Each record as `id < copy copy`, a copy that is a part of another article as `copy@article`.
fn shown(parsed: &Parsed) -> Vec<String> {
    parsed
        .records
        .iter()
        .map(|record| {
            let mut line = record.id.to_string();
            for (nth, copy) in record.also_published.iter().enumerate() {
                line += if nth == 0 { " < " } else { " " };
                line += copy.id.as_str();
                if let Some(article) = &copy.part_of {
                    line += "@";
                    line += article.as_str();
                }
            }
            line
        })
        .collect()
}

fn find<'a>(parsed: &'a Parsed, id: &str) -> &'a Record {
    let found = parsed
        .records
        .iter()
        .find(|record| record.id.as_str() == id);
    found.unwrap_or_else(|| panic!("no {id} among {:?}", shown(parsed)))
}

const HEAD: &str = "En karta över gropar";

/// A news item of a municipality.
const ITEM: &str = "I Sala kommun finns nu en karta där den som kör i en grop kan peka ut var den är. \
    Gatukontoret lagar de djupaste först, och den som har pekat får ett meddelande när gropen är \
    borta. Kartan är byggd av två lärlingar under en sommar, med en öppen programvara som kommunen \
    redan använde till något annat.\n\n\
    Under det första halvåret kom tolvhundra tips. Hälften var sådant som ingen på kontoret kände \
    till. Nu vill flera grannar låna både koden och sättet att arbeta, och de två lärlingarna har \
    fått fast jobb.";

/// A box about an award, as it stands in the news of many.
const FRAME: &str = "Priset delas ut vartannat år till en kommun som har kommit långt med att låta \
    digital teknik göra nytta för dem som bor där. En jury läser alla bidrag, besöker de sista och \
    väljer en vinnare, som får ett diplom och en resa att berätta om sitt arbete på. Bakom priset \
    står tre föreningar som vill att kommuner lär av varandra, och som samlar alla svar i ett häfte \
    som var och en kan läsa utan att betala för det.";

fn news(title: &str, body: &str) -> String {
    format!("{title}\n\n{body}\n")
}

#[test]
fn what_is_one_text_and_what_is_not() {
    let item = news(HEAD, ITEM);
    let two = |other: &str| {
        read(&[("a.txt", &item, ""), ("b.txt", other, "")])
            .records
            .len()
    };
    let first_half = ITEM.split("\n\n").next().unwrap();
    let sentence = "Kartan är byggd av två lärlingar under en sommar, med en öppen programvara som \
                    kommunen redan använde till något annat.";
    assert!(ITEM.contains(sentence));
    for (other, is_one, why) in [
        (item.clone(), true, "the same bytes"),
        (
            item.replace("lagar de", "fyller de"),
            true,
            "a word is changed",
        ),
        (news("Gropar på karta", ITEM), true, "another headline"),
        (item.replace(". ", ".\n"), true, "broken into other lines"),
        (
            news(HEAD, &format!("{ITEM}\n\nText: redaktionen på Bladet.")),
            true,
            "a line of the newspaper's",
        ),
        (
            item.replace(
                "låna både koden och sättet att arbeta",
                "ta över arbetssättet",
            ),
            true,
            "a clause is edited",
        ),
        (item.replace(sentence, ""), true, "a sentence is cut"),
        (
            item.replace("Sala", "Heby"),
            false,
            "another municipality says the same of itself",
        ),
        (
            news(
                HEAD,
                &ITEM.replace("I Sala kommun", "I Sala kommun 2019").replace(
                    sentence,
                    "I stället för en app valde kommunen ett papper på anslagstavlan \
                    i varje butik, som butikerna själva byter en gång i veckan utan att få betalt.",
                ),
            ),
            false,
            "another thing is told in the same words around it",
        ),
        (news(HEAD, first_half), false, "a quotation of half of it"),
        (
            news(HEAD, "I Sala kommun finns nu en karta."),
            false,
            "a short notice",
        ),
    ] {
        let count = two(&other);
        assert_eq!(count, if is_one { 1 } else { 2 }, "{why}");
    }
}

#[test]
fn texts_that_share_a_frame_stay_apart() {
    let tell = |what: &str| news("Vi tävlar i år", &format!("{what}\n\n{FRAME}"));
    let parsed = read(&[
        (
            "a.txt",
            &tell(
                "Vårt bidrag handlar om larm som inte tjuter i onödan, och om hur nattpersonalen \
                   lärde oss att ställa in dem.",
            ),
            "",
        ),
        (
            "b.txt",
            &tell(
                "Vi visar hur skolans datorer får ett andra liv hos föreningar, och vad det \
                   sparade när ingen behövde köpa nya.",
            ),
            "",
        ),
    ]);
    assert_eq!(shown(&parsed), ["a", "b"]);
}

#[test]
fn the_same_award_news_of_two_editions_stays_apart() {
    let tell = |year: &str, winner: &str| {
        news(
            &format!("{winner} vann Sveriges IT-kommun {year}"),
            &format!("{winner} vann Sveriges IT-kommun {year}. {FRAME}"),
        )
    };
    let parsed = read(&[
        ("a.txt", &tell("2011", "Falkenberg"), ""),
        ("b.txt", &tell("2013", "Karlstad"), ""),
        ("c.txt", &tell("2013", "Karlstad"), ""),
    ]);
    assert_eq!(shown(&parsed), ["a", "b < c"]);
}

#[test]
fn which_copy_is_shown() {
    let long = news(
        HEAD,
        &format!("{ITEM}\n\nKartan finns på kommunens webbplats."),
    );
    let item = news(HEAD, ITEM);
    for (files, expected, why) in [
        (
            vec![
                ("a.txt", item.as_str(), ""),
                ("b.txt", &long, ""),
                ("c.txt", &item, ""),
            ],
            "b < a c",
            "the fuller text",
        ),
        (
            vec![("a.txt", &long, ""), ("b.txt", &item, "rights = \"full\"")],
            "b < a",
            "the one that may be shown whole",
        ),
        (
            vec![
                ("a.txt", &item, ""),
                ("b.txt", &item, "published = 2019-05-02"),
                ("c.txt", &item, "published = 2019-05-01"),
            ],
            "c < a b",
            "the one that was published first",
        ),
        (
            vec![("x/b.txt", &item, ""), ("y/a.txt", &item, "")],
            "a < b",
            "the one with the smaller id",
        ),
    ] {
        let parsed = read(&files);
        assert_eq!(shown(&parsed), [expected], "{why}");
        let mut reversed = files.clone();
        reversed.reverse();
        assert_eq!(read(&reversed).records.len(), 1, "{why}");
    }
}

#[test]
fn a_copy_keeps_its_own_source_and_place() {
    let parsed = read(&[
        (
            "a.txt",
            &news(HEAD, ITEM),
            "url = \"https://a.example/karta\"\npublisher = \"Sala kommun\"\npublished = 2019-05-01",
        ),
        (
            "b.txt",
            &news("Gropar på karta", ITEM),
            "url = \"https://b.example/gropar\"\npublisher = \"Bladet\"\npublished = 2019-05-02",
        ),
    ]);
    let record = find(&parsed, "a");
    assert_eq!(record.source.publisher.as_deref(), Some("Sala kommun"));
    let [copy] = record.also_published.as_slice() else {
        panic!("{:?}", shown(&parsed));
    };
    assert_eq!(copy.source.publisher.as_deref(), Some("Bladet"));
    assert_eq!(copy.source.url.as_deref(), Some("https://b.example/gropar"));
    let span = copy.span.unwrap();
    assert_eq!(
        span.end() - span.start(),
        record.text.as_ref().unwrap().len()
    );
    let told: Vec<&str> = (parsed.diagnostics.iter())
        .filter(|diagnostic| diagnostic.rule == "same-text")
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].ends_with("`b` leads to `a`, which keeps this as a further source"),
        "{told:?}"
    );
}

#[test]
fn one_address_whose_text_changed_is_two_sources() {
    let later = news(HEAD, &ITEM.replace("tolvhundra tips", "trettonhundra tips"));
    let item = news(HEAD, ITEM);
    let (one, other) = (
        "url = \"https://www.a.example/karta/\"\nretrieved = 2019-05-01",
        "url = \"http://a.example/karta\"\nretrieved = 2020-05-01",
    );
    let parsed = read(&[("a.txt", &item, one), ("b.txt", &later, other)]);
    assert_eq!(shown(&parsed), ["a", "b"]);
    for (id, other) in [("a", "b"), ("b", "a")] {
        let links: Vec<(&str, &str)> = (find(&parsed, id).same_initiative.iter())
            .map(|link| (link.id.as_str(), link.reason.as_str()))
            .collect();
        let reason = "Samma adress vid ett annat tillfälle, med ändrad text";
        assert_eq!(links, [(other, reason)]);
    }
    assert!(
        parsed
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.rule == "changed-text")
    );
    // Read twice without a change it is one source, twice read.
    let again = read(&[("a.txt", &item, one), ("b.txt", &item, other)]);
    assert_eq!(shown(&again), ["a < b"]);
    // A copy elsewhere goes with the one that it is nearest to in the order of what is shown.
    let elsewhere = "url = \"https://b.example/karta\"";
    let three = read(&[
        ("a.txt", &item, one),
        ("b.txt", &later, other),
        ("c.txt", &item, elsewhere),
    ]);
    assert_eq!(shown(&three), ["a < c", "b"]);
}

#[test]
fn an_address_that_only_a_copy_has_tells_that_its_text_has_changed() {
    let other = "Kartan i Sala kommun har lagts ned eftersom alla gropar är lagade.";
    let parsed = read(&[
        (
            "a.txt",
            &news(HEAD, ITEM),
            "url = \"https://sala.example/Karta\"\n",
        ),
        (
            "b.txt",
            &news(HEAD, ITEM),
            "url = \"https://lan.example/Karta?utm_source=brev\"\n",
        ),
        (
            "c.txt",
            &news("Gropar på karta", other),
            "url = \"https://LAN.example/Karta#topp\"\n",
        ),
        (
            "d.txt",
            &news("Annat", "Det snöade i Sala kommun."),
            "url = \"https://lan.example/karta\"\n",
        ),
    ]);
    assert_eq!(shown(&parsed), ["a < b", "c", "d"]);
    let changed: Vec<&str> = (parsed.diagnostics.iter())
        .filter(|one| one.rule == "changed-text")
        .map(|one| one.path.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(changed, ["c.txt"]);
    assert_eq!(find(&parsed, "c").same_initiative[0].id.as_str(), "a");
    assert!(find(&parsed, "d").same_initiative.is_empty());
}

/// An article with answers of some municipalities.
fn answers(title: &str, given: &[(&str, &str)]) -> String {
    let mut text = format!("{title}\n\nBidragen till Sveriges IT-kommun 2013 i urval.\n");
    for (name, answer) in given {
        for piece in [
            "\n",
            name,
            "\n\nVad är ni mest stolta över?\n\n",
            answer,
            "\n",
        ] {
            text += piece;
        }
    }
    text
}

const KALIX: &str = "Att alla som går i skolan har fått en dator att låna hem, och att de äldsta \
    eleverna lagar dem åt de yngsta. Det kostar mindre än att köpa nytt, och de som lagar lär sig ett \
    yrke. Vi hade väntat oss att hälften skulle gå sönder det första året, men det blev en på tjugo.";

const NACKA: &str = "Vi är stoltast över att bygglov söks på webben av nästan alla som bygger, och \
    att svaret kommer på en vecka. En karta visar vad som får byggas var, så att de flesta frågor har \
    fått sitt svar innan någon ringer. Handläggarna hinner nu ut och tittar på husen.";

const BORAS: &str = "Våra lampor släcks när ingen går där, och tänds när någon kommer. Det började \
    som ett försök på en gata och finns nu i hela staden. Strömmen kostar hälften, och de som var \
    rädda för mörkret säger att det känns tryggare nu, för ljuset följer den som går.";

#[test]
fn parts_follow_their_article() {
    let both = [("Kalix kommun", KALIX), ("Nacka kommun", NACKA)];
    let parsed = read(&[
        ("a.txt", &answers("Så svarar två kommuner", &both), ""),
        ("b.txt", &answers("Två svar", &both), ""),
    ]);
    assert_eq!(
        shown(&parsed),
        ["a < b", "a-kalix-1 < b-kalix-1", "a-nacka-1 < b-nacka-1"]
    );
    // What the copy has and the shown article has not is a part of that, with its own source.
    let parsed = read(&[
        (
            "a.txt",
            &answers("Så svarar två kommuner", &both)
                .replace("\nNacka kommun\n\nVad är ni mest stolta över?\n", ""),
            "rights = \"full\"",
        ),
        ("b.txt", &answers("Två svar", &both), ""),
    ]);
    let moved = find(&parsed, "b-nacka-1");
    assert_eq!(moved.part_of.as_ref().unwrap().as_str(), "a");
    assert_eq!(moved.source.id.as_str(), "b");
}

#[test]
fn one_answer_in_two_articles_is_one_record_that_both_have() {
    let parsed = read(&[
        (
            "a.txt",
            &answers(
                "Norr svarar",
                &[("Kalix kommun", KALIX), ("Nacka kommun", NACKA)],
            ),
            "",
        ),
        (
            "b.txt",
            &answers(
                "Söder svarar",
                &[("Borås stad", BORAS), ("Nacka kommun", NACKA)],
            ),
            "",
        ),
    ]);
    assert_eq!(
        shown(&parsed),
        [
            "a",
            "a-kalix-1",
            "a-nacka-1 < b-nacka-1@b",
            "b",
            "b-boras-1"
        ]
    );
}

#[test]
fn two_municipalities_similar_answers_stay_apart() {
    let parsed = read(&[
        (
            "a.txt",
            &answers("Norr svarar", &[("Kalix kommun", KALIX)]),
            "",
        ),
        (
            "b.txt",
            &answers("Öster svarar", &[("Nacka kommun", KALIX)]),
            "",
        ),
        (
            "c.txt",
            &answers("Förr svarade", &[("Kalix kommun", KALIX)]).replace("2013", "2011"),
            "",
        ),
    ]);
    let parts: Vec<String> = shown(&parsed)
        .into_iter()
        .filter(|line| line.contains("-1"))
        .collect();
    assert_eq!(parts, ["a-kalix-1", "b-nacka-1", "c-kalix-1"]);
}

#[test]
fn a_hundred_copies_are_one_record() {
    let texts: Vec<(String, String)> = (0..100)
        .map(|nth| {
            (
                format!("sida-{nth:03}.txt"),
                news(
                    &format!("Rubrik {nth}"),
                    &ITEM.replace("tolvhundra", &format!("{nth}")),
                ),
            )
        })
        .collect();
    let files: Vec<(&str, &str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str(), ""))
        .collect();
    let parsed = read(&files);
    assert_eq!(parsed.records.len(), 1, "{:?}", shown(&parsed));
    assert_eq!(parsed.records[0].also_published.len(), 99);
}
