use super::{Holds, is_sensitive};

/// Whether a field of this name and type is reported, beside these fields.
fn is_reported(name: &str, ty: &str, beside: &[&str]) -> bool {
    let ty = syn::parse_str(ty).expect("a type");
    is_sensitive(name, Holds::of(&ty), beside.iter().copied())
}

/// Names, types, and whether a field of each name with each type is reported.
const TABLE: &[(&[&str], &[&str], bool)] = &[
    // A secret by its name, whatever its form.
    (
        &[
            "password",
            "Password",
            "password_hash",
            "passwordHash",
            "PASSWORD_HASH",
            "api_key",
            "apiKey",
            "APIKey",
            "api-key",
            "stripe_api_key",
            "refresh_token",
            "accessToken",
            "hashed_password",
            "client_secret",
            "cvv",
            "ssn",
            "pin",
            "privateKey",
            "two_factor_secret",
            "credit_card_number",
            "password1",
            "accesstoken",
            "security_code",
            "token",
            "secret",
            "salt",
            "otp",
        ],
        &[
            "String",
            "&'static str",
            "Option<String>",
            "Vec<u8>",
            "[u8; 32]",
            "Secret<Text>",
            "u64",
            "Option<i64>",
        ],
        true,
    ),
    // Several of them.
    (
        &[
            "api_keys",
            "passwords",
            "tokens",
            "refresh_tokens",
            "secrets",
            "credentials",
            "recovery_codes",
            "session_id",
            "password_resets",
            "hash",
            "max_tokens_token",
        ],
        &[
            "String",
            "Vec<String>",
            "Option<Box<str>>",
            "HashMap<String, u64>",
        ],
        true,
    ),
    // How many of them.
    (
        &[
            "api_keys",
            "passwords",
            "tokens",
            "refresh_tokens",
            "new_tokens",
            "secrets",
            "credentials",
            "recovery_codes",
            "max_tokens",
            "min_tokens",
            "maxToken",
            "total_secrets",
            "password_resets",
            "password_attempts",
            "password_length",
            "password_min_length",
            "secret_size",
            "pins",
            "hash",
            "image_hash",
            "session_id",
        ],
        &[
            "i64",
            "u32",
            "usize",
            "f64",
            "Option<u64>",
            "NonZeroU32",
            "std::num::NonZero<u64>",
            "Decimal",
            "Field<Option<u32>>",
        ],
        false,
    ),
    // The tokens of a text are a list of numbers; PINs are one, too.
    (
        &["tokens", "prompt_token", "input_tokens"],
        &["Vec<u32>", "&[i64]"],
        false,
    ),
    (
        &["pins", "pin", "recovery_codes", "cvv"],
        &["Vec<u32>", "[u16; 4]"],
        true,
    ),
    (
        &[
            "pin",
            "pin_code",
            "cvc",
            "otp",
            "ssn",
            "card_number",
            "user_pin",
        ],
        &["u16", "Option<u32>", "i64"],
        true,
    ),
    // What cannot hold a secret.
    (
        &[
            "password",
            "token",
            "pin",
            "has_password",
            "password_reset",
            "secrets",
            "api_key",
        ],
        &[
            "bool",
            "Option<bool>",
            "DateTime<Utc>",
            "Option<OffsetDateTime>",
            "std::time::Duration",
            "Vec<bool>",
        ],
        false,
    ),
    // What only looks like a secret.
    (
        &[
            "token_type",
            "password_changed_at",
            "secret_santa",
            "spin",
            "opinion",
            "tokenizer",
            "hashtag",
            "commit_hash",
            "parent_hash",
            "total_tokens",
            "company",
            "pinned",
            "secretary",
            "passport_country",
            "nextPageToken",
            "password_reset_at",
            "secret_santa_budget",
            "secret_key_count",
            "map_pin",
            "reasoning_tokens",
        ],
        &["String", "u64", "Vec<String>"],
        false,
    ),
];

#[test]
fn a_secret_is_known_by_name_and_type() {
    for (names, types, reported) in TABLE {
        for name in *names {
            for ty in *types {
                assert_eq!(is_reported(name, ty, &[]), *reported, "{name}: {ty}");
            }
        }
    }
}

#[test]
fn the_hash_of_a_file_is_known_by_the_fields_beside_it() {
    for (name, beside, reported) in [
        ("hash", &["id", "path"][..], false),
        ("hash", &["filePath"], false),
        ("hash", &["name", "size"], false),
        ("hash", &["height", "nonce"], false),
        ("old_hash", &["size_bytes"], false),
        ("hash", &[], true),
        ("hash", &["id", "name"], true),
        ("hash", &["username", "path"], true),
        ("hash", &["salt", "length"], true),
        ("password_hash", &["path", "size"], true),
        ("user_hash", &["path", "size"], true),
        ("token", &["path", "size"], true),
    ] {
        assert_eq!(
            is_reported(name, "String", beside),
            reported,
            "{name} beside {beside:?}"
        );
    }
}

#[test]
fn without_its_type_a_count_of_tokens_is_not_taken_for_a_secret() {
    let is_reported = |name| is_sensitive(name, Holds::Unknown, []);
    assert!(is_reported("password_hash"));
    assert!(is_reported("api_keys"));
    assert!(is_reported("token"));
    assert!(!is_reported("tokens"));
    assert!(!is_reported("used_tokens"));
}
