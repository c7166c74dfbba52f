//! Small documents of makes that are easily misread, and what each gives.

#![expect(clippy::unwrap_used, reason = "what the tests share is test code, too")]

use std::path::Path;

use ingest::{Options, Parsed, parse_bytes};
use records::{MunicipalityCode, Record};
use vocabulary::Vocabulary;

fn parse(name: &str, text: &str) -> Parsed {
    let options = Options::new(jiff::civil::date(2026, 1, 1));
    parse_bytes(
        Path::new(name),
        text.as_bytes(),
        None,
        Vocabulary::embedded(),
        &options,
    )
}

fn name(code: MunicipalityCode) -> String {
    let register = &Vocabulary::embedded().register;
    register.by_code(code).unwrap().name.clone()
}

/// The parts of a document: `statement Kalix`, with the area if it has one of a heading.
fn parts(parsed: &Parsed) -> Vec<String> {
    let of = |record: &Record| {
        let names: Vec<String> = record.about().map(name).collect();
        format!("{} {}", record.kind, names.join("+"))
    };
    parsed.records.iter().skip(1).map(of).collect()
}

/// The outcomes of a text that is given a title, such as `2019 winner Lidingö`.
fn outcomes(text: &str) -> Vec<String> {
    let parsed = parse("a.txt", text);
    let outcomes = parsed.records[0].outcomes.iter();
    outcomes
        .map(|one| format!("{} {} {}", one.edition, one.outcome, name(one.code)))
        .collect()
}

fn told(parsed: &Parsed, rule: &str) -> Vec<String> {
    let of_rule = parsed.diagnostics.iter().filter(|one| one.rule == rule);
    of_rule.map(|one| one.message.clone()).collect()
}

const ANSWERS: &str = "Kalix kommun\n\nVad har gått bäst?\n\nAtt alla lånar hem sin läsplatta.\n\n\
    Vad har varit svårast?\n\nAtt få tid till utbildning på kvällen.\n\n\
    Nacka kommun\n\nVad har gått bäst?\n\nAtt bygglov söks på nätet.\n\n\
    Vad har varit svårast?\n\nAtt stänga blanketten av papper.\n";

#[test]
fn every_answer_below_a_municipality_is_of_its_statement() {
    for text in [
        ANSWERS.to_owned(),
        format!("Så svarade kommunerna\n\nDe som var med fick frågor.\n\n{ANSWERS}"),
    ] {
        let parsed = parse("a.txt", &text);
        assert_eq!(
            parts(&parsed),
            ["statement Kalix", "statement Nacka"],
            "{text}"
        );
        let of = |at: usize| parsed.records[at].text.as_deref().unwrap();
        assert!(of(1).ends_with("utbildning på kvällen."), "{}", of(1));
        assert!(of(2).ends_with("blanketten av papper."), "{}", of(2));
        let article = parsed.records[0].text.as_deref().unwrap();
        assert!(article.contains("Kalix kommun"), "{article}");
    }
}

#[test]
fn the_one_question_below_a_municipality_is_what_it_answers() {
    let text = "Upplands Väsby\n\nVad har gått bäst?\n\nAtt alla lånar hem sin läsplatta.\n\n\
        Nacka kommun\n\nVad har gått bäst?\n\nAtt bygglov söks på nätet.\n";
    let parsed = parse("a.txt", text);
    assert_eq!(
        parts(&parsed),
        ["statement Upplands Väsby", "statement Nacka"]
    );
    for record in &parsed.records[1..] {
        assert_eq!(record.question.as_deref(), Some("Vad har gått bäst?"));
        assert!(record.text.as_deref().unwrap().starts_with("Att "));
    }
}

#[test]
fn a_question_stated_anew_is_that_of_those_below_it() {
    let text = "Enkäten i sin helhet\n\nVi ringde runt.\n\nVad blev bäst?\n\nKalix kommun\n\n\
        Att vi bytte alla lås på en vecka.\n\nNacka kommun\n\nAtt vi slapp alla blanketter.\n\n\
        Vad blev sämst?\n\nKalix kommun\n\nAtt vi inte bytte dörrar också.\n\nNacka kommun\n\n\
        Att vi inte började tidigare med det.\n";
    let parsed = parse("a.txt", text);
    let asked: Vec<_> = (parsed.records[1..].iter())
        .map(|record| record.question.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        asked,
        [
            "Vad blev bäst?",
            "Vad blev bäst?",
            "Vad blev sämst?",
            "Vad blev sämst?"
        ]
    );
}

#[test]
fn each_cell_of_a_matrix_is_an_initiative() {
    let page = |table: &str| {
        format!("<html lang=sv><title>Exempel</title><body><h1>Exempel</h1><table>{table}</table>")
    };
    for table in [
        "<tr><th>Område<th>Kalix<th>Nacka<th>Sala\
         <tr><td>Demokrati<td>Unga röstar om parkens bänkar<td><td>Medborgarförslag på en karta\
         <tr><td>Service<td>Böcker lånas i en app<td>Bygglov söks på nätet<td>ja",
        "<tr><th>Område<th>Demokrati<th>Service\
         <tr><td>Kalix<td>Unga röstar om parkens bänkar<td>Böcker lånas i en app\
         <tr><td>Nacka<td><td>Bygglov söks på nätet\
         <tr><td>Sala<td>Medborgarförslag på en karta<td>ja",
        "<tr><td><th>Demokrati<th>Service\
         <tr><td>Kalix<td>Unga röstar om parkens bänkar<td>Böcker lånas i en app\
         <tr><td>Nacka<td><td>Bygglov söks på nätet\
         <tr><td>Sala<td>Medborgarförslag på en karta<td>ja",
    ] {
        let parsed = parse("a.html", &page(table));
        let mut found: Vec<String> = (parsed.records[1..].iter())
            .map(|record| {
                let area = record.area.map(|area| area.to_string());
                format!("{} | {}", record.title, area.unwrap_or_default())
            })
            .collect();
        found.sort();
        assert_eq!(
            found,
            [
                "Kalix: Böcker lånas i en app | service",
                "Kalix: Unga röstar om parkens bänkar | democracy",
                "Nacka: Bygglov söks på nätet | service",
                "Sala: Medborgarförslag på en karta | democracy",
            ],
            "{table}"
        );
        assert_eq!(
            told(&parsed, "short-item"),
            ["`ja` says too little to be a record of its own"]
        );
    }
}

#[test]
fn a_table_may_have_themes_for_areas() {
    let page = "<html lang=sv><title>Exempel</title><body><article><h1>Exempel ur länet</h1><table>\
        <tr><th>Kommun<th>Skola<th>Äldreomsorg<th>Bygglov\
        <tr><td>Kalix<td>Varje klass delar på sex plattor.<td>Larm i nattens korridorer.<td>–\
        <tr><td>Nacka<td><td>Digitala lås i varje port.<td>Ritningar lämnas på nätet.</table></article>";
    let parsed = parse("a.html", page);
    let mut found: Vec<&str> = (parsed.records[1..].iter())
        .map(|record| record.title.as_str())
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "Kalix: Larm i nattens korridorer",
            "Kalix: Varje klass delar på sex plattor",
            "Nacka: Digitala lås i varje port",
            "Nacka: Ritningar lämnas på nätet",
        ]
    );
    assert_eq!(told(&parsed, "short-item").len(), 0);
}

#[test]
fn an_area_is_no_title_and_what_is_left_out_is_told() {
    let parsed = parse(
        "a.txt",
        "Axplock\n\nDet här gör tre kommuner i länet.\n\nDemokrati\n\n\
         Sala: Medborgarförslag syns på en karta där alla kan rösta.\n\
         Kalix: Digital brevlåda\nKil: 14 st\n\nService\n\nSala: Bygglov söks på nätet dygnet runt.\n",
    );
    let titles: Vec<&str> = (parsed.records[1..].iter())
        .map(|record| record.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "Sala: Medborgarförslag syns på en karta där alla kan rösta",
            "Kalix: Digital brevlåda",
            "Sala: Bygglov söks på nätet dygnet runt",
        ]
    );
    assert_eq!(told(&parsed, "short-item").len(), 1);
    let listed = parse(
        "a.txt",
        "Nytt i vinter\n\nTre exempel från kommunen:\n\n• En karta över alla gropar i vägarna\n\
         • E-arkiv\n• Lån av böcker i en app\n",
    );
    assert_eq!(
        told(&listed, "short-item"),
        ["`E-arkiv` says too little to be a record of its own"]
    );
}

#[test]
fn a_line_above_the_title_stays_in_the_text() {
    let text =
        "Kalix kommun\n\nFiber\n\nNu är det grävt klart i byarna\n\nDet gick fortare än väntat.\n";
    let parsed = parse("a.txt", text);
    let article = &parsed.records[0];
    assert_eq!(article.title.as_str(), "Nu är det grävt klart i byarna");
    assert_eq!(article.source.publisher.as_deref(), Some("Kalix kommun"));
    assert!(article.text.as_deref().unwrap().starts_with("Fiber"));
}

#[test]
fn a_place_after_the_first_is_that_of_a_known_finalist_or_nothing() {
    let lead = "Priset är utdelat\n\nSveriges DigitaliseringsKommun 2019 är avgjord.";
    for (text, expected) in [
        (
            "Lidingö vann priset och Karlskrona kom tvåa.",
            &["2019 winner Lidingö", "2019 finalist Karlskrona"][..],
        ),
        ("Kalix slutade på tredje plats.", &[]),
        ("Kalix tog hem andraplatsen i tävlingen.", &[]),
        ("Kalix tog hem silvret i tävlingen.", &[]),
        ("Andra plats i tävlingen gick till Kalix.", &[]),
        (
            "Kalix tog hem tredjeplatsen och Nacka andraplatsen i Sveriges DigitaliseringsKommun 2019.",
            &[],
        ),
        (
            "Kalix vann nästan Sveriges DigitaliseringsKommun 2019.",
            &[],
        ),
        (
            "Lidingö tog hem priset och Karlskrona knep silvret.",
            &["2019 winner Lidingö", "2019 finalist Karlskrona"],
        ),
    ] {
        let mut found = outcomes(&format!("{lead} {text}\n"));
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn whom_a_sentence_sets_aside_takes_no_part() {
    let lead = "Priset är på väg\n\nSveriges DigitaliseringsKommun 2019 närmar sig.";
    for (text, expected) in [
        (
            "Karlstad nominerades i stället för Kristinehamn.",
            "2019 nominee Karlstad",
        ),
        (
            "Karlstad, men inte Kristinehamn, är nominerat.",
            "2019 nominee Karlstad",
        ),
        (
            "Kumla blev inte nominerat i år, men Hallsberg var det.",
            "2019 nominee Hallsberg",
        ),
        (
            "Kumla blev inte nominerat till årets digitaliseringskommun, men Hallsberg blev det.",
            "2019 nominee Hallsberg",
        ),
    ] {
        assert_eq!(outcomes(&format!("{lead} {text}\n")), [expected], "{text}");
    }
}

#[test]
fn a_box_of_facts_is_about_the_municipality_that_heads_it() {
    let text = "Så jobbar de i Värmland\n\nLänge har Karlstad varit med i Sveriges \
        digitaliseringskommun, och fler besökare är på väg.\n\nFakta: Karlstads kommun\n\n\
        • 95 000 invånare\n• Vann Sveriges IT-kommun 2013\n• Nominerad 2019\n";
    assert_eq!(
        outcomes(text),
        ["2013 winner Karlstad", "2019 nominee Karlstad"]
    );
}

#[test]
fn a_claim_without_an_edition_is_of_the_one_that_the_document_names() {
    // Published in a year whose own edition had no winner yet.
    let text = "Samtal med en vinnare\n\nPublicerad 3 mars 2019\n\nI november fick Stockholm ta emot \
        titeln Sveriges DigitaliseringsKommun. Stockholm vann priset för den smarta staden.\n";
    assert_eq!(outcomes(text), ["2017 winner Stockholm"]);
}

#[test]
fn a_date_is_read_in_several_ways() {
    for (line, date) in [
        ("Published 5 November 2019", Some("2019-11-05")),
        ("10 nov 2020", Some("2020-11-10")),
        ("November 5, 2019", Some("2019-11-05")),
        ("Publicerad 31 februari 2019", None),
        ("31 februari 2019", None),
    ] {
        let parsed = parse(
            "a.txt",
            &format!("Kalix bygger ut sitt nät\n\n{line}\n\nDet är grävt klart i alla byar nu.\n"),
        );
        let found = parsed.records[0].source.published;
        let found = found.map(|found| found.date.to_string());
        assert_eq!(found.as_deref(), date, "{line}");
        let is_told = !told(&parsed, "impossible-date").is_empty();
        assert_eq!(is_told, date.is_none(), "{line}");
    }
}

#[test]
fn a_sort_of_text_with_its_date_is_no_publisher() {
    for (above, publisher) in [
        ("Pressmeddelande 2019-10-17", None),
        ("Pressmeddelande, 17 oktober 2019", None),
        (
            "Kalix kommun\n\nPressmeddelande 17 oktober 2019",
            Some("Kalix kommun"),
        ),
    ] {
        let text =
            format!("{above}\n\nNu är det grävt i alla byar\n\nDet gick fortare än väntat.\n");
        let source = &parse("a.txt", &text).records[0].source;
        assert_eq!(source.publisher.as_deref(), publisher, "{above}");
        let found = source.published.map(|found| found.date.to_string());
        assert_eq!(found.as_deref(), Some("2019-10-17"), "{above}");
    }
}

#[test]
fn a_heading_that_is_not_the_given_title_stays_in_the_text() {
    let text = "Vinnare av Sveriges DigitaliseringsKommun 2019\n\nLidingö vann i år.\n";
    for (title, start) in [
        ("Veckans brev", "Vinnare av"),
        (
            "Vinnare av Sveriges digitaliseringskommun 2019",
            "Lidingö vann",
        ),
    ] {
        let parsed = parse_bytes(
            Path::new("a.txt"),
            text.as_bytes(),
            Some(format!("title = \"{title}\"\n").as_bytes()),
            Vocabulary::embedded(),
            &Options::new(jiff::civil::date(2026, 1, 1)),
        );
        let article = &parsed.records[0];
        assert_eq!(article.title.as_str(), title);
        let body = article.text.as_deref().unwrap();
        assert!(body.starts_with(start), "{body}");
    }
}

#[test]
fn an_interview_is_about_the_municipality_whose_office_answers() {
    for presented in ["digitaliseringschef", "digitaliseringschef Eva Ek"] {
        let text = format!(
            "\"Vi ritade om kartan\"\n\nBotkyrkas {presented} berättar om kommunens karta.\n\n\
             Varför ritade ni om den?\n- Vi ville att alla gropar skulle synas.\n\n\
             Vad gick fel?\n- Huddinge hade köpt en färdig, och vi tittade för länge på den.\n"
        );
        let article = &parse("a.txt", &text).records[0];
        let about: Vec<String> = article.about().map(name).collect();
        assert_eq!(about, ["Botkyrka"], "{presented}");
        let said: Vec<_> = (article.quotes.iter())
            .map(|quote| (quote.role.as_deref(), quote.text.split(' ').next().unwrap()))
            .collect();
        let role = Some("digitaliseringschef");
        assert_eq!(said, [(role, "Vi"), (role, "Huddinge")], "{presented}");
    }
}

#[test]
fn a_line_below_each_question_answers_that() {
    for gap in ["\n", "\n\n"] {
        let text = format!(
            "Samma frågor till två kommuner\n\n\
             Vad blev bäst i fjol?{gap}Kalix: Vi bytte alla lås på en enda vecka.\nNacka: Vi slapp alla blanketter av papper.\n\n\
             Vad blev sämst i fjol?{gap}Kalix: Dörrarnas gamla gångjärn.\nNacka: Vi började alldeles för sent med det.\n"
        );
        let parsed = parse("a.txt", &text);
        let found: Vec<String> = (parsed.records[1..].iter())
            .map(|record| {
                let asked = record.question.as_deref().unwrap_or("-");
                format!("{} {asked}", name(record.about().next().unwrap()))
            })
            .collect();
        assert_eq!(
            found,
            [
                "Kalix Vad blev bäst i fjol?",
                "Nacka Vad blev bäst i fjol?",
                "Kalix Vad blev sämst i fjol?",
                "Nacka Vad blev sämst i fjol?",
            ]
        );
    }
}

#[test]
fn a_main_part_that_is_little_of_its_page_is_told() {
    let rest = "<p>Kommunen har byggt en karta över alla gropar i vägarna.</p>".repeat(20);
    let page = format!(
        "<main><p>{}</p></main><div>{rest}</div>",
        "Kort text om Kalix. ".repeat(30)
    );
    assert_eq!(told(&parse("a.html", &page), "small-part").len(), 0);
    let page = format!(
        "<main><p>{}</p></main><div>{rest}{rest}{rest}</div>",
        "Kort text om Kalix. ".repeat(30)
    );
    assert_eq!(told(&parse("a.html", &page), "small-part").len(), 1);
}

#[test]
fn a_document_gives_no_more_than_a_thousand_parts() {
    let line = "Kalix: Alla elever har fått en dator att låna.\n\n";
    let parsed = parse(
        "a.txt",
        &format!("Tusen exempel ur länet\n\n{}", line.repeat(1100)),
    );
    assert_eq!(parsed.records.len(), 1001);
    assert_eq!(told(&parsed, "too-many-parts").len(), 1);
}

#[test]
fn a_name_in_other_letters_gives_a_stable_id() {
    let id = |name: &str| {
        parse(name, "En karta i Sala\n\nSala har en karta nu.\n").records[0]
            .id
            .to_string()
    };
    assert_eq!(id("отчёт.txt"), id("mapp/отчёт.txt"));
    assert_ne!(id("отчёт.txt"), id("報告.txt"));
    assert!(id("報告.txt").starts_with("file-"));
}

#[test]
fn an_office_does_not_end_in_what_leads_on() {
    let text = "New maps in Kalix\n\nThe map was drawn in a week.\n\n\
        \"We drew it over one long weekend,\" says Eva Ek, head of the Digital Office.\n";
    let parsed = parse("a.txt", text);
    let roles: Vec<_> = (parsed.records[0].quotes.iter())
        .map(|quote| quote.role.as_deref())
        .collect();
    assert_eq!(roles, [Some("head")]);
}
