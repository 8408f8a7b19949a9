//! What a person at a browser sees.

use genauth_emulator::Emulator;
use serde_json::json;

use super::*;

const NASTY: &str = "\"><script>alert('1')</script>&amp;";
const ESCAPED: &str = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;";

#[test]
fn the_page_offers_every_user_and_escapes_all() {
    let users = json!({"users": [{"data": {"userId": NASTY, "name": NASTY}}, {"data": {"name": "no id"}}]});
    let emulator = start(Emulator::builder().users_json(users.to_string()));
    let changes = [("login_hint", ""), ("state", NASTY)];
    let response = get(&emulator, &authorization(&changes), &[]);
    assert_eq!(response.status(), 200);
    assert!(response.header("content-security-policy").unwrap().contains("default-src 'none'"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let page = String::from_utf8(response.body).unwrap();
    assert!(page.contains(&format!("<button name=\"emulator_user\" value=\"{USER_ID}\">Zhang San</button>")));
    assert!(page.contains(&format!("<button name=\"emulator_user\" value=\"{ESCAPED}\">{ESCAPED}</button>")));
    assert!(page.contains(&format!("name=\"state\" value=\"{ESCAPED}\"")));
    assert!(!page.contains("<script") && !page.contains("no id"), "{page}");
}

#[test]
fn errors_are_escaped_as_well() {
    let target = format!("/oidc/auth?{}", encode(&[("client_id", NASTY)]));
    let page = String::from_utf8(get(&emulator(), &target, &[]).body).unwrap();
    assert!(page.contains("invalid_client") && !page.contains("<script"), "{page}");
}

/// The hidden fields come back with the button that was pressed.
#[test]
fn the_form_ends_the_login() {
    let emulator = emulator();
    let page = String::from_utf8(get(&emulator, &authorization(&[("login_hint", "")]), &[]).body).unwrap();
    assert!(page.contains("<form method=\"post\" action=\"/oidc/auth\">"));
    let fields: Vec<(String, String)> = page
        .lines()
        .filter_map(|line| {
            let (name, value) =
                line.strip_prefix("<input type=\"hidden\" name=\"")?.split_once("\" value=\"")?;
            Some((name.to_owned(), value.strip_suffix("\">")?.replace("&amp;", "&")))
        })
        .collect();
    let mut pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    pairs.push(("emulator_deny", "1"));
    let (_, query) = redirect(&post(&emulator, "/oidc/auth", &[], &pairs));
    assert_eq!(value(&query, "error").as_deref(), Some("access_denied"));

    *pairs.last_mut().unwrap() = ("emulator_user", USER_ID);
    let (_, query) = redirect(&post(&emulator, "/oidc/auth", &[], &pairs));
    assert_eq!(value(&query, "state").as_deref(), Some("a state & more"));
    assert_eq!(exchange(&emulator, &value(&query, "code").unwrap()).status(), 200);
}
