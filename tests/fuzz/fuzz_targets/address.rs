//! Any address of the server: pieces that it looks for, put together as the bytes say. Whatever is
//! asked, the fault is never ours.

#![no_main]

use axum::body::Body;
use axum::http::Request;

/// What addresses are made of.
const PIECES: &[&str] = &[
    "/", "/api/v1/records", "/api/v1/export", "/api/v1/feed.atom", "/api/v1/statistics", "/api/v1/citation",
    "/api/v1/suggest", "/api/v1/records/r00000003", "/api/v1/records/r00000003/similar", "/api/v1/peers/1384",
    "/kommuner/kungsbacka", "/statistik", "/karta", "/utmarkelser/2017", "/teman/open-data", "/en", "/widget.js",
    "?", "&", "=", "q=", "year=", "theme=", "municipality=", "cursor=", "sample=", "seed=", "select=", "group_by=",
    "facets=", "sort=", "page=", "limit=", "format=", "explain=", "peers_of=", "lang=", "kind=", "status=", "county=",
    "2013..2019", "..", "-", "!", "*", "open-data", "automation-ai", "1384", "Nacka", "year,theme", "unknown", "1", "0",
    "18446744073709551616", "-1", "eyJ", "csv", "geojson", "ris", "robot", "%22", "%C3%A5", "%00", "%FF", "%2F", "..%2f",
    "+", "%20", "år:2013", "tema:", "kommun:",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut address = String::from("/");
    for byte in bytes {
        match PIECES.get(usize::from(*byte)) {
            Some(piece) if address == "/" && piece.starts_with('/') => (*piece).clone_into(&mut address),
            Some(piece) => address.push_str(piece),
            None => address.push(char::from(*byte / 2)),
        }
    }
    if let Ok(request) = Request::get(&address).header("host", "a").body(Body::empty()) {
        fuzz::send(request);
    }
});
