//! Names that give a secret away: one table for response models and error extensions.

/// Names that are secrets as they stand.
const NAMES: &[&str] = &[
    "apikey",
    "api_key",
    "access_key",
    "authorization",
    "bearer",
    "card_number",
    "cardnumber",
    "cookie",
    "credential",
    "credentials",
    "credit_card",
    "credit_card_number",
    "creditcard",
    "csrf",
    "cvc",
    "cvv",
    "cvv2",
    "cvv_code",
    "encryption_key",
    "hash",
    "hashed_password",
    "iban_pin",
    "jwt",
    "master_key",
    "mfa_secret",
    "mnemonic",
    "nonce_secret",
    "otp",
    "otp_seed",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "pepper",
    "pin",
    "pin_code",
    "private_key",
    "privatekey",
    "pwd",
    "recovery_code",
    "recovery_codes",
    "salt",
    "secret",
    "secret_key",
    "secrets",
    "security_code",
    "seed_phrase",
    "session_cookie",
    "session_id",
    "session_key",
    "signing_key",
    "social_security_number",
    "ssn",
    "token",
    "tokens",
    "totp",
    "totp_seed",
    "webhook_secret",
];

/// Beginnings.
const PREFIXES: &[&str] = &[
    "hashed_",
    "encrypted_",
    "password_",
    "passwd_",
    "secret_",
    "private_key_",
];

/// Endings.
const SUFFIXES: &[&str] = &[
    "_api_key",
    "_apikey",
    "_credential",
    "_credentials",
    "_cvv",
    "_hash",
    "_jwt",
    "_otp",
    "_passcode",
    "_passphrase",
    "_passwd",
    "_password",
    "_pin",
    "_private_key",
    "_pwd",
    "_salt",
    "_secret",
    "_secret_key",
    "_secrets",
    "_signing_key",
    "_ssn",
    "_token",
    "_tokens",
];

/// Names that only look like secrets.
const HARMLESS: &[&str] = &[
    "block_hash",
    "blur_hash",
    "cached_tokens",
    "commit_hash",
    "completion_tokens",
    "content_hash",
    "continuation_token",
    "cursor_token",
    "file_hash",
    "git_hash",
    "input_tokens",
    "map_pin",
    "max_tokens",
    "next_page_token",
    "output_tokens",
    "page_token",
    "password_changed_at",
    "password_expires_at",
    "password_hint_shown",
    "password_last_changed",
    "password_policy",
    "password_required",
    "password_reset_required",
    "password_strength",
    "password_updated_at",
    "prompt_tokens",
    "reasoning_tokens",
    "secret_count",
    "secret_id",
    "secret_name",
    "secret_santa",
    "secret_version",
    "sync_token",
    "token_count",
    "token_type",
    "total_tokens",
    "transaction_hash",
    "tx_hash",
];

/// Endings that say something about a secret without being it.
const HARMLESS_ENDINGS: &[&str] = &["_at", "_count", "_budget", "_policy", "_strength"];

/// Names whose words are often written as one.
const WORDS: &[&str] = &[
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "clientsecret",
    "secretkey",
    "accesskey",
];

/// Whether a field of this name, in any case, most likely holds a secret.
pub fn is_sensitive(name: &str) -> bool {
    let name = snake(name);
    let name = name.as_str();
    if HARMLESS.contains(&name) || HARMLESS_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        return false;
    }
    // `password1` and `passwords` are as telling as `password`.
    let one = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let one = one.trim_end_matches('_');
    [name, one, one.strip_suffix('s').unwrap_or(one)]
        .iter()
        .any(|name| {
            NAMES.contains(name)
                || WORDS.contains(&name.replace('_', "").as_str())
                || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
                || SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
        })
}

/// `apiKey`, `API_KEY`, `api-key` and `APIKey` are one name.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            snake.push('_');
            continue;
        }
        let starts_word = letter.is_uppercase()
            && index > 0
            && (letters[index - 1].is_lowercase()
                || letters[index - 1].is_ascii_digit()
                || letters[index - 1].is_uppercase()
                    && letters
                        .get(index + 1)
                        .is_some_and(|next| next.is_lowercase()));
        if starts_word {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;

    #[test]
    fn secrets_are_recognised_in_every_case() {
        for name in [
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
            "api_keys",
            "passwords",
            "password1",
            "accesstoken",
            "security_code",
            "session_id",
        ] {
            assert!(is_sensitive(name), "{name}");
        }
    }

    #[test]
    fn what_only_looks_like_a_secret_is_harmless() {
        for name in [
            "token_type",
            "password_changed_at",
            "secret_santa",
            "spin",
            "opinion",
            "tokenizer",
            "hashtag",
            "commit_hash",
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
        ] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
