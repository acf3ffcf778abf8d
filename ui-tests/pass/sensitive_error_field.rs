use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum LoginError {
    #[error("wrong password")]
    #[response(status = 403)]
    WrongPassword {
        #[response(extension)]
        attempts_left: u8,
    },
    #[error("no tokens are left")]
    #[response(status = 429)]
    Exhausted {
        #[response(extension)]
        tokens: u64,
    },
    #[error("the password is too old")]
    #[response(status = 403)]
    TooOld {
        #[response(
            extension,
            allow(sensitive_error_field, reason = "the name of a policy, not a password")
        )]
        password: String,
    },
}

fn main() {
    let _ = LoginError::WrongPassword { attempts_left: 2 };
    let _ = LoginError::Exhausted { tokens: 0 };
    let _ = LoginError::TooOld {
        password: "rotate-90".into(),
    };
}
