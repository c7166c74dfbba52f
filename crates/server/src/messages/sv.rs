//! Swedish.

use records::{Area, Kind, OutcomeKind, Status, Voice, Withdrawn, YearBasis};
use search::{Facet, GroupKinship, MAX_QUERY_BYTES, MAX_TERMS, Page, Peer, Sample};
use vocabulary::{County, SkrGroup};

use super::{Messages, PageWords, ProblemWords, citation, grouped, percent, reasons};
use crate::fault::{Fault, Reason};
use crate::params::MAX_VALUES;
use crate::router::{MAX_URI_BYTES, TIME_LIMIT};

pub(super) static MESSAGES: Messages = Messages {
    page: PageWords {
        home_title: "Exempelbanken – exempel på kommunal digitalisering",
        home_description: "Sök bland exempel på vad svenska kommuner har gjort med digitaliseringen, \
                           med källa till varje uppgift.",
        search_title: |query| format!("{query} – Exempelbanken"),
        all_examples: "Alla exempel – Exempelbanken",
        unknown: "okänt",
        not: "inte",
        from_year: |year| format!("från {year}"),
        to_year: |year| format!("till {year}"),
        sort_relevance: "Bäst träff",
        sort_newest: "Nyast",
        sort_oldest: "Äldst",
        sort_municipality: "Kommun A–Ö",
        without_filter: |filter| format!("Ta bort filtret {filter}"),
        without_filters: "Ta bort alla filter",
        without_signs: "Sök utan krav på vissa ord",
        without_signs_and_filters: "Sök utan filter och utan krav på vissa ord",
        show_all_values: |count| format!("Visa {count} till"),
        corrected: "rättat",
        misread: "gick inte att läsa som filter",
        also: "också",
        only: "bara",
        lifted: "främst",
        any_of: "något av",
        must: "måste finnas",
        must_not: "får inte finnas",
        left_out: "utelämnat, för vanligt",
        not_found_title: "Sidan finns inte – Exempelbanken",
        failed_title: "Något gick fel – Exempelbanken",
        themes_title: "Teman – Exempelbanken",
        themes_description: "Exempel på kommunal digitalisering efter tema, med antal och utveckling.",
        theme_description: |theme, count| {
            format!("{count} exempel från svenska kommuner på temat {theme}, med källor.")
        },
        theme_years: |theme| format!("{theme}: exempel per år"),
        year: "År",
        theme_id: "Temats id",
        code: "Kod",
        municipality_code: "Kommunkod",
        award: "Utmärkelse",
        examples_column: "Exempel",
        of_all: "Alla exempel",
        share: "Andel",
        division: "Indelning",
        part: "Del",
        municipalities_column: "Kommuner",
        with_examples: "Med exempel",
        municipalities_title: "Kommuner – Exempelbanken",
        municipalities_description: "Sveriges kommuner på karta och i tabell, med antal exempel på \
                                     digitalisering från var och en.",
        municipalities_caption: "Kommuner med antal exempel",
        municipality_orders: ["A–Ö", "Flest exempel", "Störst"],
        about_no_municipality: |count| match count {
            0 => String::new(),
            _ => format!("{count} exempel handlar inte om någon viss kommun."),
        },
        municipality_title: |name| format!("{name} och liknande kommuner – Exempelbanken"),
        municipality_description: |name| {
            format!(
                "Vad {name} har gjort med digitaliseringen, vilka kommuner som liknar {name} och \
                 vad de har gjort."
            )
        },
        like: |name| format!("Liknar {name}"),
        picked: "vald av dig",
        awards_title: "Utmärkelsen Sveriges digitaliseringskommun – Exempelbanken",
        awards_description: "Nominerade, finalister och vinnare sedan 2001, med källor.",
        award_description: |year| {
            format!("Nominerade, finalister och vinnare {year}, med källor och vad de säger.")
        },
        presented_by: |by| format!("delades ut av {by}"),
        statistics_title: "Statistik – Exempelbanken",
        statistics_description: "Teman över tid och hur många av landets kommuner som finns med.",
        timeline_caption: "Andel av årets exempel som har temat",
        no_value: |filter, value| format!("{filter}: ”{value}” finns inte."),
        no_year: |filter, value| {
            format!("{filter}: ”{value}” är inget år. Skriv det med fyra siffror, som 2019.")
        },
        no_filter: |name| format!("”{name}” är inget som går att söka på här."),
        about: [
            "Om Exempelbanken",
            "Vad Exempelbanken innehåller, vad du kan lita på, hur du söker och citerar.",
        ],
        accessibility: [
            "Tillgänglighetsredogörelse – Exempelbanken",
            "Hur Exempelbanken uppfyller lagen om tillgänglighet till digital offentlig service.",
        ],
        api_guide: [
            "API och öppna data – Exempelbanken",
            "Hämta exempel på kommunal digitalisering som JSON, utan nyckel.",
        ],
        widget: [
            "Sökruta för er webbplats – Exempelbanken",
            "Låt besökare på er egen webbplats söka bland kommunala exempel.",
        ],
    },
    citation: citation::SWEDISH,
    problem: ProblemWords {
        bad_parameters: "Parametrar som inte kan läsas",
        bad_parameters_detail: |count| match count {
            1 => "En parameter kan inte läsas; se errors.".to_owned(),
            _ => format!("{count} parametrar kan inte läsas; se errors."),
        },
        body: [
            "Ingen kropp tas emot",
            "Gränssnittet läses med GET, utan kropp.",
        ],
        host: [
            "Anropet nämner ingen värd",
            "Huvudet Host ska finnas en gång och vara ett värdnamn, med eller utan port.",
        ],
        not_found: "Finns inte",
        no_path: "Det finns inget på den här adressen.",
        no_record: |id| format!("Det finns inget exempel med id `{id}`."),
        no_municipality: |asked, meant| match meant {
            Some([code, name]) => {
                format!("Det finns ingen kommun med koden `{asked}`. {name} har koden `{code}`.")
            }
            None => {
                format!(
                    "Det finns ingen kommun med koden `{asked}`. En kommunkod har fyra siffror."
                )
            }
        },
        no_theme: |id, nearest| match nearest {
            Some(nearest) => format!("Det finns inget tema med id `{id}`. Menade du `{nearest}`?"),
            None => format!("Det finns inget tema med id `{id}`."),
        },
        no_edition: |year| {
            format!("Det finns ingen känd omgång av utmärkelsen som heter `{year}`.")
        },
        gone: "Finns inte längre",
        gone_generation: |generation| {
            format!(
                "Markören hör till generation `{generation}` av indexet, som inte längre hålls \
                 öppen. Börja om med cursor=*."
            )
        },
        withdrawn: |withdrawn| {
            let Withdrawn { id, date, reason } = withdrawn;
            format!("Exemplet med id `{id}` drogs tillbaka {date}: {reason}")
        },
        not_acceptable: "Finns inte i en form som du tar emot",
        not_acceptable_detail: |types| format!("Den här adressen svarar med {types}."),
        too_many: "För många anrop",
        too_many_detail: |seconds| match seconds {
            1 => "Vänta en sekund.".to_owned(),
            _ => format!("Vänta {seconds} sekunder."),
        },
        overloaded: [
            "Fler anrop än vi hinner besvara",
            "Servern är upptagen. Försök igen om en stund.",
        ],
        method: ["Metoden stöds inte", "Allt läses med GET eller HEAD."],
        uri: [
            "Adressen är för lång",
            "En adress får vara högst 8192 byte.",
        ],
        timeout: [
            "Tog för lång tid",
            "Svaret blev inte klart inom tio sekunder. Försök igen.",
        ],
        internal: [
            "Något gick fel hos oss",
            "Felet är noterat. Uppge värdet i huvudet x-request-id om du hör av dig.",
        ],
    },
    fault,
    reason: reasons::in_swedish,
    number: |number| grouped(number, "\u{a0}"),
    examples: |count| format!("{} exempel", grouped(count, "\u{a0}")),
    facet: |facet| match facet {
        Facet::Municipality => "Kommun",
        Facet::County => "Län",
        Facet::SkrGroup => "Kommungrupp",
        Facet::Population => "Folkmängd",
        Facet::Year => "År",
        Facet::Theme => "Tema",
        Facet::Area => "Område i utmärkelsen",
        Facet::Kind => "Slag",
        Facet::Status => "Läge",
        Facet::Voice => "Vem som berättar",
        Facet::Outcome => "Utfall i utmärkelsen",
        Facet::Edition => "Omgång av utmärkelsen",
        Facet::Language => "Källans språk",
    },
    kind: |kind| match kind {
        Kind::Initiative => "Initiativ",
        Kind::Statement => "Uttalande",
        Kind::Article => "Artikel",
    },
    status: |status| match status {
        Status::Proposed => "Förslag",
        Status::Pilot => "Pilot",
        Status::InUse => "I bruk",
        Status::Withdrawn => "Avslutat",
        Status::Unknown => "Okänt läge",
    },
    voice: |voice| match voice {
        Voice::Municipality => "Kommunen själv",
        Voice::Jury => "Juryn",
        Voice::Organiser => "Arrangören",
        Voice::Press => "Press",
        Voice::Editor => "Redaktören",
    },
    voice_explained: |voice| match voice {
        Voice::Municipality => "En kommun berättar om sig själv.",
        Voice::Jury => "Utmärkelsens jury motiverar sitt val.",
        Voice::Organiser => "En utmärkelses arrangör berättar.",
        Voice::Press => "En tidning, facktidning eller annan redaktion rapporterar.",
        Voice::Editor => "Exempelbankens redaktör återger vad någon annan har skrivit.",
    },
    outcome: |outcome| match outcome {
        OutcomeKind::Nominee => "Nominerad",
        OutcomeKind::Shortlisted => "Gick vidare",
        OutcomeKind::Finalist => "Finalist",
        OutcomeKind::Winner => "Vinnare",
    },
    peer,
    area: |area| match area {
        Area::Service => "Service, trygghet och tillgänglighet",
        Area::Democracy => "Demokrati och delaktighet",
        Area::Society => "Det goda samhället",
        Area::Efficiency => "Lägre kostnader och högre effektivitet",
        Area::Collaboration => "Samverkan",
    },
    year: |year, basis| match basis {
        YearBasis::Stated => year.to_string(),
        YearBasis::Edition => format!("{year} (utmärkelsens år)"),
        YearBasis::Published => format!("{year} (källans år)"),
        YearBasis::Inferred => format!("troligen {year}"),
    },
    county: |county: &County| county.name.clone(),
    skr_group: |group: &SkrGroup| group.name.clone(),
    language: |language| match language {
        "sv" => Some("Svenska"),
        "en" => Some("Engelska"),
        "fi" => Some("Finska"),
        "da" => Some("Danska"),
        "no" | "nb" | "nn" => Some("Norska"),
        _ => None,
    },
};

/// Why a municipality is like another; that they are of the same group goes without saying.
fn peer(peer: &Peer) -> String {
    let group = match peer.group {
        GroupKinship::Same => "",
        GroupKinship::SameMainGroup => "snarlik kommungrupp, ",
        GroupKinship::Other => "annan kommungrupp, ",
    };
    let size = percent(peer.population_ratio, "\u{a0}%");
    format!("{group}{size}, {:.0}\u{a0}km", peer.distance_km)
}

fn fault(fault: &Fault) -> String {
    let value = &fault.value;
    let meant = |nearest: &Option<String>| {
        nearest
            .as_ref()
            .map_or_else(String::new, |nearest| format!(" Menade du `{nearest}`?"))
    };
    match &fault.reason {
        Reason::Encoding => "Inte procentkodad UTF-8.".to_owned(),
        Reason::UnknownParameter { nearest, accepted } => {
            let meant = meant(&nearest.map(ToOwned::to_owned));
            match accepted.as_slice() {
                [] => "Okänd parameter; här tas inga emot.".to_owned(),
                accepted => format!("Okänd parameter.{meant} Tillåtna: {}.", accepted.join(", ")),
            }
        }
        Reason::Repeated => "Får anges högst en gång.".to_owned(),
        Reason::Value {
            facet,
            nearest,
            accepted,
        } => {
            let accepted = match facet {
                Facet::Municipality => "en kommunkod med fyra siffror eller en kommuns namn",
                Facet::County => "en länskod med två siffror eller ett läns namn",
                Facet::Year | Facet::Edition => {
                    "ett år med fyra siffror, 1950–2099, eller ett intervall som 2013..2019"
                }
                Facet::Language => "en språkkod med två bokstäver, som sv",
                _ => accepted.as_deref().unwrap_or_default(),
            };
            format!(
                "Okänt värde `{value}`.{} Tillåtet: {accepted}; samt unknown, och ! före för inte.",
                meant(nearest)
            )
        }
        Reason::Word { nearest, accepted } => {
            format!(
                "Okänt värde `{value}`.{} Tillåtna: {accepted}.",
                meant(nearest)
            )
        }
        Reason::NoRange => format!("`{value}`: intervall går bara att ange för year och edition."),
        Reason::Reversed => format!("Intervallet `{value}` slutar före sin början."),
        Reason::TooManyValues(count) => {
            format!("{count} värden; högst {MAX_VALUES} tas emot för ett filter.")
        }
        Reason::QueryBytes(bytes) => {
            format!("Frågan är {bytes} byte; högst {MAX_QUERY_BYTES} tas emot.")
        }
        Reason::QueryTerms(terms) => {
            format!("Frågan har {terms} ord och fraser; högst {MAX_TERMS} tas emot.")
        }
        Reason::NoText => "ska vara en text som inte är tom".to_owned(),
        Reason::PageNumber => format!("`{value}` är inget sidnummer; sidorna räknas från 1."),
        Reason::Limit => {
            format!(
                "`{value}` är inget antal träffar som en sida kan ha; 1–{} tas emot.",
                Page::MAX_LIMIT
            )
        }
        Reason::Depth => format!(
            "Sidan `{value}` ligger bortom de första {} träffarna; smalna av sökningen, eller gå \
             igenom allt med cursor=* i gränssnittet för program.",
            Page::MAX_DEPTH
        ),
        Reason::Between(least, most) => {
            format!("`{value}` är inget heltal från {least} till {most}.")
        }
        Reason::SampleSize => format!(
            "`{value}` är inget antal som ett urval kan ha; 1–{} tas emot.",
            Sample::MAX_SIZE
        ),
        Reason::Seed => format!("`{value}` är inget heltal från 0 till {}.", u32::MAX),
        Reason::Groups => "Träffar grupperas efter en eller två egenskaper.".to_owned(),
        Reason::Cursor => {
            format!("`{value}` är ingen markör; börja med * och fortsätt med svarets next_cursor.")
        }
        Reason::OtherCursor => "Markören hör till en sökning med annan fråga, andra filter eller \
                                annan ordning."
            .to_owned(),
        Reason::Together(other) => format!("Kan inte anges tillsammans med {other}."),
        Reason::Needs(other) => format!("Betyder inget utan {other}."),
    }
}

// The two limits are told in words above.
const _: () = assert!(MAX_URI_BYTES == 8192 && TIME_LIMIT.as_secs() == 10);
